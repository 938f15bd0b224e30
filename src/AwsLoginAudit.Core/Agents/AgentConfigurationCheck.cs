using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>Checks a configuration of the CloudWatch agent before machines receive it.</summary>
/// <remarks>
/// An agent that cannot read its configuration, or whose filters exclude failed logins, sends nothing and reports this only in its own log. The rules
/// are those of the agent's published JSON schema and of its translator for logs and windows_events. This module adds one: failed logins are sent.
/// </remarks>
public static class AgentConfigurationCheck
{
    private const int LongestName = 512;
    private const int LongestRegion = 64;

    private static readonly HashSet<string> Known = new(
        ["event_name", "event_levels", "event_ids", "filters", "log_stream_name", "log_group_name", "log_group_class", "retention_in_days", "event_format"],
        StringComparer.Ordinal);

    // Windows compares channel names without case. An event collector stores forwarded Security events in the channel ForwardedEvents.
    private static readonly HashSet<string> FailedLoginChannels = new([FailedLogin.Channel, "ForwardedEvents"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Rejects a configuration that the agent would reject, or that sends no failed logins.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="region">The Region in which failed logins are searched; null for any.</param>
    /// <returns>Warnings about settings that are allowed but may be mistakes: another Region, or include filters that match no sample event.</returns>
    /// <exception cref="LoginAuditException">InvalidConfiguration; the message gives the place in the JSON.</exception>
    public static IReadOnlyList<string> Check(string json, string? region = null)
    {
        using var document = Parse(json);
        return [.. Warnings(Items(document.RootElement)), .. OtherRegion(document.RootElement, region)];
    }

    /// <summary>Reads the items that send events from channels with failed logins.</summary>
    /// <param name="json">The configuration.</param>
    /// <exception cref="LoginAuditException">InvalidConfiguration; the message gives the place in the JSON.</exception>
    internal static IReadOnlyList<AgentItem> ReadItems(string json)
    {
        using var document = Parse(json);
        return Items(document.RootElement);
    }

    private static List<AgentItem> Items(JsonElement root)
    {
        var logs = Need(root, "$", "logs");
        CheckText(logs, "$.logs", "log_stream_name");
        var collected = Need(logs, "$.logs", "logs_collected");
        OnlyKnown(collected, "$.logs.logs_collected", ["files", "windows_events", "journald", "application_signals"]);
        const string Section = "$.logs.logs_collected.windows_events";
        var list = Need(Need(collected, "$.logs.logs_collected", "windows_events"), Section, "collect_list");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            throw Wrong($"{Section}.collect_list", "is not a list with at least one item");

        var items = new List<AgentItem>();
        var number = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (ReadItem(item, $"{Section}.collect_list[{number++}]", logs) is { } read)
                items.Add(read);
        }
        if (items.Count == 0)
            throw Wrong($"{Section}.collect_list", $"has no item with the event_name {string.Join(" or ", FailedLoginChannels)}, so the agent would send no failed logins");
        return items;
    }

    private static IEnumerable<string> Warnings(IReadOnlyList<AgentItem> items)
    {
        if (items.Any(item => item.SendsSome))
            yield break;
        var reasons = items.Select(item => item.WhyNone()).ToList();
        if (reasons.TrueForAll(reason => reason is not null))
            throw Wrong(reasons[0]!.Value.Place, reasons[0]!.Value.Reason);
        yield return "The include filters of the agent's configuration match none of the sample events, which include failed logins. Test the filters with an event of your own. The agent sends only events that an include filter matches.";
    }

    // The agent sends events to the Region in its configuration, but this module searches the Region of its own session.
    private static IEnumerable<string> OtherRegion(JsonElement root, string? region)
    {
        if (root.Member("agent") is not { ValueKind: JsonValueKind.Object } agent || agent.Member("region") is not { } named)
            yield break;
        if (named.Text() is not { Length: > 0 and <= LongestRegion } own)
            throw Wrong("$.agent.region", $"is not a string of 1 to {LongestRegion} characters");
        if (region is not null && !string.Equals(own, region, StringComparison.OrdinalIgnoreCase))
            yield return $"The agent's configuration sends events to Region {own} ($.agent.region), but this session uses Region {region}. Remove agent.region, or use Region {own} for the alarm and for reading.";
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException broken)
        {
            throw new LoginAuditException(
                LoginAuditError.InvalidConfiguration,
                $"The agent's configuration is not JSON: line {broken.LineNumber + 1}, character {broken.BytePositionInLine + 1}.",
                innerException: broken);
        }
        catch (ArgumentException broken)
        {
            throw new LoginAuditException(
                LoginAuditError.InvalidConfiguration, "The agent's configuration is not JSON: it contains an incomplete surrogate pair.", innerException: broken);
        }
    }

    // Returns null for an item whose channel has no failed logins.
    private static AgentItem? ReadItem(JsonElement item, string place, JsonElement logs)
    {
        OnlyKnown(item, place, Known);
        var name = Need(item, place, "event_name");
        if (name.Text() is not { Length: > 0 and <= 255 } channel || string.Equals(channel, "Forwarded Events", StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong($"{place}.event_name", "is not the name of an event log (the log of forwarded events is ForwardedEvents)");
        }
        if (item.Member("event_levels") is null && item.Member("event_ids") is null && item.Member("filters") is null)
            throw Wrong(place, "needs event_levels, event_ids or filters");

        CheckText(item, place, "log_group_name");
        CheckText(item, place, "log_stream_name");
        CheckText(item, place, "log_group_class");
        if (item.Member("event_format") is { } format && format.Text() is not ("xml" or "text"))
            throw Wrong($"{place}.event_format", "is not \"xml\" or \"text\"");
        if (item.Member("retention_in_days") is { } days && !(IsInteger(days, out var value) && (value == -1 || AgentConfiguration.RetentionDays.Contains(value))))
            throw Wrong($"{place}.retention_in_days", $"is not one of {string.Join(", ", AgentConfiguration.RetentionDays)}");

        // "If you omit this value, the value of log_stream_name in the global logs section is used. If that is also omitted, the default is {instance_id}."
        // (CloudWatch user guide, "Manually create or edit the CloudWatch agent configuration file", section logs)
        var stream = item.Text("log_stream_name") ?? logs.Text("log_stream_name") ?? AgentConfiguration.InstanceIdStream;
        var read = new AgentItem(
            place, Levels(item, place), EventIds(item, place), Filters(item, place), item.Text("event_format") == "text", item.Text("log_group_name"), stream);
        return FailedLoginChannels.Contains(channel) ? read : null;
    }

    private static List<string> Levels(JsonElement item, string place)
    {
        var read = new List<string>();
        if (item.Member("event_levels") is not { } levels)
            return read;
        foreach (var level in Elements(levels, $"{place}.event_levels"))
        {
            if (level.Text() is not { } name || !AgentConfiguration.Levels.Contains(name))
                throw Wrong($"{place}.event_levels[{read.Count}]", $"is not one of {string.Join(", ", AgentConfiguration.Levels)}");
            read.Add(name);
        }
        return read;
    }

    private static HashSet<int> EventIds(JsonElement item, string place)
    {
        var read = new HashSet<int>();
        if (item.Member("event_ids") is not { } ids)
            return read;
        foreach (var id in Elements(ids, $"{place}.event_ids"))
        {
            if (!IsInteger(id, out var value) || value is < 0 or > 65535 || !read.Add(value))
                throw Wrong($"{place}.event_ids[{read.Count}]", "is not a number from 0 to 65535, or is in the list twice");
        }
        return read.Count > 0 ? read : throw Wrong($"{place}.event_ids", "is empty");
    }

    private static List<AgentFilter> Filters(JsonElement item, string place)
    {
        var read = new List<AgentFilter>();
        if (item.Member("filters") is not { } filters)
            return read;
        foreach (var filter in Elements(filters, $"{place}.filters"))
        {
            var at = $"{place}.filters[{read.Count}]";
            OnlyKnown(filter, at, ["type", "expression"]);
            var (type, expression) = (Need(filter, at, "type"), Need(filter, at, "expression"));
            if (type.Text() is not ("include" or "exclude"))
                throw Wrong($"{at}.type", "is not \"include\" or \"exclude\"");
            if (expression.Text() is not { Length: > 0 } text)
                throw Wrong($"{at}.expression", "is not a string of at least 1 character");
            read.Add(AgentFilter.Read(type.Text()!, text)
                ?? throw Wrong($"{at}.expression", "is not a regular expression in RE2 syntax (https://github.com/google/re2/wiki/Syntax)"));
        }
        return read;
    }

    private static void CheckText(JsonElement item, string place, string name)
    {
        if (item.Member(name) is { } value && value.Text() is not { Length: > 0 and <= LongestName })
            throw Wrong($"{place}.{name}", $"is not a string of 1 to {LongestName} characters");
    }

    private static JsonElement.ArrayEnumerator Elements(JsonElement list, string place) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw Wrong(place, "is not a list");

    private static JsonElement Need(JsonElement element, string place, string name) =>
        element.Member(name) ?? throw Wrong(place, element.ValueKind == JsonValueKind.Object ? $"has no {name}" : "is not an object");

    private static void OnlyKnown(JsonElement element, string place, HashSet<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(place, "is not an object");
        foreach (var member in element.EnumerateObject())
        {
            if (member.NameText() is not { } name || !known.Contains(name))
                throw Wrong($"{place}.{member.NameText() ?? "(a name with an incomplete surrogate pair)"}", "is not a setting that the agent supports");
        }
    }

    private static bool IsInteger(JsonElement element, out int value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value);
    }

    private static LoginAuditException Wrong(string place, string what) =>
        new(LoginAuditError.InvalidConfiguration, $"The agent's configuration is invalid: {place} {what}.", place);
}

using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>
/// Checks a configuration that somebody else wrote before a fleet gets it: an agent that cannot read its configuration
/// ships nothing, and says so only in its own log.
/// </summary>
/// <remarks>The rules are those of the agent's published JSON schema for logs and windows_events, and one of this module: that failed logins arrive.</remarks>
public static class AgentConfigurationCheck
{
    private const int LongestName = 512;

    private static readonly HashSet<string> Known = new(
        ["event_name", "event_levels", "event_ids", "filters", "log_stream_name", "log_group_name", "log_group_class", "retention_in_days", "event_format"],
        StringComparer.Ordinal);

    /// <summary>Refuses a configuration that the agent would refuse, or that ships no Security event.</summary>
    /// <param name="json">The configuration.</param>
    /// <exception cref="LoginAuditException">InvalidConfiguration; the message names the place.</exception>
    public static void Check(string json)
    {
        using var document = Parse(json);
        var collected = Need(Need(document.RootElement, "$", "logs"), "$.logs", "logs_collected");
        OnlyKnown(collected, "$.logs.logs_collected", ["files", "windows_events", "journald", "application_signals"]);
        const string Section = "$.logs.logs_collected.windows_events";
        var list = Need(Need(collected, "$.logs.logs_collected", "windows_events"), Section, "collect_list");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            throw Wrong($"{Section}.collect_list", "is not a list with at least one item");

        var security = false;
        var number = 0;
        foreach (var item in list.EnumerateArray())
            security |= CheckItem(item, $"{Section}.collect_list[{number++}]");
        if (!security)
            throw Wrong($"{Section}.collect_list", "has no item whose event_name is Security, so no login would be shipped");
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
    }

    // Whether it is an item of the Security log.
    private static bool CheckItem(JsonElement item, string place)
    {
        OnlyKnown(item, place, Known);
        var name = Need(item, place, "event_name");
        if (name.ValueKind != JsonValueKind.String || name.GetString() is not { Length: > 0 and <= 255 } channel || channel == "Forwarded Events")
            throw Wrong($"{place}.event_name", "is not the name of an event log (for forwarded events it is ForwardedEvents)");
        if (item.Member("event_levels") is null && item.Member("event_ids") is null && item.Member("filters") is null)
            throw Wrong(place, "has none of event_levels, event_ids and filters, of which it needs one");

        CheckLevels(item, place, isSecurity: channel == "Security");
        CheckEventIds(item, place);
        CheckFilters(item, place);
        CheckText(item, place, "log_group_name");
        CheckText(item, place, "log_stream_name");
        CheckText(item, place, "log_group_class");
        if (item.Member("event_format") is { } format && (format.ValueKind != JsonValueKind.String || format.GetString() is not ("xml" or "text")))
            throw Wrong($"{place}.event_format", "is neither \"xml\" nor \"text\"");
        if (item.Member("retention_in_days") is { } days && !(IsInteger(days, out var value) && (value == -1 || AgentConfiguration.RetentionDays.Contains(value))))
            throw Wrong($"{place}.retention_in_days", $"is none of {string.Join(", ", AgentConfiguration.RetentionDays)}");
        return channel == "Security";
    }

    private static void CheckLevels(JsonElement item, string place, bool isSecurity)
    {
        if (item.Member("event_levels") is not { } levels)
            return;
        var index = 0;
        var ships = false;
        foreach (var level in Items(levels, $"{place}.event_levels"))
        {
            if (level.ValueKind != JsonValueKind.String || !AgentConfiguration.Levels.Contains(level.GetString()))
                throw Wrong($"{place}.event_levels[{index}]", $"is none of {string.Join(", ", AgentConfiguration.Levels)}");
            ships |= level.GetString() == "INFORMATION";
            index++;
        }
        if (isSecurity && index > 0 && !ships)
            throw Wrong($"{place}.event_levels", "lacks INFORMATION, the level of audit events, so no failed login would be shipped");
    }

    private static void CheckEventIds(JsonElement item, string place)
    {
        if (item.Member("event_ids") is not { } ids)
            return;
        var seen = new HashSet<int>();
        foreach (var id in Items(ids, $"{place}.event_ids"))
        {
            if (!IsInteger(id, out var value) || value is < 0 or > 65535 || !seen.Add(value))
                throw Wrong($"{place}.event_ids[{seen.Count}]", "is not a number from 0 to 65535, each once");
        }
        if (seen.Count == 0)
            throw Wrong($"{place}.event_ids", "is empty");
    }

    private static void CheckFilters(JsonElement item, string place)
    {
        if (item.Member("filters") is not { } filters)
            return;
        var index = 0;
        foreach (var filter in Items(filters, $"{place}.filters"))
        {
            OnlyKnown(filter, $"{place}.filters[{index}]", ["type", "expression"]);
            if (filter.Member("type") is { } type && (type.ValueKind != JsonValueKind.String || type.GetString() is not ("include" or "exclude")))
                throw Wrong($"{place}.filters[{index}].type", "is neither \"include\" nor \"exclude\"");
            if (filter.Member("expression") is { ValueKind: not JsonValueKind.String })
                throw Wrong($"{place}.filters[{index}].expression", "is not text");
            index++;
        }
    }

    private static void CheckText(JsonElement item, string place, string name)
    {
        if (item.Member(name) is { } value && (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 and <= LongestName }))
            throw Wrong($"{place}.{name}", $"is not a text of 1 to {LongestName} characters");
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement list, string place) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw Wrong(place, "is not a list");

    private static JsonElement Need(JsonElement element, string place, string name) =>
        element.Member(name) ?? throw Wrong(place, element.ValueKind == JsonValueKind.Object ? $"lacks {name}" : "is not an object");

    private static void OnlyKnown(JsonElement element, string place, HashSet<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(place, "is not an object");
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                throw Wrong($"{place}.{member.Name}", "is not known to the agent");
        }
    }

    private static bool IsInteger(JsonElement element, out int value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value);
    }

    private static LoginAuditException Wrong(string place, string what) =>
        new(LoginAuditError.InvalidConfiguration, $"The agent's configuration is wrong at {place}: it {what}.", place);
}

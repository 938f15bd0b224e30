using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>Reads and writes exclusions as a JSON array, as a file or a parameter has them.</summary>
public static class ExclusionJson
{
    private const int MostDepth = 8;

    /// <summary>Writes exclusions without the criteria that they lack, in ASCII.</summary>
    /// <param name="rules">The exclusions.</param>
    public static string Write(IEnumerable<LoginAuditExclusion> rules)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var rule in rules)
                Write(json, rule);
            json.WriteEndArray();
        }
        return Encoding.ASCII.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, LoginAuditExclusion rule)
    {
        json.WriteStartObject();
        foreach (var (name, value) in Texts(rule))
        {
            if (value is not null)
                json.WriteString(name, value);
        }
        if (rule.EventId is { } id)
            json.WriteNumber(nameof(rule.EventId), id);
        json.WriteEndObject();
    }

    private static (string Name, string? Value)[] Texts(LoginAuditExclusion rule) =>
    [
        (nameof(rule.Name), rule.Name),
        (nameof(rule.Reason), rule.Reason),
        (nameof(rule.Account), rule.Account),
        (nameof(rule.SourceAddress), rule.SourceAddress),
        (nameof(rule.Workstation), rule.Workstation),
        (nameof(rule.ProcessName), rule.ProcessName),
        (nameof(rule.InstanceId), rule.InstanceId),
        (nameof(rule.ReasonCode), rule.ReasonCode),
        (nameof(rule.ExpiresAt), rule.ExpiresAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Reads exclusions. An unknown name is an error, because a misspelled criterion would exclude too much.</summary>
    /// <param name="text">A JSON array of exclusions, or one exclusion.</param>
    /// <param name="source">The name of the file or the parameter, for errors.</param>
    /// <exception cref="LoginAuditException">InvalidExclusion.</exception>
    public static IReadOnlyList<LoginAuditExclusion> Read(string text, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MostDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = document.RootElement;
            LoginAuditExclusion[] rules = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray().Select(one => Read(one, source))] : [Read(root, source)];
            return new ExclusionSet(rules).Rules;
        }
        catch (JsonException other)
        {
            throw Invalid(source, $"It is not JSON: {other.Message}", other);
        }
        catch (LoginAuditException problem) when (problem.Target is null)
        {
            throw Invalid(source, problem.Message, problem);
        }
    }

    private static LoginAuditExclusion Read(JsonElement element, string source)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Invalid(source, "Each exclusion is a JSON object.");
        var rule = new LoginAuditExclusion { Name = "", Reason = "" };
        foreach (var member in element.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
            rule = With(rule, member, source);
        return rule;
    }

    private static LoginAuditExclusion With(LoginAuditExclusion rule, JsonProperty member, string source)
    {
        return member.Name.ToUpperInvariant() switch
        {
            "NAME" => rule with { Name = Text() },
            "REASON" => rule with { Reason = Text() },
            "ACCOUNT" => rule with { Account = Text() },
            "SOURCEADDRESS" => rule with { SourceAddress = Text() },
            "WORKSTATION" => rule with { Workstation = Text() },
            "PROCESSNAME" => rule with { ProcessName = Text() },
            "INSTANCEID" => rule with { InstanceId = Text() },
            "REASONCODE" => rule with { ReasonCode = Text() },
            "EVENTID" => rule with { EventId = member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var id) ? id : throw Wrong("a whole number") },
            "EXPIRESAT" => rule with { ExpiresAt = Time() },
            // ConvertTo-Json writes the computed properties of an exclusion too.
            "EXPIRED" or "CRITERIA" => rule,
            _ => throw Invalid(source, $"An exclusion has no '{member.Name}'."),
        };

        string Text() => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : throw Wrong("a text");

        DateTimeOffset Time() => DateTimeOffset.TryParse(Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw Wrong("a time, such as 2026-12-31T00:00:00Z");

        LoginAuditException Wrong(string expected) => Invalid(source, $"The {member.Name} of an exclusion is {expected}.");
    }

    private static LoginAuditException Invalid(string source, string problem, Exception? cause = null) =>
        new(LoginAuditError.InvalidExclusion, $"{source} contains no valid exclusions. {problem}", source, cause);
}

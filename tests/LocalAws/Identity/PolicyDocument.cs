using System.IO.Enumeration;
using System.Text.Json;

namespace LocalAws.Identity;

/// <summary>Decides by a resource's policy, as IAM does: a matching Deny wins, else a matching Allow is needed. What it does not know matches nothing.</summary>
internal static class PolicyDocument
{
    /// <summary>Whether the text is a policy: a JSON object with statements that have an effect.</summary>
    public static bool IsValid(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && Statements(document.RootElement) is { Count: > 0 } statements
                && statements.All(s => s.TryGetProperty("Effect", out var effect) && effect.ValueKind == JsonValueKind.String && effect.GetString() is "Allow" or "Deny");
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static bool Allows(string policy, string service, string action, string resource, IReadOnlyDictionary<string, string> context)
    {
        using var document = JsonDocument.Parse(policy);
        var matching = Statements(document.RootElement).Where(s => IsPrincipal(s, service) && Has(s, "Action", action, StringComparison.OrdinalIgnoreCase)
            && Has(s, "Resource", resource, StringComparison.Ordinal) && Holds(s, context)).Select(s => s.GetProperty("Effect").GetString()).ToList();
        return matching.Contains("Allow", StringComparer.Ordinal) && !matching.Contains("Deny", StringComparer.Ordinal);
    }

    private static List<JsonElement> Statements(JsonElement policy) =>
        policy.TryGetProperty("Statement", out var statement) ? [.. Items(statement).Where(s => s.ValueKind == JsonValueKind.Object)] : [];

    private static List<JsonElement> Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static IEnumerable<string> Texts(JsonElement value) => Items(value).Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!);

    private static bool IsPrincipal(JsonElement statement, string service)
    {
        if (!statement.TryGetProperty("Principal", out var principal))
            return false;
        if (principal.ValueKind == JsonValueKind.String)
            return principal.GetString() == "*";
        return principal.EnumerateObject().Any(p => (p.Name == "Service" && Texts(p.Value).Contains(service, StringComparer.Ordinal))
            || (p.Name == "AWS" && Texts(p.Value).Contains("*", StringComparer.Ordinal)));
    }

    private static bool Has(JsonElement statement, string name, string value, StringComparison comparison) =>
        statement.TryGetProperty(name, out var patterns) && Texts(patterns).Any(p => IsLike(p, value, comparison == StringComparison.OrdinalIgnoreCase));

    private static bool Holds(JsonElement statement, IReadOnlyDictionary<string, string> context) =>
        !statement.TryGetProperty("Condition", out var condition)
        || condition.EnumerateObject().All(test => test.Value.EnumerateObject().All(key =>
            context.FirstOrDefault(c => c.Key.Equals(key.Name, StringComparison.OrdinalIgnoreCase)).Value is { } actual
            && Texts(key.Value).Any(expected => Compare(test.Name, expected, actual))));

    private static bool Compare(string test, string expected, string actual) => test switch
    {
        "StringEquals" => expected == actual,
        // ArnEquals and ArnLike behave alike.
        "StringLike" or "ArnLike" or "ArnEquals" => IsLike(expected, actual, ignoreCase: false),
        _ => false,
    };

    private static bool IsLike(string pattern, string value, bool ignoreCase) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace(@"\", @"\\", StringComparison.Ordinal), value, ignoreCase);
}

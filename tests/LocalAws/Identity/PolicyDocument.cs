using System.IO.Enumeration;
using System.Text.Json;

namespace LocalAws.Identity;

/// <summary>Decides by policies, as IAM does: a matching Deny wins, else a matching Allow is needed. What it does not know matches nothing.</summary>
internal static class PolicyDocument
{
    private static readonly Dictionary<string, string> NoContext = new(StringComparer.Ordinal);

    /// <summary>Whether the text is a policy: a JSON object with statements that have an effect.</summary>
    public static bool IsValid(string text) => Examine(text, _ => null) is null;

    /// <summary>What is wrong with the policy that says who may take on a role, in IAM's words; null when nothing is.</summary>
    public static string? TrustProblem(string text) => Examine(text, statement =>
        !statement.TryGetProperty("Principal", out _) && !statement.TryGetProperty("NotPrincipal", out _) ? "Missing required field Principal"
        : statement.TryGetProperty("Resource", out _) ? "Has prohibited field Resource"
        : !statement.TryGetProperty("Action", out var actions) ? "Missing required field Action"
        : !Texts(actions).All(IsTrustAction) ? "AssumeRole policy may only specify STS AssumeRole actions."
        : null);

    /// <summary>Decides by a resource's policy whether a service may do something.</summary>
    public static bool Allows(string policy, string service, string action, string resource, IReadOnlyDictionary<string, string> context) =>
        Decide(Effects(policy, s => IsPrincipal(s, service), action, resource, context)) == "allowed";

    /// <summary>Decides by the policies of one principal: allowed, explicitDeny or implicitDeny.</summary>
    public static string Decide(IEnumerable<string> policies, string action, string resource) =>
        Decide([.. policies.SelectMany(p => Effects(p, _ => true, action, resource, NoContext))]);

    private static string Decide(IReadOnlyList<string?> effects) =>
        effects.Contains("Deny", StringComparer.Ordinal) ? "explicitDeny" : effects.Contains("Allow", StringComparer.Ordinal) ? "allowed" : "implicitDeny";

    private static List<string?> Effects(string policy, Func<JsonElement, bool> isFor, string action, string resource, IReadOnlyDictionary<string, string> context)
    {
        using var document = JsonDocument.Parse(policy);
        return [.. Statements(document.RootElement).Where(s => isFor(s) && Has(s, "Action", action, StringComparison.OrdinalIgnoreCase)
            && Has(s, "Resource", resource, StringComparison.Ordinal) && Holds(s, context)).Select(s => s.GetProperty("Effect").GetString())];
    }

    private static string? Examine(string text, Func<JsonElement, string?> problemOf)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object || Statements(document.RootElement) is not { Count: > 0 } statements)
                return "Syntax errors in policy.";
            return statements.Select(s => HasEffect(s) ? problemOf(s) : "Syntax errors in policy.").FirstOrDefault(p => p is not null);
        }
        catch (JsonException)
        {
            return "This policy contains invalid Json";
        }
    }

    private static bool HasEffect(JsonElement statement) =>
        statement.TryGetProperty("Effect", out var effect) && effect.ValueKind == JsonValueKind.String && effect.GetString() is "Allow" or "Deny";

    private static bool IsTrustAction(string action) => action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase)
        || action.Equals("sts:TagSession", StringComparison.OrdinalIgnoreCase) || action.Equals("sts:SetSourceIdentity", StringComparison.OrdinalIgnoreCase);

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

using System.IO.Enumeration;
using System.Text.Json;
using LocalAws.Http;

namespace LocalAws.Identity;

/// <summary>Decides by policies, as IAM does: a matching Deny wins, else a matching Allow is needed. Not-elements and variables are answered 501.</summary>
internal static class PolicyDocument
{
    /// <summary>Whether the text is a policy: a JSON object with statements that have an effect.</summary>
    public static bool IsValid(string text) => Examine(text, _ => null) is null;

    /// <summary>What is wrong with the policy that says who may take on a role, in IAM's words; null when nothing is.</summary>
    public static string? TrustProblem(string text) => Examine(text, statement =>
        !statement.TryGetProperty("Principal", out _) && !statement.TryGetProperty("NotPrincipal", out _) ? "Missing required field Principal"
        : statement.TryGetProperty("Resource", out _) ? "Has prohibited field Resource"
        : !statement.TryGetProperty("Action", out var actions) ? "Missing required field Action"
        : !Texts(actions).All(IsTrustAction) ? "AssumeRole policy may only specify STS AssumeRole actions."
        : null);

    /// <summary>What is wrong with the policy that says what a role may do, in IAM's words; null when nothing is.</summary>
    public static string? PermissionProblem(string text) => Examine(text, statement =>
        statement.TryGetProperty("Principal", out _) || statement.TryGetProperty("NotPrincipal", out _) ? "Policy document should not specify a principal."
        : !HasOne(statement, "Action", "NotAction") ? "Policy statement must contain actions."
        : !HasOne(statement, "Resource", "NotResource") ? "Policy statement must contain resources."
        : !All(statement, "Action", a => a == "*" || a.Split(':') is [{ Length: > 0 }, { Length: > 0 }]) ? "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        : !All(statement, "Resource", r => r == "*" || r.Split(':') is ["arn", _, _, _, _, _, ..]) ? "The policy failed legacy parsing"
        : null) ?? (HasVersion(text) ? null : "Policy document must be version 2012-10-17 or greater.");

    /// <summary>Characters that count against IAM's quotas: white space does not.</summary>
    public static int SizeOf(string policy) => policy.Count(c => !char.IsWhiteSpace(c));

    /// <summary>Decides by a resource's policy whether a service may do something.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="service">Such as sns.amazonaws.com.</param>
    /// <param name="action">What it would do.</param>
    /// <param name="resource">Null: the policy of a role, which names none.</param>
    /// <param name="values">What is known of the request.</param>
    public static bool Allows(string policy, string service, string action, string? resource, ConditionValues values) =>
        Decide(Effects(policy, s => IsPrincipal(s, service), action, resource, values)) == "allowed";

    /// <summary>Decides by the policies of one principal: allowed, explicitDeny or implicitDeny.</summary>
    public static string Decide(IEnumerable<string> policies, string action, string resource, ConditionValues values) =>
        Decide([.. policies.SelectMany(p => Effects(p, _ => true, action, resource, values))]);

    public static IEnumerable<string> Texts(JsonElement value) => Items(value).Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!);

    public static bool IsLike(string pattern, string value, bool ignoreCase) =>
        FileSystemName.MatchesSimpleExpression(Literal(pattern).Replace(@"\", @"\\", StringComparison.Ordinal), value, ignoreCase);

    public static string Literal(string text) =>
        text.Contains("${", StringComparison.Ordinal) ? throw AwsException.NotSupported($"The policy variable in {text}") : text;

    private static string Decide(IReadOnlyList<string?> effects) =>
        effects.Contains("Deny", StringComparer.Ordinal) ? "explicitDeny" : effects.Contains("Allow", StringComparer.Ordinal) ? "allowed" : "implicitDeny";

    private static List<string?> Effects(string policy, Func<JsonElement, bool> isFor, string action, string? resource, ConditionValues values)
    {
        using var document = JsonDocument.Parse(policy);
        return [.. Statements(document.RootElement).Where(s => isFor(s) && Has(s, "Action", action, ignoreCase: true)
            && (resource is null || Has(s, "Resource", resource, ignoreCase: false)) && PolicyCondition.Holds(s, values)).Select(s => s.GetProperty("Effect").GetString())];
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

    private static bool HasVersion(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty("Version", out var version) && Texts(version).Contains("2012-10-17", StringComparer.Ordinal);
    }

    private static bool HasOne(JsonElement statement, string name, string otherName) =>
        statement.TryGetProperty(name, out var value) != statement.TryGetProperty(otherName, out var other)
        && Texts(value.ValueKind == JsonValueKind.Undefined ? other : value).Any();

    private static bool All(JsonElement statement, string name, Func<string, bool> isRight) => !statement.TryGetProperty(name, out var value) || Texts(value).All(isRight);

    private static bool HasEffect(JsonElement statement) =>
        statement.TryGetProperty("Effect", out var effect) && effect.ValueKind == JsonValueKind.String && effect.GetString() is "Allow" or "Deny";

    private static bool IsTrustAction(string action) => action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase)
        || action.Equals("sts:TagSession", StringComparison.OrdinalIgnoreCase) || action.Equals("sts:SetSourceIdentity", StringComparison.OrdinalIgnoreCase);

    private static List<JsonElement> Statements(JsonElement policy) =>
        policy.TryGetProperty("Statement", out var statement) ? [.. Items(statement).Where(s => s.ValueKind == JsonValueKind.Object)] : [];

    private static List<JsonElement> Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static bool IsPrincipal(JsonElement statement, string service)
    {
        if (!TryGet(statement, "Principal", out var principal))
            return false;
        if (principal.ValueKind == JsonValueKind.String)
            return principal.GetString() == "*";
        return principal.EnumerateObject().Any(p => (p.Name == "Service" && Texts(p.Value).Contains(service, StringComparer.Ordinal))
            || (p.Name == "AWS" && Texts(p.Value).Contains("*", StringComparer.Ordinal)));
    }

    private static bool Has(JsonElement statement, string name, string value, bool ignoreCase) =>
        TryGet(statement, name, out var patterns) && Texts(patterns).Any(p => IsLike(p, value, ignoreCase));

    private static bool TryGet(JsonElement statement, string name, out JsonElement value) =>
        statement.TryGetProperty("Not" + name, out _) ? throw AwsException.NotSupported($"The policy element Not{name}") : statement.TryGetProperty(name, out value);
}

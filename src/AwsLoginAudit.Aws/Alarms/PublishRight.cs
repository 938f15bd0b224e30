using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>Whether a topic's policy lets CloudWatch publish for an alarm.</summary>
/// <param name="IsGranted">Whether it does; null if that depends on the condition of a statement that denies it.</param>
/// <param name="DeniedBy">The Sid of the statement that denies it; null if none does, or the statement has no Sid.</param>
/// <remarks>
/// "Policy evaluation logic" (IAM User Guide): an explicit deny overrides every allow, and an action without an allow is denied.
/// </remarks>
internal sealed record PublishRight(bool? IsGranted, string? DeniedBy = null)
{
    private const string Service = "cloudwatch.amazonaws.com";

    public static PublishRight Of(string policy, string topicArn, string alarmArn)
    {
        var statements = ResourcePolicy.StatementsOf(policy).Where(statement => IsOfService(statement) && IsOfAction(statement)).ToList();
        // CloudWatch publishes over TLS, so a statement that denies requests without TLS does not apply.
        var denials = statements.FindAll(statement => (string?)statement["Effect"] == "Deny" && !JsonNode.DeepEquals(statement["Condition"], ResourcePolicy.OnlyOverTls("", topicArn)["Condition"]));
        if (denials.Find(statement => statement["Condition"] is null or JsonObject { Count: 0 }) is { } always)
            return new PublishRight(false, (string?)always["Sid"]);
        if (!statements.Exists(statement => (string?)statement["Effect"] == "Allow" && IsOfAlarm(statement, alarmArn)))
            return new PublishRight(false);
        return denials is [var sometimes, ..] ? new PublishRight(null, (string?)sometimes["Sid"]) : new PublishRight(true);
    }

    private static bool IsOfService(JsonObject statement) => statement["NotPrincipal"] is { } others
        ? !Principals(others).Contains(Service)
        : Principals(statement["Principal"]).Any(principal => principal is "*" or Service);

    private static IEnumerable<string> Principals(JsonNode? principal) =>
        principal is JsonObject byKind ? byKind.SelectMany(kind => Texts(kind.Value)) : Texts(principal);

    private static bool IsOfAction(JsonObject statement) => statement["NotAction"] is { } others
        ? !Texts(others).Any(IsPublish)
        : Texts(statement["Action"]).Any(IsPublish);

    private static bool IsPublish(string action) => Matches(action, "sns:Publish");

    // Other conditions, such as one on the account, are true for an alarm of this account.
    private static bool IsOfAlarm(JsonObject statement, string alarmArn)
    {
        var sources = (statement["Condition"] as JsonObject ?? []).SelectMany(operation => operation.Value as JsonObject ?? [])
            .Where(key => key.Key.Equals("aws:SourceArn", StringComparison.OrdinalIgnoreCase)).ToList();
        return sources.TrueForAll(key => Texts(key.Value).Any(pattern => Matches(pattern, alarmArn)));
    }

    private static bool Matches(string pattern, string value) => Regex.IsMatch(
        value, $"^{Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".")}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray several => several.OfType<JsonValue>().Select(one => one.ToString()),
        JsonValue one => [one.ToString()],
        _ => [],
    };
}

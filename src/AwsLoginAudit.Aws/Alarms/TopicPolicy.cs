using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>Builds the policy of a topic: the alarms that may publish to it.</summary>
internal static class TopicPolicy
{
    private const string AlarmsSid = "OnlyTheAlarms";

    // SNS adds this statement to every topic; it lets all alarms of the account publish.
    private const string DefaultSid = "__default_statement_ID";

    /// <summary>Allows CloudWatch to publish for these alarms of this account, over TLS only. Identities of the account need their own permission.</summary>
    public static JsonObject For(AccountScope scope, string topicArn, IReadOnlyList<string> alarmArns) =>
        ResourcePolicy.Document([.. Statements(scope, topicArn, alarmArns)]);

    /// <summary>Returns the same policy with the statements that an administrator added to the current one.</summary>
    public static JsonObject Update(string current, AccountScope scope, string topicArn, IReadOnlyList<string> alarmArns)
    {
        var added = ResourcePolicy.StatementsOf(current).Where(statement => (string?)statement["Sid"] is not (AlarmsSid or ResourcePolicy.TlsSid or DefaultSid));
        return ResourcePolicy.Document([.. Statements(scope, topicArn, alarmArns), .. added.Select(statement => statement.DeepClone())]);
    }

    private static IEnumerable<JsonNode> Statements(AccountScope scope, string topicArn, IReadOnlyList<string> alarmArns) =>
    [
        ResourcePolicy.Allow(AlarmsSid, "cloudwatch.amazonaws.com", "sns:Publish", topicArn, new JsonObject
        {
            ["ArnEquals"] = new JsonObject { ["aws:SourceArn"] = alarmArns is [var only] ? (JsonNode)only : new JsonArray([.. alarmArns.Select(arn => (JsonNode)arn)]) },
            ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = scope.AccountId },
        }),
        ResourcePolicy.OnlyOverTls("sns:Publish", topicArn),
    ];
}

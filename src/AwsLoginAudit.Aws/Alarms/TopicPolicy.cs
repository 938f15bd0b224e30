using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>Which alarms may publish to a topic.</summary>
internal static class TopicPolicy
{
    private const string AlarmsSid = "OnlyTheAlarms";

    // SNS gives every topic this statement, which lets every alarm of the account publish.
    private const string DefaultSid = "__default_statement_ID";

    /// <summary>CloudWatch publishes for these alarms of this account, over TLS. Identities of the account need a permission of their own.</summary>
    public static JsonObject For(AccountScope scope, string topicArn, IReadOnlyList<string> alarmArns) =>
        ResourcePolicy.Document([.. Statements(scope, topicArn, alarmArns)]);

    /// <summary>The same, with the statements that an administrator added to the current policy.</summary>
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

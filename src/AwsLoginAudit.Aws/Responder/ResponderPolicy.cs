using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The documents of the role that the responder's function runs under.</summary>
internal static class ResponderPolicy
{
    private const string Version = "2012-10-17";
    private const string Recipients = "ses:Recipients";

    /// <summary>What the function may do: what it needs, and nothing else.</summary>
    /// <param name="scope">Where everything is.</param>
    /// <param name="settings">Whose alarm it answers, and who gets its mail.</param>
    public static JsonObject Permissions(AccountScope scope, ResponderSettings settings)
    {
        var alarm = settings.AlarmName;
        return Document(
            Allow("ReadEvents", ["logs:FilterLogEvents", "logs:StartQuery"], [.. settings.LogGroupName.Select(scope.LogGroupContent)]),
            // They are looked up by metric, in whatever log group.
            Allow("FindLogGroups", ["logs:DescribeMetricFilters", "logs:DescribeLogGroups"], [scope.LogGroup("*")]),
            // Neither has a resource type (Service Authorization Reference, Amazon CloudWatch Logs). An identity that did not start a query does not know its id.
            Allow("ReadQueries", ["logs:GetQueryResults", "logs:StopQuery"], ["*"]),
            Allow("ReadAlarm", ["cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmHistory"], [scope.Alarm(alarm)]),
            SendMail(scope, settings),
            Allow("WriteOwnLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [scope.LogGroupContent(AlarmNames.ResponderLogGroup(alarm))]),
            Allow("NoteMail", ["dynamodb:PutItem"], [scope.Table(AlarmNames.ResponderMailTable(alarm))]),
            Allow("SetAside", ["sqs:SendMessage"], [scope.Queue(AlarmNames.ResponderDeadLetterQueue(alarm))]));
    }

    /// <summary>Who may run under the role: Lambda.</summary>
    public static JsonObject Trust() => Document(new JsonObject
    {
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = "lambda.amazonaws.com" },
        ["Action"] = "sts:AssumeRole",
    });

    // In its sandbox SES asks for the recipients' identities too, so it is not the identity that keeps to the sender, but the condition.
    private static JsonObject SendMail(AccountScope scope, ResponderSettings settings)
    {
        var configurationSets = settings.ConfigurationSetName is { } name ? new[] { scope.ConfigurationSet(name) } : [];
        var statement = Allow("SendMail", ["ses:SendRawEmail"], [scope.MailIdentity("*"), .. configurationSets]);
        statement["Condition"] = new JsonObject
        {
            ["StringEquals"] = new JsonObject { ["ses:FromAddress"] = settings.Sender },
            ["ForAllValues:StringEquals"] = new JsonObject { [Recipients] = Array(settings.Recipient) },
            // ForAllValues is also true of a request without recipients ("Multivalued context keys", IAM User Guide).
            ["Null"] = new JsonObject { [Recipients] = "false" },
        };
        return statement;
    }

    private static JsonObject Document(params JsonNode[] statements) => new() { ["Version"] = Version, ["Statement"] = new JsonArray(statements) };

    private static JsonObject Allow(string sid, IReadOnlyList<string> actions, IReadOnlyList<string> resources) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Action"] = Array(actions),
        ["Resource"] = Array(resources),
    };

    private static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];
}

using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The policy documents of the function's role.</summary>
internal static class ResponderPolicy
{
    private const string Version = "2012-10-17";
    private const string Recipients = "ses:Recipients";

    /// <summary>The permissions of the function, which has no others.</summary>
    /// <param name="scope">The account and Region.</param>
    /// <param name="settings">The alarm, the sender and the recipients.</param>
    public static JsonObject Permissions(AccountScope scope, ResponderSettings settings)
    {
        var alarm = settings.AlarmName;
        return Document(
            Allow("ReadEvents", ["logs:FilterLogEvents", "logs:StartQuery"], [.. settings.LogGroupName.Select(scope.LogGroupContent)]),
            // The metric filters of an alarm can be in any log group.
            Allow("FindLogGroups", ["logs:DescribeMetricFilters", "logs:DescribeLogGroups"], [scope.LogGroup("*")]),
            // These actions have no resource type (Service Authorization Reference, Amazon CloudWatch Logs). Only the identity that started a query knows its
            // id.
            Allow("ReadQueries", ["logs:GetQueryResults", "logs:StopQuery"], ["*"]),
            Allow("ReadAlarm", ["cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmHistory"], [scope.Alarm(alarm)]),
            Allow("ReadExclusions", ["ssm:GetParameter"], [scope.Parameter(ExclusionStore.ParameterName)]),
            SendMail(scope, settings),
            Allow("WriteOwnLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [scope.LogGroupContent(AlarmNames.ResponderLogGroup(alarm))]),
            Allow("NoteMail", ["dynamodb:PutItem"], [scope.Table(AlarmNames.ResponderMailTable(alarm))]),
            Allow("SetAside", ["sqs:SendMessage"], [scope.Queue(AlarmNames.ResponderDeadLetterQueue(alarm))]));
    }

    /// <summary>The trust policy, which allows Lambda to assume the role.</summary>
    public static JsonObject Trust() => Document(new JsonObject
    {
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = "lambda.amazonaws.com" },
        ["Action"] = "sts:AssumeRole",
    });

    // In the sandbox, SES also checks the permission for the recipients' identities. Therefore the condition, instead of the resource, restricts the sender.
    private static JsonObject SendMail(AccountScope scope, ResponderSettings settings)
    {
        var configurationSets = settings.ConfigurationSetName is { } name ? new[] { scope.ConfigurationSet(name) } : [];
        var statement = Allow("SendMail", ["ses:SendRawEmail"], [scope.MailIdentity("*"), .. configurationSets]);
        statement["Condition"] = new JsonObject
        {
            ["StringEquals"] = new JsonObject { ["ses:FromAddress"] = settings.Sender },
            ["ForAllValues:StringEquals"] = new JsonObject { [Recipients] = Array(settings.Recipient) },
            // ForAllValues is also true for a request without recipients ("Multivalued context keys", IAM User Guide).
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

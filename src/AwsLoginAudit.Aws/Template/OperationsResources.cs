using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The template resources of the operations alarms and their topic.</summary>
internal static class OperationsResources
{
    public const string Topic = "OperationsTopic";

    private const string TopicPolicy = "OperationsTopicPolicy";
    private const string Subscription = "OperationsSubscription";

    private static readonly string[] QueueAlarms = ["QueueWaitingAlarm", "DeadLettersAlarm"];
    private static readonly string[] ResponderAlarms = ["ResponderErrorsAlarm", "ResponderThrottlesAlarm", "ResponderDeadLettersAlarm"];
    private static readonly string AlarmName = Placeholders.Of(TemplateParameters.AlarmName);

    public static void AddTo(JsonObject resources)
    {
        (string Resource, OperationsAlarm Alarm)[] alarms =
        [
            .. QueueAlarms.Zip(OperationsAlarm.OfQueue(AlarmName), (name, alarm) => (name, alarm)),
            .. ResponderAlarms.Zip(OperationsAlarm.OfResponder(AlarmName), (name, alarm) => (name, alarm)),
        ];
        resources[Topic] = TemplateResource.Tagged("AWS::SNS::Topic", new JsonObject
        {
            ["TopicName"] = AlarmNames.OperationsTopic(AlarmName),
            ["KmsMasterKeyId"] = TemplateResource.KeyIfAny(),
        });
        resources[TopicPolicy] = TemplateResource.TopicPolicyOf(
            Topic, [.. alarms.Select(one => Placeholders.Scope.Alarm(one.Alarm.Name)).OrderBy(arn => arn, StringComparer.Ordinal)]);
        // A template cannot create a resource for each item of a list, so only the first recipient is subscribed.
        resources[Subscription] = TemplateResource.Subscription(Topic, "email", new JsonObject
        {
            ["Fn::Select"] = new JsonArray("0", new JsonObject { ["Fn::Split"] = new JsonArray(",", Placeholders.Of(TemplateParameters.Recipients)) }),
        });
        foreach (var (name, alarm) in alarms)
            resources[name] = TemplateResource.Alarm(alarm.Request(Placeholders.Of(Topic))).After(TopicPolicy);
    }
}

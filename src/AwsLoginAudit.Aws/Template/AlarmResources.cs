using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>An alarm and what belongs to it, in a template.</summary>
internal static class AlarmResources
{
    public const string Alarm = "Alarm";
    public const string Topic = "Topic";
    public const string Queue = "Queue";

    private const string LogGroup = "LogGroup";
    private const string DeadLetterQueue = "DeadLetterQueue";
    private const string DeadLetterQueuePolicy = "DeadLetterQueuePolicy";
    private const string TopicPolicy = "TopicPolicy";
    private const string QueuePolicy = "QueuePolicy";
    private const string QueueSubscription = "QueueSubscription";

    private static readonly string Name = Placeholders.Of(TemplateParameters.AlarmName);

    // The threshold is the parameter's.
    private static readonly AlarmSettings Settings = new() { AlarmName = Name, Threshold = 0, LogGroupName = Placeholders.Of(TemplateParameters.LogGroupName) };

    public static void AddTo(JsonObject resources)
    {
        // The events outlive the stack; but a stack whose creation failed leaves nothing behind that the next attempt would find in its way.
        resources[LogGroup] = TemplateResource.LogGroup(Placeholders.Of(TemplateParameters.LogGroupName))
            .WhenRemoved("RetainExceptOnCreate", whenReplaced: "Retain").OnlyIf(TemplateParameters.HasOwnLogGroup);
        foreach (var filter in MetricFilterPlan.Wanted(Settings))
            resources[ResourceName(filter)] = MetricFilter(filter);
        resources[Topic] = TemplateResource.Tagged("AWS::SNS::Topic", new JsonObject
        {
            ["TopicName"] = AlarmNames.Topic(Name),
            ["KmsMasterKeyId"] = TemplateResource.KeyIfAny(),
        });
        resources[TopicPolicy] = TemplateResource.TopicPolicyOf(Topic, [Placeholders.Scope.Alarm(Name)]);
        AddQueues(resources);
        resources[Alarm] = AlarmResource();
    }

    // Letters and digits only: MetricFilter4776Text.
    private static string ResourceName(LoginAuditMetricFilter filter) =>
        "MetricFilter" + string.Concat(filter.FilterName.Substring(Name.Length).Split('-').Select(part => part == "text" ? "Text" : part));

    private static void AddQueues(JsonObject resources)
    {
        resources[DeadLetterQueue] = TemplateResource.DeadLetterQueue(AlarmNames.DeadLetterQueue(Name));
        resources[DeadLetterQueuePolicy] = TemplateResource.QueuePolicy(DeadLetterQueue, QueuePlan.DeadLetterPolicyFor(Placeholders.Of(DeadLetterQueue, "Arn")));
        resources[Queue] = TemplateResource.Queue(AlarmNames.Queue(Name), new JsonObject
        {
            ["VisibilityTimeout"] = QueuePlan.VisibilitySeconds,
            ["MessageRetentionPeriod"] = QueuePlan.RetentionSeconds,
            ["RedrivePolicy"] = QueuePlan.RedriveTo(Placeholders.Of(DeadLetterQueue, "Arn")),
        });
        resources[QueuePolicy] = TemplateResource.QueuePolicy(Queue, QueuePlan.PolicyFor(Placeholders.Of(Queue, "Arn"), Placeholders.Of(Topic)));
        resources[QueueSubscription] = TemplateResource.Subscription(Topic, SubscriptionPlan.Sqs, Placeholders.Of(Queue, "Arn"));
    }

    private static JsonObject MetricFilter(LoginAuditMetricFilter filter)
    {
        var counted = MetricFilterPlan.Count(Name);
        return TemplateResource.Of("AWS::Logs::MetricFilter", new JsonObject
        {
            ["LogGroupName"] = OwnOrExistingLogGroup(),
            ["FilterName"] = filter.FilterName,
            ["FilterPattern"] = filter.FilterPattern,
            ["MetricTransformations"] = new JsonArray(new JsonObject
            {
                ["MetricNamespace"] = counted.MetricNamespace,
                ["MetricName"] = counted.MetricName,
                ["MetricValue"] = counted.MetricValue,
            }),
        });
    }

    // The reference has the group created before its filters.
    private static JsonObject OwnOrExistingLogGroup() => new()
    {
        ["Fn::If"] = new JsonArray(TemplateParameters.HasOwnLogGroup, Placeholders.Of(LogGroup), Placeholders.Of(TemplateParameters.LogGroupName)),
    };

    // The last of all, so that it never fires at nothing.
    private static JsonObject AlarmResource()
    {
        var alarm = TemplateResource.Alarm(AlarmPlan.New(Settings, Placeholders.Of(Topic)));
        alarm["Properties"]!["Period"] = Placeholders.Of(TemplateParameters.Period);
        alarm["Properties"]!["Threshold"] = Placeholders.Of(TemplateParameters.Threshold);
        return alarm.After(TopicPolicy, QueuePolicy, QueueSubscription, ResponderResources.Subscription, ResponderResources.Permission);
    }
}

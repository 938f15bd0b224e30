using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>The template resources of an alarm.</summary>
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

    // The threshold is a parameter of the template.
    private static readonly AlarmSettings Settings = new() { AlarmName = Name, Threshold = 0, LogGroupName = Placeholders.Of(TemplateParameters.LogGroupName) };

    public static void AddTo(JsonObject resources)
    {
        // The log group is kept when the stack is deleted, but deleted when the creation of the stack fails, so that the next attempt can create it.
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

    // Resource names may contain letters and digits only, such as MetricFilter4776Text.
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

    // The reference makes CloudFormation create the log group before its filters.
    private static JsonObject OwnOrExistingLogGroup() => new()
    {
        ["Fn::If"] = new JsonArray(TemplateParameters.HasOwnLogGroup, Placeholders.Of(LogGroup), Placeholders.Of(TemplateParameters.LogGroupName)),
    };

    // The alarm is created last, so that it does not fire before its receivers exist.
    private static JsonObject AlarmResource()
    {
        var alarm = TemplateResource.Alarm(AlarmPlan.New(Settings, Placeholders.Of(Topic)));
        alarm["Properties"]!["Period"] = Placeholders.Of(TemplateParameters.Period);
        alarm["Properties"]!["Threshold"] = Placeholders.Of(TemplateParameters.Threshold);
        return alarm.After(TopicPolicy, QueuePolicy, QueueSubscription, ResponderResources.Subscription, ResponderResources.Permission);
    }
}

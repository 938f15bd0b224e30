using System.Text.Json.Nodes;

namespace AwsLoginAudit.Aws;

/// <summary>What New-LoginAuditAlarm makes, in a template.</summary>
internal static class AlarmResources
{
    public const string Alarm = "Alarm";
    public const string Topic = "Topic";
    public const string Queue = "Queue";

    private const string LogGroup = "LogGroup";
    private const string DeadLetterQueue = "DeadLetterQueue";
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
        resources[TopicPolicy] = TemplateResource.Of("AWS::SNS::TopicPolicy", new JsonObject
        {
            ["Topics"] = new JsonArray(Placeholders.Of(Topic)),
            ["PolicyDocument"] = TopicDocument(),
        });
        AddQueues(resources);
        resources[Alarm] = AlarmResource();
    }

    // Letters and digits only: MetricFilter4776Text.
    private static string ResourceName(LoginAuditMetricFilter filter) =>
        "MetricFilter" + string.Concat(filter.FilterName.Substring(Name.Length).Split('-').Select(part => part == "text" ? "Text" : part));

    private static void AddQueues(JsonObject resources)
    {
        resources[DeadLetterQueue] = TemplateResource.DeadLetterQueue(AlarmNames.DeadLetterQueue(Name));
        resources[Queue] = TemplateResource.Queue(AlarmNames.Queue(Name), new JsonObject
        {
            ["VisibilityTimeout"] = QueuePlan.VisibilitySeconds,
            ["MessageRetentionPeriod"] = QueuePlan.RetentionSeconds,
            ["RedrivePolicy"] = QueuePlan.RedriveTo(Placeholders.Of(DeadLetterQueue, "Arn")),
        });
        resources[QueuePolicy] = TemplateResource.Of("AWS::SQS::QueuePolicy", new JsonObject
        {
            ["Queues"] = new JsonArray(Placeholders.Of(Queue)),
            ["PolicyDocument"] = QueuePlan.PolicyFor(Placeholders.Of(Queue, "Arn"), Placeholders.Of(Topic)),
        });
        resources[QueueSubscription] = TemplateResource.Subscription(SubscriptionPlan.Sqs, Placeholders.Of(Queue, "Arn"));
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
        var alarm = AlarmPlan.New(Settings, Placeholders.Of(Topic));
        return TemplateResource.Tagged("AWS::CloudWatch::Alarm", new JsonObject
        {
            ["AlarmName"] = alarm.AlarmName,
            ["AlarmDescription"] = alarm.AlarmDescription,
            ["Namespace"] = alarm.Namespace,
            ["MetricName"] = alarm.MetricName,
            ["Statistic"] = alarm.Statistic!.Value,
            ["Period"] = Placeholders.Of(TemplateParameters.Period),
            ["EvaluationPeriods"] = alarm.EvaluationPeriods,
            ["DatapointsToAlarm"] = alarm.DatapointsToAlarm,
            ["Threshold"] = Placeholders.Of(TemplateParameters.Threshold),
            ["ComparisonOperator"] = alarm.ComparisonOperator!.Value,
            ["TreatMissingData"] = alarm.TreatMissingData,
            ["AlarmActions"] = new JsonArray([.. alarm.AlarmActions!.Select(action => (JsonNode?)action)]),
        }).After(TopicPolicy, QueuePolicy, QueueSubscription, ResponderResources.Subscription, ResponderResources.Permission);
    }

    // This alarm publishes, and nobody else without a permission of the account's own.
    private static JsonObject TopicDocument() => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Sid"] = "OnlyTheAlarm",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = "cloudwatch.amazonaws.com" },
            ["Action"] = "sns:Publish",
            ["Resource"] = Placeholders.Of(Topic),
            ["Condition"] = new JsonObject
            {
                ["ArnEquals"] = new JsonObject { ["aws:SourceArn"] = Placeholders.Scope.Alarm(Name) },
                ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = Placeholders.Scope.AccountId },
            },
        }),
    };
}

using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>An alarm on what responds to a login alarm: the queue, the function, and the messages that both gave up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Metric">What it watches; each is published by AWS itself.</param>
/// <param name="Owner">The queue or the function.</param>
/// <param name="Description">What has happened, and what to do.</param>
internal sealed record OperationsAlarm(string Name, OperationsMetric Metric, string Owner, string Description)
{
    /// <summary>How the description of an alarm ends that this module has written.</summary>
    public const string Mark = " Made by AwsLoginAudit.";

    /// <summary>Of the queue and its dead-letter queue.</summary>
    public static IReadOnlyList<OperationsAlarm> OfQueue(string alarmName) =>
    [
        new(
            AlarmNames.Queue(alarmName) + "-waiting",
            OperationsMetric.Age,
            AlarmNames.Queue(alarmName),
            $"A notification of {alarmName} has waited for over an hour: nothing takes it from the queue, or every attempt fails. Look at the scheduled task's last result."),
        DeadLetters(AlarmNames.DeadLetterQueue(alarmName), $"A notification of {alarmName} failed five times. The message is in the queue {AlarmNames.DeadLetterQueue(alarmName)}."),
    ];

    /// <summary>Of the function and its dead-letter queue.</summary>
    public static IReadOnlyList<OperationsAlarm> OfResponder(string alarmName) =>
    [
        new(
            AlarmNames.Responder(alarmName) + "-errors",
            OperationsMetric.Errors,
            AlarmNames.Responder(alarmName),
            $"The responder of {alarmName} failed. Its log group {AlarmNames.ResponderLogGroup(alarmName)} says why; Lambda tries twice more."),
        new(
            AlarmNames.Responder(alarmName) + "-throttles",
            OperationsMetric.Throttles,
            AlarmNames.Responder(alarmName),
            $"Lambda has not let the responder of {alarmName} run for 10 minutes. Look at its reserved concurrency, and at the account's; Lambda tries for 6 hours."),
        DeadLetters(
            AlarmNames.ResponderDeadLetterQueue(alarmName),
            $"The responder of {alarmName} gave up an event, so nobody got a mail about it. The message is in the queue {AlarmNames.ResponderDeadLetterQueue(alarmName)}."),
    ];

    /// <summary>The alarm as it begins.</summary>
    public PutMetricAlarmRequest Request(string topicArn) => new()
    {
        AlarmName = Name,
        AlarmDescription = Description + Mark,
        Namespace = Metric.Namespace,
        MetricName = Metric.Name,
        Dimensions = [new Dimension { Name = Metric.Dimension, Value = Owner }],
        Statistic = Metric.Statistic,
        Period = AlarmPlan.PeriodSeconds,
        EvaluationPeriods = Metric.EvaluationPeriods,
        DatapointsToAlarm = Metric.DatapointsToAlarm,
        Threshold = Metric.Threshold,
        ComparisonOperator = ComparisonOperator.GreaterThanThreshold,
        // A queue without messages and a function without events publish nothing, and then all is well.
        TreatMissingData = "notBreaching",
        ActionsEnabled = true,
        AlarmActions = [topicArn],
    };

    private static OperationsAlarm DeadLetters(string queueName, string description) => new(queueName, OperationsMetric.Messages, queueName, description);
}

/// <summary>A metric that AWS publishes, and when it is too high.</summary>
internal sealed record OperationsMetric(string Namespace, string Name, string Dimension, Statistic Statistic, double Threshold, int EvaluationPeriods, int DatapointsToAlarm)
{
    private const string Sqs = "AWS/SQS";
    private const string Lambda = "AWS/Lambda";
    private const string QueueName = "QueueName";
    private const string FunctionName = "FunctionName";

    /// <summary>
    /// Seconds. A notification that fails comes again every 5 minutes and is set aside after 25, and one pass of the scheduled task takes at most 30.
    /// "Reported if the queue contains at least one active message" (Available CloudWatch metrics for Amazon SQS).
    /// </summary>
    public static readonly OperationsMetric Age = new(Sqs, "ApproximateAgeOfOldestMessage", QueueName, Statistic.Maximum, 3600, 1, 1);

    /// <summary>"Reported if the queue is active", which a queue with messages is (same page).</summary>
    public static readonly OperationsMetric Messages = new(Sqs, "ApproximateNumberOfMessagesVisible", QueueName, Statistic.Maximum, 0, 1, 1);

    /// <summary>
    /// A datapoint has the time at which the invocation began ("Types of metrics for Lambda functions"), up to 15 minutes before it is published. One period
    /// of 5 minutes alone would be judged before it has its datapoint.
    /// </summary>
    public static readonly OperationsMetric Errors = new(Lambda, "Errors", FunctionName, Statistic.Sum, 0, 4, 1);

    /// <summary>
    /// Lambda tries a throttled event again within seconds at first, and at least every 5 minutes ("How Lambda handles errors and retries with asynchronous
    /// invocation"). Two periods tell a function that may not run from two events that came at once.
    /// </summary>
    public static readonly OperationsMetric Throttles = new(Lambda, "Throttles", FunctionName, Statistic.Sum, 0, 3, 2);
}

using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>An alarm on the resources that respond to a login alarm: the queue, the function, and their dead-letter queues.</summary>
/// <param name="Name">The name of the alarm.</param>
/// <param name="Metric">The metric, which AWS publishes.</param>
/// <param name="Owner">The name of the queue or function.</param>
/// <param name="Description">What happened, and what to do.</param>
internal sealed record OperationsAlarm(string Name, OperationsMetric Metric, string Owner, string Description)
{
    /// <summary>How the description of an alarm ends that this module has written.</summary>
    public const string Mark = " Created by AwsLoginAudit.";

    /// <summary>The operations alarms of the queue and its dead-letter queue.</summary>
    public static IReadOnlyList<OperationsAlarm> OfQueue(string alarmName) =>
    [
        new(
            AlarmNames.Queue(alarmName) + "-waiting",
            OperationsMetric.Age,
            AlarmNames.Queue(alarmName),
            $"A notification of {alarmName} has been in the queue for over an hour: no script receives it, or every attempt fails. Check the last result of the scheduled task."),
        DeadLetters(AlarmNames.DeadLetterQueue(alarmName), $"A notification of {alarmName} failed five times. The message is in the queue {AlarmNames.DeadLetterQueue(alarmName)}."),
    ];

    /// <summary>The operations alarms of the function and its dead-letter queue.</summary>
    public static IReadOnlyList<OperationsAlarm> OfResponder(string alarmName) =>
    [
        new(
            AlarmNames.Responder(alarmName) + "-errors",
            OperationsMetric.Errors,
            AlarmNames.Responder(alarmName),
            $"The responder of {alarmName} failed. Its log group {AlarmNames.ResponderLogGroup(alarmName)} contains the error. Lambda retries twice."),
        new(
            AlarmNames.Responder(alarmName) + "-throttles",
            OperationsMetric.Throttles,
            AlarmNames.Responder(alarmName),
            $"Lambda has throttled the responder of {alarmName} for 10 minutes. Check the reserved concurrency of the function and the concurrency quota of the account. Lambda retries for 6 hours."),
        DeadLetters(
            AlarmNames.ResponderDeadLetterQueue(alarmName),
            $"The responder of {alarmName} failed to process an event in all attempts, so no mail was sent for the event. The message is in the queue {AlarmNames.ResponderDeadLetterQueue(alarmName)}."),
    ];

    /// <summary>The request that creates the alarm.</summary>
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
        // A queue without messages and a function without events publish no data, which is no problem.
        TreatMissingData = "notBreaching",
        ActionsEnabled = true,
        AlarmActions = [topicArn],
    };

    private static OperationsAlarm DeadLetters(string queueName, string description) => new(queueName, OperationsMetric.Messages, queueName, description);
}

/// <summary>A metric that AWS publishes, with the threshold and periods of its alarm.</summary>
internal sealed record OperationsMetric(string Namespace, string Name, string Dimension, Statistic Statistic, double Threshold, int EvaluationPeriods, int DatapointsToAlarm)
{
    private const string Sqs = "AWS/SQS";
    private const string Lambda = "AWS/Lambda";
    private const string QueueName = "QueueName";
    private const string FunctionName = "FunctionName";

    /// <summary>
    /// The age in seconds. A notification that fails is received again every 5 minutes and moves to the dead-letter queue after 25 minutes, and one run
    /// of the scheduled task takes at most 30 minutes. "Reported if the queue contains at least one active message" (Available CloudWatch metrics for Amazon SQS).
    /// </summary>
    public static readonly OperationsMetric Age = new(Sqs, "ApproximateAgeOfOldestMessage", QueueName, Statistic.Maximum, 3600, 1, 1);

    /// <summary>The number of messages. "Reported if the queue is active", which a queue with messages is (same page).</summary>
    public static readonly OperationsMetric Messages = new(Sqs, "ApproximateNumberOfMessagesVisible", QueueName, Statistic.Maximum, 0, 1, 1);

    /// <summary>
    /// A datapoint has the time at which the invocation started ("Types of metrics for Lambda functions"), up to 15 minutes before it is published. An alarm
    /// on a single period of 5 minutes would be evaluated before the datapoint exists.
    /// </summary>
    public static readonly OperationsMetric Errors = new(Lambda, "Errors", FunctionName, Statistic.Sum, 0, 4, 1);

    /// <summary>
    /// Lambda retries a throttled event after seconds at first, and then at least every 5 minutes ("How Lambda handles errors and retries with asynchronous
    /// invocation"). Two throttled periods distinguish a function that may not run from two events at the same time.
    /// </summary>
    public static readonly OperationsMetric Throttles = new(Lambda, "Throttles", FunctionName, Statistic.Sum, 0, 3, 2);
}

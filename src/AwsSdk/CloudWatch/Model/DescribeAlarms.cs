using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Requests alarms.</summary>
public sealed class DescribeAlarmsRequest : AmazonCloudWatchRequest
{
    /// <summary>Only the alarms with these names, at most 100. Cannot be used with <see cref="AlarmNamePrefix"/>.</summary>
    public List<string>? AlarmNames { get; set; }

    /// <summary>Only alarms whose names begin with this text.</summary>
    public string? AlarmNamePrefix { get; set; }

    /// <summary>The types of alarms, see <see cref="AlarmType"/>. The default is metric alarms only.</summary>
    public List<string>? AlarmTypes { get; set; }

    /// <summary>Only the alarms that this composite alarm refers to.</summary>
    public string? ChildrenOfAlarmName { get; set; }

    /// <summary>Only the composite alarms that refer to this alarm.</summary>
    public string? ParentsOfAlarmName { get; set; }

    /// <summary>Only alarms in this state.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>Only alarms with an action that begins with this text.</summary>
    public string? ActionPrefix { get; set; }

    /// <summary>The maximum number of alarms per page, 1 to 100.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>The token from the previous response.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of alarms.</summary>
public sealed class DescribeAlarmsResponse : AmazonWebServiceResponse
{
    /// <summary>The composite alarms, if <see cref="DescribeAlarmsRequest.AlarmTypes"/> requests them.</summary>
    public List<CompositeAlarm>? CompositeAlarms { get; set; }

    /// <summary>The metric alarms.</summary>
    public List<MetricAlarm>? MetricAlarms { get; set; }

    /// <summary>The token of the next page; null on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>An alarm that monitors the states of other alarms.</summary>
/// <remarks>Not supported: the rule, the state and the suppression of actions.</remarks>
public sealed class CompositeAlarm
{
    /// <summary>The name of the alarm, unique in the account and Region.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The ARN of the alarm.</summary>
    public string? AlarmArn { get; set; }

    /// <summary>The ARNs of the actions that run when the state changes to OK.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>The ARNs of the actions that run when the state changes to ALARM.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>The ARNs of the actions that run when the state changes to INSUFFICIENT_DATA.</summary>
    public List<string>? InsufficientDataActions { get; set; }
}

/// <summary>An alarm that monitors a metric.</summary>
/// <remarks>Not supported: metric math and anomaly detection (Metrics, ThresholdMetricId), PromQL (EvaluationCriteria, EvaluationInterval).</remarks>
public sealed class MetricAlarm
{
    /// <summary>The name of the alarm, unique in the account and Region.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The ARN of the alarm.</summary>
    public string? AlarmArn { get; set; }

    /// <summary>The description of the alarm.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>The time when the alarm was last configured, UTC.</summary>
    public DateTime? AlarmConfigurationUpdatedTimestamp { get; set; }

    /// <summary>True if the actions of the alarm are enabled.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>The ARNs of the actions that run when the state changes to OK.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>The ARNs of the actions that run when the state changes to ALARM.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>The ARNs of the actions that run when the state changes to INSUFFICIENT_DATA.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>The state of the alarm.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>The reason for the state, for people.</summary>
    public string? StateReason { get; set; }

    /// <summary>The reason for the state, as JSON. The reason includes the evaluated datapoints.</summary>
    public string? StateReasonData { get; set; }

    /// <summary>The time when CloudWatch last updated the state, UTC.</summary>
    public DateTime? StateUpdatedTimestamp { get; set; }

    /// <summary>The time when the state last changed, UTC.</summary>
    public DateTime? StateTransitionedTimestamp { get; set; }

    /// <summary>The name of the metric; null for metric math.</summary>
    public string? MetricName { get; set; }

    /// <summary>The namespace of the metric.</summary>
    public string? Namespace { get; set; }

    /// <summary>The statistic of a period; null for a percentile.</summary>
    public Statistic? Statistic { get; set; }

    /// <summary>The percentile of a period.</summary>
    public string? ExtendedStatistic { get; set; }

    /// <summary>The dimensions of the metric.</summary>
    public List<Dimension>? Dimensions { get; set; }

    /// <summary>The length of a period, in seconds.</summary>
    public int? Period { get; set; }

    /// <summary>The unit of the metric.</summary>
    public StandardUnit? Unit { get; set; }

    /// <summary>The number of periods that are evaluated.</summary>
    public int? EvaluationPeriods { get; set; }

    /// <summary>The number of evaluated periods that must breach the threshold; null means all.</summary>
    public int? DatapointsToAlarm { get; set; }

    /// <summary>The threshold of the statistic.</summary>
    public double? Threshold { get; set; }

    /// <summary>The comparison with the threshold.</summary>
    public ComparisonOperator? ComparisonOperator { get; set; }

    /// <summary>The treatment of a period without data: breaching, notBreaching, ignore or missing.</summary>
    public string? TreatMissingData { get; set; }

    /// <summary>The treatment of a percentile of few samples: evaluate or ignore.</summary>
    public string? EvaluateLowSampleCountPercentile { get; set; }

    /// <summary>The reason why the alarm could not be evaluated fully; null if the alarm was evaluated.</summary>
    public EvaluationState? EvaluationState { get; set; }
}

/// <summary>A name and a value that identify a metric.</summary>
public sealed class Dimension
{
    /// <summary>The name of the dimension. Required.</summary>
    public string? Name { get; set; }

    /// <summary>The value of the dimension. Required.</summary>
    public string? Value { get; set; }
}

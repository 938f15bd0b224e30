using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Asks for alarms.</summary>
public sealed class DescribeAlarmsRequest : AmazonCloudWatchRequest
{
    /// <summary>Only these, at most 100. Not together with <see cref="AlarmNamePrefix"/>.</summary>
    public List<string>? AlarmNames { get; set; }

    /// <summary>Only alarms whose names begin so.</summary>
    public string? AlarmNamePrefix { get; set; }

    /// <summary>Kinds of alarms, see <see cref="AlarmType"/>; metric alarms only by default.</summary>
    public List<string>? AlarmTypes { get; set; }

    /// <summary>Only the alarms that this composite alarm refers to.</summary>
    public string? ChildrenOfAlarmName { get; set; }

    /// <summary>Only the composite alarms that refer to this one.</summary>
    public string? ParentsOfAlarmName { get; set; }

    /// <summary>Only alarms in this state.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>Only alarms with an action that begins so.</summary>
    public string? ActionPrefix { get; set; }

    /// <summary>Most alarms a page, 1 to 100.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>The token of the page before.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of alarms.</summary>
public sealed class DescribeAlarmsResponse : AmazonWebServiceResponse
{
    /// <summary>The composite alarms, where <see cref="DescribeAlarmsRequest.AlarmTypes"/> asks for them.</summary>
    public List<CompositeAlarm>? CompositeAlarms { get; set; }

    /// <summary>The metric alarms.</summary>
    public List<MetricAlarm>? MetricAlarms { get; set; }

    /// <summary>There is more, to be asked for with this.</summary>
    public string? NextToken { get; set; }
}

/// <summary>An alarm on the states of other alarms.</summary>
/// <remarks>Left out: its rule, its state, and what suppresses its actions.</remarks>
public sealed class CompositeAlarm
{
    /// <summary>Its name, unique in account and region.</summary>
    public string? AlarmName { get; set; }

    /// <summary>Its ARN.</summary>
    public string? AlarmArn { get; set; }

    /// <summary>ARNs to notify when it turns OK.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>ARNs to notify when it turns ALARM.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>ARNs to notify when it turns INSUFFICIENT_DATA.</summary>
    public List<string>? InsufficientDataActions { get; set; }
}

/// <summary>An alarm on a metric.</summary>
/// <remarks>Left out: metric math and anomaly detection (Metrics, ThresholdMetricId), PromQL (EvaluationCriteria, EvaluationInterval).</remarks>
public sealed class MetricAlarm
{
    /// <summary>Its name, unique in account and region.</summary>
    public string? AlarmName { get; set; }

    /// <summary>Its ARN.</summary>
    public string? AlarmArn { get; set; }

    /// <summary>Its description.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>When it was last configured, UTC.</summary>
    public DateTime? AlarmConfigurationUpdatedTimestamp { get; set; }

    /// <summary>Whether its actions run.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>ARNs to notify when it turns OK.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>ARNs to notify when it turns ALARM.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>ARNs to notify when it turns INSUFFICIENT_DATA.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>Its state.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>Why it is in that state, for people.</summary>
    public string? StateReason { get; set; }

    /// <summary>Why it is in that state, as JSON: the evaluated datapoints among it.</summary>
    public string? StateReasonData { get; set; }

    /// <summary>When its state was last evaluated to change, UTC.</summary>
    public DateTime? StateUpdatedTimestamp { get; set; }

    /// <summary>When its state last changed, UTC.</summary>
    public DateTime? StateTransitionedTimestamp { get; set; }

    /// <summary>The metric's name; absent for metric math.</summary>
    public string? MetricName { get; set; }

    /// <summary>The metric's namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>What is made of a period's samples, unless a percentile.</summary>
    public Statistic? Statistic { get; set; }

    /// <summary>The percentile made of a period's samples.</summary>
    public string? ExtendedStatistic { get; set; }

    /// <summary>The metric's dimensions.</summary>
    public List<Dimension>? Dimensions { get; set; }

    /// <summary>Length of a period, seconds.</summary>
    public int? Period { get; set; }

    /// <summary>The metric's unit.</summary>
    public StandardUnit? Unit { get; set; }

    /// <summary>How many periods are looked at.</summary>
    public int? EvaluationPeriods { get; set; }

    /// <summary>How many of them must breach; absent means all.</summary>
    public int? DatapointsToAlarm { get; set; }

    /// <summary>What the statistic is compared with.</summary>
    public double? Threshold { get; set; }

    /// <summary>How it is compared.</summary>
    public ComparisonOperator? ComparisonOperator { get; set; }

    /// <summary>What an empty period counts as: breaching, notBreaching, ignore or missing.</summary>
    public string? TreatMissingData { get; set; }

    /// <summary>What a percentile of few samples does: evaluate or ignore.</summary>
    public string? EvaluateLowSampleCountPercentile { get; set; }

    /// <summary>Why it could not be evaluated fully; absent when it could.</summary>
    public EvaluationState? EvaluationState { get; set; }
}

/// <summary>A name and value that set a metric apart.</summary>
public sealed class Dimension
{
    /// <summary>Its name. Required.</summary>
    public string? Name { get; set; }

    /// <summary>Its value. Required.</summary>
    public string? Value { get; set; }
}

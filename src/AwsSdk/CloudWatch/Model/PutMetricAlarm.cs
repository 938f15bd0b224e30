using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Makes an alarm or replaces the one of that name.</summary>
/// <remarks>Left out: metric math and anomaly detection (Metrics, ThresholdMetricId), PromQL (EvaluationCriteria, EvaluationInterval).</remarks>
public sealed class PutMetricAlarmRequest : AmazonCloudWatchRequest
{
    /// <summary>Its name, 1 to 255 characters. Required.</summary>
    public string? AlarmName { get; set; }

    /// <summary>Its description, at most 1,024 characters.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>Whether its actions run; they do by default.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>ARNs to notify when it turns OK, at most 5.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>ARNs to notify when it turns ALARM, at most 5.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>ARNs to notify when it turns INSUFFICIENT_DATA, at most 5.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>The metric's name.</summary>
    public string? MetricName { get; set; }

    /// <summary>The metric's namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>What is made of a period's samples; this or <see cref="ExtendedStatistic"/>.</summary>
    public Statistic? Statistic { get; set; }

    /// <summary>The percentile made of a period's samples, such as p99.</summary>
    public string? ExtendedStatistic { get; set; }

    /// <summary>The metric's dimensions, at most 30.</summary>
    public List<Dimension>? Dimensions { get; set; }

    /// <summary>Length of a period, seconds: 10, 20, 30 or a multiple of 60.</summary>
    public int? Period { get; set; }

    /// <summary>Only samples of this unit.</summary>
    public StandardUnit? Unit { get; set; }

    /// <summary>How many periods are looked at. Required.</summary>
    public int? EvaluationPeriods { get; set; }

    /// <summary>How many of them must breach; all by default.</summary>
    public int? DatapointsToAlarm { get; set; }

    /// <summary>What the statistic is compared with.</summary>
    public double? Threshold { get; set; }

    /// <summary>How it is compared. Required.</summary>
    public ComparisonOperator? ComparisonOperator { get; set; }

    /// <summary>What an empty period counts as: breaching, notBreaching, ignore or missing (the default).</summary>
    public string? TreatMissingData { get; set; }

    /// <summary>What a percentile of few samples does: evaluate (the default) or ignore.</summary>
    public string? EvaluateLowSampleCountPercentile { get; set; }

    /// <summary>Tags of a new alarm, at most 50.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>The alarm is made.</summary>
public sealed class PutMetricAlarmResponse : AmazonWebServiceResponse;

using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Creates an alarm, or replaces the alarm with the same name.</summary>
/// <remarks>Not supported: metric math and anomaly detection (Metrics, ThresholdMetricId), PromQL (EvaluationCriteria, EvaluationInterval).</remarks>
public sealed class PutMetricAlarmRequest : AmazonCloudWatchRequest
{
    /// <summary>The name of the alarm, 1 to 255 characters. Required.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The description of the alarm, at most 1,024 characters.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>True to enable the actions of the alarm. The default is true.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>The ARNs of the actions that run when the state changes to OK, at most 5.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>The ARNs of the actions that run when the state changes to ALARM, at most 5.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>The ARNs of the actions that run when the state changes to INSUFFICIENT_DATA, at most 5.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>The name of the metric.</summary>
    public string? MetricName { get; set; }

    /// <summary>The namespace of the metric.</summary>
    public string? Namespace { get; set; }

    /// <summary>The statistic of a period. Specify either this value or <see cref="ExtendedStatistic"/>.</summary>
    public Statistic? Statistic { get; set; }

    /// <summary>The percentile of a period, such as p99.</summary>
    public string? ExtendedStatistic { get; set; }

    /// <summary>The dimensions of the metric, at most 30.</summary>
    public List<Dimension>? Dimensions { get; set; }

    /// <summary>The length of a period, in seconds: 10, 20, 30 or a multiple of 60.</summary>
    public int? Period { get; set; }

    /// <summary>The unit of the samples. Samples of other units are ignored.</summary>
    public StandardUnit? Unit { get; set; }

    /// <summary>The number of periods that are evaluated. Required.</summary>
    public int? EvaluationPeriods { get; set; }

    /// <summary>The number of evaluated periods that must breach the threshold. The default is all.</summary>
    public int? DatapointsToAlarm { get; set; }

    /// <summary>The threshold of the statistic.</summary>
    public double? Threshold { get; set; }

    /// <summary>The comparison with the threshold. Required.</summary>
    public ComparisonOperator? ComparisonOperator { get; set; }

    /// <summary>The treatment of a period without data: breaching, notBreaching, ignore or missing (the default).</summary>
    public string? TreatMissingData { get; set; }

    /// <summary>The treatment of a percentile of few samples: evaluate (the default) or ignore.</summary>
    public string? EvaluateLowSampleCountPercentile { get; set; }

    /// <summary>The tags of a new alarm, at most 50.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Confirms that the alarm was created.</summary>
public sealed class PutMetricAlarmResponse : AmazonWebServiceResponse;

using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Requests the metric filters of a log group or of a metric.</summary>
public sealed class DescribeMetricFiltersRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>Only metric filters of this log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Only metric filters whose names begin with this text. Needs <see cref="LogGroupName"/>.</summary>
    public string? FilterNamePrefix { get; set; }

    /// <summary>The token from the previous response.</summary>
    public string? NextToken { get; set; }

    /// <summary>The maximum number of filters per page, 1 to 50. The default is 50.</summary>
    public int? Limit { get; set; }

    /// <summary>Only metric filters that write to this metric. Needs <see cref="MetricNamespace"/>.</summary>
    public string? MetricName { get; set; }

    /// <summary>The namespace of <see cref="MetricName"/>.</summary>
    public string? MetricNamespace { get; set; }
}

/// <summary>One page of metric filters.</summary>
public sealed class DescribeMetricFiltersResponse : AmazonWebServiceResponse
{
    /// <summary>The metric filters.</summary>
    public List<MetricFilter>? MetricFilters { get; set; }

    /// <summary>The token of the next page; null on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A metric filter, which turns the events of a log group that match a pattern into samples of a metric.</summary>
/// <remarks>Not supported: the selection by system fields, added after the first release of version 4 of the SDK.</remarks>
public sealed class MetricFilter
{
    /// <summary>The name of the metric filter, unique in the log group.</summary>
    public string? FilterName { get; set; }

    /// <summary>The pattern of the metric filter.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>The metric that the metric filter writes to; always one.</summary>
    public List<MetricTransformation>? MetricTransformations { get; set; }

    /// <summary>The time when the metric filter was created, UTC.</summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>The log group of the metric filter.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>True if the metric filter reads the events after the transformer of the log group changed them.</summary>
    public bool? ApplyOnTransformedLogs { get; set; }
}

/// <summary>The sample that a metric filter writes, and its metric.</summary>
public sealed class MetricTransformation
{
    /// <summary>The name of the metric. Required.</summary>
    public string? MetricName { get; set; }

    /// <summary>The namespace of the metric. Required.</summary>
    public string? MetricNamespace { get; set; }

    /// <summary>The value of the sample: a number, or a field such as <c>$size</c>. Required.</summary>
    public string? MetricValue { get; set; }

    /// <summary>The value of the sample for a minute without a match. Cannot be used with dimensions.</summary>
    public double? DefaultValue { get; set; }

    /// <summary>The dimensions of the metric, and the fields that provide their values; at most 3.</summary>
    public Dictionary<string, string>? Dimensions { get; set; }

    /// <summary>The unit of the metric.</summary>
    public StandardUnit? Unit { get; set; }
}

/// <summary>Creates a metric filter, or replaces the metric filter with the same name. A log group can have at most 100.</summary>
public sealed class PutMetricFilterRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The name of the metric filter: 1 to 512 characters without colons and asterisks. Required.</summary>
    public string? FilterName { get; set; }

    /// <summary>The pattern, at most 1,024 characters. An empty pattern matches all events. Required.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>The metric that the metric filter writes to; exactly one. Required.</summary>
    public List<MetricTransformation>? MetricTransformations { get; set; }

    /// <summary>True if the metric filter reads the events after the transformer of the log group changed them.</summary>
    public bool? ApplyOnTransformedLogs { get; set; }
}

/// <summary>Confirms that the metric filter was created.</summary>
public sealed class PutMetricFilterResponse : AmazonWebServiceResponse;

/// <summary>Deletes a metric filter.</summary>
public sealed class DeleteMetricFilterRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The name of the metric filter. Required.</summary>
    public string? FilterName { get; set; }
}

/// <summary>Confirms that the metric filter was deleted.</summary>
public sealed class DeleteMetricFilterResponse : AmazonWebServiceResponse;

/// <summary>Tests a pattern with messages.</summary>
public sealed class TestMetricFilterRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The pattern, at most 1,024 characters. Required.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>The messages, 1 to 50. Required.</summary>
    public List<string>? LogEventMessages { get; set; }
}

/// <summary>The messages that match.</summary>
public sealed class TestMetricFilterResponse : AmazonWebServiceResponse
{
    /// <summary>One match for each message that matches.</summary>
    public List<MetricFilterMatchRecord>? Matches { get; set; }
}

/// <summary>A message that matches a pattern.</summary>
public sealed class MetricFilterMatchRecord
{
    /// <summary>The number of the message, starting at 1.</summary>
    public long? EventNumber { get; set; }

    /// <summary>The message.</summary>
    public string? EventMessage { get; set; }

    /// <summary>The fields that the pattern extracted from the message.</summary>
    public Dictionary<string, string>? ExtractedValues { get; set; }
}

using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Asks for metric filters, of a log group or of a metric.</summary>
public sealed class DescribeMetricFiltersRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>Only those of this log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Only those whose names begin so; needs <see cref="LogGroupName"/>.</summary>
    public string? FilterNamePrefix { get; set; }

    /// <summary>The token of the page before.</summary>
    public string? NextToken { get; set; }

    /// <summary>Most filters a page, 1 to 50 (the default).</summary>
    public int? Limit { get; set; }

    /// <summary>Only those that feed this metric; together with <see cref="MetricNamespace"/>.</summary>
    public string? MetricName { get; set; }

    /// <summary>The namespace of <see cref="MetricName"/>.</summary>
    public string? MetricNamespace { get; set; }
}

/// <summary>One page of metric filters.</summary>
public sealed class DescribeMetricFiltersResponse : AmazonWebServiceResponse
{
    /// <summary>The filters.</summary>
    public List<MetricFilter>? MetricFilters { get; set; }

    /// <summary>There is more, to be asked for with this.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A metric filter: events of a log group that match a pattern become samples of a metric.</summary>
/// <remarks>Left out: the selection by system fields, added after the first release of version 4 of the SDK.</remarks>
public sealed class MetricFilter
{
    /// <summary>Its name, unique in the log group.</summary>
    public string? FilterName { get; set; }

    /// <summary>Its pattern.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>The metric it feeds; always one.</summary>
    public List<MetricTransformation>? MetricTransformations { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>Its log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Whether it sees events after the log group's transformer.</summary>
    public bool? ApplyOnTransformedLogs { get; set; }
}

/// <summary>What a metric filter feeds into which metric.</summary>
public sealed class MetricTransformation
{
    /// <summary>The metric's name. Required.</summary>
    public string? MetricName { get; set; }

    /// <summary>The metric's namespace. Required.</summary>
    public string? MetricNamespace { get; set; }

    /// <summary>The sample an event gives: a number, or a field such as <c>$size</c>. Required.</summary>
    public string? MetricValue { get; set; }

    /// <summary>The sample of a minute without a match. Not together with dimensions.</summary>
    public double? DefaultValue { get; set; }

    /// <summary>Dimensions of the metric and the fields that give their values, at most 3.</summary>
    public Dictionary<string, string>? Dimensions { get; set; }

    /// <summary>The metric's unit.</summary>
    public StandardUnit? Unit { get; set; }
}

/// <summary>Makes a metric filter or replaces the one of that name. At most 100 a log group.</summary>
public sealed class PutMetricFilterRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The filter's name, 1 to 512 characters without colon and asterisk. Required.</summary>
    public string? FilterName { get; set; }

    /// <summary>The pattern, at most 1,024 characters; empty matches all. Required.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>The metric it feeds; exactly one. Required.</summary>
    public List<MetricTransformation>? MetricTransformations { get; set; }

    /// <summary>Whether it sees events after the log group's transformer.</summary>
    public bool? ApplyOnTransformedLogs { get; set; }
}

/// <summary>The filter is made.</summary>
public sealed class PutMetricFilterResponse : AmazonWebServiceResponse;

/// <summary>Deletes a metric filter.</summary>
public sealed class DeleteMetricFilterRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The filter. Required.</summary>
    public string? FilterName { get; set; }
}

/// <summary>The filter is gone.</summary>
public sealed class DeleteMetricFilterResponse : AmazonWebServiceResponse;

/// <summary>Tries a pattern on messages.</summary>
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
    /// <summary>One a message that matches.</summary>
    public List<MetricFilterMatchRecord>? Matches { get; set; }
}

/// <summary>A message that a pattern matches.</summary>
public sealed class MetricFilterMatchRecord
{
    /// <summary>Which message, counted from 1.</summary>
    public long? EventNumber { get; set; }

    /// <summary>The message.</summary>
    public string? EventMessage { get; set; }

    /// <summary>Fields the pattern took from it.</summary>
    public Dictionary<string, string>? ExtractedValues { get; set; }
}

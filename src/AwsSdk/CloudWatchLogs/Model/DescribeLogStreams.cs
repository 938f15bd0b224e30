using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Asks for the streams of a log group.</summary>
public sealed class DescribeLogStreamsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group's name, 1 to 512 characters.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The log group's name or ARN; the ARN where it belongs to another account.</summary>
    public string? LogGroupIdentifier { get; set; }

    /// <summary>Only streams whose names begin so. Not when ordered by time.</summary>
    public string? LogStreamNamePrefix { get; set; }

    /// <summary>By name (the default) or by time of the last event.</summary>
    public OrderBy? OrderBy { get; set; }

    /// <summary>Last first.</summary>
    public bool? Descending { get; set; }

    /// <summary>The token of the page before.</summary>
    public string? NextToken { get; set; }

    /// <summary>Most streams a page, 1 to 50 (the default).</summary>
    public int? Limit { get; set; }
}

/// <summary>One page of streams.</summary>
public sealed class DescribeLogStreamsResponse : AmazonWebServiceResponse
{
    /// <summary>The streams.</summary>
    public List<LogStream>? LogStreams { get; set; }

    /// <summary>There is more, to be asked for with this.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A stream of a log group.</summary>
/// <remarks>Left out: storedBytes, which the service always answers with 0.</remarks>
public sealed class LogStream
{
    /// <summary>Its name.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>Time of its first event, UTC.</summary>
    public DateTime? FirstEventTimestamp { get; set; }

    /// <summary>Time of its last event, UTC; it can lag an hour.</summary>
    public DateTime? LastEventTimestamp { get; set; }

    /// <summary>When something was last received, UTC.</summary>
    public DateTime? LastIngestionTime { get; set; }

    /// <summary>No longer needed to put events.</summary>
    public string? UploadSequenceToken { get; set; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; set; }
}

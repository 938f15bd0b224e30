using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Requests the log streams of a log group.</summary>
public sealed class DescribeLogStreamsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group, 1 to 512 characters.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The name or ARN of the log group. A log group of another account needs its ARN.</summary>
    public string? LogGroupIdentifier { get; set; }

    /// <summary>Only log streams whose names begin with this text. Cannot be used if log streams are ordered by time.</summary>
    public string? LogStreamNamePrefix { get; set; }

    /// <summary>The order of the log streams: by name (the default), or by the time of the last event.</summary>
    public OrderBy? OrderBy { get; set; }

    /// <summary>True for descending order.</summary>
    public bool? Descending { get; set; }

    /// <summary>The token from the previous response.</summary>
    public string? NextToken { get; set; }

    /// <summary>The maximum number of streams per page, 1 to 50. The default is 50.</summary>
    public int? Limit { get; set; }
}

/// <summary>One page of log streams.</summary>
public sealed class DescribeLogStreamsResponse : AmazonWebServiceResponse
{
    /// <summary>The log streams.</summary>
    public List<LogStream>? LogStreams { get; set; }

    /// <summary>The token of the next page; null on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A log stream of a log group.</summary>
/// <remarks>Not supported: storedBytes, which is always 0.</remarks>
public sealed class LogStream
{
    /// <summary>The name of the log stream.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>The time when the log stream was created, UTC.</summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>The time of the first event, UTC.</summary>
    public DateTime? FirstEventTimestamp { get; set; }

    /// <summary>The time of the last event, UTC. This time can be up to one hour behind.</summary>
    public DateTime? LastEventTimestamp { get; set; }

    /// <summary>The time when the last event was received, UTC.</summary>
    public DateTime? LastIngestionTime { get; set; }

    /// <summary>Not needed anymore to send events.</summary>
    public string? UploadSequenceToken { get; set; }

    /// <summary>The ARN of the log stream.</summary>
    public string? Arn { get; set; }
}

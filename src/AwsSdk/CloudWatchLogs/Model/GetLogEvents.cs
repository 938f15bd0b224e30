using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Requests the events of one log stream.</summary>
public sealed class GetLogEventsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group, 1 to 512 characters.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The name or ARN of the log group. A log group of another account needs its ARN.</summary>
    public string? LogGroupIdentifier { get; set; }

    /// <summary>The name of the log stream. Required.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>The earliest time of an event, inclusive.</summary>
    public DateTime? StartTime { get; set; }

    /// <summary>The end of the time range, exclusive.</summary>
    public DateTime? EndTime { get; set; }

    /// <summary>The forward or backward token from the previous response.</summary>
    public string? NextToken { get; set; }

    /// <summary>The maximum number of events per page, 1 to 10,000. The default is as many events as fit in 1 MiB.</summary>
    public int? Limit { get; set; }

    /// <summary>True to start with the oldest events. The default is the newest events. Must be true to page forward.</summary>
    public bool? StartFromHead { get; set; }

    /// <summary>True to show text that a data protection policy masks. Needs logs:Unmask.</summary>
    public bool? Unmask { get; set; }
}

/// <summary>One page of the events of a log stream.</summary>
public sealed class GetLogEventsResponse : AmazonWebServiceResponse
{
    /// <summary>The events.</summary>
    public List<OutputLogEvent>? Events { get; set; }

    /// <summary>The token of the next page. At the end of the log stream, the token is the same as in the request.</summary>
    public string? NextForwardToken { get; set; }

    /// <summary>The token of the previous page. At the start of the log stream, the token is the same as in the request.</summary>
    public string? NextBackwardToken { get; set; }
}

/// <summary>An event that GetLogEvents returned.</summary>
public sealed class OutputLogEvent
{
    /// <summary>The time of the event, UTC.</summary>
    public DateTime? Timestamp { get; set; }

    /// <summary>The text of the event.</summary>
    public string? Message { get; set; }

    /// <summary>The time when CloudWatch Logs received the event, UTC.</summary>
    public DateTime? IngestionTime { get; set; }
}

using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Requests the events of all log streams of a log group, in order of time. Specify the log group either by name or by identifier.</summary>
public sealed class FilterLogEventsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group, 1 to 512 characters.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The name or ARN of the log group. A log group of another account needs its ARN.</summary>
    public string? LogGroupIdentifier { get; set; }

    /// <summary>Only these log streams, at most 100. Cannot be used with <see cref="LogStreamNamePrefix"/>.</summary>
    public List<string>? LogStreamNames { get; set; }

    /// <summary>Only log streams whose names begin with this text.</summary>
    public string? LogStreamNamePrefix { get; set; }

    /// <summary>The earliest time of an event, in milliseconds since 1970 UTC, inclusive.</summary>
    public long? StartTime { get; set; }

    /// <summary>The latest time of an event, in milliseconds since 1970 UTC, inclusive.</summary>
    public long? EndTime { get; set; }

    /// <summary>The filter pattern, at most 1,024 characters. The default is all events.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>The token from the previous response. A token is valid for 24 hours.</summary>
    public string? NextToken { get; set; }

    /// <summary>The maximum number of events per page, 1 to 10,000. The default is 10,000. A page never exceeds 1 MiB.</summary>
    public int? Limit { get; set; }

    /// <summary>True to show text that a data protection policy masks. Needs logs:Unmask.</summary>
    public bool? Unmask { get; set; }
}

/// <summary>One page of events. An empty page can have a token.</summary>
public sealed class FilterLogEventsResponse : AmazonWebServiceResponse
{
    /// <summary>The events.</summary>
    public List<FilteredLogEvent>? Events { get; set; }

    /// <summary>The service does not set this value anymore.</summary>
    public List<SearchedLogStream>? SearchedLogStreams { get; set; }

    /// <summary>The token of the next page; null on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>An event that FilterLogEvents returned.</summary>
public sealed class FilteredLogEvent
{
    /// <summary>The name of the log stream of the event.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>The time of the event, in milliseconds since 1970 UTC.</summary>
    public long? Timestamp { get; set; }

    /// <summary>The text of the event.</summary>
    public string? Message { get; set; }

    /// <summary>The time when CloudWatch Logs received the event, in milliseconds since 1970 UTC.</summary>
    public long? IngestionTime { get; set; }

    /// <summary>The id of the event, unique in the log group.</summary>
    public string? EventId { get; set; }
}

/// <summary>A log stream, and whether all its events were searched.</summary>
public sealed class SearchedLogStream
{
    /// <summary>The name of the log stream.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>True if all events of the log stream were searched.</summary>
    public bool? SearchedCompletely { get; set; }
}

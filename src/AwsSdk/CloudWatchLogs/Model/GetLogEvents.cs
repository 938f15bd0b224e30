using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Asks for the events of one stream.</summary>
public sealed class GetLogEventsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group's name, 1 to 512 characters.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The log group's name or ARN; the ARN where it belongs to another account.</summary>
    public string? LogGroupIdentifier { get; set; }

    /// <summary>The stream's name. Required.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>Earliest event time, inclusive.</summary>
    public DateTime? StartTime { get; set; }

    /// <summary>End of event time, exclusive.</summary>
    public DateTime? EndTime { get; set; }

    /// <summary>The forward or backward token of the page before.</summary>
    public string? NextToken { get; set; }

    /// <summary>Most events a page, 1 to 10,000; by default what fits 1 MiB.</summary>
    public int? Limit { get; set; }

    /// <summary>Oldest first; by default the newest. Must be set when paging forward.</summary>
    public bool? StartFromHead { get; set; }

    /// <summary>Show what a data protection policy masks; needs logs:Unmask.</summary>
    public bool? Unmask { get; set; }
}

/// <summary>One page of a stream's events.</summary>
public sealed class GetLogEventsResponse : AmazonWebServiceResponse
{
    /// <summary>The events.</summary>
    public List<OutputLogEvent>? Events { get; set; }

    /// <summary>Asks for the next page. At the end of the stream it is the token that was sent.</summary>
    public string? NextForwardToken { get; set; }

    /// <summary>Asks for the page before. At the beginning it is the token that was sent.</summary>
    public string? NextBackwardToken { get; set; }
}

/// <summary>An event that GetLogEvents returned.</summary>
public sealed class OutputLogEvent
{
    /// <summary>When it happened, UTC.</summary>
    public DateTime? Timestamp { get; set; }

    /// <summary>The event itself.</summary>
    public string? Message { get; set; }

    /// <summary>When it was received, UTC.</summary>
    public DateTime? IngestionTime { get; set; }
}

using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Asks for the events of a log group, of all streams in order of time. Give the group by name or by identifier.</summary>
public sealed class FilterLogEventsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group's name, 1 to 512 characters.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The log group's name or ARN; the ARN where it belongs to another account.</summary>
    public string? LogGroupIdentifier { get; set; }

    /// <summary>Only these streams, at most 100. Not together with <see cref="LogStreamNamePrefix"/>.</summary>
    public List<string>? LogStreamNames { get; set; }

    /// <summary>Only streams whose names begin so.</summary>
    public string? LogStreamNamePrefix { get; set; }

    /// <summary>Earliest event time, milliseconds since 1970 UTC, inclusive.</summary>
    public long? StartTime { get; set; }

    /// <summary>Latest event time, milliseconds since 1970 UTC, inclusive.</summary>
    public long? EndTime { get; set; }

    /// <summary>Only events that match, at most 1,024 characters; without it all do.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>The token of the page before, valid for 24 hours.</summary>
    public string? NextToken { get; set; }

    /// <summary>Most events a page, 1 to 10,000 (the default). A page never exceeds 1 MiB.</summary>
    public int? Limit { get; set; }

    /// <summary>Show what a data protection policy masks; needs logs:Unmask.</summary>
    public bool? Unmask { get; set; }
}

/// <summary>One page of events; it can be empty and still have a token.</summary>
public sealed class FilterLogEventsResponse : AmazonWebServiceResponse
{
    /// <summary>The events found.</summary>
    public List<FilteredLogEvent>? Events { get; set; }

    /// <summary>No longer filled by the service.</summary>
    public List<SearchedLogStream>? SearchedLogStreams { get; set; }

    /// <summary>There is more, to be asked for with this; absent on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>An event that FilterLogEvents found.</summary>
public sealed class FilteredLogEvent
{
    /// <summary>The stream it came from.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>When it happened, milliseconds since 1970 UTC.</summary>
    public long? Timestamp { get; set; }

    /// <summary>The event itself.</summary>
    public string? Message { get; set; }

    /// <summary>When it was received, milliseconds since 1970 UTC.</summary>
    public long? IngestionTime { get; set; }

    /// <summary>Its id, unique in the log group.</summary>
    public string? EventId { get; set; }
}

/// <summary>A stream and whether all of it was searched.</summary>
public sealed class SearchedLogStream
{
    /// <summary>The stream's name.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>Whether all its events were searched.</summary>
    public bool? SearchedCompletely { get; set; }
}

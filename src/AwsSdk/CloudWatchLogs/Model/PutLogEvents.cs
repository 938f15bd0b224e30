using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Sends events to a log stream: at most 10,000 events and 1,048,576 bytes (the UTF-8 text plus 26 bytes per event), in order of time, and within 24 hours.</summary>
/// <remarks>Not supported: entity, which belongs to CloudWatch Application Signals.</remarks>
public sealed class PutLogEventsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The name of the log stream. Required.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>The events. Required.</summary>
    public List<InputLogEvent>? LogEvents { get; set; }

    /// <summary>Not needed anymore.</summary>
    public string? SequenceToken { get; set; }
}

/// <summary>Confirms that the events were received, except the rejected events.</summary>
/// <remarks>Not supported: rejectedEntityInfo, because entity is never sent.</remarks>
public sealed class PutLogEventsResponse : AmazonWebServiceResponse
{
    /// <summary>Not needed anymore.</summary>
    public string? NextSequenceToken { get; set; }

    /// <summary>The events that were rejected because of their time; null if no event was rejected.</summary>
    public RejectedLogEventsInfo? RejectedLogEventsInfo { get; set; }
}

/// <summary>An event to store.</summary>
public sealed class InputLogEvent
{
    /// <summary>The time of the event, UTC: at most 14 days or the retention in the past, and at most 2 hours in the future. Required.</summary>
    public DateTime? Timestamp { get; set; }

    /// <summary>The text of the event. Required.</summary>
    public string? Message { get; set; }
}

/// <summary>The indexes of the events that were rejected.</summary>
public sealed class RejectedLogEventsInfo
{
    /// <summary>The index of the first event that is too far in the future.</summary>
    public int? TooNewLogEventStartIndex { get; set; }

    /// <summary>The index after the last event that is too old.</summary>
    public int? TooOldLogEventEndIndex { get; set; }

    /// <summary>The index after the last event that is older than the retention of the log group.</summary>
    public int? ExpiredLogEventEndIndex { get; set; }
}

using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Sends events to a stream: at most 10,000 and 1,048,576 bytes (UTF-8 and 26 bytes an event), in order of time, within 24 hours of each other.</summary>
/// <remarks>Left out: entity, which belongs to CloudWatch Application Signals.</remarks>
public sealed class PutLogEventsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The log group. Required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The stream. Required.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>The events. Required.</summary>
    public List<InputLogEvent>? LogEvents { get; set; }

    /// <summary>No longer needed.</summary>
    public string? SequenceToken { get; set; }
}

/// <summary>The events are received, but for those rejected.</summary>
/// <remarks>Left out: rejectedEntityInfo, as entity is never sent.</remarks>
public sealed class PutLogEventsResponse : AmazonWebServiceResponse
{
    /// <summary>No longer needed.</summary>
    public string? NextSequenceToken { get; set; }

    /// <summary>Events rejected for their time; absent where there are none.</summary>
    public RejectedLogEventsInfo? RejectedLogEventsInfo { get; set; }
}

/// <summary>An event to be stored.</summary>
public sealed class InputLogEvent
{
    /// <summary>When it happened: not over 14 days or the retention ago, nor over 2 hours ahead. Required.</summary>
    public DateTime? Timestamp { get; set; }

    /// <summary>The event itself. Required.</summary>
    public string? Message { get; set; }
}

/// <summary>Which of the events sent were rejected, as indexes into them.</summary>
public sealed class RejectedLogEventsInfo
{
    /// <summary>The first event too far ahead.</summary>
    public int? TooNewLogEventStartIndex { get; set; }

    /// <summary>One after the last event too long ago.</summary>
    public int? TooOldLogEventEndIndex { get; set; }

    /// <summary>One after the last event past the log group's retention.</summary>
    public int? ExpiredLogEventEndIndex { get; set; }
}

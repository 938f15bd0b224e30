namespace AwsLoginAudit;

/// <summary>An event from a source, before parsing.</summary>
/// <param name="LogStream">The log stream, which the sender of a login cannot choose; empty if the source has none (a file of events).</param>
/// <param name="Timestamp">The log event's timestamp, UTC, in milliseconds; null if the source has none.</param>
/// <param name="Message">The text: event XML, the agent's text format, or anything else.</param>
/// <param name="EventId">CloudWatch's id of the log event; null if the source has none.</param>
/// <param name="Line">The line of the file where the event begins, counted from 1; 0 if the event does not come from a file.</param>
public readonly record struct LogEvent(string LogStream, DateTimeOffset? Timestamp, string Message, string? EventId = null, long Line = 0)
{
    /// <summary>The time when CloudWatch Logs received the event, UTC; null if unknown.</summary>
    public DateTimeOffset? IngestionTime { get; init; }

    /// <summary>Whether the text may have been typed into a value of another event, because only tags separate the events of the source.</summary>
    internal bool MayBeTyped { get; init; }

    /// <summary>Whether only the next line of a file ends the event, so that a line that was typed into a value can look like another event.</summary>
    internal bool EndsWithLine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(LogEvent), PrintMembers);
}

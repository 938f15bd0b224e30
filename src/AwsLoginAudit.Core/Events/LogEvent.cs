namespace AwsLoginAudit;

/// <summary>One event as a source hands it over, before parsing.</summary>
/// <param name="LogStream">The log stream, which the sender of a login cannot choose; empty where the source has none (a file of events).</param>
/// <param name="Timestamp">The log event's timestamp, UTC, millisecond resolution; null where the source has none.</param>
/// <param name="Message">The text: event XML, the agent's text format, or anything else.</param>
/// <param name="EventId">CloudWatch's own id of the log event; null where the source has none.</param>
/// <param name="Line">The line of the file on which the event begins, counted from 1; 0 if the event does not come from a file.</param>
public readonly record struct LogEvent(string LogStream, DateTimeOffset? Timestamp, string Message, string? EventId = null, long Line = 0)
{
    /// <summary>When CloudWatch Logs received it, UTC; null where the source does not say.</summary>
    public DateTimeOffset? IngestionTime { get; init; }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(LogEvent), PrintMembers);
}

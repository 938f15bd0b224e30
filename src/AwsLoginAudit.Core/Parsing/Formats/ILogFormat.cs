namespace AwsLoginAudit;

/// <summary>A format of recorded events. The content decides the format, not the file name.</summary>
internal interface ILogFormat
{
    /// <summary>Whether a recording has this format.</summary>
    /// <param name="head">The first characters without white space before them: all of the recording, or 65,536.</param>
    bool CanRead(ReadOnlySpan<char> head);

    /// <summary>Reads the events. Text that is not an event is added to the source's problems and is never returned as an event.</summary>
    IAsyncEnumerable<LogEvent> ReadAsync(LogSource source);
}

/// <summary>A recording and its problems.</summary>
/// <param name="Window">The text of the recording.</param>
/// <param name="Name">The path, the S3 key, or another name for errors.</param>
/// <param name="Problems">Receives the parts of the recording that are not events.</param>
internal sealed record LogSource(TextWindow Window, string Name, LogProblems Problems)
{
    /// <summary>Whether the recording is the data of a record. Such data contains no further records.</summary>
    public bool IsPayload { get; init; }
}

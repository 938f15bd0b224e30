namespace AwsLoginAudit;

/// <summary>One format of recorded events: told by the content, never by a file's name.</summary>
internal interface ILogFormat
{
    /// <summary>Whether a recording is of this format.</summary>
    /// <param name="head">The recording's first characters, white space left out: all of them, or the first 65,536.</param>
    bool CanRead(ReadOnlySpan<char> head);

    /// <summary>Reads the events. Text that is no event goes to the recording's problems and is never an event.</summary>
    IAsyncEnumerable<LogEvent> ReadAsync(LogSource source);
}

/// <summary>A recording that is being read.</summary>
/// <param name="Window">Its text.</param>
/// <param name="Name">Its path or S3 key, or what errors call it.</param>
/// <param name="Problems">What of it is no event.</param>
internal sealed record LogSource(TextWindow Window, string Name, LogProblems Problems)
{
    /// <summary>It is the data of a record, which holds no further records.</summary>
    public bool IsPayload { get; init; }
}

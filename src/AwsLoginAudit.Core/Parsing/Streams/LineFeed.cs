namespace AwsLoginAudit;

/// <summary>Reads a recording whose lines arrive one by one, such as the output of wevtutil in a pipeline.</summary>
/// <remarks>
/// Nothing is read ahead: an event is available as soon as the lines of it were added. All work runs on the caller's thread,
/// which must not have a synchronization context.
/// </remarks>
/// <typeparam name="T">The type of the events.</typeparam>
public sealed class LineFeed<T> : IDisposable
    where T : LoginAuditEvent
{
    private readonly LineStream lines = new();
    private readonly IAsyncEnumerator<T> events;
    private Task<bool>? next;
    private bool hasEnded;

    /// <summary>Creates a recording.</summary>
    /// <param name="reader">Leaves out all other events and duplicate events.</param>
    /// <param name="name">The name of the recording in errors.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public LineFeed(EventReader<T> reader, string name, CancellationToken cancellationToken = default) =>
        events = reader.ReadAsync(LogFileReader.ReadAsync(lines, name, cancellationToken), name, cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line, without its line break.</param>
    public void Add(string line) => lines.Add(line);

    /// <summary>Ends the recording. <see cref="Read"/> then returns the remaining events.</summary>
    public void End() => lines.End();

    /// <summary>Reads the next event in the lines so far.</summary>
    /// <returns>The event; null if the lines so far contain no more.</returns>
    /// <exception cref="LoginAuditException">FileUnreadable, NotALogFile; see <see cref="LogFileReader.ReadFileAsync"/>. The recording has ended.</exception>
    public T? Read()
    {
        if (hasEnded)
            return null;
        var read = next ??= events.MoveNextAsync().AsTask();

        // Adding a line continues the read in the same call. Another thread continues it only if the stack is too deep.
        SpinWait.SpinUntil(() => read.IsCompleted || lines.IsAwaited);
        if (!read.IsCompleted)
            return null;
        next = null;
        hasEnded = read.Status != TaskStatus.RanToCompletion || !read.Result;
        return read.GetAwaiter().GetResult() ? events.Current : null;
    }

    /// <summary>Ends the recording at any point and releases it.</summary>
    public void Dispose()
    {
        lines.End();
        if (next is { } unread)
        {
            Task.WaitAny(unread);
            _ = unread.Exception;
        }
        events.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}

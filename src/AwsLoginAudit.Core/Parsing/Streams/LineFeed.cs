namespace AwsLoginAudit;

/// <summary>Reads a recording whose lines arrive one by one, such as the output of wevtutil in a pipeline.</summary>
/// <remarks>
/// Nothing is read ahead and nothing is kept: a failure is there as soon as the lines of its event are. All of it happens on the caller's thread,
/// which must not have a synchronization context.
/// </remarks>
public sealed class LineFeed : IDisposable
{
    private readonly LineStream lines = new();
    private readonly IAsyncEnumerator<LoginAuditFailure> failures;
    private Task<bool>? next;
    private bool hasEnded;

    /// <summary>Begins a recording.</summary>
    /// <param name="reader">Leaves out successes and duplicate events.</param>
    /// <param name="name">What errors call the recording.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public LineFeed(FailureReader reader, string name, CancellationToken cancellationToken = default) =>
        failures = reader.ReadAsync(LogFileReader.ReadAsync(lines, name, cancellationToken), name, cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line, without its end.</param>
    public void Add(string line) => lines.Add(line);

    /// <summary>Ends the recording: what <see cref="Read"/> gives then is the rest of it.</summary>
    public void End() => lines.End();

    /// <summary>Reads the next failure of the lines that are there.</summary>
    /// <returns>The failure; null if the lines that are there hold no more.</returns>
    /// <exception cref="LoginAuditException">FileUnreadable, NotALogFile; see <see cref="LogFileReader.ReadFileAsync"/>. There is nothing more to read then.</exception>
    public LoginAuditFailure? Read()
    {
        if (hasEnded)
            return null;
        var read = next ??= failures.MoveNextAsync().AsTask();

        // Adding a line reads on in the same call. Only if the stack is too deep for that does another thread do it.
        SpinWait.SpinUntil(() => read.IsCompleted || lines.IsAwaited);
        if (!read.IsCompleted)
            return null;
        next = null;
        hasEnded = read.Status != TaskStatus.RanToCompletion || !read.Result;
        return read.GetAwaiter().GetResult() ? failures.Current : null;
    }

    /// <summary>Lets go of the recording, wherever it is.</summary>
    public void Dispose()
    {
        lines.End();
        if (next is { } unread)
        {
            Task.WaitAny(unread);
            _ = unread.Exception;
        }
        failures.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}

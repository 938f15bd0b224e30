using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>From events to failures: parses them, and leaves out successes, copies, and what lies outside the window.</summary>
/// <remarks>It remembers what it has seen, so one instance serves one question, whatever number of sources it is read from.</remarks>
/// <param name="window">What was asked. Where a source breaks off, it is told, and so all that was read for it is known for a part.</param>
/// <param name="tally">Takes every event of the window before anything is left out; null for one of this reader's own.</param>
public sealed class FailureReader(LoginAuditWindow window, PeriodTally? tally = null)
{
    private readonly PeriodTally tally = tally ?? new PeriodTally(window);
    private readonly EventParser parser = new();
    private readonly EventDeduplicator deduplicator = new();
    private DateTimeOffset? latest;

    /// <summary>Events that were left out because Windows audited them as a success.</summary>
    public long Successes { get; private set; }

    /// <summary>Events that were left out because they had been seen before.</summary>
    public long Copies { get; private set; }

    /// <summary>Failures that were handed over.</summary>
    public long Failures { get; private set; }

    /// <summary>Events outside the window that were looked at for their arrival.</summary>
    public long Around { get; private set; }

    /// <summary>Whether CloudWatch counted more log events in a period of the window than have been read.</summary>
    public bool IsShort => tally.IsShort;

    /// <summary>Reads one event.</summary>
    /// <param name="logEvent">The event.</param>
    /// <returns>The failure; null where the event is a success, a copy, or outside the window.</returns>
    public LoginAuditFailure? Read(LogEvent logEvent) => Take(parser.Parse(logEvent, window));

    [MethodImpl(Hot.Path)]
    private LoginAuditFailure? Take(LoginAuditFailure failure) =>
        failure.Time is { } time && !window.Contains(time) ? null : Sift(failure);

    // What lies in the window by its own time has been read before.
    private LoginAuditFailure? TakeArrived(LoginAuditFailure failure)
    {
        Around++;
        return failure.IngestionTime is { } arrived && window.Contains(arrived) && failure.Time is { } time && !window.Contains(time)
            ? Sift(failure with { Window = window })
            : null;
    }

    [MethodImpl(Hot.Path)]
    private LoginAuditFailure? Sift(LoginAuditFailure failure)
    {
        tally.Add(failure);
        if (failure.Outcome == AuditOutcome.Success)
        {
            Successes++;
            return null;
        }
        if (!deduplicator.IsNew(failure))
        {
            Copies++;
            return null;
        }
        Failures++;
        if (latest is null || failure.Time > latest)
            latest = failure.Time;
        return failure;
    }

    /// <summary>Reads a source of events, one by one.</summary>
    /// <param name="events">The source; disposed when reading ends, however it ends.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failures.</returns>
    /// <exception cref="LoginAuditException">The source's own, which then says what was read before.</exception>
    public IAsyncEnumerable<LoginAuditFailure> ReadAsync(IAsyncEnumerable<LogEvent> events, CancellationToken cancellationToken = default) =>
        SiftAsync(events, Read, cancellationToken);

    /// <summary>Sifts a source of events that are parsed already, one by one.</summary>
    /// <param name="events">The source; disposed when reading ends, however it ends.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failures.</returns>
    /// <exception cref="LoginAuditException">The source's own, which then says what was read before.</exception>
    public IAsyncEnumerable<LoginAuditFailure> ReadAsync(IAsyncEnumerable<LoginAuditFailure> events, CancellationToken cancellationToken = default) =>
        SiftAsync(events, Take, cancellationToken);

    /// <summary>Sifts events from around the window: those that arrived within it belong to it.</summary>
    /// <param name="events">The source; disposed when reading ends, however it ends.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failures.</returns>
    /// <exception cref="LoginAuditException">The source's own, which then says what was read before.</exception>
    public IAsyncEnumerable<LoginAuditFailure> ReadArrivedAsync(IAsyncEnumerable<LoginAuditFailure> events, CancellationToken cancellationToken = default) =>
        SiftAsync(events, TakeArrived, cancellationToken);

    /// <summary>Ends the read of an alarm's window: the window then says how many log events CloudWatch counted and how many were read.</summary>
    public void Complete() => tally.Complete();

    private async IAsyncEnumerable<LoginAuditFailure> SiftAsync<T>(
        IAsyncEnumerable<T> events, Func<T, LoginAuditFailure?> take, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = events.GetAsyncEnumerator(cancellationToken);
        var hasAny = false;
        while (await MoveNextAsync(source, hasAny))
        {
            hasAny = true;
            if (take(source.Current) is { } failure)
                yield return failure;
        }
    }

    // Most events of a page are there at once.
    private ValueTask<bool> MoveNextAsync<T>(IAsyncEnumerator<T> source, bool hasAny)
    {
        var next = source.MoveNextAsync();
        return next.IsCompletedSuccessfully ? next : AwaitAsync(next, hasAny);
    }

    private async ValueTask<bool> AwaitAsync(ValueTask<bool> next, bool hasAny)
    {
        try
        {
            return await next;
        }
        // Of a file that is no log nothing can be missing.
        catch (LoginAuditException failure) when (hasAny || failure.Error != LoginAuditError.NotALogFile)
        {
            throw BreakOff(failure);
        }
    }

    /// <summary>Says that part of what was asked for cannot be read.</summary>
    /// <param name="failure">Why.</param>
    /// <returns>The same error, which also says what was read before.</returns>
    public LoginAuditException BreakOff(LoginAuditException failure)
    {
        var before = Failures == 0
            ? "Nothing had been read before that."
            : $"Read before that: {Words.Plural(Failures, "failed login")}{(latest is null ? "" : $", up to {Words.Time(latest)}")}; there may be more.";
        var told = new LoginAuditException(failure.Error, $"{failure.Message} {before}", failure.Target, failure);
        window.BreakOff(told.Message);
        return told;
    }
}

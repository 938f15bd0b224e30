using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>From events to failed logins: parses them, and leaves out everything else, duplicates, and what lies outside the window.</summary>
/// <remarks>It remembers what it has seen, so one instance serves one question, whatever number of sources it is read from.</remarks>
/// <param name="read">The read. If a source stops early, every failure of the read is marked incomplete.</param>
/// <param name="comparison">Takes every event of the window before anything is left out; null for one of this reader's own.</param>
public sealed class FailureReader(LoginAuditRead read, DatapointComparison? comparison = null)
{
    private readonly LoginAuditWindow window = read.Window;
    private readonly DatapointComparison comparison = comparison ?? new DatapointComparison(read.Window);
    private readonly EventParser parser = new();
    private readonly EventDeduplicator deduplicator = new();
    private DateTimeOffset? latest;

    /// <summary>Whether other audit failures are handed over too. The default is false.</summary>
    public bool IncludeOther { get; init; }

    /// <summary>Called for each event of a file whose id cannot be read, with NotAnEvent; reading goes on. Null if none comes from a file.</summary>
    public Action<LoginAuditException>? Unreadable { get; init; }

    /// <summary>The numbers of the events that were read, by what they are.</summary>
    public EventTotals Totals { get; } = new();

    /// <summary>Events outside the window that were looked at for their arrival.</summary>
    public long Around { get; private set; }

    /// <summary>Whether CloudWatch counted more log events in a period of the window than have been read.</summary>
    public bool IsShort => comparison.IsShort;

    /// <summary>Reads one event of a log group.</summary>
    /// <param name="logEvent">The event.</param>
    /// <returns>The failed login; null if the event is something else, a duplicate, or outside the window.</returns>
    public LoginAuditFailure? Read(LogEvent logEvent) => Take(parser.Parse(logEvent, read));

    // A text of a file whose id cannot be read may be anything; where an alarm's filter has found it, it counts.
    internal LoginAuditFailure? Read(LogEvent logEvent, string source)
    {
        var failure = parser.Parse(logEvent, read);
        if (failure.Kind != LoginAuditEventKind.Unreadable || Unreadable is null)
            return Take(failure);
        Totals.Events++;
        Totals.Damaged++;
        Unreadable(MarkIncomplete(new LoginAuditException(
            LoginAuditError.NotAnEvent,
            $"{source}{(logEvent.Line > 0 ? $", line {logEvent.Line}" : "")}: {Problem(failure) ?? "an event has no id that can be read"}, so it cannot be told whether it is a failed login. Export the events again, as XML.",
            source)));
        return null;
    }

    [MethodImpl(Hot.Path)]
    private LoginAuditFailure? Take(LoginAuditFailure failure) =>
        failure.Time is { } time && !window.Contains(time) ? null : Sift(failure);

    // What lies in the window by its own time has been read before.
    private LoginAuditFailure? TakeArrived(LoginAuditFailure failure)
    {
        Around++;
        return failure.IngestionTime is { } arrived && window.Contains(arrived) && failure.Time is { } time && !window.Contains(time)
            ? Sift(failure)
            : null;
    }

    [MethodImpl(Hot.Path)]
    private LoginAuditFailure? Sift(LoginAuditFailure failure)
    {
        comparison.Add(failure);
        Totals.Events++;
        if (failure.Kind is LoginAuditEventKind.AuditSuccess or LoginAuditEventKind.OtherEvent)
        {
            Totals.Leave(failure.Kind);
            return null;
        }
        if (!deduplicator.IsNew(failure))
        {
            Totals.Duplicates++;
            return null;
        }
        if (failure.Kind == LoginAuditEventKind.OtherAuditFailure)
        {
            Totals.OtherAuditFailures++;
            return IncludeOther ? failure : null;
        }
        Totals.FailedLogins++;
        if (latest is null || failure.Time > latest)
            latest = failure.Time;
        return failure.Kind == LoginAuditEventKind.FailedLogin ? failure : Damaged(failure);
    }

    private LoginAuditFailure Damaged(LoginAuditFailure failure)
    {
        Totals.Damaged++;
        Totals.Problem ??= Problem(failure);
        return failure with { Kind = LoginAuditEventKind.FailedLogin };
    }

    // JSON that is recognised and cannot be read is named by its product.
    private static string? Problem(LoginAuditFailure failure) => failure.RawText is { Length: > 0 } text && text[0] == '{' ? JsonMessage.Read(text).Problem : null;

    /// <summary>Reads a log group, one event after the other. An event whose id cannot be read counts as a failed login.</summary>
    /// <param name="events">The source; disposed when reading ends, however it ends.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failed logins.</returns>
    /// <exception cref="LoginAuditException">The source's own, which then says what was read before.</exception>
    public IAsyncEnumerable<LoginAuditFailure> ReadAsync(IAsyncEnumerable<LogEvent> events, CancellationToken cancellationToken = default) =>
        SiftAsync(events, Read, cancellationToken);

    /// <summary>Reads a file, one event after the other. An event whose id cannot be read is reported to <see cref="Unreadable"/>.</summary>
    /// <param name="events">The source; disposed when reading ends, however it ends.</param>
    /// <param name="source">What errors call it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failed logins.</returns>
    /// <exception cref="LoginAuditException">The source's own, which then says what was read before.</exception>
    public IAsyncEnumerable<LoginAuditFailure> ReadAsync(IAsyncEnumerable<LogEvent> events, string source, CancellationToken cancellationToken = default) =>
        SiftAsync(events, logEvent => Read(logEvent, source), cancellationToken);

    /// <summary>Sifts the events of a log group that are parsed already, page by page.</summary>
    /// <param name="pages">The source, whose pages are overwritten; disposed when reading ends, however it ends.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failed logins of each page.</returns>
    /// <exception cref="LoginAuditException">The source's own, which then says what was read before.</exception>
    public IAsyncEnumerable<ArraySegment<LoginAuditFailure>> ReadAsync(IAsyncEnumerable<LoginAuditFailure[]> pages, CancellationToken cancellationToken = default) =>
        SiftAsync(pages, Take, cancellationToken);

    /// <summary>Sifts events from around the window: those that arrived within it belong to it.</summary>
    /// <param name="pages">The source, whose pages are overwritten; disposed when reading ends, however it ends.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failed logins of each page.</returns>
    /// <exception cref="LoginAuditException">The source's own, which then says what was read before.</exception>
    public IAsyncEnumerable<ArraySegment<LoginAuditFailure>> ReadArrivedAsync(IAsyncEnumerable<LoginAuditFailure[]> pages, CancellationToken cancellationToken = default) =>
        SiftAsync(pages, TakeArrived, cancellationToken);

    /// <summary>Ends the read: its result then says how many log events CloudWatch counted and how many were read.</summary>
    public void Complete()
    {
        comparison.OtherAuditFailures = Totals.OtherAuditFailures;
        read.Complete(comparison.Compare() with { Events = Totals.Events, Duplicates = Totals.Duplicates });
    }

    private async IAsyncEnumerable<ArraySegment<LoginAuditFailure>> SiftAsync(
        IAsyncEnumerable<LoginAuditFailure[]> pages, Func<LoginAuditFailure, LoginAuditFailure?> take, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = pages.GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(source, hasAny: true))
            yield return Sift(source.Current, take);
    }

    // In place: a page belongs to its reader.
    [MethodImpl(Hot.Path)]
    private static ArraySegment<LoginAuditFailure> Sift(LoginAuditFailure[] page, Func<LoginAuditFailure, LoginAuditFailure?> take)
    {
        var count = 0;
        foreach (var failure in page)
        {
            if (take(failure) is { } taken)
                page[count++] = taken;
        }
        return new ArraySegment<LoginAuditFailure>(page, 0, count);
    }

    private async IAsyncEnumerable<LoginAuditFailure> SiftAsync(
        IAsyncEnumerable<LogEvent> events, Func<LogEvent, LoginAuditFailure?> take, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    // Most events of a file are there at once.
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
            throw MarkIncomplete(failure);
        }
    }

    /// <summary>Says that part of what was asked for cannot be read.</summary>
    /// <param name="failure">Why.</param>
    /// <returns>The same error, which also says what was read before.</returns>
    public LoginAuditException MarkIncomplete(LoginAuditException failure)
    {
        var before = Totals.FailedLogins == 0
            ? "Nothing had been read before that."
            : $"Read before that: {Words.Plural(Totals.FailedLogins, "failed login")}{(latest is null ? "" : $", up to {Words.Time(latest)}")}; there may be more.";
        var told = failure.WithMessage($"{failure.Message} {before}");
        read.MarkIncomplete(told.Explanation);
        return told;
    }
}

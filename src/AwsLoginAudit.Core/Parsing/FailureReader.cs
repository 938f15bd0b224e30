using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Turns events into failed logins: parses them and leaves out all other events, duplicate events and events outside the window.</summary>
/// <remarks>An instance remembers the events that it has read, so it serves one read of one or more sources.</remarks>
/// <param name="read">The read. If a source stops early, every failure of the read is marked incomplete.</param>
/// <param name="comparison">Counts every event of the window before any is left out; null (the default) to create one.</param>
public sealed class FailureReader(LoginAuditRead read, DatapointComparison? comparison = null)
{
    private readonly LoginAuditWindow window = read.Window;
    private readonly DatapointComparison comparison = comparison ?? new DatapointComparison(read.Window);
    private readonly EventParser parser = new();
    private readonly EventDeduplicator deduplicator = new();
    private DateTimeOffset? latest;

    /// <summary>Whether other audit failures are returned too. The default is false.</summary>
    public bool IncludeOther { get; init; }

    /// <summary>Called with NotAnEvent for each event of a file without a readable event id; reading continues. Null if no events come from a file.</summary>
    public Action<LoginAuditException>? Unreadable { get; init; }

    /// <summary>The number of events that were read, by kind.</summary>
    public EventTotals Totals { get; } = new();

    /// <summary>The number of events outside the window that were checked for their arrival.</summary>
    public long Around { get; private set; }

    /// <summary>Whether fewer log events were read than CloudWatch counted in a period of the window.</summary>
    public bool IsShort => comparison.IsShort;

    /// <summary>Reads one event of a log group.</summary>
    /// <param name="logEvent">The event.</param>
    /// <returns>The failed login; null for another event, a duplicate event, or an event outside the window.</returns>
    public LoginAuditFailure? Read(LogEvent logEvent) => Take(parser.Parse(logEvent, read));

    // In a log group an event without a readable id counts, because the alarm's filter matched it. In a file it may be any text.
    internal LoginAuditFailure? Read(LogEvent logEvent, string source)
    {
        var failure = parser.Parse(logEvent, read);
        if (failure.Kind != LoginAuditEventKind.Unreadable || Unreadable is null)
            return Take(failure);
        Totals.Events++;
        Totals.Damaged++;
        Unreadable(MarkIncomplete(new LoginAuditException(
            LoginAuditError.NotAnEvent,
            $"{source}{(logEvent.Line > 0 ? $", line {logEvent.Line}" : "")}: {Problem(failure) ?? "an event has no id that can be read"}, so it is unknown whether it is a failed login. Export the events again, as XML.",
            source)));
        return null;
    }

    [MethodImpl(Hot.Path)]
    private LoginAuditFailure? Take(LoginAuditFailure failure) =>
        failure.Time is { } time && !window.Contains(time) ? null : Sift(failure);

    // Events whose own time is in the window have been read before.
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

    // The problem names the product if the JSON is recognised but cannot be read.
    private static string? Problem(LoginAuditFailure failure) => failure.RawText is { Length: > 0 } text && text[0] == '{' ? JsonMessage.Read(text).Problem : null;

    /// <summary>Reads the events of a log group one by one. An event without a readable event id counts as a failed login.</summary>
    /// <param name="events">The source; disposed when the read ends for any reason.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failed logins.</returns>
    /// <exception cref="LoginAuditException">The error of the source, with what was read before in its message.</exception>
    public IAsyncEnumerable<LoginAuditFailure> ReadAsync(IAsyncEnumerable<LogEvent> events, CancellationToken cancellationToken = default) =>
        SiftAsync(events, Read, cancellationToken);

    /// <summary>Reads the events of a file one by one. An event without a readable event id is reported to <see cref="Unreadable"/>.</summary>
    /// <param name="events">The source; disposed when the read ends for any reason.</param>
    /// <param name="source">The name of the source in errors.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failed logins.</returns>
    /// <exception cref="LoginAuditException">The error of the source, with what was read before in its message.</exception>
    public IAsyncEnumerable<LoginAuditFailure> ReadAsync(IAsyncEnumerable<LogEvent> events, string source, CancellationToken cancellationToken = default) =>
        SiftAsync(events, logEvent => Read(logEvent, source), cancellationToken);

    /// <summary>Reads parsed events of a log group, page by page.</summary>
    /// <param name="pages">The source, whose pages are overwritten; disposed when the read ends for any reason.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failed logins of each page.</returns>
    /// <exception cref="LoginAuditException">The error of the source, with what was read before in its message.</exception>
    public IAsyncEnumerable<ArraySegment<LoginAuditFailure>> ReadAsync(IAsyncEnumerable<LoginAuditFailure[]> pages, CancellationToken cancellationToken = default) =>
        SiftAsync(pages, Take, cancellationToken);

    /// <summary>Reads parsed events from around the window. Events that arrived within the window belong to it.</summary>
    /// <param name="pages">The source, whose pages are overwritten; disposed when the read ends for any reason.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The failed logins of each page.</returns>
    /// <exception cref="LoginAuditException">The error of the source, with what was read before in its message.</exception>
    public IAsyncEnumerable<ArraySegment<LoginAuditFailure>> ReadArrivedAsync(IAsyncEnumerable<LoginAuditFailure[]> pages, CancellationToken cancellationToken = default) =>
        SiftAsync(pages, TakeArrived, cancellationToken);

    /// <summary>Ends the read and sets its result: the log events that CloudWatch counted and those that were read.</summary>
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

    // A page belongs to its reader, so it is filtered in place.
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

    // Most events of a file are available at once and need no await.
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
        // Nothing can be missing from a file that is not a log.
        catch (LoginAuditException failure) when (hasAny || failure.Error != LoginAuditError.NotALogFile)
        {
            throw MarkIncomplete(failure);
        }
    }

    /// <summary>Marks the read as incomplete because of an error.</summary>
    /// <param name="failure">The error.</param>
    /// <returns>The same error, with what was read before in its message.</returns>
    public LoginAuditException MarkIncomplete(LoginAuditException failure)
    {
        var before = Totals.FailedLogins == 0
            ? "Nothing had been read before that."
            : $"Read before that: {Words.Plural(Totals.FailedLogins, "failed login")}{(latest is null ? "" : $", up to {Words.Time(latest)}")}; there may be more.";
        var described = failure.WithMessage($"{failure.Message} {before}");
        read.MarkIncomplete(described.Explanation);
        return described;
    }
}

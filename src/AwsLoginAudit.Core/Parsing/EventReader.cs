using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace AwsLoginAudit;

/// <summary>Turns log events into events of one type: parses them and leaves out all other events, duplicate events and events outside the window.</summary>
/// <remarks>An instance remembers the events that it has read, so it serves one read of one or more sources.</remarks>
/// <typeparam name="T">The type of the events.</typeparam>
public abstract class EventReader<T>
    where T : LoginAuditEvent
{
    private readonly LoginAuditRead read;
    private readonly LoginAuditWindow window;
    private readonly DatapointComparison comparison;
    private readonly EventParser parser = new();
    private readonly EventDeduplicator deduplicator = new();

    private protected EventReader(LoginAuditRead read, DatapointComparison comparison) =>
        (this.read, window, this.comparison) = (read, read.Window, comparison);

    /// <summary>Called with NotAnEvent for each event of a file without a readable event id; reading continues. Null if no events come from a file.</summary>
    public Action<LoginAuditException>? Unreadable { get; init; }

    /// <summary>Selects the events that are returned; null (the default) for all. Other events are counted as left out.</summary>
    public EventFilter? Filter { get; init; }

    /// <summary>The number of events that were read, by kind.</summary>
    public EventTotals Totals { get; } = new();

    /// <summary>The number of events outside the window that were checked for their arrival.</summary>
    public long Around { get; private set; }

    /// <summary>Whether fewer log events were read than CloudWatch counted in a period of the window.</summary>
    public bool IsShort => comparison.IsShort;

    /// <summary>The number of events of this type, without duplicate events.</summary>
    public abstract long Found { get; }

    /// <summary>What an event of this type is called.</summary>
    public abstract string Noun { get; }

    /// <summary>The time of the latest event of this type; null before the first.</summary>
    private protected DateTimeOffset? Latest { get; private set; }

    /// <summary>Decides whether an event within the window is of this type.</summary>
    /// <returns>An event that is ready; null if none is. It can be an earlier one.</returns>
    private protected abstract T? Select(LoginAuditEvent found);

    /// <summary>The next event that is ready; null if there is none.</summary>
    /// <param name="isEnd">Whether no more events follow, so that none has to wait. The default is false.</param>
    public virtual T? Next(bool isEnd = false) => null;

    /// <summary>Reads one event of a log group.</summary>
    /// <param name="logEvent">The event.</param>
    /// <returns>The event; null if it is another event, a duplicate event, or outside the window. It can be an earlier one; see <see cref="Next"/>.</returns>
    public T? Read(LogEvent logEvent) => Take(parser.Parse(logEvent, read));

    /// <summary>Reads an event that was parsed before.</summary>
    /// <param name="parsed">The event.</param>
    /// <returns>The event; null if it is another event, a duplicate event, or outside the window. It can be an earlier one; see <see cref="Next"/>.</returns>
    public T? Read(LoginAuditEvent parsed) => Take(parsed);

    // In a file of lines, a name can hold lines that look like events. In event XML it leaves a part of the outer event over; in the agent's text format it need not.
    // In a log group an event without a readable id counts, because the alarm's filter matched it. In a file it may be any text.
    internal T? Read(LogEvent logEvent, string source)
    {
        var parsed = parser.Parse(logEvent, read);
        if (logEvent.EndsWithLine && (parsed.Suspicious || logEvent.Message is ['[', ..]))
            read.MarkTyped();
        if (parsed.Kind != LoginAuditEventKind.Unreadable || Unreadable is null)
            return Take(parsed);
        Totals.Events++;
        Totals.Damaged++;
        Unreadable(MarkIncomplete(new LoginAuditException(
            LoginAuditError.NotAnEvent,
            $"{source}{(logEvent.Line > 0 ? $", line {logEvent.Line}" : "")}: {Problem(parsed) ?? "an event has no id that can be read"}, so it is unknown whether it is a {Noun}. Export the events again, as XML.",
            source)));
        return null;
    }

    [MethodImpl(Hot.Path)]
    private T? Take(LoginAuditEvent parsed)
    {
        if (parsed.Time is not { } time || window.Contains(time))
            return Sift(parsed);
        Pass(parsed);
        return null;
    }

    /// <summary>Called for an event outside the window.</summary>
    private protected virtual void Pass(LoginAuditEvent outside)
    {
    }

    // Events whose own time is in the window have been read before.
    private T? TakeArrived(LoginAuditEvent parsed)
    {
        Around++;
        return parsed.IngestionTime is { } arrived && window.Contains(arrived) && parsed.Time is { } time && !window.Contains(time)
            ? Sift(parsed)
            : null;
    }

    [MethodImpl(Hot.Path)]
    private T? Sift(LoginAuditEvent parsed)
    {
        comparison.Add(parsed);
        Totals.Events++;
        return Select(parsed);
    }

    /// <summary>Whether an event was not seen before, and the filter includes it. The others are counted.</summary>
    [MethodImpl(Hot.Path)]
    private protected bool IsNew(LoginAuditEvent found)
    {
        if (!deduplicator.IsNew(found))
        {
            Totals.Duplicates++;
            return false;
        }
        if (Filter?.Includes(found) != false)
            return true;
        Totals.Filtered++;
        return false;
    }

    /// <summary>
    /// Returns the event id and the keywords that precede all typed text, if an event counts as a failed login only because other ones were typed into it.
    /// </summary>
    private protected static (int? EventId, bool IsSuccess) BeforeTyped(LoginAuditFailure failure)
    {
        if (!failure.Suspicious || failure.Kind != LoginAuditEventKind.FailedLogin)
            return default;
        var id = failure.Conflicts.TryGetValue("EventID", out var ids) ? (int?)Digits.Decimal(ids[0].AsSpan()) : failure.EventId;
        return (id, failure.Conflicts.TryGetValue("Keywords", out var keywords) && EventParser.Audited(keywords[0]) == AuditOutcome.Success);
    }

    /// <summary>Notes that an event of this type was found.</summary>
    [MethodImpl(Hot.Path)]
    private protected void Note(LoginAuditEvent found)
    {
        if (Latest is null || found.Time > Latest)
            Latest = found.Time;
    }

    /// <summary>The problem of an event that cannot be read. It names the product if the JSON is recognised; null if unknown.</summary>
    private protected static string? Problem(LoginAuditEvent damaged) => damaged.RawText is { Length: > 0 } text && text[0] == '{' ? JsonMessage.Read(text).Problem : null;

    /// <summary>Reads the events of a log group one by one. An event without a readable event id counts as a failed login.</summary>
    /// <param name="events">The source; disposed when the read ends for any reason.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The events of this type.</returns>
    /// <exception cref="LoginAuditException">The error of the source, with what was read before in its message.</exception>
    public IAsyncEnumerable<T> ReadAsync(IAsyncEnumerable<LogEvent> events, CancellationToken cancellationToken = default) =>
        SiftAsync(events, Read, isEnd: true, cancellationToken);

    /// <summary>
    /// Reads the events of a file one by one. An event without a readable event id is reported to <see cref="Unreadable"/>. Other files can follow, so events
    /// can still wait at the end of the file; after the last file, <see cref="Next"/> returns them.
    /// </summary>
    /// <param name="events">The source; disposed when the read ends for any reason.</param>
    /// <param name="source">The name of the source in errors.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The events of this type.</returns>
    /// <exception cref="LoginAuditException">The error of the source, with what was read before in its message.</exception>
    public IAsyncEnumerable<T> ReadAsync(IAsyncEnumerable<LogEvent> events, string source, CancellationToken cancellationToken = default) =>
        SiftAsync(events, logEvent => Read(logEvent, source), isEnd: false, cancellationToken);

    /// <summary>Reads parsed events of a log group, page by page.</summary>
    /// <param name="pages">The source; disposed when the read ends for any reason.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The events of this type of each page; the next page overwrites them.</returns>
    /// <exception cref="LoginAuditException">The error of the source, with what was read before in its message.</exception>
    public IAsyncEnumerable<ArraySegment<T>> ReadAsync(IAsyncEnumerable<LoginAuditEvent[]> pages, CancellationToken cancellationToken = default) =>
        SiftAsync(pages, Take, cancellationToken);

    /// <summary>Reads parsed events from around the window. Events that arrived within the window belong to it.</summary>
    /// <param name="pages">The source; disposed when the read ends for any reason.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The events of this type of each page; the next page overwrites them.</returns>
    /// <exception cref="LoginAuditException">The error of the source, with what was read before in its message.</exception>
    public IAsyncEnumerable<ArraySegment<T>> ReadArrivedAsync(IAsyncEnumerable<LoginAuditEvent[]> pages, CancellationToken cancellationToken = default) =>
        SiftAsync(pages, TakeArrived, cancellationToken);

    /// <summary>Ends the read and sets its result: the log events that CloudWatch counted and those that were read.</summary>
    public void Complete()
    {
        comparison.OtherAuditFailures = Totals.OtherAuditFailures;
        read.Complete(comparison.Compare() with { Events = Totals.Events, Duplicates = Totals.Duplicates });
    }

    private async IAsyncEnumerable<ArraySegment<T>> SiftAsync(
        IAsyncEnumerable<LoginAuditEvent[]> pages, Func<LoginAuditEvent, T?> take, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = pages.GetAsyncEnumerator(cancellationToken);
        var ready = new PageOf();
        ExceptionDispatchInfo? failure = null;
        while (failure is null)
        {
            var hasNext = false;
            try
            {
                hasNext = await MoveNextAsync(source, hasAny: true);
            }
            catch (LoginAuditException broken)
            {
                failure = ExceptionDispatchInfo.Capture(broken);
            }
            if (!hasNext)
                break;
            yield return Sift(source.Current, take, ready);
        }
        ready.Clear();
        AddReady(ready, isEnd: true);
        if (ready.Count > 0)
            yield return ready.Events;
        failure?.Throw();
    }

    [MethodImpl(Hot.Path)]
    private ArraySegment<T> Sift(LoginAuditEvent[] page, Func<LoginAuditEvent, T?> take, PageOf ready)
    {
        ready.Clear();
        foreach (var parsed in page)
        {
            if (take(parsed) is not { } taken)
                continue;
            ready.Add(taken);
            AddReady(ready, isEnd: false);
        }
        return ready.Events;
    }

    [MethodImpl(Hot.Path)]
    private void AddReady(PageOf ready, bool isEnd)
    {
        while (Next(isEnd) is { } next)
            ready.Add(next);
    }

    private async IAsyncEnumerable<T> SiftAsync(
        IAsyncEnumerable<LogEvent> events, Func<LogEvent, T?> take, bool isEnd, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = events.GetAsyncEnumerator(cancellationToken);
        var hasAny = false;
        while (await MoveNextAsync(source, hasAny))
        {
            hasAny = true;
            for (var taken = take(source.Current); taken is not null; taken = Next())
                yield return taken;
        }
        while (isEnd && Next(isEnd) is { } last)
            yield return last;
    }

    // Most events of a file are available at once and need no await.
    private ValueTask<bool> MoveNextAsync<TSource>(IAsyncEnumerator<TSource> source, bool hasAny)
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
        var before = Found == 0
            ? "Nothing had been read before that."
            : $"Read before that: {Words.Plural(Found, Noun)}{(Latest is null ? "" : $", up to {Words.Time(Latest)}")}; there may be more.";
        var described = failure.WithMessage($"{failure.Message} {before}");
        read.MarkIncomplete(described.Explanation);
        if (failure.MayHoldTypedEvents)
            read.MarkTyped();
        return described;
    }

    /// <summary>The events of a page. The array is reused for the next page.</summary>
    private sealed class PageOf
    {
        private T[] events = [];

        public int Count { get; private set; }

        public ArraySegment<T> Events => new(events, 0, Count);

        [MethodImpl(Hot.Path)]
        public void Add(T one)
        {
            if (Count == events.Length)
                Array.Resize(ref events, Math.Max(256, 2 * Count));
            events[Count++] = one;
        }

        public void Clear() => Count = 0;
    }
}

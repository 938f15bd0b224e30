using System.Runtime.CompilerServices;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Reads the events of a window, every page of it, several spans of its time side by side.</summary>
public sealed class LogEventReader
{
    // FilterLogEvents takes at most 100 log stream names.
    private const int MostStreams = 100;

    // More connections than the quota allows requests for would only wait.
    private const int MostAtOnce = 16;

    // Read, and not handed over yet: some 800 bytes each.
    private const int MostWaiting = 12 * 1024;

    private readonly AwsSession session;
    private readonly Action<LogReadProgress>? progress;
    private readonly Action<LoginAuditException>? missing;
    private readonly Stack<EventParser> parsers = [];

    /// <param name="session">The connection.</param>
    /// <param name="progress">Told after each page; called on the reader's thread.</param>
    /// <param name="missing">Told each instance that has no log stream (LogStreamNotFound), while the others are read; called on the reader's thread.</param>
    public LogEventReader(AwsSession session, Action<LogReadProgress>? progress = null, Action<LoginAuditException>? missing = null) =>
        (this.session, this.progress, this.missing) = (session, progress, missing);

    /// <summary>Reads every event of some queries that lies in a read's window, in the order of time.</summary>
    /// <param name="queries">What to read.</param>
    /// <param name="read">The read that the events belong to.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>
    /// Pages of parsed events, which belong to the caller; successes and duplicates among them. An event that two queries find comes twice.
    /// </returns>
    /// <exception cref="LoginAuditException">AccessDenied, LogGroupNotFound, Throttled, EndpointUnreachable or another answer of AWS.</exception>
    public IAsyncEnumerable<LoginAuditFailure[]> ReadAsync(
        IEnumerable<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken = default) =>
        ReadAsync(queries, read, read.Window, unreadable: null, cancellationToken);

    /// <summary>The same for any span of time, where a log group that cannot be read does not stop the others.</summary>
    /// <param name="queries">What to read.</param>
    /// <param name="read">The read that the events belong to.</param>
    /// <param name="window">The half-open span of time.</param>
    /// <param name="unreadable">Takes the log groups that cannot be read; null if each ends the read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    internal IAsyncEnumerable<LoginAuditFailure[]> ReadAsync(
        IEnumerable<LogQuery> queries, LoginAuditRead read, LoginAuditWindow window, UnreadableLogGroups? unreadable, CancellationToken cancellationToken)
    {
        var joint = new JointProgress(progress, window);
        var parts = queries.SelectMany(InParts).ToList();
        var sources = parts.ConvertAll(query => ReadOneAsync(query, read, window, joint.Join(query.LogGroupName), parts.Count, unreadable, cancellationToken));
        return sources.Count == 1 ? sources[0] : TimeOrder.MergeAsync(sources, cancellationToken);
    }

    /// <summary>Leaves out the instances that have no log stream, and what is about none then.</summary>
    /// <param name="queries">What is to be read.</param>
    /// <param name="window">The half-open span of time.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="LoginAuditException">AccessDenied, LogGroupNotFound, Throttled, EndpointUnreachable or another answer of AWS.</exception>
    public async Task<IReadOnlyList<LogQuery>> FindStreamsAsync(IEnumerable<LogQuery> queries, LoginAuditWindow window, CancellationToken cancellationToken = default)
    {
        var found = new List<LogQuery>();
        foreach (var query in queries.SelectMany(InParts))
        {
            var streams = query.InstanceId.Count == 0 ? query.InstanceId : await FindStreamsAsync(query, window, cancellationToken);
            if (query.InstanceId.Count == 0 || streams.Count > 0)
                found.Add(query with { InstanceId = streams });
        }
        return found;
    }

    private static IEnumerable<LogQuery> InParts(LogQuery query)
    {
        if (query.InstanceId.Count <= MostStreams)
            return [query];
        return Enumerable.Range(0, (query.InstanceId.Count + MostStreams - 1) / MostStreams)
            .Select(part => query with { InstanceId = query.InstanceId.Skip(part * MostStreams).Take(MostStreams).ToList() });
    }

    private async IAsyncEnumerable<LoginAuditFailure[]> ReadOneAsync(
        LogQuery query,
        LoginAuditRead read,
        LoginAuditWindow window,
        JointProgress.Part part,
        int shares,
        UnreadableLogGroups? unreadable,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A span within a millisecond has no time of an event in it, and the service refuses it.
        var isEmpty = FirstMillisecond(window) >= MillisecondAfter(window) || unreadable?.Contains(query.LogGroupName) == true;
        if (!isEmpty && query.InstanceId.Count > 0)
        {
            query = query with { InstanceId = await FindStreamsAsync(query, window, cancellationToken) };
            isEmpty = query.InstanceId.Count == 0;
        }
        if (isEmpty)
        {
            part.End();
            yield break;
        }

        using var reader = new SlicedReader(
            FirstMillisecond(window),
            MillisecondAfter(window),
            Math.Max(1, MostAtOnce / shares),
            MostWaiting / shares,
            (start, end, token, cancel) => ReadParsedAsync(query, read, (start, end), token, cancel));
        await using var pages = reader.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasFirst = false;
        while (await MoveNextAsync(pages, query.LogGroupName, unreadable))
        {
            var page = pages.Current;
            part.Page(page.Length, page[page.Length - 1].Time);
            if (hasFirst)
            {
                yield return page;
                continue;
            }
            // The first event alone, so that to read one event costs one page.
            hasFirst = true;
            yield return [page[0]];
            reader.ReadAhead();
            if (page.Length > 1)
                yield return [.. page.Skip(1)];
        }
        part.End();
    }

    private static ValueTask<bool> MoveNextAsync(IAsyncEnumerator<LoginAuditFailure[]> pages, string logGroupName, UnreadableLogGroups? unreadable) =>
        unreadable is null ? pages.MoveNextAsync() : TryMoveNextAsync(pages, logGroupName, unreadable);

    private static async ValueTask<bool> TryMoveNextAsync(IAsyncEnumerator<LoginAuditFailure[]> pages, string logGroupName, UnreadableLogGroups unreadable)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (LoginAuditException failure) when (unreadable.TryAdd(logGroupName, failure))
        {
            return false;
        }
    }

    // The service knows no time before 1970.
    private static long FirstMillisecond(LoginAuditWindow window) => window.Start is { } start ? Math.Max(0, Milliseconds.From(start)) : 0;

    private static long MillisecondAfter(LoginAuditWindow window) => window.End is { } end ? Milliseconds.From(end) : long.MaxValue;

    private async Task<ParsedPage> ReadParsedAsync(
        LogQuery query, LoginAuditRead read, (long Start, long End) span, string? token, CancellationToken cancellationToken)
    {
        using var page = await ReadPageAsync(query, span, token, cancellationToken);
        EventParser parser;
        lock (parsers)
            parser = parsers.Count > 0 ? parsers.Pop() : new EventParser();
        var parsed = new ParsedPage(page.Parse(parser, read), page.Length, page.NextToken);
        lock (parsers)
            parsers.Push(parser);
        return parsed;
    }

    // One name without a log stream makes the service refuse all of them; then each is asked for by itself.
    private async Task<IReadOnlyList<string>> FindStreamsAsync(LogQuery query, LoginAuditWindow window, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(query, window, cancellationToken) is not { } refusal)
            return query.InstanceId;
        if (query.InstanceId.Count == 1)
        {
            missing?.Invoke(refusal);
            return [];
        }

        var found = new List<string>();
        foreach (var instance in query.InstanceId)
            found.AddRange(await FindStreamsAsync(query with { InstanceId = [instance] }, window, cancellationToken));
        return found;
    }

    private async Task<LoginAuditException?> ExistsAsync(LogQuery query, LoginAuditWindow window, CancellationToken cancellationToken)
    {
        try
        {
            using var page = await ReadPageAsync(query, (FirstMillisecond(window), MillisecondAfter(window)), null, cancellationToken, limit: 1);
            return null;
        }
        catch (LoginAuditException refusal) when (refusal.Error == LoginAuditError.LogStreamNotFound)
        {
            return refusal;
        }
    }

    private async Task<EventPage> ReadPageAsync(
        LogQuery query, (long Start, long End) span, string? token, CancellationToken cancellationToken, int? limit = null)
    {
        var request = new FilterLogEventsRequest
        {
            FilterPattern = query.FilterPattern,
            StartTime = span.Start,
            // The service includes the end; a window does not.
            EndTime = span.End == long.MaxValue ? null : span.End - 1,
            LogStreamNames = query.InstanceId.Count > 0 ? query.InstanceId.ToList() : null,
            NextToken = token,
            Limit = limit,
        };
        // Only an ARN has colons; another account's log group is named by it.
        if (query.LogGroupName.IndexOf(':') >= 0)
            request.LogGroupIdentifier = query.LogGroupName;
        else
            request.LogGroupName = query.LogGroupName;

        using var call = EventPageHandler.Begin();
        await session.Logs.FilterLogEventsAsync(request, cancellationToken);
        var page = call.Page!;
        if (token is null || page.NextToken != token)
            return page;
        // A token that leads to itself would be read for ever, and stopping at it would be a short count.
        page.Dispose();
        throw new LoginAuditException(
            LoginAuditError.ServiceError, $"logs:FilterLogEvents on {query.LogGroupName} answers with the same page token again; the read is incomplete.", query.LogGroupName);
    }
}

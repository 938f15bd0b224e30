using System.Runtime.CompilerServices;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Reads all events of a window, with several spans of its time side by side.</summary>
public sealed class LogEventReader
{
    /// <summary>The most log stream names that FilterLogEvents accepts.</summary>
    internal const int MostStreams = 100;

    // With more concurrent requests, they would only wait for the quota.
    private const int MostAtOnce = 16;

    // The maximum number of events that are read ahead, of about 800 bytes each.
    private const int MostWaiting = 12 * 1024;

    private readonly AwsSession session;
    private readonly Action<LogReadProgress>? progress;
    private readonly Action<LoginAuditException>? missing;
    private readonly Stack<EventParser> parsers = [];

    /// <param name="session">The connection to AWS.</param>
    /// <param name="progress">Called after each page, on the reader's thread.</param>
    /// <param name="missing">Called for each instance without a log stream (LogStreamNotFound), while the others are read; called on the reader's
    /// thread.</param>
    public LogEventReader(AwsSession session, Action<LogReadProgress>? progress = null, Action<LoginAuditException>? missing = null) =>
        (this.session, this.progress, this.missing) = (session, progress, missing);

    /// <summary>Reads every event that the queries match in a read's window, in the order of time.</summary>
    /// <param name="queries">The queries to read.</param>
    /// <param name="read">The read that the events belong to.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Pages of parsed events, which belong to the caller. They include successful logins and duplicate events. An event that two queries match is
    /// returned twice.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, LogGroupNotFound, Throttled, EndpointUnreachable or another error of AWS.</exception>
    public IAsyncEnumerable<LoginAuditEvent[]> ReadAsync(
        IEnumerable<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken = default) =>
        ReadAsync(queries, read, read.Window, unreadable: null, cancellationToken);

    /// <summary>Reads any span of time. A log group that cannot be read does not stop the others.</summary>
    /// <param name="queries">The queries to read.</param>
    /// <param name="read">The read that the events belong to.</param>
    /// <param name="window">The span of time; its end is exclusive.</param>
    /// <param name="unreadable">Receives the log groups that cannot be read; null if such a log group ends the read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    internal IAsyncEnumerable<LoginAuditEvent[]> ReadAsync(
        IEnumerable<LogQuery> queries, LoginAuditRead read, LoginAuditWindow window, UnreadableLogGroups? unreadable, CancellationToken cancellationToken)
    {
        var joint = new JointProgress(progress, window);
        var parts = queries.SelectMany(InParts).ToList();
        var sources = parts.ConvertAll(query => ReadOneAsync(query, read, window, joint.Join(query.LogGroupName), parts.Count, unreadable, cancellationToken));
        return sources.Count == 1 ? sources[0] : TimeOrder.MergeAsync(sources, cancellationToken);
    }

    /// <summary>Reads the events of a read's window with a limited number of requests, one query after the other. It stops when the requests are used up.</summary>
    /// <param name="queries">The queries to read; each has at most 100 instances, which have log streams.</param>
    /// <param name="read">The read that the events belong to.</param>
    /// <param name="budget">The requests that are left.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    internal async IAsyncEnumerable<LoginAuditEvent[]> ReadAsync(
        IEnumerable<LogQuery> queries, LoginAuditRead read, RequestBudget budget, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var query in queries)
        {
            string? token = null;
            do
            {
                if (!budget.TryTake())
                    yield break;
                var page = await ReadParsedAsync(query, read, (FirstMillisecond(read.Window), MillisecondAfter(read.Window)), token, cancellationToken);
                if (page.Events.Length > 0)
                    yield return page.Events;
                token = page.Token;
            }
            while (token is not null);
        }
    }

    /// <summary>Removes the instances that have no log stream, and the queries of which no instance is left.</summary>
    /// <param name="queries">The queries to read.</param>
    /// <param name="window">The span of time; its end is exclusive.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">AccessDenied, LogGroupNotFound, Throttled, EndpointUnreachable or another error of AWS.</exception>
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

    private async IAsyncEnumerable<LoginAuditEvent[]> ReadOneAsync(
        LogQuery query,
        LoginAuditRead read,
        LoginAuditWindow window,
        JointProgress.Part part,
        int shares,
        UnreadableLogGroups? unreadable,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Event times are whole milliseconds, so a span within a millisecond contains none, and AWS rejects it.
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
            // The first event is a page of its own, so that reading a single event costs one request.
            hasFirst = true;
            yield return [page[0]];
            reader.ReadAhead();
            if (page.Length > 1)
                yield return [.. page.Skip(1)];
        }
        part.End();
    }

    private static ValueTask<bool> MoveNextAsync(IAsyncEnumerator<LoginAuditEvent[]> pages, string logGroupName, UnreadableLogGroups? unreadable) =>
        unreadable is null ? pages.MoveNextAsync() : TryMoveNextAsync(pages, logGroupName, unreadable);

    private static async ValueTask<bool> TryMoveNextAsync(IAsyncEnumerator<LoginAuditEvent[]> pages, string logGroupName, UnreadableLogGroups unreadable)
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

    // CloudWatch Logs accepts no time before 1970.
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

    // One name without a log stream fails the whole call. Then each name is tried on its own.
    private async Task<IReadOnlyList<string>> FindStreamsAsync(LogQuery query, LoginAuditWindow window, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(query, window, cancellationToken) is not { } rejection)
            return query.InstanceId;
        if (query.InstanceId.Count == 1)
        {
            missing?.Invoke(rejection);
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
        catch (LoginAuditException rejection) when (rejection.Error == LoginAuditError.LogStreamNotFound)
        {
            return rejection;
        }
    }

    private async Task<EventPage> ReadPageAsync(
        LogQuery query, (long Start, long End) span, string? token, CancellationToken cancellationToken, int? limit = null)
    {
        var request = new FilterLogEventsRequest
        {
            FilterPattern = query.FilterPattern,
            StartTime = span.Start,
            // EndTime is inclusive, and the end of a window is exclusive.
            EndTime = span.End == long.MaxValue ? null : span.End - 1,
            LogStreamNames = query.InstanceId.Count > 0 ? query.InstanceId.ToList() : null,
            NextToken = token,
            Limit = limit,
        };
        // Only an ARN contains colons. An ARN identifies the log group of another account.
        if (query.LogGroupName.IndexOf(':') >= 0)
            request.LogGroupIdentifier = query.LogGroupName;
        else
            request.LogGroupName = query.LogGroupName;

        using var call = EventPageHandler.Begin();
        await session.Logs.FilterLogEventsAsync(request, cancellationToken);
        var page = call.Page!;
        if (token is null || page.NextToken != token)
            return page;
        // A token that repeats itself would be read forever, and stopping there would return too few events.
        page.Dispose();
        throw new LoginAuditException(
            LoginAuditError.ServiceError, $"logs:FilterLogEvents on {query.LogGroupName} returned the same page token twice, so the read is incomplete.", query.LogGroupName);
    }
}

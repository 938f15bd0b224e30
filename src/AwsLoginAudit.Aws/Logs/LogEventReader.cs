using System.Runtime.CompilerServices;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Reads log events page after page, until there is no token left.</summary>
public sealed class LogEventReader
{
    // FilterLogEvents takes at most 100 log stream names.
    private const int MostStreams = 100;

    private readonly AwsSession session;
    private readonly Action<LogReadProgress>? progress;
    private readonly Action<LoginAuditException>? missing;

    /// <param name="session">The connection.</param>
    /// <param name="progress">Told after each page; called on the reader's thread.</param>
    /// <param name="missing">Told each instance that has no log stream (LogStreamNotFound), while the others are read; called on the reader's thread.</param>
    public LogEventReader(AwsSession session, Action<LogReadProgress>? progress = null, Action<LoginAuditException>? missing = null) =>
        (this.session, this.progress, this.missing) = (session, progress, missing);

    /// <summary>Reads every event of some queries that lies in a window, in the order of time.</summary>
    /// <param name="queries">What to read.</param>
    /// <param name="window">The half-open span of time.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The events. One that two queries find comes twice.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, LogGroupNotFound, Throttled, EndpointUnreachable or another answer of AWS.</exception>
    public IAsyncEnumerable<LogEvent> ReadAsync(
        IEnumerable<LogQuery> queries, LoginAuditWindow window, CancellationToken cancellationToken = default)
    {
        var joint = new JointProgress(progress, window);
        var sources = queries.SelectMany(InParts).Select(query => ReadOneAsync(query, window, joint.Join(query.LogGroupName), cancellationToken)).ToList();
        return sources.Count == 1 ? sources[0] : TimeOrder.MergeAsync(sources, cancellationToken);
    }

    private static IEnumerable<LogQuery> InParts(LogQuery query)
    {
        if (query.InstanceId.Count <= MostStreams)
            return [query];
        return Enumerable.Range(0, (query.InstanceId.Count + MostStreams - 1) / MostStreams)
            .Select(part => query with { InstanceId = query.InstanceId.Skip(part * MostStreams).Take(MostStreams).ToList() });
    }

    // The next page is on its way while this one is worked on, but only once somebody has come back for a second event:
    // whoever wants one event costs one call.
    private async IAsyncEnumerable<LogEvent> ReadOneAsync(
        LogQuery query, LoginAuditWindow window, JointProgress.Part part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (query.InstanceId.Count > 0)
        {
            query = query with { InstanceId = await FindStreamsAsync(query, window, stop.Token) };
            if (query.InstanceId.Count == 0)
            {
                part.End();
                yield break;
            }
        }

        Task<FilterLogEventsResponse>? next = ReadPageAsync(query, window, null, stop.Token);
        try
        {
            while (next is not null)
            {
                var page = await next;
                next = null;
                var first = true;
                foreach (var found in page.Events ?? [])
                {
                    if (!first)
                        next ??= NextPage(query, window, page, stop.Token);
                    first = false;
                    yield return ToLogEvent(found);
                }
                next ??= NextPage(query, window, page, stop.Token);
                part.Page(page.Events?.Count ?? 0, Latest(page));
            }
            part.End();
        }
        finally
        {
            stop.Cancel();
            if (next is not null)
                await Task.WhenAny(next);
        }
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
            await ReadPageAsync(query, window, null, cancellationToken, limit: 1);
            return null;
        }
        catch (LoginAuditException refusal) when (refusal.Error == LoginAuditError.LogStreamNotFound)
        {
            return refusal;
        }
    }

    private Task<FilterLogEventsResponse>? NextPage(LogQuery query, LoginAuditWindow window, FilterLogEventsResponse page, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(page.NextToken) ? null : ReadPageAsync(query, window, page.NextToken, cancellationToken);

    private async Task<FilterLogEventsResponse> ReadPageAsync(
        LogQuery query, LoginAuditWindow window, string? token, CancellationToken cancellationToken, int? limit = null)
    {
        var request = new FilterLogEventsRequest
        {
            FilterPattern = query.FilterPattern,
            StartTime = window.Start?.ToUnixTimeMilliseconds(),
            // The service includes the end; a window does not.
            EndTime = window.End?.ToUnixTimeMilliseconds() - 1,
            LogStreamNames = query.InstanceId.Count > 0 ? query.InstanceId.ToList() : null,
            NextToken = token,
            Limit = limit,
        };
        // Only an ARN has colons; another account's log group is named by it.
        if (query.LogGroupName.IndexOf(':') >= 0)
            request.LogGroupIdentifier = query.LogGroupName;
        else
            request.LogGroupName = query.LogGroupName;

        var resource = query.InstanceId.Count == 1 ? $"{query.LogGroupName} {query.InstanceId[0]}" : query.LogGroupName;
        var page = await session.CallAsync(
            "logs:FilterLogEvents", resource, () => session.Logs.FilterLogEventsAsync(request, cancellationToken));
        // A token that leads to itself would be read for ever, and stopping at it would be a short count.
        return token is null || page.NextToken != token ? page : throw new LoginAuditException(
            LoginAuditError.ServiceError, $"logs:FilterLogEvents on {query.LogGroupName} answers with the same page token again; the read is incomplete.", query.LogGroupName);
    }

    private static LogEvent ToLogEvent(FilteredLogEvent found) => new(
        found.LogStreamName ?? "",
        found.Timestamp is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
        found.Message ?? "",
        found.EventId);

    private static DateTimeOffset? Latest(FilterLogEventsResponse page) =>
        page.Events is { Count: > 0 } events && events[events.Count - 1].Timestamp is { } time
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : null;
}

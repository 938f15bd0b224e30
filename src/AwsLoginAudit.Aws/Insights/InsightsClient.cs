using System.Diagnostics;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Runs Logs Insights queries until they complete, or stops them.</summary>
/// <param name="session">The connection to AWS.</param>
/// <param name="progress">Called each time the state of a query was read; called on any thread.</param>
internal sealed class InsightsClient(AwsSession session, Action<InsightsUsage>? progress) : IDisposable
{
    /// <summary>The maximum number of rows in a result, which GetQueryResults returns at once.</summary>
    public const int MostRows = 10_000;

    /// <summary>The maximum number of rows in a result with whole log events of about 3,000 characters each.</summary>
    public const int MostEvents = 3_000;

    // An account may run 30 queries at a time in most Regions ("CloudWatch Logs quotas"), and other users need some of them.
    private const int MostAtOnce = 8;
    private const int MostStarts = 12;

    // The maximum length of queryString in StartQuery.
    private const int MostCharacters = 10_000;

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestLook = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim running = new(MostAtOnce);

    // Only one query is polled until it completes. The others run meanwhile, and are usually complete when they are polled.
    private readonly SemaphoreSlim looking = new(1);
    private readonly object gate = new();
    private readonly Dictionary<string, QueryStatistics> statistics = [];

    // The approximate duration of the latest queries. An earlier poll would only be an extra request.
    private TimeSpan usual = FirstLook;

    /// <summary>The queries, log events and bytes so far.</summary>
    public InsightsUsage Usage
    {
        get
        {
            lock (gate)
                return new InsightsUsage(statistics.Count, statistics.Values.Sum(one => one.RecordsMatched ?? 0), statistics.Values.Sum(one => one.BytesScanned ?? 0));
        }
    }

    /// <summary>Runs a query for a span and reads its result.</summary>
    /// <param name="query">The query.</param>
    /// <param name="span">The span in milliseconds: the first, and the first after the span.</param>
    /// <param name="cancellationToken">Stops the query, also in CloudWatch.</param>
    /// <exception cref="LoginAuditException">QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task<SpanAnswer> AskAsync(SpanQuery query, (long Start, long End) span, CancellationToken cancellationToken)
    {
        var part = query.Part;
        var (rows, matched) = await RunAsync(part.LogGroups, names => query.Text(CountingQuery.Where(part.Condition, part.Streams, span), names), span, cancellationToken);
        if (rows.Count >= query.MostRows)
            return new SpanAnswer(span, null, matched);
        return query.EventsOf(rows) >= matched ? new SpanAnswer(span, rows, matched) : throw Short(part, matched, query.EventsOf(rows));
    }

    /// <summary>Hands over all rows of a query, in the order of time. If a result is full, its span is divided in two, repeatedly if necessary.</summary>
    /// <param name="query">The query.</param>
    /// <param name="answer">The result for the whole span.</param>
    /// <param name="take">Receives the rows of each result.</param>
    /// <param name="cancellationToken">Stops the queries, also in CloudWatch.</param>
    /// <returns>The number of log events that the rows represent.</returns>
    /// <exception cref="LoginAuditException">QueryFailed: a result is incomplete, or its span cannot be divided further; LogGroupNotFound, AccessDenied,
    /// Throttled, …</exception>
    public async Task<double> TakeAsync(SpanQuery query, SpanAnswer answer, Action<List<QueryRow>> take, CancellationToken cancellationToken)
    {
        if (answer.Rows is { } rows)
        {
            take(rows);
            return query.EventsOf(rows);
        }
        var (start, end) = answer.Span;
        var middle = start + ((end - start) / 2);
        if (middle == start)
        {
            throw Error(
                LoginAuditError.QueryFailed, $"One millisecond of {string.Join(", ", query.Part.LogGroups)} has more rows than a result of CloudWatch Logs Insights can contain.", query.Part.LogGroups);
        }
        // Only two results of each level are in memory at the same time.
        var halves = await TogetherAsync([stop => AskAsync(query, (start, middle), stop), stop => AskAsync(query, (middle, end), stop)], cancellationToken);
        var covered = await TakeAsync(query, halves[0], take, cancellationToken) + await TakeAsync(query, halves[1], take, cancellationToken);
        return covered >= answer.Matched ? covered : throw Short(query.Part, answer.Matched, covered);
    }

    /// <summary>An error whose remedy is to count without Logs Insights.</summary>
    public static LoginAuditException Error(LoginAuditError error, string message, object? target) =>
        new(error, message, target, remedies: [LoginAuditRemedy.Use(RemedySetting.Engine, LoginAuditEngine.Direct)]);

    /// <summary>The error for a result that represents fewer log events than the query matched.</summary>
    public static LoginAuditException Short(InsightsPart part, double matched, double covered) => Error(
        LoginAuditError.QueryFailed,
        $"CloudWatch Logs Insights found {matched:N0} log events in {string.Join(", ", part.LogGroups)}, but its result covers only {covered:N0}.",
        part.LogGroups);

    /// <summary>Runs several tasks side by side. If one fails, the others are stopped before its error is thrown.</summary>
    public static async Task<T[]> TogetherAsync<T>(IEnumerable<Func<CancellationToken, Task<T>>> all, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = all.Select(one => one(stop.Token)).ToList();
        for (var open = tasks.ToList(); open.Count > 0;)
        {
            var ended = await Task.WhenAny(open);
            open.Remove(ended);
            if (ended.Status == TaskStatus.RanToCompletion)
                continue;
            stop.Cancel();
            // The exceptions are observed, because .NET would otherwise report them later as unobserved.
            await Task.WhenAll(open.ConvertAll(task => task.ContinueWith(static other => other.Exception, TaskScheduler.Default)));
            await ended;
        }
        return [.. tasks.ConvertAll(task => task.Result)];
    }

    /// <summary>Runs a query until it completes.</summary>
    /// <param name="logGroups">The names or ARNs of at most 50 log groups.</param>
    /// <param name="text">Creates the text of the query with its field names.</param>
    /// <param name="span">The span that the query reads, in milliseconds: the first, and the first after the span. It is extended to whole seconds.</param>
    /// <param name="cancellationToken">Stops the query, also in CloudWatch.</param>
    /// <returns>The rows, and the number of log events that the filters matched.</returns>
    /// <exception cref="LoginAuditException">QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task<(List<QueryRow> Rows, double Matched)> RunAsync(
        IReadOnlyList<string> logGroups, Func<QueryNames, string> text, (long Start, long End) span, CancellationToken cancellationToken)
    {
        var names = new QueryNames();
        var query = text(names);
        if (query.Length > MostCharacters)
        {
            throw Error(
                LoginAuditError.NotForInsights, $"The query for {string.Join(", ", logGroups)} would have {query.Length:N0} characters, more than the maximum of {MostCharacters:N0}: the filter patterns are too long.", logGroups);
        }
        await running.WaitAsync(cancellationToken);
        try
        {
            var id = await StartAsync(logGroups, query, span, cancellationToken);
            var age = Stopwatch.StartNew();
            var first = Task.Delay(usual, cancellationToken);
            try
            {
                await looking.WaitAsync(cancellationToken);
                try
                {
                    await first;
                    return await FinishAsync(id, age, string.Join(", ", logGroups), names, cancellationToken);
                }
                finally
                {
                    looking.Release();
                }
            }
            catch
            {
                await StopAsync(id);
                throw;
            }
        }
        finally
        {
            running.Release();
        }
    }

    // Other users can use up the quota of concurrent queries for a while, so the start is retried.
    private async Task<string> StartAsync(IReadOnlyList<string> logGroups, string query, (long Start, long End) span, CancellationToken cancellationToken)
    {
        const long Second = 1000;
        var request = new StartQueryRequest
        {
            LogGroupIdentifiers = [.. logGroups],
            StartTime = span.Start / Second,
            EndTime = (span.End + Second - 1) / Second,
            QueryString = query,
        };
        // A query whose id is not known cannot be stopped, so after a cancellation the answer is awaited a little longer.
        using var grace = new CancellationTokenSource();
        using var stopping = cancellationToken.Register(() => grace.CancelAfter(StopTime));
        var wait = FirstLook;
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var answer = await session.Logs.StartQueryAsync(request, grace.Token);
                Note(answer.QueryId!, new QueryStatistics());
                return answer.QueryId!;
            }
            catch (LoginAuditException full) when (full.HasCode("LimitExceededException") && attempt < MostStarts)
            {
                await Task.Delay(wait, cancellationToken);
                wait = Longer(wait);
            }
        }
    }

    private async Task<(List<QueryRow> Rows, double Matched)> FinishAsync(string id, Stopwatch age, string logGroups, QueryNames names, CancellationToken cancellationToken)
    {
        var unfinished = TimeSpan.Zero;
        for (var wait = Longer(usual < FirstLook ? usual : FirstLook); ; wait = Longer(wait))
        {
            var answer = await session.Logs.GetQueryResultsAsync(new GetQueryResultsRequest { QueryId = id }, cancellationToken);
            Note(id, answer.Statistics ?? new QueryStatistics());
            if (answer.Status == QueryStatus.Complete)
            {
                if (unfinished > TimeSpan.Zero)
                    usual = TimeSpan.FromTicks((unfinished + age.Elapsed).Ticks / 2);
                else if (usual <= FirstLook && age.Elapsed < Longer(usual))
                    usual = Shorter(usual);
                return ((answer.Results ?? []).ConvertAll(row => new QueryRow(row, names)), answer.Statistics?.RecordsMatched ?? 0);
            }
            if (answer.Status != QueryStatus.Scheduled && answer.Status != QueryStatus.Running && answer.Status != QueryStatus.Unknown)
            {
                throw Error(
                    LoginAuditError.QueryFailed,
                    $"A CloudWatch Logs Insights query of {logGroups} ended with the status {answer.Status?.Value ?? "(none)"}. Run the command again, with a shorter window if the query timed out.",
                    logGroups);
            }
            unfinished = age.Elapsed;
            await Task.Delay(wait, cancellationToken);
        }
    }

    // If every query was complete at its first poll, and the poll was in time, they may have been complete long before.
    private static TimeSpan Shorter(TimeSpan wait) => TimeSpan.FromTicks(Math.Max(wait.Ticks / 2, ShortestLook.Ticks));

    private static TimeSpan Longer(TimeSpan wait) => wait + wait < LongestWait ? wait + wait : LongestWait;

    private void Note(string id, QueryStatistics latest)
    {
        lock (gate)
            statistics[id] = latest;
        progress?.Invoke(Usage);
    }

    // A query that is not stopped would continue and be charged.
    private async Task StopAsync(string id)
    {
        using var bound = new CancellationTokenSource(StopTime);
        try
        {
            await session.Logs.StopQueryAsync(new StopQueryRequest { QueryId = id }, bound.Token);
        }
        catch (Exception failure) when (failure is LoginAuditException or OperationCanceledException)
        {
            // The query has ended, or ends after 60 minutes. The original error is thrown.
        }
    }

    public void Dispose()
    {
        running.Dispose();
        looking.Dispose();
    }
}

/// <summary>A query for a span of time, which is divided if the result is full.</summary>
/// <param name="Part">The log groups, the condition and the log streams.</param>
/// <param name="Text">Creates the text from the filter for log events and the names of the query's fields.</param>
/// <param name="MostRows">The number of rows of a full result, which is the limit in the text.</param>
/// <param name="EventsOf">Computes the number of log events that rows represent.</param>
internal sealed record SpanQuery(InsightsPart Part, Func<string, QueryNames, string> Text, int MostRows, Func<List<QueryRow>, double> EventsOf);

/// <summary>The result of a query for a span.</summary>
/// <param name="Span">The span.</param>
/// <param name="Rows">The rows; null if the result is full.</param>
/// <param name="Matched">The number of log events that the query matched.</param>
internal readonly record struct SpanAnswer((long Start, long End) Span, List<QueryRow>? Rows, double Matched);

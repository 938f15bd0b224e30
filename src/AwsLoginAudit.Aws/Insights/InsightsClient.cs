using System.Diagnostics;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Runs queries of Logs Insights to their end, or stops them.</summary>
/// <param name="session">The connection.</param>
/// <param name="progress">Told after each look; called on any thread.</param>
internal sealed class InsightsClient(AwsSession session, Action<InsightsUsage>? progress) : IDisposable
{
    /// <summary>Rows of one answer at most; GetQueryResults gives as many at a time.</summary>
    public const int MostRows = 10_000;

    /// <summary>Rows of one answer at most if they have whole log events, of some 3,000 characters each.</summary>
    public const int MostEvents = 3_000;

    // An account may run 30 at a time in most Regions ("CloudWatch Logs quotas"), and others use it too.
    private const int MostAtOnce = 8;
    private const int MostStarts = 12;

    // StartQuery's limit of queryString.
    private const int MostCharacters = 10_000;

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim running = new(MostAtOnce);

    // One is looked at until it is done; the others run on meanwhile, and are done when their turn comes.
    private readonly SemaphoreSlim looking = new(1);
    private readonly object gate = new();
    private readonly Dictionary<string, QueryStatistics> statistics = [];

    // About how long the latest query took: to look at the next one earlier would only be one request more.
    private TimeSpan usual = FirstLook;

    /// <summary>What was done so far.</summary>
    public InsightsUsage Usage
    {
        get
        {
            lock (gate)
                return new InsightsUsage(statistics.Count, statistics.Values.Sum(one => one.RecordsMatched ?? 0), statistics.Values.Sum(one => one.BytesScanned ?? 0));
        }
    }

    /// <summary>Reads the first answer of a query.</summary>
    /// <param name="query">The query, and what it is about.</param>
    /// <param name="span">The milliseconds to look at: the first, and the first after.</param>
    /// <param name="cancellationToken">Stops it, in CloudWatch too.</param>
    /// <exception cref="LoginAuditException">QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task<SpanAnswer> AskAsync(SpanQuery query, (long Start, long End) span, CancellationToken cancellationToken)
    {
        var part = query.Part;
        var (rows, matched) = await RunAsync(part.LogGroups, names => query.Text(CountingQuery.Where(part.Condition, part.Streams, span), names), span, cancellationToken);
        if (rows.Count >= query.MostRows)
            return new SpanAnswer(span, null, matched);
        return query.EventsOf(rows) >= matched ? new SpanAnswer(span, rows, matched) : throw Short(part, matched, query.EventsOf(rows));
    }

    /// <summary>Hands over all rows of a query, answer by answer in the order of time: where an answer is full, its span is cut in two, and so on.</summary>
    /// <param name="query">The query, and what it is about.</param>
    /// <param name="answer">The first answer.</param>
    /// <param name="take">Takes the rows of an answer.</param>
    /// <param name="cancellationToken">Stops it, in CloudWatch too.</param>
    /// <returns>How many log events the rows stand for.</returns>
    /// <exception cref="LoginAuditException">QueryFailed: an answer is short, or cannot be cut further; LogGroupNotFound, AccessDenied, Throttled, …</exception>
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
                LoginAuditError.QueryFailed, $"A millisecond of {string.Join(", ", query.Part.LogGroups)} has more rows than an answer of CloudWatch Logs Insights takes.", query.Part.LogGroups);
        }
        // No more than two answers of a level are held.
        var halves = await TogetherAsync([stop => AskAsync(query, (start, middle), stop), stop => AskAsync(query, (middle, end), stop)], cancellationToken);
        var told = await TakeAsync(query, halves[0], take, cancellationToken) + await TakeAsync(query, halves[1], take, cancellationToken);
        return told >= answer.Matched ? told : throw Short(query.Part, answer.Matched, told);
    }

    /// <summary>An error that counting without Logs Insights avoids.</summary>
    public static LoginAuditException Error(LoginAuditError error, string message, object? target) =>
        new(error, message, target, remedies: [LoginAuditRemedy.Use(RemedySetting.Engine, LoginAuditEngine.Direct)]);

    /// <summary>The error of an answer that is about fewer log events than there are.</summary>
    public static LoginAuditException Short(InsightsPart part, double matched, double told) => Error(
        LoginAuditError.QueryFailed,
        $"CloudWatch Logs Insights found {matched:N0} log events in {string.Join(", ", part.LogGroups)}, but its answer is about {told:N0}.",
        part.LogGroups);

    /// <summary>Does several things side by side; where one fails, the others are stopped before it is told.</summary>
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
            // Their errors are looked at, or .NET would report them later as errors that nobody has seen.
            await Task.WhenAll(open.ConvertAll(task => task.ContinueWith(static other => other.Exception, TaskScheduler.Default)));
            await ended;
        }
        return [.. tasks.ConvertAll(task => task.Result)];
    }

    /// <summary>Runs a query.</summary>
    /// <param name="logGroups">Names or ARNs of at most 50 log groups.</param>
    /// <param name="text">Makes the query's text with its names.</param>
    /// <param name="span">Whole seconds that hold the times the query looks at, as milliseconds: the first, and the first after.</param>
    /// <param name="cancellationToken">Stops it, in CloudWatch too.</param>
    /// <returns>Its rows, and how many log events its filters let through.</returns>
    /// <exception cref="LoginAuditException">QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task<(List<QueryRow> Rows, double Matched)> RunAsync(
        IReadOnlyList<string> logGroups, Func<QueryNames, string> text, (long Start, long End) span, CancellationToken cancellationToken)
    {
        var names = new QueryNames();
        var query = text(names);
        if (query.Length > MostCharacters)
        {
            throw Error(
                LoginAuditError.NotForInsights, $"The query for {string.Join(", ", logGroups)} would have {query.Length:N0} characters, of at most {MostCharacters:N0}: the filter patterns are too long.", logGroups);
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

    // Whoever else queries may have used the quota up; that passes.
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
        // A query whose id nobody has heard of cannot be stopped: its answer is waited for a little longer.
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
        for (var wait = Longer(FirstLook); ; wait = Longer(wait))
        {
            var answer = await session.Logs.GetQueryResultsAsync(new GetQueryResultsRequest { QueryId = id }, cancellationToken);
            Note(id, answer.Statistics ?? new QueryStatistics());
            if (answer.Status == QueryStatus.Complete)
            {
                if (unfinished > TimeSpan.Zero)
                    usual = TimeSpan.FromTicks((unfinished + age.Elapsed).Ticks / 2);
                return ((answer.Results ?? []).ConvertAll(row => new QueryRow(row, names)), answer.Statistics?.RecordsMatched ?? 0);
            }
            if (answer.Status != QueryStatus.Scheduled && answer.Status != QueryStatus.Running && answer.Status != QueryStatus.Unknown)
            {
                throw Error(
                    LoginAuditError.QueryFailed,
                    $"CloudWatch Logs Insights ended a query of {logGroups} as {answer.Status?.Value ?? "(no status)"}. Run it again, for a shorter window where it timed out.",
                    logGroups);
            }
            unfinished = age.Elapsed;
            await Task.Delay(wait, cancellationToken);
        }
    }

    private static TimeSpan Longer(TimeSpan wait) => wait + wait < LongestWait ? wait + wait : LongestWait;

    private void Note(string id, QueryStatistics latest)
    {
        lock (gate)
            statistics[id] = latest;
        progress?.Invoke(Usage);
    }

    // A query that nobody waits for would go on, and be charged.
    private async Task StopAsync(string id)
    {
        using var bound = new CancellationTokenSource(StopTime);
        try
        {
            await session.Logs.StopQueryAsync(new StopQueryRequest { QueryId = id }, bound.Token);
        }
        catch (Exception failure) when (failure is LoginAuditException or OperationCanceledException)
        {
            // It has ended by itself, or ends after 60 minutes; what stopped it here is told.
        }
    }

    public void Dispose()
    {
        running.Dispose();
        looking.Dispose();
    }
}

/// <summary>A query of a span of time that is cut where its answer is full.</summary>
/// <param name="Part">What it is about, but for the span.</param>
/// <param name="Text">Makes the text from what says which log events are looked at, and the query's names.</param>
/// <param name="MostRows">The rows of a full answer, which the text limits it to.</param>
/// <param name="EventsOf">How many log events rows stand for.</param>
internal sealed record SpanQuery(InsightsPart Part, Func<string, QueryNames, string> Text, int MostRows, Func<List<QueryRow>, double> EventsOf);

/// <summary>The answer to a query of a span.</summary>
/// <param name="Span">The span.</param>
/// <param name="Rows">Its rows; null if it is full.</param>
/// <param name="Matched">How many log events there are.</param>
internal readonly record struct SpanAnswer((long Start, long End) Span, List<QueryRow>? Rows, double Matched);

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

    /// <summary>Reads all rows of a query: where an answer is full, the span is cut in two, and so on.</summary>
    /// <param name="part">What it is about, but for the span.</param>
    /// <param name="query">Makes the text, of which log events are looked at.</param>
    /// <param name="span">The milliseconds to look at: the first, and the first after.</param>
    /// <param name="eventsOf">How many log events rows stand for.</param>
    /// <param name="cancellationToken">Stops it, in CloudWatch too.</param>
    /// <exception cref="LoginAuditException">QueryFailed: the answer is short, or cannot be cut further; LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task<List<QueryRow>> ReadAsync(
        InsightsPart part, Func<string, string> query, (long Start, long End) span, Func<List<QueryRow>, double> eventsOf, CancellationToken cancellationToken)
    {
        var (rows, matched) = await RunAsync(part.LogGroups, query(CountingQuery.Where(part.Condition, part.Streams, span)), span, cancellationToken);
        if (rows.Count < MostRows)
            return Whole(rows);
        var middle = span.Start + ((span.End - span.Start) / 2);
        if (middle == span.Start)
        {
            throw new LoginAuditException(
                LoginAuditError.QueryFailed, $"A millisecond of {string.Join(", ", part.LogGroups)} has more rows than an answer of CloudWatch Logs Insights takes. Count with -Engine Direct.", part.LogGroups);
        }
        var halves = await TogetherAsync(
            [
                stop => ReadAsync(part, query, (span.Start, middle), eventsOf, stop),
                stop => ReadAsync(part, query, (middle, span.End), eventsOf, stop),
            ],
            cancellationToken);
        return Whole([.. halves[0], .. halves[1]]);

        List<QueryRow> Whole(List<QueryRow> answer) => eventsOf(answer) >= matched ? answer : throw Short(part, matched, eventsOf(answer));
    }

    /// <summary>The error of an answer that is about fewer log events than there are.</summary>
    public static LoginAuditException Short(InsightsPart part, double matched, double told) => new(
        LoginAuditError.QueryFailed,
        $"CloudWatch Logs Insights found {matched:N0} log events in {string.Join(", ", part.LogGroups)}, but its answer is about {told:N0}. Count with -Engine Direct.",
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
    /// <param name="query">The query.</param>
    /// <param name="span">Whole seconds that hold the times the query looks at, as milliseconds: the first, and the first after.</param>
    /// <param name="cancellationToken">Stops it, in CloudWatch too.</param>
    /// <returns>Its rows, and how many log events its filters let through.</returns>
    /// <exception cref="LoginAuditException">QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task<(List<QueryRow> Rows, double Matched)> RunAsync(
        IReadOnlyList<string> logGroups, string query, (long Start, long End) span, CancellationToken cancellationToken)
    {
        if (query.Length > MostCharacters)
        {
            throw new LoginAuditException(
                LoginAuditError.NotForInsights, $"The query for {string.Join(", ", logGroups)} would have {query.Length:N0} characters, of at most {MostCharacters:N0}: the filter patterns are too long. Count with -Engine Direct.", logGroups);
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
                    return await FinishAsync(id, age, string.Join(", ", logGroups), cancellationToken);
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
                var answer = await session.CallAsync("logs:StartQuery", string.Join(", ", logGroups), () => session.Logs.StartQueryAsync(request, grace.Token));
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

    private async Task<(List<QueryRow> Rows, double Matched)> FinishAsync(string id, Stopwatch age, string logGroups, CancellationToken cancellationToken)
    {
        var unfinished = TimeSpan.Zero;
        for (var wait = Longer(FirstLook); ; wait = Longer(wait))
        {
            var answer = await session.CallAsync(
                "logs:GetQueryResults", logGroups, () => session.Logs.GetQueryResultsAsync(new GetQueryResultsRequest { QueryId = id }, cancellationToken));
            Note(id, answer.Statistics ?? new QueryStatistics());
            if (answer.Status == QueryStatus.Complete)
            {
                if (unfinished > TimeSpan.Zero)
                    usual = TimeSpan.FromTicks((unfinished + age.Elapsed).Ticks / 2);
                return ((answer.Results ?? []).ConvertAll(row => new QueryRow(row)), answer.Statistics?.RecordsMatched ?? 0);
            }
            if (answer.Status != QueryStatus.Scheduled && answer.Status != QueryStatus.Running && answer.Status != QueryStatus.Unknown)
            {
                throw new LoginAuditException(
                    LoginAuditError.QueryFailed,
                    $"CloudWatch Logs Insights ended a query of {logGroups} as {answer.Status?.Value ?? "(no status)"}. Run it again, for a shorter window where it timed out, or count with -Engine Direct.",
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
            await session.CallAsync("logs:StopQuery", id, () => session.Logs.StopQueryAsync(new StopQueryRequest { QueryId = id }, bound.Token));
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

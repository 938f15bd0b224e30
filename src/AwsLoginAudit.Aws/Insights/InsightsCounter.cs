namespace AwsLoginAudit.Aws;

/// <summary>Has CloudWatch Logs Insights count the failures of a window, so that only numbers come here.</summary>
/// <remarks>
/// A few queries tell how many failures each group has of each time, account, address and reason; one more brings the latest ones. Events that are
/// not built to the letter as Windows builds them are brought here as well, and parsed. So the counts are those of reading every event.
/// </remarks>
public sealed class InsightsCounter : IDisposable
{
    // StartQuery takes at most 50 log groups; names of log streams share the query's 10,000 characters with the rest of it.
    private const int MostLogGroups = 50;
    private const int MostStreams = 100;

    private readonly InsightsClient client;
    private readonly FailureCounter counter;
    private readonly LoginAuditGrouping by;
    private readonly LoginAuditWindow window;
    private readonly EventParser parser = new();
    private readonly (long Start, long End) span;

    /// <param name="session">The connection.</param>
    /// <param name="counter">Takes the counts.</param>
    /// <param name="by">What it counts by.</param>
    /// <param name="window">The window; it has both bounds.</param>
    /// <param name="progress">Told what was done so far; called on any thread.</param>
    public InsightsCounter(AwsSession session, FailureCounter counter, LoginAuditGrouping by, LoginAuditWindow window, Action<InsightsUsage>? progress = null)
    {
        client = new InsightsClient(session, progress);
        (this.counter, this.by, this.window) = (counter, by, window);
        span = (FirstMillisecond(window.Start!.Value), FirstMillisecond(window.End!.Value));
    }

    /// <summary>What was done so far.</summary>
    public InsightsUsage Usage => client.Usage;

    /// <summary>Whether failures came in while they were counted, so that lists of accounts, sources and reasons may differ from the counts.</summary>
    public bool Moved { get; private set; }

    /// <summary>Why queries cannot be counted in Logs Insights; null where they can.</summary>
    /// <param name="queries">What to count.</param>
    public static LoginAuditException? Refusal(IEnumerable<LogQuery> queries)
    {
        foreach (var query in queries)
        {
            if (PatternCondition.Of(query.FilterPattern) is null || !query.InstanceId.All(CountingQuery.CanQuote))
            {
                return new LoginAuditException(
                    LoginAuditError.NotForInsights,
                    $"The filter pattern {query.FilterPattern}, or a log stream's name, cannot be said in the query language of Logs Insights. Count with -Engine Direct.",
                    query.FilterPattern);
            }
        }
        return null;
    }

    /// <summary>Counts.</summary>
    /// <param name="queries">What to count.</param>
    /// <param name="all">Whether groups that are not over the threshold are handed over too, with their latest failures.</param>
    /// <param name="cancellationToken">Stops it, in CloudWatch too.</param>
    /// <exception cref="LoginAuditException">NotForInsights, QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task CountAsync(IReadOnlyList<LogQuery> queries, bool all, CancellationToken cancellationToken)
    {
        if (Refusal(queries) is { } refusal)
            throw refusal;
        var parts = Parts(queries).ToList();
        foreach (var part in parts)
            await CountAsync(part, cancellationToken);
        var wanted = counter.Results(all).ToList();
        foreach (var part in parts)
            await new LatestFailures(client, counter, by, window, part).ReadAsync(wanted, span, cancellationToken);
    }

    // A log group is asked once for all its patterns, and together with those that have the same.
    private static IEnumerable<InsightsPart> Parts(IReadOnlyList<LogQuery> queries) =>
        from logGroup in queries.GroupBy(query => query.LogGroupName)
        let condition = string.Join(" or ", logGroup.Select(query => PatternCondition.Of(query.FilterPattern)).Distinct())
        let streams = logGroup.SelectMany(query => query.InstanceId).Distinct().ToList()
        group logGroup.Key by (Condition: condition, Streams: string.Join("\n", streams)) into alike
        from names in Chunks(alike.ToList(), MostLogGroups)
        from some in Chunks(alike.Key.Streams.Split(['\n'], StringSplitOptions.RemoveEmptyEntries), MostStreams)
        select new InsightsPart(names, $"({alike.Key.Condition})", some);

    // None is one chunk of none.
    private static IEnumerable<IReadOnlyList<string>> Chunks(IReadOnlyList<string> whole, int most)
    {
        for (var at = 0; at == 0 || at < whole.Count; at += most)
            yield return whole.Skip(at).Take(most).ToList();
    }

    private async Task CountAsync(InsightsPart part, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var own = by switch
        {
            LoginAuditGrouping.Instance => FailureFacts.Instance,
            LoginAuditGrouping.Account => FailureFacts.Account,
            LoginAuditGrouping.SourceAddress => FailureFacts.Source,
            _ => FailureFacts.Reason,
        };
        var main = FailureFacts.Count | FailureFacts.Reason | own;
        var told = new[] { main }.Concat(new[] { FailureFacts.Instance, FailureFacts.Account, FailureFacts.Source }.Where(fact => fact != own)).ToList();
        var answers = await TogetherAsync(told.Select(facts => ReadAsync(part, facts, own, stop.Token)), stop);
        var (failures, odd) = Add(answers[0], main);
        for (var i = 1; i < told.Count; i++)
            Moved |= Add(answers[i], told[i]) != (failures, odd);
        if (odd > 0)
            await ReadOddAsync(part, odd, cancellationToken);
    }

    /// <summary>Awaits all; where one fails, the others are stopped before it is told.</summary>
    private static async Task<T[]> TogetherAsync<T>(IEnumerable<Task<T>> tasks, CancellationTokenSource stop)
    {
        var all = tasks.ToList();
        try
        {
            foreach (var task in all)
                await task;
        }
        catch
        {
            stop.Cancel();
            // Their errors are looked at, or .NET would report them later as errors that nobody has seen.
            await Task.WhenAll(all.ConvertAll(task => task.ContinueWith(static ended => ended.Exception, TaskScheduler.Default)));
            throw;
        }
        return [.. all.ConvertAll(task => task.Result)];
    }

    private Task<List<QueryRow>> ReadAsync(InsightsPart part, FailureFacts told, FailureFacts own, CancellationToken cancellationToken)
    {
        long? cell = (told & FailureFacts.Count) != FailureFacts.None ? (long)counter.CellOf(window).TotalMilliseconds : null;
        return client.ReadAsync(
            part, where => CountingQuery.Count(where, told | own, span.Start, cell), span, found => found.Sum(row => row.Number("events")), cancellationToken);
    }

    private (long Failures, long Odd) Add(List<QueryRow> rows, FailureFacts told)
    {
        var cell = counter.CellOf(window);
        var (failures, odd) = (0L, 0L);
        foreach (var row in rows.OrderBy(row => row.Number("first")))
        {
            if (EventShape.Sample(row, parser, window) is not { } sample)
            {
                odd += row.Number("events");
                continue;
            }
            var number = row.Number("failures");
            failures += number;
            counter.Add(new CountedFailures(sample, number, told)
            {
                First = row.Time("first"),
                Last = row.Time("last"),
                Cell = window.Start!.Value + TimeSpan.FromTicks(cell.Ticks * row.Number("slot")),
            });
        }
        return (failures, odd);
    }

    private async Task ReadOddAsync(InsightsPart part, long expected, CancellationToken cancellationToken)
    {
        var rows = await client.ReadAsync(part, CountingQuery.Odd, span, found => found.Count, cancellationToken);
        Moved |= rows.Count != expected;
        var reader = new FailureReader(window);
        foreach (var row in rows.OrderBy(row => row.Number("at")))
        {
            if (reader.Read(row.Event()) is { } failure)
                counter.Add(new CountedFailures(failure, 1, FailureFacts.All) { First = failure.Time, Last = failure.Time, Cell = failure.Time });
        }
    }

    // The first whole millisecond that is not before a time.
    private static long FirstMillisecond(DateTimeOffset time) => time.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}

/// <summary>What one set of queries is about.</summary>
/// <param name="LogGroups">Names or ARNs of log groups.</param>
/// <param name="Condition">Which log events.</param>
/// <param name="Streams">Of which log streams; none for all.</param>
internal sealed record InsightsPart(IReadOnlyList<string> LogGroups, string Condition, IReadOnlyList<string> Streams);

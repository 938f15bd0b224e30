namespace AwsLoginAudit.Aws;

/// <summary>Counts the failures of a window with CloudWatch Logs Insights, so that only the counts are transferred.</summary>
/// <remarks>
/// Some queries count the failures of each group by time, account, address and reason; another returns the latest failures. Events that do not have the exact
/// form that Windows writes are read and parsed here. The counts are therefore those of reading every event.
/// </remarks>
public sealed class InsightsCounter : IDisposable
{
    /// <summary>The maximum number of log groups in StartQuery.</summary>
    internal const int MostLogGroups = 50;

    private readonly AwsSession session;
    private readonly InsightsClient client;
    private readonly FailureCounter counter;
    private readonly LoginAuditGrouping by;
    private readonly LoginAuditRead read;
    private readonly LoginAuditWindow window;
    private readonly EventParser parser = new();
    private readonly (long Start, long End) span;
    private readonly DatapointComparison comparison;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="counter">Receives the counts.</param>
    /// <param name="by">The grouping of the counter.</param>
    /// <param name="read">The read, whose window has a start and an end.</param>
    /// <param name="progress">Called with the usage so far; called on any thread.</param>
    public InsightsCounter(AwsSession session, FailureCounter counter, LoginAuditGrouping by, LoginAuditRead read, Action<InsightsUsage>? progress = null)
    {
        client = new InsightsClient(session, progress);
        (this.session, this.counter, this.by, this.read, window) = (session, counter, by, read, read.Window);
        comparison = new DatapointComparison(window);
        span = (Milliseconds.From(window.Start!.Value), Milliseconds.From(window.End!.Value));
    }

    /// <summary>The queries, log events and bytes so far.</summary>
    public InsightsUsage Usage => client.Usage;

    /// <summary>Whether failures arrived during the count, so that the lists of accounts, sources and reasons may not match the counts.</summary>
    public bool ChangedWhileCounting { get; private set; }

    /// <summary>Returns why Logs Insights cannot count these queries; null if it can.</summary>
    /// <param name="queries">The queries to count.</param>
    public static LoginAuditException? Rejection(IEnumerable<LogQuery> queries)
    {
        foreach (var query in queries)
        {
            if (PatternCondition.Of(query.FilterPattern) is null || !query.InstanceId.All(CountingQuery.CanQuote))
            {
                return InsightsClient.Error(
                    LoginAuditError.NotForInsights,
                    $"The query language of Logs Insights cannot express the filter pattern {query.FilterPattern}, or the name of a log stream.",
                    query.FilterPattern);
            }
        }
        return null;
    }

    /// <summary>Counts the failures of the queries.</summary>
    /// <param name="queries">The queries to count.</param>
    /// <param name="all">Whether the result includes groups that are not over the threshold, with their latest failures.</param>
    /// <param name="cancellationToken">Stops the queries, also in CloudWatch.</param>
    /// <exception cref="LoginAuditException">NotForInsights, QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task CountAsync(IReadOnlyList<LogQuery> queries, bool all, CancellationToken cancellationToken)
    {
        if (Rejection(queries) is { } rejection)
            throw rejection;
        var horizons = await HorizonsAsync(queries, cancellationToken);
        await ReadHiddenAsync(queries, horizons, cancellationToken);
        var parts = Parts(queries, horizons).ToList();
        var events = new List<WholeEvents>();
        foreach (var part in parts)
            events.Add(await CountAsync(part, cancellationToken));
        var wanted = counter.Results(all).ToList();
        for (var i = 0; i < parts.Count; i++)
            await new LatestFailures(client, counter, by, read, parts[i], events[i]).ReadAsync(wanted, cancellationToken);
        if (comparison.IsShort && queries.GroupBy(query => query.LogGroupName).Any(group => group.Count() > 1))
            comparison.NotCompared = "CloudWatch Logs Insights counts a log event once, even if several metric filters match it";
        comparison.OtherAuditFailures = counter.OtherAuditFailures;
        read.Complete(comparison.Compare());
        WindowReader.DemandAny(read, !counter.IsEmpty);
    }

    // Returns for each log group the first millisecond of the window that Logs Insights can query; the window's end if it can query none of it.
    private async Task<Dictionary<string, long>> HorizonsAsync(IReadOnlyList<LogQuery> queries, CancellationToken cancellationToken)
    {
        var horizons = await new InsightsHorizon(session).OfAsync(queries.Select(query => query.LogGroupName).Distinct().ToList(), cancellationToken);
        return horizons.ToDictionary(pair => pair.Key, pair => Math.Min(span.End, Math.Max(span.Start, pair.Value)));
    }

    // Events that Logs Insights cannot query are read one by one.
    private async Task ReadHiddenAsync(IReadOnlyList<LogQuery> queries, Dictionary<string, long> horizons, CancellationToken cancellationToken)
    {
        var reader = new LogEventReader(session);
        foreach (var alike in queries.Where(query => horizons[query.LogGroupName] > span.Start).GroupBy(query => horizons[query.LogGroupName]))
        {
            var hidden = window with { End = alike.Key < span.End ? DateTimeOffset.FromUnixTimeMilliseconds(alike.Key) : window.End };
            // The read itself is not completed here, because after an error the window can still be counted by reading it.
            var sifted = new FailureReader(new LoginAuditRead(hidden), comparison);
            await foreach (var page in sifted.ReadAsync(reader.ReadAsync(alike, read, hidden, unreadable: null, cancellationToken), cancellationToken))
            {
                foreach (var failure in page)
                {
                    AddOne(failure);
                    counter.Keep(failure);
                }
            }
            counter.AddOther(sifted.Totals.OtherAuditFailures);
        }
    }

    private void AddOne(LoginAuditFailure failure) =>
        counter.Add(new CountedFailures(failure, 1, FailureFacts.All) { First = failure.Time, Last = failure.Time, Cell = failure.Time });

    // The patterns of a log group are combined into one condition, and log groups with the same condition share a query.
    private IEnumerable<InsightsPart> Parts(IReadOnlyList<LogQuery> queries, Dictionary<string, long> horizons) =>
        from logGroup in queries.GroupBy(query => query.LogGroupName)
        let start = horizons[logGroup.Key]
        where start < span.End
        let condition = string.Join(" or ", logGroup.Select(query => $"({PatternCondition.Of(query.FilterPattern)})").Distinct())
        let streams = logGroup.SelectMany(query => query.InstanceId).Distinct().ToList()
        group logGroup.Key by (Condition: condition, Streams: string.Join("\n", streams), Start: start) into alike
        from names in Chunks(alike.ToList())
        from some in CountingQuery.Chunks(alike.Key.Streams.Split(['\n'], StringSplitOptions.RemoveEmptyEntries)).DefaultIfEmpty([])
        select new InsightsPart(names, $"({alike.Key.Condition})", some, (alike.Key.Start, span.End));

    private static IEnumerable<IReadOnlyList<string>> Chunks(List<string> logGroups)
    {
        for (var at = 0; at < logGroups.Count; at += MostLogGroups)
            yield return logGroups.Skip(at).Take(MostLogGroups).ToList();
    }

    private async Task<WholeEvents> CountAsync(InsightsPart part, CancellationToken cancellationToken)
    {
        var own = by switch
        {
            // Rows with the log stream also contain the computer.
            LoginAuditGrouping.Instance or LoginAuditGrouping.Computer => FailureFacts.Instance,
            LoginAuditGrouping.Account => FailureFacts.Account,
            LoginAuditGrouping.SourceAddress => FailureFacts.Source,
            _ => FailureFacts.Reason,
        };
        var main = FailureFacts.Count | FailureFacts.Reason | own;
        var factSets = new[] { main }.Concat(new[] { FailureFacts.Instance, FailureFacts.Account, FailureFacts.Source }.Where(fact => fact != own)).ToList();
        var queries = factSets.ConvertAll(facts => Query(part, facts, own));
        var answers = await InsightsClient.TogetherAsync(queries.Select(query => (Func<CancellationToken, Task<SpanAnswer>>)(stop => client.AskAsync(query, part.Span, stop))), cancellationToken);
        var counted = new Counted();
        for (var i = 0; i < factSets.Count; i++)
        {
            var these = new Counted();
            // The reference is released, so that counted rows can be freed.
            var (query, answer, facts) = (queries[i], answers[i], factSets[i]);
            answers[i] = default;
            await client.TakeAsync(query, answer, rows => Add(rows, facts, these), cancellationToken);
            if (i == 0)
                counted = these;
            ChangedWhileCounting |= (these.Failures, these.Odd) != (counted.Failures, counted.Odd);
        }
        var events = new WholeEvents(client, part, counted.Longest);
        if (counted.Odd > 0)
            await ReadOddAsync(part, counted, events, cancellationToken);
        return events;
    }

    private SpanQuery Query(InsightsPart part, FailureFacts facts, FailureFacts own)
    {
        var (origin, length) = counter.CellsOf(window);
        long? cell = (facts & FailureFacts.Count) != FailureFacts.None ? (long)length.TotalMilliseconds : null;
        return new SpanQuery(part, (where, names) => CountingQuery.Count(where, names, facts | own, Milliseconds.From(origin), cell), InsightsClient.MostRows, found => Events(found));
    }

    private void Add(List<QueryRow> rows, FailureFacts facts, Counted counted)
    {
        var (origin, length) = counter.CellsOf(window);
        var isCounting = (facts & FailureFacts.Count) != FailureFacts.None;
        foreach (var row in rows.OrderBy(row => row.Number(CountingQuery.First)))
        {
            DateTimeOffset? place = isCounting ? origin + TimeSpan.FromTicks(length.Ticks * row.Number(EventShape.Cell)) : null;
            // The first cell can begin before the window.
            if (place < window.Start)
                place = window.Start;
            if (place is { } time)
                comparison.Add(time, row.Number(CountingQuery.Events));
            counted.Longest = Math.Max(counted.Longest, row.Number(CountingQuery.Longest));
            if (EventShape.Sample(row, parser, read) is not { } sample)
            {
                counted.AddOdd(place, row.Number(CountingQuery.Events));
                continue;
            }
            var number = row.Number(CountingQuery.Failures);
            if (sample.Kind == LoginAuditEventKind.FailedLogin)
                counted.Failures += number;
            counter.Add(new CountedFailures(sample, number, facts)
            {
                First = row.Time(CountingQuery.First),
                Last = row.Time(CountingQuery.Last),
                Cell = place,
            });
        }
    }

    // These events are read in several spans, because there can be many of them: an ampersand in a name is enough.
    private async Task ReadOddAsync(InsightsPart part, Counted counted, WholeEvents events, CancellationToken cancellationToken)
    {
        var others = 0L;
        var ofOthers = new SpanQuery(part, CountingQuery.Others, InsightsClient.MostRows, found => Events(found));
        await client.TakeAsync(ofOthers, await client.AskAsync(ofOthers, part.Span, cancellationToken), found => others += Events(found), cancellationToken);
        var (reader, taken) = (new FailureReader(read), 0L);
        var odd = new SpanQuery(part, CountingQuery.Odd, InsightsClient.MostEvents, found => found.Count);
        foreach (var some in counted.Spans(part.Span, InsightsClient.MostEvents))
        {
            foreach (var piece in await events.CutAsync(part.Streams, some, cancellationToken))
                await client.TakeAsync(odd, await client.AskAsync(odd, piece, cancellationToken), AddOdd, cancellationToken);
        }
        // The events are counted only now. Additional ones may have arrived, but fewer would be an incomplete result.
        if (taken + others < counted.Odd)
            throw InsightsClient.Short(part, counted.Odd, taken + others);
        ChangedWhileCounting |= taken + others > counted.Odd;
        counter.AddOther(others + reader.Totals.OtherAuditFailures);

        void AddOdd(List<QueryRow> rows)
        {
            taken += rows.Count;
            foreach (var row in rows.OrderBy(row => row.Number(EventShape.Time)))
            {
                if (reader.Read(row.Event()) is { } failure)
                    AddOne(failure);
            }
        }
    }

    private static long Events(List<QueryRow> rows) => rows.Sum(row => row.Number(CountingQuery.Events));

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}

/// <summary>The sums of the results of one query.</summary>
internal sealed class Counted
{
    private readonly SortedDictionary<long, long> oddOfCell = [];

    /// <summary>The number of failed logins.</summary>
    public long Failures { get; set; }

    /// <summary>The length of the longest log event, in characters.</summary>
    public long Longest { get; set; }

    /// <summary>The number of log events of another form, which have to be read.</summary>
    public long Odd { get; private set; }

    /// <summary>Adds log events that have to be read.</summary>
    /// <param name="cell">The start of their time cell; null if it is unknown.</param>
    /// <param name="number">The number of log events.</param>
    public void AddOdd(DateTimeOffset? cell, long number)
    {
        Odd += number;
        if (cell is not { } known)
            return;
        var start = Milliseconds.From(known);
        oddOfCell[start] = number + (oddOfCell.TryGetValue(start, out var before) ? before : 0);
    }

    /// <summary>
    /// Divides a span at cell boundaries, so that each part contains at most a given number of these log events, unless one cell contains more.
    /// </summary>
    public IEnumerable<(long Start, long End)> Spans((long Start, long End) span, int most)
    {
        var (start, number) = (span.Start, 0L);
        foreach (var cell in oddOfCell)
        {
            // A full result would have to be divided again.
            if (number > 0 && number + cell.Value >= most && cell.Key > start && cell.Key < span.End)
            {
                yield return (start, cell.Key);
                (start, number) = (cell.Key, 0);
            }
            number += cell.Value;
        }
        yield return (start, span.End);
    }
}

/// <summary>The scope of one set of queries.</summary>
/// <param name="LogGroups">The names or ARNs of the log groups.</param>
/// <param name="Condition">The condition for log events.</param>
/// <param name="Streams">The log streams; empty for all.</param>
/// <param name="Span">The span in milliseconds: the first, and the first after the span.</param>
internal sealed record InsightsPart(IReadOnlyList<string> LogGroups, string Condition, IReadOnlyList<string> Streams, (long Start, long End) Span);

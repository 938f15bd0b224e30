namespace AwsLoginAudit.Aws;

/// <summary>Has CloudWatch Logs Insights count the failures of a window, so that only numbers come here.</summary>
/// <remarks>
/// A few queries tell how many failures each group has of each time, account, address and reason; one more brings the latest ones. Events that are
/// not built to the letter as Windows builds them are brought here as well, and parsed. So the counts are those of reading every event.
/// </remarks>
public sealed class InsightsCounter : IDisposable
{
    // Of StartQuery.
    private const int MostLogGroups = 50;

    private readonly AwsSession session;
    private readonly InsightsClient client;
    private readonly FailureCounter counter;
    private readonly LoginAuditGrouping by;
    private readonly LoginAuditRead read;
    private readonly LoginAuditWindow window;
    private readonly EventParser parser = new();
    private readonly (long Start, long End) span;
    private readonly PeriodTally tally;

    /// <param name="session">The connection.</param>
    /// <param name="counter">Takes the counts.</param>
    /// <param name="by">What it counts by.</param>
    /// <param name="read">The read; its window has both bounds.</param>
    /// <param name="progress">Told what was done so far; called on any thread.</param>
    public InsightsCounter(AwsSession session, FailureCounter counter, LoginAuditGrouping by, LoginAuditRead read, Action<InsightsUsage>? progress = null)
    {
        client = new InsightsClient(session, progress);
        (this.session, this.counter, this.by, this.read, window) = (session, counter, by, read, read.Window);
        tally = new PeriodTally(window);
        span = (Milliseconds.From(window.Start!.Value), Milliseconds.From(window.End!.Value));
    }

    /// <summary>What was done so far.</summary>
    public InsightsUsage Usage => client.Usage;

    /// <summary>Whether failures came in while they were counted, so that lists of accounts, sources and reasons may differ from the counts.</summary>
    public bool ChangedWhileCounting { get; private set; }

    /// <summary>Why queries cannot be counted in Logs Insights; null where they can.</summary>
    /// <param name="queries">What to count.</param>
    public static LoginAuditException? Refusal(IEnumerable<LogQuery> queries)
    {
        foreach (var query in queries)
        {
            if (PatternCondition.Of(query.FilterPattern) is null || !query.InstanceId.All(CountingQuery.CanQuote))
            {
                return InsightsClient.Error(
                    LoginAuditError.NotForInsights,
                    $"The filter pattern {query.FilterPattern}, or a log stream's name, cannot be said in the query language of Logs Insights.",
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
        var horizons = await HorizonsAsync(queries, cancellationToken);
        await ReadHiddenAsync(queries, horizons, cancellationToken);
        var parts = Parts(queries, horizons).ToList();
        var events = new List<WholeEvents>();
        foreach (var part in parts)
            events.Add(await CountAsync(part, cancellationToken));
        var wanted = counter.Results(all).ToList();
        for (var i = 0; i < parts.Count; i++)
            await new LatestFailures(client, counter, by, read, parts[i], events[i]).ReadAsync(wanted, cancellationToken);
        if (tally.IsShort && queries.GroupBy(query => query.LogGroupName).Any(group => group.Count() > 1))
            tally.NotCompared = "CloudWatch Logs Insights counts a log event once that several metric filters match";
        tally.OtherAuditFailures = counter.OtherAuditFailures;
        read.Complete(tally.Compare());
        WindowReader.DemandAny(read, !counter.IsEmpty);
    }

    // By log group, the first millisecond of the window that Logs Insights sees; its end where it sees nothing.
    private async Task<Dictionary<string, long>> HorizonsAsync(IReadOnlyList<LogQuery> queries, CancellationToken cancellationToken)
    {
        var horizons = await new InsightsHorizon(session).OfAsync(queries.Select(query => query.LogGroupName).Distinct().ToList(), cancellationToken);
        return horizons.ToDictionary(pair => pair.Key, pair => Math.Min(span.End, Math.Max(span.Start, pair.Value)));
    }

    // What it does not see is read event by event.
    private async Task ReadHiddenAsync(IReadOnlyList<LogQuery> queries, Dictionary<string, long> horizons, CancellationToken cancellationToken)
    {
        var reader = new LogEventReader(session);
        foreach (var alike in queries.Where(query => horizons[query.LogGroupName] > span.Start).GroupBy(query => horizons[query.LogGroupName]))
        {
            var hidden = window with { End = alike.Key < span.End ? DateTimeOffset.FromUnixTimeMilliseconds(alike.Key) : window.End };
            // Not of the read itself: if this fails, the window may still be counted by reading it.
            var sifted = new FailureReader(new LoginAuditRead(hidden), tally);
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

    // A log group is asked once for all its patterns, and together with those that have the same.
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
            // Rows that tell the log stream tell the computer too.
            LoginAuditGrouping.Instance or LoginAuditGrouping.Computer => FailureFacts.Instance,
            LoginAuditGrouping.Account => FailureFacts.Account,
            LoginAuditGrouping.SourceAddress => FailureFacts.Source,
            _ => FailureFacts.Reason,
        };
        var main = FailureFacts.Count | FailureFacts.Reason | own;
        var told = new[] { main }.Concat(new[] { FailureFacts.Instance, FailureFacts.Account, FailureFacts.Source }.Where(fact => fact != own)).ToList();
        var queries = told.ConvertAll(facts => Query(part, facts, own));
        var answers = await InsightsClient.TogetherAsync(queries.Select(query => (Func<CancellationToken, Task<SpanAnswer>>)(stop => client.AskAsync(query, part.Span, stop))), cancellationToken);
        var counted = new Counted();
        for (var i = 0; i < told.Count; i++)
        {
            var these = new Counted();
            // What has been counted is let go.
            var (query, answer, facts) = (queries[i], answers[i], told[i]);
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

    private SpanQuery Query(InsightsPart part, FailureFacts told, FailureFacts own)
    {
        long? cell = (told & FailureFacts.Count) != FailureFacts.None ? (long)counter.CellOf(window).TotalMilliseconds : null;
        return new SpanQuery(part, (where, names) => CountingQuery.Count(where, names, told | own, span.Start, cell), InsightsClient.MostRows, found => Events(found));
    }

    private void Add(List<QueryRow> rows, FailureFacts told, Counted counted)
    {
        var cell = counter.CellOf(window);
        var isCounting = (told & FailureFacts.Count) != FailureFacts.None;
        foreach (var row in rows.OrderBy(row => row.Number(CountingQuery.First)))
        {
            DateTimeOffset? place = isCounting ? window.Start!.Value + TimeSpan.FromTicks(cell.Ticks * row.Number(EventShape.Cell)) : null;
            if (place is { } time)
                tally.Add(time, row.Number(CountingQuery.Events));
            counted.Longest = Math.Max(counted.Longest, row.Number(CountingQuery.Longest));
            if (EventShape.Sample(row, parser, read) is not { } sample)
            {
                counted.AddOdd(place, row.Number(CountingQuery.Events));
                continue;
            }
            var number = row.Number(CountingQuery.Failures);
            if (sample.Kind == LoginAuditEventKind.FailedLogin)
                counted.Failures += number;
            counter.Add(new CountedFailures(sample, number, told)
            {
                First = row.Time(CountingQuery.First),
                Last = row.Time(CountingQuery.Last),
                Cell = place,
            });
        }
    }

    // They are handed over some at a time: an ampersand in a name makes an event that is built otherwise.
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
        // They are counted now only: more may have come, and fewer would be missing.
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

/// <summary>What the answers to one query tell.</summary>
internal sealed class Counted
{
    private readonly SortedDictionary<long, long> oddOfCell = [];

    /// <summary>The failed logins.</summary>
    public long Failures { get; set; }

    /// <summary>How many characters the longest log event has.</summary>
    public long Longest { get; set; }

    /// <summary>The log events that are built otherwise, and have to be read.</summary>
    public long Odd { get; private set; }

    /// <summary>Adds log events that have to be read.</summary>
    /// <param name="cell">The beginning of the cell that they lie in; null if it is not told.</param>
    /// <param name="number">How many.</param>
    public void AddOdd(DateTimeOffset? cell, long number)
    {
        Odd += number;
        if (cell is not { } known)
            return;
        var start = Milliseconds.From(known);
        oddOfCell[start] = number + (oddOfCell.TryGetValue(start, out var before) ? before : 0);
    }

    /// <summary>Cuts a span between cells, so that no more than a number of such log events lie in each part, as far as cells are short enough.</summary>
    public IEnumerable<(long Start, long End)> Spans((long Start, long End) span, int most)
    {
        var (start, number) = (span.Start, 0L);
        foreach (var cell in oddOfCell)
        {
            // A full answer would be cut again.
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

/// <summary>What one set of queries is about.</summary>
/// <param name="LogGroups">Names or ARNs of log groups.</param>
/// <param name="Condition">Which log events.</param>
/// <param name="Streams">Of which log streams; none for all.</param>
/// <param name="Span">The milliseconds: the first, and the first after.</param>
internal sealed record InsightsPart(IReadOnlyList<string> LogGroups, string Condition, IReadOnlyList<string> Streams, (long Start, long End) Span);

namespace AwsLoginAudit.Aws;

/// <summary>
/// Reads the latest failures of groups that Logs Insights has counted: first the latest of all groups, and then those of the groups that have none among them.
/// </summary>
internal sealed class LatestFailures(InsightsClient client, FailureCounter counter, LoginAuditGrouping by, LoginAuditRead read, InsightsPart part, WholeEvents events)
{
    private const int MostOfGroup = 10;
    private const int FewestRows = 1000;
    private const int Spare = 4;

    // Queries can select log streams by name, but not accounts or addresses, whose names a stranger chooses and could use to change the query. For those, the
    // number of rounds is limited, because a rare name could need every event to be read.
    private const int MostRounds = 10;

    private readonly FailureReader reader = new(read);

    /// <summary>Passes the failures to the counter.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task ReadAsync(IReadOnlyList<LoginAuditCount> groups, CancellationToken cancellationToken)
    {
        var span = part.Span;
        var missing = groups.Where(group => group.Others is null).ToDictionary(group => group.Name, group => new Missing(group), FailureCounter.NamesOf(by));
        var end = await ReadRoundAsync(missing, part.Streams, span, cancellationToken);
        if (by == LoginAuditGrouping.Instance && missing.Keys.All(CountingQuery.CanQuote))
        {
            foreach (var names in CountingQuery.Chunks(missing.Keys.ToList()))
            {
                var some = names.ToDictionary(name => name, name => missing[name]);
                for (var left = end; some.Count > 0 && left > span.Start;)
                    left = await ReadRoundAsync(some, names, (span.Start, left), cancellationToken);
            }
            return;
        }
        for (var round = 1; round < MostRounds && missing.Count > 0 && end > span.Start; round++)
            end = await ReadRoundAsync(missing, part.Streams, (span.Start, end), cancellationToken, InsightsClient.MostEvents);
    }

    // Returns the end of the span that is not read yet; the start of the span if all of it is read.
    private async Task<long> ReadRoundAsync(Dictionary<string, Missing> missing, IReadOnlyList<string> streams, (long Start, long End) span, CancellationToken cancellationToken, int fewest = FewestRows)
    {
        if (missing.Count == 0)
            return span.Start;
        var most = Math.Min(InsightsClient.MostEvents, Math.Max(fewest, Spare * missing.Values.Sum(group => group.Number)));
        var from = Math.Max(span.Start, missing.Values.Min(group => group.From));
        if (from >= span.End)
            from = span.Start;
        var pieces = await events.CutAsync(streams, (from, span.End), cancellationToken);
        from = pieces[pieces.Count - 1].Start;
        var where = CountingQuery.Where(part.Condition, streams, (from, span.End));
        var (rows, matched) = await client.RunAsync(part.LogGroups, names => CountingQuery.Latest(where, names, most), (from, span.End), cancellationToken);
        if (rows.Count < Math.Min(most, matched))
            throw InsightsClient.Short(part, matched, rows.Count);
        rows.Reverse();
        var left = from;
        if (rows.Count == most)
        {
            // A full result may contain only some events of its first millisecond.
            var (first, last) = (rows[0].Number(EventShape.Time), rows[most - 1].Number(EventShape.Time));
            rows.RemoveAll(row => row.Number(EventShape.Time) == first && first != last);
            left = first == last ? first : first + 1;
        }
        foreach (var row in rows)
        {
            if (reader.Read(row.Event()) is { } failure && counter.Keep(failure) is { } name && missing.TryGetValue(name, out var group) && --group.Number == 0)
                missing.Remove(name);
        }
        return left;
    }

    /// <summary>The number of a group's latest failures that are still missing, and the time since which the group has that many.</summary>
    private sealed class Missing
    {
        public Missing(LoginAuditCount group)
        {
            Number = (int)Math.Min(MostOfGroup, group.FailureCount);
            var counted = 0L;
            var bar = group.Bars.Count;
            while (bar > 0 && counted < Number)
                counted += group.Bars[--bar].Count;
            From = bar < group.Bars.Count ? group.Bars[bar].Start.ToUnixTimeMilliseconds() : 0;
        }

        public int Number { get; set; }

        public long From { get; }
    }
}

namespace AwsLoginAudit.Aws;

/// <summary>Cuts a span of time so that the whole log events of each piece fit into the memory: a sender can make each of them a megabyte long.</summary>
/// <param name="client">Runs the queries.</param>
/// <param name="part">The log events.</param>
/// <param name="longest">How many characters the longest of them has.</param>
internal sealed class WholeEvents(InsightsClient client, InsightsPart part, long longest)
{
    // 64 MB. An answer of 3,000 usual log events has some 9 million.
    private const long MostCharacters = 32 * 1024 * 1024;
    private const int Pieces = 64;

    /// <summary>The pieces, the earliest first; the whole span if any answer about it fits.</summary>
    /// <param name="streams">The log streams; none for all.</param>
    /// <param name="span">The milliseconds: the first, and the first after.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoginAuditException">QueryFailed: the log events of a millisecond do not fit; AccessDenied, Throttled, …</exception>
    public async Task<IReadOnlyList<(long Start, long End)>> CutAsync(IReadOnlyList<string> streams, (long Start, long End) span, CancellationToken cancellationToken)
    {
        if (longest * InsightsClient.MostEvents <= MostCharacters)
            return [span];
        var cell = Math.Max(1, (span.End - span.Start + Pieces - 1) / Pieces);
        var where = CountingQuery.Where(part.Condition, streams, span);
        var (rows, _) = await client.RunAsync(part.LogGroups, names => CountingQuery.Sizes(where, names, span.Start, cell), span, cancellationToken);
        var pieces = new List<(long Start, long End)>();
        var (start, size) = (span.Start, 0L);
        foreach (var row in rows.OrderBy(row => row.Number(EventShape.Cell)))
        {
            var from = span.Start + (row.Number(EventShape.Cell) * cell);
            var own = row.Number(CountingQuery.Size);
            if (size > 0 && size + own > MostCharacters)
            {
                pieces.Add((start, from));
                (start, size) = (from, 0);
            }
            if (own <= MostCharacters)
            {
                size += own;
                continue;
            }
            if (cell == 1)
                throw InsightsClient.Error(LoginAuditError.QueryFailed, $"The log events of a millisecond of {string.Join(", ", part.LogGroups)} are too long to be read at once.", part.LogGroups);
            var end = Math.Min(span.End, from + cell);
            var inner = await CutAsync(streams, (from, end), cancellationToken);
            pieces.Add((start, inner[0].End));
            pieces.AddRange(inner.Skip(1));
            start = end;
        }
        // Time without log events belongs to the piece beside it.
        if (size > 0 || pieces.Count == 0)
            pieces.Add((start, span.End));
        else
            pieces[pieces.Count - 1] = (pieces[pieces.Count - 1].Start, span.End);
        return pieces;
    }
}

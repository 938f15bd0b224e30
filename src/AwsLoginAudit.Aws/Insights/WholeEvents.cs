namespace AwsLoginAudit.Aws;

/// <summary>Divides a time span so that the complete log events of each part fit into memory, because a sender can make each event a megabyte long.</summary>
/// <param name="client">Runs the queries.</param>
/// <param name="part">The part of the window to read.</param>
/// <param name="longest">The length of the longest log event, in characters.</param>
internal sealed class WholeEvents(InsightsClient client, InsightsPart part, long longest)
{
    // 64 MB. A result of 3,000 usual log events has about 9 million characters.
    private const long MostCharacters = 32 * 1024 * 1024;
    private const int Pieces = 64;

    /// <summary>Divides a span. Returns the parts in ascending order, or the whole span if its result certainly fits.</summary>
    /// <param name="streams">The log streams; empty for all.</param>
    /// <param name="span">The start (inclusive) and the end (exclusive), in milliseconds.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
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
                throw InsightsClient.Error(LoginAuditError.QueryFailed, $"The log events in one millisecond of {string.Join(", ", part.LogGroups)} are too long to be read in one result.", part.LogGroups);
            var end = Math.Min(span.End, from + cell);
            var inner = await CutAsync(streams, (from, end), cancellationToken);
            pieces.Add((start, inner[0].End));
            pieces.AddRange(inner.Skip(1));
            start = end;
        }
        // Time without log events belongs to the part beside it.
        if (size > 0 || pieces.Count == 0)
            pieces.Add((start, span.End));
        else
            pieces[pieces.Count - 1] = (pieces[pieces.Count - 1].Start, span.End);
        return pieces;
    }
}

namespace AwsLoginAudit.Benchmarks;

/// <summary>One line of the table; Met is null where there was nothing to compare with.</summary>
internal sealed record Row(string What, string Ours, string Peer, string Ratio, string Target, bool? Met)
{
    private static readonly Row Header = new("what", "ours", "peer", "ratio", "target", null);

    /// <summary>The rows as a Markdown table, with columns as wide as they need.</summary>
    public static IEnumerable<string> Table(IEnumerable<Row> rows)
    {
        var cells = rows.Select(row => row.Cells(row.Met switch { true => "yes", false => "NO", null => "-" })).Prepend(Header.Cells("met")).ToList();
        var widths = Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        cells.Insert(1, [.. widths.Select(width => new string('-', width))]);
        return cells.Select(row => "| " + string.Join(" | ", row.Zip(widths, (cell, width) => cell.PadRight(width))) + " |");
    }

    private string[] Cells(string met) => [What, Ours, Peer, Ratio, Target, met];
}

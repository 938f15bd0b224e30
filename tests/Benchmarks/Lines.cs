namespace AwsLoginAudit.Benchmarks;

/// <summary>Tables in Markdown.</summary>
internal static class Lines
{
    /// <summary>A table with columns as wide as they need.</summary>
    public static IEnumerable<string> Of(string[] header, IEnumerable<string[]> rows)
    {
        var cells = rows.Prepend(header).ToList();
        var widths = Enumerable.Range(0, header.Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        cells.Insert(1, [.. widths.Select(width => new string('-', width))]);
        return cells.Select(row => "| " + string.Join(" | ", row.Zip(widths, (cell, width) => cell.PadRight(width))) + " |");
    }
}

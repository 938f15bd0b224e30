namespace AwsLoginAudit.Help;

/// <summary>Wraps text for a console with 80 columns, in which PowerShell indents it twice.</summary>
public static class TextColumns
{
    /// <summary>The maximum length of a line.</summary>
    public const int Width = 70;

    private const int Gap = 2;

    /// <summary>Wraps a paragraph.</summary>
    public static IEnumerable<string> Wrap(string text, int width = Width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += line.Length > 0 ? " " + word : word;
        }
        yield return line;
    }

    /// <summary>Wraps a paragraph after a mark. The following lines are indented by the width of the mark.</summary>
    public static string Hanging(string mark, string text) =>
        mark + string.Join("\n" + new string(' ', mark.Length), Wrap(text, Width - mark.Length));

    /// <summary>Formats a table, with wrapped cells side by side.</summary>
    public static string Table(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Widths(rows);
        var ruled = rows.Take(1).Append([.. widths.Select(width => new string('-', width))]).Concat(rows.Skip(1));
        return string.Join('\n', ruled.SelectMany(row => Lines(row, widths)));
    }

    private static IEnumerable<string> Lines(IReadOnlyList<string> row, int[] widths)
    {
        var cells = row.Select((cell, column) => Wrap(cell, widths[column]).ToList()).ToList();
        for (var line = 0; line < cells.Max(cell => cell.Count); line++)
        {
            var parts = cells.Select((cell, column) => (line < cell.Count ? cell[line] : "").PadRight(widths[column] + Gap));
            yield return string.Concat(parts).TrimEnd();
        }
    }

    // The widest columns are narrowed first, but not below their longest word.
    private static int[] Widths(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = Enumerable.Range(0, rows[0].Count).Select(column => rows.Select(row => row[column]).ToList()).ToList();
        var widths = columns.Select(cells => cells.Max(cell => cell.Length)).ToArray();
        var words = columns.Select(cells => cells.SelectMany(cell => cell.Split(' ')).Max(word => word.Length)).ToArray();
        while (widths.Sum() + (Gap * (widths.Length - 1)) > Width)
        {
            var giving = Enumerable.Range(0, widths.Length).Where(column => widths[column] > words[column]).ToList();
            if (giving.Count == 0)
                break;
            widths[giving.MaxBy(column => widths[column])]--;
        }
        return widths;
    }
}

namespace AwsLoginAudit;

/// <summary>Comma-separated values with an event in one column: from the CloudWatch console, Logs Insights, or Export-Csv with event XML.</summary>
/// <remarks>
/// The console writes <c>timestamp,message</c> and, for a whole log group, <c>logStreamName</c>. Logs Insights writes the fields of the query,
/// such as <c>@timestamp,@message,@logStream</c> (CloudWatch Logs User Guide, "Supported logs and discovered fields"). Windows PowerShell's
/// Export-Csv begins with a line <c>#TYPE</c>, and can use the separator of the culture, which is a semicolon in many countries.
/// </remarks>
internal sealed class CsvFormat : ILogFormat
{
    public bool CanRead(ReadOnlySpan<char> head) => CsvColumns.Find(head) is not null;

    public async IAsyncEnumerable<LogEvent> ReadAsync(LogSource source)
    {
        var (window, problems) = (source.Window, source.Problems);
        var columns = CsvColumns.Find(LogFormats.Head(window))!;
        if (columns.IsCloudWatch)
            problems.Recognise();
        var parser = new CsvParser(columns.Delimiter);
        var (row, line) = (0L, window.Line);
        while (await window.EnsureAsync(1))
        {
            window.Advance(parser.Feed(window.Unread));
            if (!parser.IsRow)
                continue;
            // A line #TYPE, a line sep= and the names precede the rows.
            if (row++ >= columns.RowsBefore && !IsBlank(parser) && Read(columns, parser, line, problems) is { } logEvent)
                yield return logEvent;
            line = window.Line;
        }

        var isQuoted = parser.IsQuoted;
        if (!parser.End() || IsBlank(parser))
            yield break;
        if (row < columns.RowsBefore)
            yield break;
        if (isQuoted || parser.Cells.Count < columns.Count || !EventText.IsWhole(parser.Cells[columns.Message].AsSpan()))
            problems.EndEarly("a row is not complete", line);
        else if (Read(columns, parser, line, problems) is { } last)
            yield return last;
    }

    private static bool IsBlank(CsvParser parser) => parser.Cells is [var only] && string.IsNullOrWhiteSpace(only);

    private static LogEvent? Read(CsvColumns columns, CsvParser parser, long line, LogProblems problems)
    {
        var cells = parser.Cells;
        var problem = parser.IsDamaged || cells.Count != columns.Count ? "a row that does not match the columns of the first row"
            : EventText.Begins(cells[columns.Message].AsSpan()) ? null
            : "a message that is not a Windows event";
        var unread = problem is null ? columns.FindUnread(cells) : null;
        if ((problem ?? unread) is { } text)
            problems.Add(text, line, LineEvents.LongestStart);
        return problem is null ? columns.ToEvent(cells, line) : null;
    }
}

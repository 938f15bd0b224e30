namespace AwsLoginAudit;

/// <summary>Finds the columns of comma-separated values that contain the parts of an event.</summary>
internal sealed class CsvColumns
{
    private const int MostNames = 100;
    private const int LongestName = 256;

    private readonly int stream;
    private readonly int time;
    private readonly int id;
    private readonly IReadOnlyList<int> repeated;
    private readonly IReadOnlyList<string> columns;

    private CsvColumns(IReadOnlyList<string> names, int message, bool isCloudWatch)
    {
        (Count, Message, IsCloudWatch) = (names.Count, message, isCloudWatch);
        stream = isCloudWatch ? IndexOf(names, JsonMember.LogStream) : -1;
        time = isCloudWatch ? IndexOf(names, JsonMember.Timestamp) : -1;
        id = isCloudWatch ? IndexOf(names, JsonMember.EventId) : -1;
        repeated = [.. Enumerable.Range(0, names.Count).Where(i => isCloudWatch && FirstLike(names, i) < i)];
        columns = names;
    }

    public int Count { get; }

    /// <summary>The column of the event's message.</summary>
    public int Message { get; }

    /// <summary>Whether the names are those of CloudWatch, which also include the log stream and the time.</summary>
    public bool IsCloudWatch { get; }

    public char Delimiter { get; private init; }

    /// <summary>The number of rows before the first event: the names, and the rows that some programs write before the names.</summary>
    public int RowsBefore { get; private init; }

    public LogEvent ToEvent(IReadOnlyList<string> cells, long line) => new(
        stream < 0 ? "" : cells[stream], time < 0 ? null : LogTime.Read(cells[time]), EventText.WithoutZeros(cells[Message]), id < 0 ? null : LogMembers.IdOf(cells[id]), line);

    /// <summary>What is not read of a row, because another column has the same name or also an event; null if the whole row is read.</summary>
    public string? FindUnread(IReadOnlyList<string> cells)
    {
        foreach (var column in repeated)
        {
            if (cells[column] != cells[FirstLike(columns, column)])
                return $"a second value of {columns[column].Trim()} that is not read";
        }
        for (var i = 0; i < cells.Count; i++)
        {
            if (i != Message && cells[i] != cells[Message] && EventText.BeginsAsWindows(cells[i].AsSpan()))
                return "a row with a second event that is not read";
        }
        return null;
    }

    private static int FirstLike(IReadOnlyList<string> names, int column)
    {
        var (name, first) = (names[column].Trim(), 0);
        var member = LogMembers.Of(name);
        while (!name.Equals(names[first].Trim(), StringComparison.OrdinalIgnoreCase) && !(member == JsonMember.LogStream && LogMembers.Of(names[first].Trim()) == member))
            first++;
        return first;
    }

    /// <summary>Finds the columns in the first rows; null if the rows have another format.</summary>
    public static CsvColumns? Find(ReadOnlySpan<char> head)
    {
        var (names, first, delimiter, before) = ReadRows(head);
        if (!AreNames(names))
            return null;
        var message = IndexOf(names, JsonMember.InsightsMessage);
        if (message < 0 && names.All(name => LogMembers.Of(name) is not (JsonMember.Foreign or JsonMember.Beside)))
            message = IndexOf(names, JsonMember.Message);
        var isCloudWatch = message >= 0;
        // A single unknown name can be any line of text.
        var mayBeOther = names.Count > 1 || LogMembers.Of(names[0]) == JsonMember.Xml;
        for (var i = 0; mayBeOther && message < 0 && i < first.Count && first.Count == names.Count; i++)
            message = EventText.BeginsAsWindows(first[i].AsSpan()) ? i : -1;
        return message < 0 ? null : new CsvColumns(names, message, isCloudWatch) { Delimiter = delimiter, RowsBefore = before };
    }

    /// <summary>Reads the names and the first row of values, as far as the text goes.</summary>
    public static (IReadOnlyList<string> Names, IReadOnlyList<string> First, char Delimiter, int RowsBefore) ReadRows(ReadOnlySpan<char> head)
    {
        var before = 1;
        for (; head.StartsWith("#TYPE ".AsSpan()) || head.StartsWith("sep=".AsSpan()); before++)
        {
            var end = head.IndexOf('\n');
            head = end < 0 ? default : head.Slice(end + 1);
        }
        var newLine = head.IndexOf('\n');
        var delimiter = MostFrequent(newLine < 0 ? head : head.Slice(0, newLine));
        var parser = new CsvParser(delimiter);
        var names = ReadRow(parser, ref head);
        return (names, ReadRow(parser, ref head), delimiter, before);
    }

    private static IReadOnlyList<string> ReadRow(CsvParser parser, ref ReadOnlySpan<char> head)
    {
        if (head.IsEmpty)
            return [];
        head = head.Slice(parser.Feed(head));
        if (!parser.IsRow)
            parser.End();
        return [.. parser.Cells];
    }

    private static bool AreNames(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.IndexOfAny(['<', '{', '\n']) >= 0)
                return false;
        }
        return names.Count is > 0 and <= MostNames;
    }

    private static char MostFrequent(ReadOnlySpan<char> line)
    {
        var (best, most) = (',', 0);
        foreach (var delimiter in (ReadOnlySpan<char>)[',', ';', '\t'])
        {
            var count = 0;
            foreach (var c in line)
                count += c == delimiter ? 1 : 0;
            if (count > most)
                (best, most) = (delimiter, count);
        }
        return best;
    }

    private static int IndexOf(IReadOnlyList<string> names, JsonMember member)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (LogMembers.Of(names[i].Trim()) == member)
                return i;
        }
        return -1;
    }
}

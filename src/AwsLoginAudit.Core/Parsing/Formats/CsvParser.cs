namespace AwsLoginAudit;

/// <summary>Splits comma-separated values (RFC 4180) into rows, in any number of pieces.</summary>
internal sealed class CsvParser(char delimiter)
{
    private const int MostCells = 1000;

    private readonly BoundedText cell = new();
    private readonly List<string> cells = [];
    private State state;

    private enum State { CellStart, Plain, Quoted, AfterQuote, SkipLine }

    /// <summary>The cells of the complete row, or of the current row so far.</summary>
    public IReadOnlyList<string> Cells => cells;

    /// <summary>Whether a row is complete; the next character begins another row.</summary>
    public bool IsRow { get; private set; }

    /// <summary>Whether the row violates RFC 4180, so that its cells cannot be separated.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether the text so far ends within quotes.</summary>
    public bool IsQuoted => state == State.Quoted;

    /// <summary>Reads characters, at most up to the end of the row.</summary>
    /// <returns>The number of characters that were read.</returns>
    public int Feed(ReadOnlySpan<char> text)
    {
        if (IsRow)
        {
            cells.Clear();
            (IsRow, IsDamaged) = (false, false);
        }
        var at = 0;
        while (at < text.Length && !IsRow)
            at += state is State.Quoted or State.SkipLine ? FeedMany(text.Slice(at)) : FeedOne(text[at]);
        return at;
    }

    /// <summary>Ends the last row if the text ends without a line break; false if no row was begun.</summary>
    public bool End()
    {
        if (IsRow || (cells.Count == 0 && cell.Length == 0 && state == State.CellStart))
            return false;
        EndCell();
        return true;
    }

    private int FeedMany(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(state == State.Quoted ? '"' : '\n');
        if (state == State.Quoted)
            cell.Append(end < 0 ? text : text.Slice(0, end));
        if (end < 0)
            return text.Length;
        if (state == State.Quoted)
            state = State.AfterQuote;
        else
            EndRow();
        return end + 1;
    }

    private int FeedOne(char c)
    {
        if (c == delimiter)
            EndCell();
        else if (c == '\n')
            EndRow();
        else if (c == '"' && state == State.CellStart)
            state = State.Quoted;
        else if (c == '"' && state == State.AfterQuote)
            AppendQuote();
        else if (c == '\r')
            return 1;
        else if (state == State.AfterQuote)
            (IsDamaged, state) = (true, State.SkipLine);
        else
            Append(c);
        return 1;
    }

    private void AppendQuote()
    {
        cell.Append('"');
        state = State.Quoted;
    }

    private void Append(char c)
    {
        cell.Append(c);
        state = State.Plain;
    }

    private void EndCell()
    {
        IsDamaged |= cells.Count == MostCells;
        if (cells.Count < MostCells)
            cells.Add(cell.ToString());
        cell.Clear();
        state = State.CellStart;
    }

    private void EndRow()
    {
        EndCell();
        IsRow = true;
    }
}

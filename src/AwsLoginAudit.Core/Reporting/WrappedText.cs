using System.Text;

namespace AwsLoginAudit;

/// <summary>Writes lines of at most 80 columns. A longer line continues indented, so that no part of a name can look like a line of its own.</summary>
internal sealed class WrappedText
{
    /// <summary>The most columns of a line; a single word may be longer.</summary>
    public const int Columns = 80;

    private const string Indent = "      ";

    private readonly StringBuilder text = new();

    /// <summary>Writes an empty line.</summary>
    public void Line() => text.Append('\n');

    /// <summary>Writes a line that must not be wrapped, because a reader pastes it.</summary>
    public void Whole(string line) => text.Append(line).Append('\n');

    /// <summary>Writes a line, wrapped at single spaces, so that columns stay apart.</summary>
    public void Line(string line)
    {
        var start = 0;
        while (true)
        {
            var room = Columns - (start == 0 ? 0 : Indent.Length);
            var end = line.Length - start <= room ? line.Length : Break(line, start, room);
            text.Append(start == 0 ? "" : Indent).Append(line, start, end - start).Append('\n');
            if (end >= line.Length)
                return;
            start = end + 1;
        }
    }

    // The last single space that fits, else the first one after that.
    private static int Break(string line, int start, int room)
    {
        for (var at = start + room; at > start; at--)
        {
            if (IsSingleSpace(line, at) && !string.IsNullOrWhiteSpace(line.Substring(start, at - start)))
                return at;
        }
        for (var at = start + room; at < line.Length; at++)
        {
            if (IsSingleSpace(line, at))
                return at;
        }
        return line.Length;
    }

    private static bool IsSingleSpace(string line, int at) =>
        at > 0 && at < line.Length - 1 && line[at] == ' ' && !char.IsWhiteSpace(line[at - 1]) && !char.IsWhiteSpace(line[at + 1]);

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}

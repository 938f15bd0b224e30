using System.Globalization;

namespace AwsLoginAudit;

/// <summary>Splits files whose events begin at the start of a line and may go on over many.</summary>
internal static class LineEventSplitter
{
    /// <summary>Whether an event begins with this line, and what of the line is not its message.</summary>
    public delegate bool LineTest(ReadOnlySpan<char> line, out int skip, out DateTimeOffset? timestamp);

    /// <summary>How much of a line a <see cref="LineTest"/> needs to see.</summary>
    public const int LongestStart = 512;

    private const string StampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int StampLength = 24;

    /// <summary>The agent's text format: <c>[channel] [LEVEL] [id] [provider] [computer] [message]</c>.</summary>
    public static bool BeginsAgentText(ReadOnlySpan<char> line, out int skip, out DateTimeOffset? timestamp)
    {
        (skip, timestamp) = (0, null);
        line = line.Slice(0, Math.Min(line.Length, LongestStart));
        return PassBracket(ref line, 255, static c => c is not ('\r' or '\n'))
            && PassBracket(ref line, 32, static c => c is >= 'A' and <= 'Z')
            && PassBracket(ref line, 10, static c => c is >= '0' and <= '9')
            && line is ['[', ..];
    }

    // What stands in brackets, and the space after them.
    private static bool PassBracket(ref ReadOnlySpan<char> line, int longest, Func<char, bool> mayHold)
    {
        var end = line is ['[', ..] ? line.IndexOf(']') : -1;
        if (end < 2 || end > longest + 1 || end + 1 >= line.Length || line[end + 1] != ' ')
            return false;
        foreach (var c in line.Slice(1, end - 1))
        {
            if (!mayHold(c))
                return false;
        }
        line = line.Slice(end + 2);
        return true;
    }

    /// <summary>A CloudWatch Logs export: the timestamp, a space, the message.</summary>
    public static bool BeginsExport(ReadOnlySpan<char> line, out int skip, out DateTimeOffset? timestamp)
    {
        (skip, timestamp) = (0, null);
        if (line is not [_, _, _, _, '-', _, _, '-', _, _, 'T', ..] || line.Length <= StampLength || !char.IsWhiteSpace(line[StampLength])
            || !DateTimeOffset.TryParseExact(line.Slice(0, StampLength).ToString(), StampFormat, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var stamp))
        {
            return false;
        }

        (skip, timestamp) = (line[StampLength] == ' ' ? StampLength + 1 : StampLength, stamp);
        return true;
    }

    public static async IAsyncEnumerable<LogPiece> ReadAsync(TextWindow window, string logStream, LineTest begins)
    {
        var text = new BoundedText();
        LogEvent? current = null;
        while (await window.EnsureAsync(LongestStart) || window.Unread.Length > 0)
        {
            if (begins(window.Unread, out var skip, out var timestamp))
            {
                if (Take(text, current) is { } before)
                    yield return before;
                current = new LogEvent(logStream, timestamp, "");
                window.Advance(skip);
            }

            await CopyLineAsync(window, text);
        }

        if (Take(text, current) is { } last)
            yield return last;
    }

    private static ValueTask CopyLineAsync(TextWindow window, BoundedText text)
    {
        var newLine = window.Unread.IndexOf('\n');
        if (newLine < 0)
            return CopyLongLineAsync(window, text);
        Copy(window, newLine + 1, text);
        return default;
    }

    private static async ValueTask CopyLongLineAsync(TextWindow window, BoundedText text)
    {
        var ended = false;
        while (!ended && await window.EnsureAsync(1))
        {
            var newLine = window.Unread.IndexOf('\n');
            ended = newLine >= 0;
            var count = ended ? newLine + 1 : window.Unread.Length;
            Copy(window, count, text);
        }
    }

    private static void Copy(TextWindow window, int count, BoundedText text)
    {
        text.Append(window.Unread.Slice(0, count));
        window.Advance(count);
    }

    private static LogPiece? Take(BoundedText text, LogEvent? current)
    {
        var taken = text.ToString().TrimEnd('\r', '\n');
        text.Clear();
        if (current is { } known)
            return new LogPiece(known with { Message = taken }, true);
        return string.IsNullOrWhiteSpace(taken) ? null : LogPiece.Unrecognised(taken.Trim());
    }
}

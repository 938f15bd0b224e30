using System.Globalization;
using System.Text.RegularExpressions;

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

    private static readonly Regex AgentStart = new(@"^\[[^\]\r\n]{1,255}\] \[[A-Z]{1,32}\] \[[0-9]{1,10}\] \[",
        RegexOptions.CultureInvariant, TimeSpan.FromSeconds(30));

    /// <summary>The agent's text format: <c>[channel] [LEVEL] [id] [provider] [computer] [message]</c>.</summary>
    public static bool BeginsAgentText(ReadOnlySpan<char> line, out int skip, out DateTimeOffset? timestamp)
    {
        (skip, timestamp) = (0, null);
        return line is ['[', ..] && AgentStart.IsMatch(line.Slice(0, Math.Min(line.Length, LongestStart)).ToString());
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

    private static async ValueTask CopyLineAsync(TextWindow window, BoundedText text)
    {
        var ended = false;
        while (!ended && await window.EnsureAsync(1))
        {
            var newLine = window.Unread.IndexOf('\n');
            ended = newLine >= 0;
            var count = ended ? newLine + 1 : window.Unread.Length;
            text.Append(window.Unread.Slice(0, count));
            window.Advance(count);
        }
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

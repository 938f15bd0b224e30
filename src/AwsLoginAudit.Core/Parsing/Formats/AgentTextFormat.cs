namespace AwsLoginAudit;

/// <summary>The CloudWatch agent's text format, one event after another: <c>[channel] [LEVEL] [id] [provider] [computer] [message]</c>.</summary>
internal sealed class AgentTextFormat : ILogFormat
{
    public bool CanRead(ReadOnlySpan<char> head) => IsStart(head);

    public IAsyncEnumerable<LogEvent> ReadAsync(LogSource source) => LineEvents.ReadAsync(source, Test, static logEvent => logEvent);

    private static LineStart Test(ReadOnlySpan<char> line) =>
        IsStart(line) ? new LineStart(LineKind.Event, 0, new LogEvent("", null, "")) : default;

    /// <summary>Whether an event begins here.</summary>
    public static bool IsStart(ReadOnlySpan<char> line)
    {
        line = line.Slice(0, Math.Min(line.Length, LineEvents.LongestStart));
        // A JSON array of strings in this format also begins with a bracket, so the channel may contain no bracket or quotation mark.
        return PassBracket(ref line, 255, static c => c is not ('\r' or '\n' or '[' or '"'))
            && PassBracket(ref line, 32, static c => c is >= 'A' and <= 'Z')
            && PassBracket(ref line, 10, static c => c is >= '0' and <= '9')
            && line is ['[', ..];
    }

    // Skips a value in brackets and the space after it.
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
}

namespace AwsLoginAudit;

/// <summary>The output of <c>aws logs filter-log-events --output text</c> and <c>get-log-events --output text</c>.</summary>
/// <remarks>
/// The line of an event begins with <c>EVENTS</c>. The values follow in the order of their names, separated by tabs: eventId, ingestionTime,
/// logStreamName, message, timestamp, or ingestionTime, message, timestamp. A message is written unchanged, with its tabs and line breaks.
/// Tokens and searched log streams have lines of their own, and a missing value is <c>None</c> (aws/aws-cli, awscli/text.py).
/// </remarks>
internal sealed class CliTextFormat : ILogFormat
{
    private const string EventTag = "EVENTS\t";

    // Milliseconds since 1970 have this length from 2001 to 2286. A shorter number is a truncated time.
    private const int TimeLength = 13;

    // The AWS CLI writes this tag last if --max-items left out events.
    private const string TokenTag = "NEXTTOKEN\t";

    private static readonly string[] OtherTags = ["SEARCHEDLOGSTREAMS\t", TokenTag, "None\n", "None\r\n"];

    public bool CanRead(ReadOnlySpan<char> head)
    {
        while (IsFrame(head))
        {
            var newLine = head.IndexOf('\n');
            var isTokens = IsTokens(head);
            head = newLine < 0 ? default : head.Slice(newLine + 1);
            if (head.IsEmpty)
                return isTokens;
        }
        return Test(head).Kind == LineKind.Event;
    }

    /// <summary>Whether a line begins an event.</summary>
    public static bool IsStart(ReadOnlySpan<char> line) => Test(line.Slice(0, Math.Min(line.Length, LineEvents.LongestStart))).Kind == LineKind.Event;

    public IAsyncEnumerable<LogEvent> ReadAsync(LogSource source)
    {
        if (IsFrame(source.Window.Unread))
            source.Problems.Recognise();
        return LineEvents.ReadAsync(source, Test, Finish);
    }

    private static LineStart Test(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith(EventTag.AsSpan()))
            return line.StartsWith(TokenTag.AsSpan()) ? new LineStart(LineKind.Frame) { Missing = LogProblems.OnePage }
                : IsFrame(line) ? new LineStart(LineKind.Frame) : default;
        var at = EventTag.Length;
        var first = NextValue(line, ref at);
        var afterFirst = at;
        if (!IsNumber(first))
            return new LineStart(LineKind.Other);
        // Only filter-log-events writes an id before the ingestion time, and the log stream after it.
        var (stream, id) = ("", default(string));
        if (IsNumber(NextValue(line, ref at)))
            (stream, id) = (NextValue(line, ref at).ToString(), LogMembers.IdOf(first.ToString()));
        else
            at = afterFirst;
        return EventText.Begins(line.Slice(at))
            ? new LineStart(LineKind.Event, at, new LogEvent(stream, null, "", id))
            : new LineStart(LineKind.Other);
    }

    // The time follows the message.
    private static LogEvent? Finish(LogEvent logEvent)
    {
        var tab = logEvent.Message.LastIndexOf('\t');
        var time = logEvent.Message.AsSpan(tab + 1);
        return tab >= 0 && time.Length == TimeLength && IsNumber(time)
            ? logEvent with { Timestamp = LogTime.Read(time.ToString()), Message = EventText.WithoutZeros(logEvent.Message.Substring(0, tab)) }
            : null;
    }

    private static ReadOnlySpan<char> NextValue(ReadOnlySpan<char> line, ref int at)
    {
        var rest = line.Slice(at);
        var tab = rest.IndexOf('\t');
        if (tab < 0)
            return default;
        at += tab + 1;
        return rest.Slice(0, tab);
    }

    private static bool IsFrame(ReadOnlySpan<char> line)
    {
        foreach (var tag in OtherTags)
        {
            if (line.StartsWith(tag.AsSpan()))
                return true;
        }
        return IsTokens(line);
    }

    // get-log-events returns two tokens, such as b/1234…/s and f/1234…/s. AWS documents them as opaque.
    private static bool IsTokens(ReadOnlySpan<char> line)
    {
        var newLine = line.IndexOf('\n');
        line = newLine < 0 ? line : line.Slice(0, newLine);
        var tab = line.IndexOf('\t');
        return tab > 0 && line is ['b', '/', ..] && line.Slice(tab + 1) is ['f', '/', ..] && line.Slice(tab + 1).IndexOfAny(' ', '\t') < 0;
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
                return false;
        }
        return !text.IsEmpty;
    }
}

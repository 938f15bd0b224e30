using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Event XML, one <c>Event</c> element after another, with or without a root: from wevtutil, Event Viewer, or the agent.</summary>
/// <remarks>
/// Only the tags are read here, without an XML parser, so that a broken event does not affect the others. CDATA and comments within events are
/// not recognised, because Windows writes none, and one that a login inserted must not hide the events after it.
/// </remarks>
internal sealed class EventXmlFormat : ILogFormat
{
    private const string StartTag = "<Event";
    private const string EndTag = "</Event";
    private const int LongestTag = 16;

    // Event Viewer's "Copy" in the XML view of an event writes "- " before each element that can be folded.
    private static readonly Regex Fold = new("(?<=\n[ \t]*)- (?=<)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(30));

    public bool CanRead(ReadOnlySpan<char> head) => XmlFrame.CanBegin(head);

    public async IAsyncEnumerable<LogEvent> ReadAsync(LogSource source)
    {
        var (window, problems) = (source.Window, source.Problems);
        var text = new BoundedText();
        var (frame, nesting) = (new XmlFrame(problems), new EventNesting(problems));
        var (inside, line) = (false, window.Line);
        while (await window.EnsureAsync(1))
        {
            if (CopyToTag(window, text))
                continue;

            await window.EnsureAsync(LongestTag);
            nesting.Pass(window.Unread);
            var isStart = IsStart(window.Unread);
            var end = inside && !isStart ? EndLength(window.Unread) : 0;
            Copy(window, end, text);
            // An event without an end tag is damaged, but it is still parsed, because it may be a failed login.
            if (inside && (isStart || end > 0))
                yield return Take(text, frame, line, nesting.EndEvent(text.Length, line, isCut: isStart));
            else if (isStart || text.Length >= BoundedText.Limit - 1)
                PassFrame(text, frame, nesting, line, isStart);
            if (isStart || end > 0)
                (inside, line) = (isStart, window.Line);
            Copy(window, isStart ? StartTag.Length : end > 0 ? 0 : 1, text);
        }

        if (inside)
            problems.EndEarly("an event has no end", line);
        else
            PassFrame(text, frame, nesting, line, isBeforeEvent: false);
        frame.End();
    }

    /// <summary>Whether a text begins with the start tag of an event, and not of <c>Events</c>, <c>EventData</c> or the like.</summary>
    public static bool IsStart(ReadOnlySpan<char> text) =>
        text.Length > StartTag.Length && text.StartsWith(StartTag.AsSpan())
        && (text[StartTag.Length] is '>' or '/' || char.IsWhiteSpace(text[StartTag.Length]));

    /// <summary>Whether a text ends with its first end tag of an event.</summary>
    public static bool IsOneEvent(ReadOnlySpan<char> text) => TryPassFirst(ref text) && text.TrimEnd().IsEmpty;

    /// <summary>Whether another event begins after the first end tag of an event.</summary>
    public static bool HoldsSeveral(ReadOnlySpan<char> text)
    {
        if (!TryPassFirst(ref text))
            return false;
        for (int start; (start = text.IndexOf(StartTag.AsSpan())) >= 0; text = text.Slice(start + StartTag.Length))
        {
            if (IsStart(text.Slice(start)))
                return true;
        }
        return false;
    }

    /// <summary>Whether a text is an event without an end so far.</summary>
    /// <param name="text">The text so far.</param>
    /// <param name="searched">The index up to which the text was searched for the end; updated for the next call.</param>
    public static bool IsOpen(ReadOnlySpan<char> text, ref int searched)
    {
        if (!IsStart(text) || searched < 0)
            return false;
        var rest = text.Slice(searched);
        searched = TryPassFirst(ref rest) ? -1 : Math.Max(0, text.Length - LongestTag);
        return searched >= 0;
    }

    private static bool TryPassFirst(ref ReadOnlySpan<char> text)
    {
        for (int end; (end = text.IndexOf(EndTag.AsSpan())) >= 0; text = text.Slice(end + EndTag.Length))
        {
            if (EndLength(text.Slice(end)) is not (> 0 and var length))
                continue;
            text = text.Slice(end + length);
            return true;
        }
        return false;
    }

    private static int EndLength(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(EndTag.AsSpan()))
            return 0;
        var tail = text.Slice(EndTag.Length, Math.Min(text.Length, LongestTag) - EndTag.Length).TrimStart();
        return tail is ['>', ..] ? Math.Min(text.Length, LongestTag) - tail.Length + 1 : 0;
    }

    /// <summary>Copies the text before the next tag of an event; false if the window may begin with such a tag.</summary>
    private static bool CopyToTag(TextWindow window, BoundedText text)
    {
        var tag = NextTag(window.Unread);
        Copy(window, tag, text);
        return tag > 0;
    }

    // The name is searched first, because all other tags have a bracket too.
    private static int NextTag(ReadOnlySpan<char> text)
    {
        const string Name = "Event";
        int at = 0, name;
        for (; (name = text.Slice(at).IndexOf(Name.AsSpan())) >= 0; at += name + 1)
        {
            var before = text.Slice(0, at + name);
            if (before is [.., '<'])
                return before.Length - 1;
            if (before is [.., '<', '/'])
                return before.Length - 2;
        }

        // A tag may begin at the end of the available text.
        var tail = Math.Max(0, text.Length - EndTag.Length + 1);
        var begun = text.Slice(tail).IndexOf('<');
        return begun < 0 ? text.Length : tail + begun;
    }

    private static void Copy(TextWindow window, int count, BoundedText text)
    {
        text.Append(window.Unread.Slice(0, count));
        window.Advance(count);
    }

    private static void PassFrame(BoundedText text, XmlFrame frame, EventNesting nesting, long line, bool isBeforeEvent)
    {
        var rest = text.Text;
        nesting.PassBetween(text.Text, hasEnd: TryPassFirst(ref rest));
        if (!text.Trimmed.IsEmpty)
            frame.Pass(text.ToString(), line, isBeforeEvent);
        text.Clear();
    }

    private static LogEvent Take(BoundedText text, XmlFrame frame, long line, bool mayBeTyped)
    {
        var taken = text.Trimmed.ToString();
        text.Clear();
        frame.HasEvents = true;
        return new LogEvent("", null, frame.IsFolded ? Fold.Replace(taken, "") : taken, null, line) { MayBeTyped = mayBeTyped };
    }
}

using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Reads text around events that is allowed there: a declaration, comments, tags of the root, and what Event Viewer copies with an event.</summary>
internal sealed class XmlFrame(LogProblems problems)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int LongestLabel = 40;

    // Between two events there are at most the ends and declarations of a few documents.
    private const int MostParts = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Regex Part = new(
        @"\G([\s\0\uFEFF]+|<\?xml[^<>]*\?>|<!--.*?-->|(?<fold>- (?=<|$))|</(?<end>[A-Za-z_][\w.:-]*)\s*>|<(?<root>[A-Za-z_][\w.:-]*)(\s[^<>]*?)?(?<empty>/)?>)",
        Options | RegexOptions.Singleline, Patience);

    private string? outermost;
    private string? root;
    private long rootLine;
    private string? label;

    /// <summary>Whether the events were copied from a view whose elements can be folded.</summary>
    public bool IsFolded { get; private set; }

    /// <summary>Whether an event has been read.</summary>
    public bool HasEvents { get; set; }

    /// <summary>Whether text can begin a recording of event XML: an event, a root of events, or a copy from Event Viewer.</summary>
    public static bool CanBegin(ReadOnlySpan<char> head)
    {
        if (EventXmlFormat.IsStart(head))
            return true;
        if (head.IndexOf('<') > 0)
            return BeginsFolded(head) || BeginsCopy(head);
        return head is ['<', ..] && BeginsRoot(head.Slice(0, Math.Min(head.Length, 4 * XmlProlog.LongestTag)).ToString());
    }

    /// <summary>Whether text begins a recording of event XML and already contains the first event, so that no further text can change the result.</summary>
    public static bool HasBegun(ReadOnlySpan<char> head)
    {
        if (head is not ['<', ..])
            return false;
        for (int next, at = 0; (next = head.Slice(at).IndexOf("<Event".AsSpan())) >= 0; at += next + 1)
        {
            if (EventXmlFormat.IsStart(head.Slice(at + next)))
                return CanBegin(head);
        }
        return false;
    }

    private static bool BeginsFolded(ReadOnlySpan<char> head) =>
        head is ['-', ' ', '<', ..] && (EventXmlFormat.IsStart(head.Slice(2)) || head.Slice(2).StartsWith("<Events".AsSpan()));

    private static bool BeginsCopy(ReadOnlySpan<char> head)
    {
        for (var at = head.IndexOf('<'); at >= 0;)
        {
            if (EventXmlFormat.IsStart(head.Slice(at)))
                return FindLabel(head.Slice(0, at).ToString()) is not null;
            var next = head.Slice(at + 1).IndexOf('<');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }

    // A root with any name other than Events must be followed by an event.
    private static bool BeginsRoot(string head)
    {
        var isEvents = false;
        for (var at = 0; at < head.Length;)
        {
            if (EventXmlFormat.IsStart(head.AsSpan(at)))
                return true;
            if (Part.Match(head, at) is not { Success: true, Length: > 0 } part)
                return isEvents;
            isEvents |= part.Groups["root"].Value == "Events";
            at += part.Length;
        }
        return isEvents;
    }

    /// <summary>Reads the text between events, before the first event or after the last one.</summary>
    public void Pass(string between, long line, bool isBeforeEvent)
    {
        for (int at = 0, parts = 0; at < between.Length; parts++)
        {
            if (parts < MostParts && Part.Match(between, at) is { Success: true, Length: > 0 } part && Take(part, line))
            {
                line += Lines(between.AsSpan(at, part.Length));
                at += part.Length;
                continue;
            }

            PassText(between.Substring(at).Trim(), line, isBeforeEvent);
            return;
        }
    }

    private void PassText(string text, long line, bool isBeforeEvent)
    {
        if (isBeforeEvent && FindLabel(text) is { } found && (label ??= found) == found && !EventText.IsWithin(text.AsSpan()))
            return;
        if (label is not null && !isBeforeEvent && text.StartsWith(label, StringComparison.Ordinal))
            problems.EndEarly("an event that was copied as text has no XML", line);
        else
            problems.Add("text that is not part of an event", line, text.Length);
    }

    /// <summary>Reports a root that is not closed.</summary>
    public void End()
    {
        if (root is not null)
            problems.EndEarly($"the element {root} has no end", rootLine);
    }

    private bool Take(Match part, long line)
    {
        if (part.Groups["fold"].Success)
            IsFolded = true;
        if (part.Groups["end"] is { Success: true } end)
        {
            if (end.Value != root)
                return false;
            root = null;
        }
        else if (part.Groups["root"] is { Success: true } start)
        {
            // A root with any name other than Events is accepted only before the first event, and all such roots must have the same name.
            if (root is not null || (start.Value != "Events" && (HasEvents || (outermost ??= start.Value) != start.Value)))
                return false;
            if (!part.Groups["empty"].Success)
                (root, rootLine) = (start.Value, line);
            if (start.Value == "Events")
                problems.Recognise();
        }
        return true;
    }

    /// <summary>
    /// Finds the first label of the text that Event Viewer's "Copy Details as Text" writes before an event's XML, such as "Log Name:" in English.
    /// Null if the text is something else, or belongs to more than one event.
    /// </summary>
    private static string? FindLabel(string text)
    {
        var colon = text.IndexOf(':');
        if (colon is < 1 or > LongestLabel || !char.IsWhiteSpace(text[Math.Min(colon + 1, text.Length - 1)]) || text.IndexOf('\n') < colon)
            return null;
        var first = text.Substring(0, colon + 1);
        // The last line is "Event Xml:" in the language of Windows. Chinese and Japanese use a wide colon.
        return text.TrimEnd() is [.., ':' or '\uFF1A'] && text.IndexOf("\n" + first, StringComparison.Ordinal) < 0 ? first : null;
    }

    private static int Lines(ReadOnlySpan<char> text)
    {
        var lines = 0;
        foreach (var c in text)
            lines += c == '\n' ? 1 : 0;
        return lines;
    }
}

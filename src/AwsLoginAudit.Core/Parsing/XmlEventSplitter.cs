using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Splits event XML, one <c>Event</c> element after another, with or without a root.</summary>
/// <remarks>
/// The tags alone decide, not an XML parser: a broken event must not take the others with it. CDATA and comments are not
/// honoured, because Windows writes none in an event, and one pasted in by a login must not swallow what follows.
/// </remarks>
internal static class XmlEventSplitter
{
    private const string StartTag = "<Event";
    private const string EndTag = "</Event";
    private const int LongestTag = 16;

    public static async IAsyncEnumerable<LogPiece> ReadAsync(TextWindow window)
    {
        var text = new BoundedText();
        var frame = new XmlFrame();
        var inside = false;
        while (await window.EnsureAsync(1))
        {
            if (CopyToTag(window, text))
                continue;

            await window.EnsureAsync(LongestTag);
            if (IsStart(window.Unread))
            {
                if (Take(text, inside, frame) is { } before)
                    yield return before;
                inside = true;
                Copy(window, StartTag.Length, text);
            }
            else if (inside && EndLength(window.Unread) is > 0 and var length)
            {
                Copy(window, length, text);
                if (Take(text, inside, frame) is { } complete)
                    yield return complete;
                inside = false;
            }
            else
            {
                Copy(window, 1, text);
            }
        }

        if (Take(text, inside, frame) is { } last)
            yield return last;
    }

    /// <summary>Whether an event's start tag begins here; <c>Events</c>, <c>EventData</c> and the like do not count.</summary>
    public static bool IsStart(ReadOnlySpan<char> text) =>
        text.Length > StartTag.Length && text.StartsWith(StartTag.AsSpan())
        && (text[StartTag.Length] is '>' or '/' || char.IsWhiteSpace(text[StartTag.Length]));

    private static int EndLength(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(EndTag.AsSpan()))
            return 0;
        var tail = text.Slice(EndTag.Length, Math.Min(text.Length, LongestTag) - EndTag.Length).TrimStart();
        return tail is ['>', ..] ? Math.Min(text.Length, LongestTag) - tail.Length + 1 : 0;
    }

    /// <summary>Copies what stands before the next tag of an event; false where the window may begin with one.</summary>
    private static bool CopyToTag(TextWindow window, BoundedText text)
    {
        var tag = NextTag(window.Unread);
        Copy(window, tag, text);
        return tag > 0;
    }

    // The name is searched for, since every other tag has a bracket too.
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

        // One may begin at the end of what is there yet.
        var tail = Math.Max(0, text.Length - EndTag.Length + 1);
        var begun = text.Slice(tail).IndexOf('<');
        return begun < 0 ? text.Length : tail + begun;
    }

    private static void Copy(TextWindow window, int count, BoundedText text)
    {
        text.Append(window.Unread.Slice(0, count));
        window.Advance(count);
    }

    private static LogPiece? Take(BoundedText text, bool isEvent, XmlFrame frame)
    {
        var taken = text.Trimmed.ToString();
        text.Clear();
        return isEvent ? LogPiece.Of(taken) : frame.Strip(taken);
    }

    /// <summary>What may stand around events and is no event: the XML declaration and the tags of the root, whatever its name.</summary>
    private sealed class XmlFrame
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private static readonly Regex Opening = new(
            @"^\uFEFF?(<\?xml[^<>]*\?>\s*)?<(?<root>[A-Za-z_][\w.-]*)(\s[^<>]*)?>$",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);

        private string root = "Events";
        private Regex? tags;

        public LogPiece? Strip(string between)
        {
            if (between.Length == 0)
                return null;
            if (tags is null && Opening.Match(between) is { Success: true } opening)
                root = opening.Groups["root"].Value;
            tags ??= new Regex($@"<\?xml[^<>]*\?>|</?{Regex.Escape(root)}(\s[^<>]*|/)?>|\uFEFF",
                RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);

            var rest = tags.Replace(between, "").Trim();
            if (rest.Length > 0)
                return LogPiece.Unrecognised(rest);
            return between.Contains("<Events") ? LogPiece.NoEvents : null;
        }
    }
}

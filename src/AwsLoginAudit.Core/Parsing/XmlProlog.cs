namespace AwsLoginAudit;

/// <summary>Checks the beginning of an XML document, before any text that the sender of a login can have typed.</summary>
internal static class XmlProlog
{
    /// <summary>The maximum length of the tag around events, in characters; Windows' own tag has ten.</summary>
    public const int LongestTag = 8 * 1024;

    private const int Furthest = TextWindow.MaxAhead;

    /// <summary>Returns a problem that no log has at its beginning, and its line; null for none. The window does not advance.</summary>
    public static async ValueTask<string?> FindProblemAsync(TextWindow window)
    {
        if (!BeginsAsXml(window.Unread))
            return null;
        // No more text than necessary is read, because the lines of a pipeline must be handled as they arrive.
        while (!IsDecided(window.Unread) && window.Unread.Length < Furthest && await window.FillAsync())
        {
        }
        return FindProblem(window.Unread) is var (problem, at) && problem is not null
            ? $"{problem} (line {window.Line + Count(window.Unread.Slice(0, at), '\n')})"
            : null;
    }

    // Decided once the first tag is complete, or is longer than allowed.
    private static bool IsDecided(ReadOnlySpan<char> text)
    {
        var rest = text.Slice(SkipMiscellaneous(text));
        return (rest is ['<', not ('?' or '!'), ..] && (rest.Length > LongestTag || rest.IndexOf('>') >= 0)) || rest.StartsWith("<!DOCTYPE".AsSpan());
    }

    private static bool BeginsAsXml(ReadOnlySpan<char> text) => text is ['<', ..] or ['\ufeff', '<', ..];

    private static (string? Problem, int At) FindProblem(ReadOnlySpan<char> text)
    {
        var at = SkipMiscellaneous(text);
        var rest = text.Slice(at);
        if (rest.StartsWith("<!DOCTYPE".AsSpan()) && !ForeignFormats.IsHtml(rest))
            return ("it has a document type (DTD), which no event log has, so nothing of the file was read", at);
        var end = rest.IndexOf('>');
        var isLong = end > LongestTag || (end < 0 && rest.Length > LongestTag);
        return rest is ['<', ..] && isLong && !EventXmlFormat.IsStart(rest)
            ? ($"its first tag is longer than {LongestTag} characters", at)
            : (null, 0);
    }

    /// <summary>The length of the declaration, comments and white space at the beginning, in characters.</summary>
    public static int SkipMiscellaneous(ReadOnlySpan<char> text)
    {
        var at = text is ['\ufeff', ..] ? 1 : 0;
        while (true)
        {
            var rest = text.Slice(at);
            var white = rest.Length - rest.TrimStart().Length;
            var closing = rest.Slice(white).StartsWith("<?".AsSpan()) ? "?>" : rest.Slice(white).StartsWith("<!--".AsSpan()) ? "-->" : null;
            var end = closing is null ? -1 : rest.IndexOf(closing.AsSpan());
            if (end < 0)
                return at + white;
            at += end + closing!.Length;
        }
    }

    private static int Count(ReadOnlySpan<char> text, char wanted)
    {
        var count = 0;
        foreach (var c in text)
            count += c == wanted ? 1 : 0;
        return count;
    }
}

namespace AwsLoginAudit;

/// <summary>Looks at how an XML document begins, before anything in it that the sender of a login can have written.</summary>
internal static class XmlProlog
{
    /// <summary>The longest tag around events; Windows' own has ten characters.</summary>
    public const int LongestTag = 8 * 1024;

    private const int Furthest = TextWindow.MaxAhead;

    /// <summary>What of it no log has, and where; null where there is nothing. Passes over nothing.</summary>
    public static async ValueTask<string?> FindProblemAsync(TextWindow window)
    {
        if (!BeginsAsXml(window.Unread))
            return null;
        // Only as far as it takes: the lines of a pipeline are to be read as they come.
        while (!IsDecided(window.Unread) && window.Unread.Length < Furthest && await window.FillAsync())
        {
        }
        return FindProblem(window.Unread) is var (problem, at) && problem is not null
            ? $"{problem} (line {window.Line + Count(window.Unread.Slice(0, at), '\n')})"
            : null;
    }

    // Whether the first tag is there whole, or is longer than any.
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
            return ("it has a document type (DTD), which no log of events has; nothing of it is read, and none of its entities is expanded", at);
        var end = rest.IndexOf('>');
        var isLong = end > LongestTag || (end < 0 && rest.Length > LongestTag);
        return rest is ['<', ..] && isLong && !EventXmlFormat.IsStart(rest)
            ? ($"its first tag is longer than {LongestTag} characters", at)
            : (null, 0);
    }

    /// <summary>How many characters the declaration, comments and white space at the beginning have.</summary>
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

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit;

/// <summary>Makes text that a stranger chose fit to be shown: what would not be seen, or would change what is seen, becomes a visible escape.</summary>
public static class SafeText
{
    /// <summary>The text with control, format (bidirectional, zero-width, tag) and other invisible characters as <c>\u202e</c>.</summary>
    /// <param name="text">The text; null is shown as empty.</param>
    /// <param name="longest">The most characters to show; what is longer ends in an ellipsis. 1 or more.</param>
    /// <returns>The text itself where nothing had to be changed.</returns>
    [MethodImpl(Hot.Path)]
    public static string Show(string? text, int longest = int.MaxValue)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var first = FirstUnsafe(text!, 0);
        if (first < 0 && text!.Length <= longest)
            return text;

        var shown = new StringBuilder(Math.Min(text!.Length, longest) + 16);
        for (var at = 0; at < text.Length && shown.Length <= longest; at++)
        {
            if (IsSafePair(text, at))
                shown.Append(text[at++]).Append(text[at]);
            else if (IsUnsafe(text, at))
                shown.Append("\\u").Append(((int)text[at]).ToString("x4", CultureInfo.InvariantCulture));
            else
                shown.Append(text[at]);
        }
        if (shown.Length > longest)
            Cut(shown, longest);
        return shown.ToString();
    }

    private static void Cut(StringBuilder shown, int longest)
    {
        var keep = longest - 1;
        if (keep > 0 && char.IsHighSurrogate(shown[keep - 1]))
            keep--;
        shown.Length = keep;
        shown.Append('…');
    }

    [MethodImpl(Hot.Path)]
    private static int FirstUnsafe(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] is >= ' ' and <= '~')
                continue;
            if (IsSafePair(text, at))
                at++;
            else if (IsUnsafe(text, at))
                return at;
        }
        return -1;
    }

    // Letters and signs beyond the first plane; the plane of tags, and every other character that is not seen, is not among them.
    private static bool IsSafePair(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        && !IsInvisible(CharUnicodeInfo.GetUnicodeCategory(text, at));

    private static bool IsUnsafe(string text, int at)
    {
        var c = text[at];
        return c is < ' ' or (>= '\u007f' and < '\u00a0') || (c > '\u00a0' && IsInvisible(CharUnicodeInfo.GetUnicodeCategory(c))) || IsBlankLetter(c);
    }

    private static bool IsInvisible(UnicodeCategory category) => category is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Letters and marks by category, nothing to the eye: Hangul fillers, the grapheme joiner, Mongolian and variation selectors.
    private static bool IsBlankLetter(char c) =>
        c is '\u034f' or '\u115f' or '\u1160' or '\u17b4' or '\u17b5' or (>= '\u180b' and <= '\u180f') or '\u2800' or '\u3164'
            or (>= '\ufe00' and <= '\ufe0f') or '\uffa0' or '\uffff';
}

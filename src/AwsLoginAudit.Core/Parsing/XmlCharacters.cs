#if NET8_0_OR_GREATER
using System.Buffers;
#endif
using System.Globalization;
using System.Text;

namespace AwsLoginAudit;

/// <summary>What XML 1.0 says of characters and references.</summary>
internal static class XmlCharacters
{
    private const string Controls =
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015" +
        "\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\ufffe\uffff";

#if NET8_0_OR_GREATER
    private static readonly SearchValues<char> Illegal = SearchValues.Create(Controls);

    private static bool HasIllegal(ReadOnlySpan<char> text) => text.IndexOfAny(Illegal) >= 0;

    private static int FirstSurrogate(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\ud800', '\udfff');
#else
    private static bool HasIllegal(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if ((c < ' ' && c is not ('\t' or '\n' or '\r')) || c >= '\ufffe')
                return true;
        }
        return false;
    }

    private static int FirstSurrogate(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
                return i;
        }
        return -1;
    }
#endif

    /// <summary>Whether every character may stand in a document.</summary>
    public static bool AllLegal(ReadOnlySpan<char> text)
    {
        if (HasIllegal(text))
            return false;
        for (var i = FirstSurrogate(text); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }

    public static bool IsWhite(char c) => c is ' ' or '\t' or '\n' or '\r';

    /// <summary>Whether a character may stand in the name of an element or attribute, as far as Windows' own names go.</summary>
    public static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ':';

    /// <summary>Whether every ampersand begins a reference that needs no document type.</summary>
    public static bool ReferencesAreKnown(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('&'); at >= 0;)
        {
            text = text.Slice(at);
            if (ReadReference(text, out _) is not (> 0 and var length))
                return false;
            text = text.Slice(length);
            at = text.IndexOf('&');
        }
        return true;
    }

    /// <summary>The text with its references replaced; one that is not known stays as it is.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        var decoded = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            var at = text.IndexOf('&');
            if (at < 0)
                at = text.Length;
            decoded.Append(text.Slice(0, at).ToString());
            text = text.Slice(at);
            if (text.IsEmpty)
                break;

            var length = ReadReference(text, out var codePoint);
            if (length > 0)
                decoded.Append(char.ConvertFromUtf32(codePoint));
            else
                decoded.Append('&');
            text = text.Slice(Math.Max(length, 1));
        }
        return decoded.ToString();
    }

    // The length of the reference that text begins with; 0 where it is none.
    private static int ReadReference(ReadOnlySpan<char> text, out int codePoint)
    {
        codePoint = 0;
        const int LongestReference = 12;
        var end = text.Slice(0, Math.Min(text.Length, LongestReference)).IndexOf(';');
        if (end < 2)
            return 0;

        var name = text.Slice(1, end - 1).ToString();
        codePoint = name switch
        {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => name[0] == '#' ? ReadNumber(name) : -1,
        };
        return codePoint < 0 ? 0 : end + 1;
    }

    private static int ReadNumber(string reference)
    {
        var hex = reference.Length > 1 && reference[1] == 'x';
        var read = int.TryParse(
            reference.Substring(hex ? 2 : 1),
            hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var codePoint);
        var legal = read && codePoint is 0x9 or 0xA or 0xD or (>= 0x20 and < 0xD800) or (>= 0xE000 and < 0xFFFE) or (>= 0x10000 and <= 0x10FFFF);
        return legal ? codePoint : -1;
    }
}

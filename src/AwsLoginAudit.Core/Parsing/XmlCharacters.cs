using System.Buffers;
using System.Xml;

namespace AwsLoginAudit;

/// <summary>The rules of XML 1.0 for characters and references.</summary>
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

    /// <summary>Whether XML allows every character.</summary>
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

    /// <summary>Whether the name of an element or attribute may contain a character.</summary>
    public static bool IsName(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or ':' || XmlConvert.IsNCNameChar(c);

    /// <summary>Whether the name of an element or attribute may begin with a character.</summary>
    public static bool IsNameStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or ':' || XmlConvert.IsStartNCNameChar(c);

    /// <summary>The index after a name.</summary>
    public static int EndOfName(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsName(text[at]))
            at++;
        return at;
    }

    /// <summary>The index of the next character that is not white space.</summary>
    public static int SkipWhite(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsWhite(text[at]))
            at++;
        return at;
    }

    /// <summary>Whether every ampersand begins a reference that is valid without a document type.</summary>
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

    /// <summary>Replaces the references in a text. Unknown references are left unchanged.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        // A reference is never shorter than its character, so the buffer is large enough.
        var decoded = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOf('&');
            if (plain < 0)
                plain = text.Length;
            text.Slice(0, plain).CopyTo(decoded.AsSpan(length));
            length += plain;
            text = text.Slice(plain);
            if (text.IsEmpty)
                break;

            var read = ReadReference(text, out var codePoint);
            length += Write(read > 0 ? codePoint : '&', decoded.AsSpan(length));
            text = text.Slice(Math.Max(read, 1));
        }
        var result = new string(decoded, 0, length);
        ArrayPool<char>.Shared.Return(decoded);
        return result;
    }

    private static int Write(int codePoint, Span<char> to)
    {
        if (codePoint < 0x10000)
        {
            to[0] = (char)codePoint;
            return 1;
        }
        to[0] = (char)(0xD800 + ((codePoint - 0x10000) >> 10));
        to[1] = (char)(0xDC00 + ((codePoint - 0x10000) & 0x3FF));
        return 2;
    }

    // Returns the length of the reference at the beginning of the text; 0 if there is none.
    private static int ReadReference(ReadOnlySpan<char> text, out int codePoint)
    {
        codePoint = 0;
        const int LongestReference = 12;
        var end = text.Slice(0, Math.Min(text.Length, LongestReference)).IndexOf(';');
        if (end < 2)
            return 0;

        var name = text.Slice(1, end - 1);
        codePoint = name[0] == '#' ? ReadNumber(name.Slice(1)) : ReadName(name);
        return codePoint < 0 ? 0 : end + 1;
    }

    private static int ReadName(ReadOnlySpan<char> name) =>
        name.SequenceEqual("lt".AsSpan()) ? '<'
        : name.SequenceEqual("gt".AsSpan()) ? '>'
        : name.SequenceEqual("amp".AsSpan()) ? '&'
        : name.SequenceEqual("quot".AsSpan()) ? '"'
        : name.SequenceEqual("apos".AsSpan()) ? '\''
        : -1;

    private static int ReadNumber(ReadOnlySpan<char> digits)
    {
        var radix = 10;
        if (!digits.IsEmpty && digits[0] == 'x')
        {
            radix = 16;
            digits = digits.Slice(1);
        }
        if (digits.IsEmpty)
            return -1;

        // LongestReference limits the number to ten digits, so it cannot overflow.
        var codePoint = 0L;
        foreach (var digit in digits)
        {
            var value = Digits.HexValue(digit);
            if (value < 0 || value >= radix)
                return -1;
            codePoint = (codePoint * radix) + value;
        }
        var legal = codePoint is 0x9 or 0xA or 0xD or (>= 0x20 and < 0xD800) or (>= 0xE000 and < 0xFFFE) or (>= 0x10000 and <= 0x10FFFF);
        return legal ? (int)codePoint : -1;
    }
}

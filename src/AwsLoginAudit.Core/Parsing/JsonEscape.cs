namespace AwsLoginAudit;

/// <summary>Reads the escapes of JSON strings.</summary>
public static class JsonEscape
{
    /// <summary>The length of the longest escape, in characters.</summary>
    public const int Longest = 6;

    private const string Letters = "\"\\/nrtbf";
    private const string Characters = "\"\\/\n\r\t\b\f";

    /// <summary>Reads the escape at the beginning of a text.</summary>
    /// <param name="text">The text, beginning with a backslash.</param>
    /// <param name="character">The character of the escape; it can be half of a surrogate pair.</param>
    /// <returns>The length of the escape; 0 if it is not valid.</returns>
    public static int Read(ReadOnlySpan<byte> text, out char character)
    {
        character = '\0';
        if (text.Length < 2)
            return 0;
        if (Letters.IndexOf((char)text[1]) is >= 0 and var known)
        {
            character = Characters[known];
            return 2;
        }
        if (text[1] != 'u' || text.Length < Longest || ReadUnit(text) is not (>= 0 and var unit))
            return 0;
        character = (char)unit;
        return Longest;
    }

    /// <summary>Reads the escape at the beginning of a text.</summary>
    /// <param name="text">The text, beginning with a backslash.</param>
    /// <param name="character">The character of the escape; it can be half of a surrogate pair.</param>
    /// <returns>The length of the escape; 0 if it is not valid.</returns>
    public static int Read(ReadOnlySpan<char> text, out char character)
    {
        Span<byte> bytes = stackalloc byte[Math.Min(text.Length, Longest)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = text[i] < 0x80 ? (byte)text[i] : (byte)0;
        return Read(bytes, out character);
    }

    private static int ReadUnit(ReadOnlySpan<byte> text) =>
        (Digits.HexValue(text[2]) << 12) | (Digits.HexValue(text[3]) << 8) | (Digits.HexValue(text[4]) << 4) | Digits.HexValue(text[5]);
}

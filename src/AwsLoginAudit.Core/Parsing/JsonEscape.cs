namespace AwsLoginAudit;

/// <summary>The escapes of JSON strings.</summary>
public static class JsonEscape
{
    /// <summary>The characters of the longest one.</summary>
    public const int Longest = 6;

    private const string Letters = "\"\\/nrtbf";
    private const string Characters = "\"\\/\n\r\t\b\f";

    /// <summary>Reads the escape that a text begins with.</summary>
    /// <param name="text">The text, from a backslash on.</param>
    /// <param name="character">What the escape stands for; half of a surrogate pair stays one.</param>
    /// <returns>How long the escape is; 0 where it is none.</returns>
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

    /// <summary>Reads the escape that a text begins with.</summary>
    /// <param name="text">The text, from a backslash on.</param>
    /// <param name="character">What the escape stands for; half of a surrogate pair stays one.</param>
    /// <returns>How long the escape is; 0 where it is none.</returns>
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

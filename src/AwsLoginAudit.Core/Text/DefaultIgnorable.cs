namespace AwsLoginAudit;

/// <summary>Characters that are invisible in fonts without a glyph for them: Unicode's property Default_Ignorable_Code_Point.</summary>
/// <remarks>
/// The ranges are those of DerivedCoreProperties.txt of Unicode 17.0.0, and have not changed since 14.0.0 at least. .NET has general categories but
/// not this property, which letters (U+3164), marks (U+FE0F) and unassigned characters can have.
/// </remarks>
internal static class DefaultIgnorable
{
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
        (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    /// <summary>Whether a character has the property.</summary>
    /// <param name="codePoint">The code point.</param>
    public static bool Contains(int codePoint)
    {
        foreach (var (first, last) in Ranges)
        {
            if (codePoint <= last)
                return codePoint >= first;
        }
        return false;
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Tells, character by character, whether a reader sees each character of a text as a character of its own.</summary>
/// <remarks>
/// The general category decides, of the Unicode version that .NET has (8.0 in .NET Framework 4.7.2, 15.0 in .NET 8, 16.0 in .NET 10), and
/// <see cref="DefaultIgnorable"/>. A character that .NET does not know yet is not visible.
/// </remarks>
internal struct VisibleCharacters
{
    // Unicode Technical Standard 39, section 5.4: "Forbid sequences of more than 4 nonspacing marks", and of the same mark.
    private const int MostMarks = 4;

    // The end of the block Latin Extended-B. Latin letters take the marks of the block Combining Diacritical Marks.
    private const int LastLatin = 0x024F;
    private const int FirstDiacritic = 0x0300;
    private const int LastDiacritic = 0x036F;

    // The character that marks are drawn on; 0 if there is none.
    private int letter;
    private int marks;
    private int latestMark;

    /// <summary>Whether the next character is visible.</summary>
    /// <param name="text">The text, from its beginning on.</param>
    /// <param name="at">Where the character is.</param>
    /// <param name="length">1, or 2 for a pair of surrogates.</param>
    public bool IsVisible(string text, int at, out int length)
    {
        var c = text[at];
        var isPair = char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        length = isPair ? 2 : 1;
        var character = isPair ? char.ConvertToUtf32(c, text[at + 1]) : c;
        var category = CharUnicodeInfo.GetUnicodeCategory(text, at);
        var isVisible = IsMark(category) ? TakeMark(character) : !IsUnseen(category) && !IsBlankSymbol(character);
        isVisible = isVisible && !DefaultIgnorable.Contains(character);
        if (!IsMark(category))
            (letter, marks) = (character, 0);
        if (!isVisible || category == UnicodeCategory.SpaceSeparator)
            letter = 0;
        return isVisible;
    }

    // Marks beyond the first plane belong to rare scripts. Some of them have no glyph, such as a filler (U+16FE4) and a joiner (U+1107F).
    private bool TakeMark(int mark)
    {
        var fits = letter != 0 && mark <= char.MaxValue && (letter > LastLatin || mark is >= FirstDiacritic and <= LastDiacritic);
        var isOneTooMany = marks == MostMarks || (marks > 0 && mark == latestMark);
        (marks, latestMark) = (marks + 1, mark);
        return fits && !isOneTooMany;
    }

    private static bool IsMark(UnicodeCategory category) => category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsUnseen(UnicodeCategory category) => category is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Symbols by category, blank by definition: BRAILLE PATTERN BLANK and MUSICAL SYMBOL NULL NOTEHEAD.
    private static bool IsBlankSymbol(int character) => character is 0x2800 or 0x1D159;
}

using System.Globalization;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Decides for each character of a text whether a reader sees it as a separate character.</summary>
/// <remarks>
/// <see cref="DefaultIgnorable"/> and the general category decide, in .NET's version of Unicode (8.0 in .NET Framework 4.7.2, 15.0 in .NET 8,
/// 16.0 in .NET 10). A character that .NET does not know is not visible.
/// </remarks>
internal struct VisibleCharacters
{
    // Unicode Technical Standard 39, section 5.4, forbids sequences of more than 4 nonspacing marks, and sequences of the same mark.
    private const int MostMarks = 4;

    // The last character of the block Latin Extended-B. Latin letters take only marks of the block Combining Diacritical Marks.
    private const int LastLatin = 0x024F;
    private const int FirstDiacritic = 0x0300;
    private const int LastDiacritic = 0x036F;

    // The base character of the marks; 0 if there is none.
    private int letter;
    private int marks;
    private int latestMark;

    /// <summary>Whether the next character is visible.</summary>
    /// <param name="text">The text; its characters must be passed in order from the first one on.</param>
    /// <param name="at">The index of the character.</param>
    /// <param name="length">1, or 2 for a surrogate pair.</param>
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

    // Marks beyond the first plane belong to rare scripts, and some have no glyph, such as a filler (U+16FE4) and a joiner (U+1107F).
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

    // BRAILLE PATTERN BLANK and MUSICAL SYMBOL NULL NOTEHEAD are symbols by category but blank by definition.
    private static bool IsBlankSymbol(int character) => character is 0x2800 or 0x1D159;
}

using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit;

/// <summary>Makes text that a stranger chose harmless in a cell of a spreadsheet.</summary>
/// <remarks>
/// A spreadsheet treats a cell as a formula by its first character. It splits a line at the computer's list separator, which is not always the comma.
/// OWASP therefore warns of formulas after a separator within a value (<see href="https://owasp.org/www-community/attacks/CSV_Injection"/>).
/// <see cref="SafeText.Show"/> has escaped tabs and line breaks before.
/// </remarks>
public static class SafeCell
{
    /// <summary>The text as <see cref="SafeText.Show"/> has it, with an apostrophe before each formula: at the beginning, and after a comma or a semicolon, also the Arabic one.</summary>
    /// <param name="text">The text; null is shown as empty.</param>
    /// <param name="longest">The most characters to show, apostrophes not included; what is longer ends in an ellipsis. 1 or more.</param>
    /// <returns>The text of the cell, without the quotation marks that a CSV file has around it.</returns>
    [MethodImpl(Hot.Path)]
    public static string Show(string? text, int longest = int.MaxValue)
    {
        var shown = SafeText.Show(text, longest);
        StringBuilder? marked = null;
        var (begin, copied, isBeginning) = (0, 0, true);
        for (var at = 0; at < shown.Length; at++)
        {
            var c = shown[at];
            if (IsSeparator(c))
            {
                (begin, isBeginning) = (at + 1, true);
            }
            else if (isBeginning && IsFormula(c))
            {
                marked = (marked ?? new StringBuilder(shown.Length + 16)).Append(shown, copied, begin - copied).Append('\'');
                (copied, isBeginning) = (begin, false);
            }
            else
            {
                isBeginning = isBeginning && IsLeftOut(c);
            }
        }
        return marked?.Append(shown, copied, shown.Length - copied).ToString() ?? shown;
    }

    // The list separators that Windows has by default. CultureInfo gives U+061B for fa, fa-IR and ku, and one of the other two for every other culture of .NET 10.
    private static bool IsSeparator(char c) => c is ',' or ';' or '\u061b';

    // In either width, since Excel takes both.
    private static bool IsFormula(char c) => c is '=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20';

    // What a spreadsheet may drop before it looks at the first character.
    private static bool IsLeftOut(char c) => char.IsWhiteSpace(c) || c is '"' or '\'';
}

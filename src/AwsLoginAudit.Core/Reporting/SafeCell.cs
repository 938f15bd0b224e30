using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit;

/// <summary>Makes untrusted text safe in a cell of a spreadsheet.</summary>
/// <remarks>
/// A spreadsheet treats a cell as a formula by its first character. It splits a line at the computer's list separator, which is not always a comma.
/// OWASP therefore warns of formulas after a separator within a value (<see href="https://owasp.org/www-community/attacks/CSV_Injection"/>).
/// <see cref="SafeText.Show"/> escapes tabs and line breaks first.
/// </remarks>
public static class SafeCell
{
    /// <summary>Escapes like <see cref="SafeText.Show"/>, with an apostrophe before each formula: first, or after a comma or (Arabic) semicolon.</summary>
    /// <param name="text">The text; null is shown as empty.</param>
    /// <param name="longest">The maximum length in characters without apostrophes, 1 or more; a longer text ends in an ellipsis. Unlimited by default.</param>
    /// <returns>The text of the cell, without the quotation marks of CSV.</returns>
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

    // The default list separators of Windows. CultureInfo gives U+061B for fa, fa-IR and ku, and a comma or semicolon for every other culture of .NET 10.
    private static bool IsSeparator(char c) => c is ',' or ';' or '\u061b';

    // Excel accepts these characters in ASCII and full width.
    private static bool IsFormula(char c) => c is '=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20';

    // A spreadsheet may drop these characters before it looks at the first character.
    private static bool IsLeftOut(char c) => char.IsWhiteSpace(c) || c is '"' or '\'';
}

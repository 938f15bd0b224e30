using System.Text.RegularExpressions;
using LocalAws.Http;

namespace LocalAws.Patterns;

/// <summary>
/// A <c>%regex%</c> pattern. Documented as allowed: letters and digits of ASCII, the symbols <c>_ # = @ / ; , - :</c> and the operators
/// <c>^ $ ? [ ] { } | \ * + .</c>; no parentheses, no other symbol, no blanks, nothing beyond ASCII.
/// </summary>
internal static class PatternRegex
{
    private const string Allowed = "_#=@/;,-:^$?[]{}|\\*+.";

    /// <summary>Documented escapes: d D w W s S, xHH, and an operator taken literally.</summary>
    private const string Escapes = "dDwWsSx^$?[]{}|\\*+.";

    public static Regex Parse(string pattern)
    {
        if (pattern.Length < 3 || !pattern.EndsWith('%'))
            throw AwsException.InvalidParameter("Invalid filter pattern: a regular expression stands between two percent signs.");
        var expression = pattern[1..^1];
        if (expression.Contains('%', StringComparison.Ordinal))
            throw AwsException.NotSupported("More than one regular expression, or one beside other terms, in a pattern for unstructured events");

        for (var i = 0; i < expression.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(expression[i]) && !Allowed.Contains(expression[i], StringComparison.Ordinal))
                throw AwsException.InvalidParameter($"Invalid character(s) in term '{expression[i]}'");
            if (expression[i] == '\\' && (++i == expression.Length || !Escapes.Contains(expression[i], StringComparison.Ordinal)))
                throw AwsException.InvalidParameter("Invalid character(s) in term '\\'");
        }
        try
        {
            return new Regex(expression, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            throw AwsException.InvalidParameter("Invalid filter pattern: the regular expression cannot be read.");
        }
    }
}

using System.Text;

namespace AwsLoginAudit.Aws;

/// <summary>The terms of a filter pattern that consists of plain terms.</summary>
/// <remarks>
/// "Filter pattern syntax": all plain terms must be present, and no term with a minus. Terms with a question mark are alternatives, and are ignored beside any
/// other term.
/// </remarks>
/// <param name="All">Terms that must all be present.</param>
/// <param name="Any">Terms of which one must be present.</param>
/// <param name="None">Terms that must not be present.</param>
internal sealed record PatternTerms(IReadOnlyList<string> All, IReadOnlyList<string> Any, IReadOnlyList<string> None)
{
    /// <summary>The maximum length of a filter pattern in characters (PutMetricFilter, FilterLogEvents).</summary>
    public const int Longest = 1024;

    /// <summary>Parses a pattern; null if it is of another kind (JSON, columns, a regular expression), or contains a backslash.</summary>
    public static PatternTerms? Read(string filterPattern)
    {
        List<string> all = [], any = [], none = [];
        var at = 0;
        while ((at = Skip(filterPattern, at)) < filterPattern.Length)
        {
            var kind = filterPattern[at] switch { '?' => any, '-' => none, _ => all };
            if (Term(filterPattern, kind == all ? at : at + 1, out at) is not { } term)
                return null;
            kind.Add(term);
        }
        return new PatternTerms(all, any, none);
    }

    private static int Skip(string pattern, int at)
    {
        while (at < pattern.Length && char.IsWhiteSpace(pattern[at]))
            at++;
        return at;
    }

    // Returns null if the text is not a plain term.
    private static string? Term(string pattern, int at, out int end)
    {
        var text = new StringBuilder();
        var isQuoted = at < pattern.Length && pattern[at] == '"';
        end = isQuoted ? at + 1 : at;
        while (end < pattern.Length && (isQuoted ? pattern[end] != '"' : char.IsLetterOrDigit(pattern[end]) || pattern[end] == '_'))
            text.Append(pattern[end++]);
        if (isQuoted && end < pattern.Length)
            end++;
        var isWhole = !isQuoted || pattern[end - 1] == '"';
        var isAlone = end == pattern.Length || char.IsWhiteSpace(pattern[end]);
        return text.Length > 0 && isWhole && isAlone && text.ToString().IndexOf('\\') < 0 ? text.ToString() : null;
    }
}

using System.Text;

namespace AwsLoginAudit.Aws;

/// <summary>The terms of a filter pattern of plain terms.</summary>
/// <remarks>"Filter pattern syntax": all terms, and none of those with a minus; those with a question mark are alternatives, and ignored beside any other.</remarks>
/// <param name="All">Terms that have to be there.</param>
/// <param name="Any">Terms of which one has to be there.</param>
/// <param name="None">Terms that must not be there.</param>
internal sealed record PatternTerms(IReadOnlyList<string> All, IReadOnlyList<string> Any, IReadOnlyList<string> None)
{
    /// <summary>The longest pattern, in characters (PutMetricFilter, FilterLogEvents).</summary>
    public const int Longest = 1024;

    /// <summary>Reads a pattern; null if it is none of plain terms (JSON, columns, a regular expression), or has a backslash.</summary>
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

    // Null where it is no plain term.
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

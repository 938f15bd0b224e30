using System.Text;

namespace AwsLoginAudit.Aws;

/// <summary>Says in the query language what a filter pattern of terms finds.</summary>
internal static class PatternCondition
{
    /// <summary>The condition; null where the pattern is none of plain terms (JSON, columns, a regular expression), or holds what a query cannot quote.</summary>
    /// <remarks>"Filter pattern syntax": all terms, and none of those with a minus; those with a question mark are alternatives, and ignored beside any other.</remarks>
    public static string? Of(string filterPattern)
    {
        List<string> all = [], any = [], none = [];
        var at = 0;
        while ((at = Skip(filterPattern, at)) < filterPattern.Length)
        {
            var kind = filterPattern[at] switch { '?' => any, '-' => none, _ => all };
            if (Term(filterPattern, kind == all ? at : at + 1, out at) is not { } term)
                return null;
            kind.Add($"@message like \"{term}\"");
        }
        if (all.Count + none.Count == 0)
            return any.Count == 0 ? null : $"({string.Join(" or ", any)})";
        return string.Join(" and ", all.Concat(none.Select(term => $"not ({term})")));
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

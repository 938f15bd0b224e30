namespace AwsLoginAudit.Aws;

/// <summary>Translates a filter pattern of terms, or of one regular expression, into a condition of the query language.</summary>
internal static class PatternCondition
{
    /// <summary>The condition; null if the pattern is of another kind (JSON, columns), or contains characters that a query cannot quote.</summary>
    public static string? Of(string filterPattern)
    {
        if (filterPattern.Length > 2 && filterPattern[0] == '%')
            return Regex(filterPattern.Substring(1, filterPattern.Length - 2), filterPattern[filterPattern.Length - 1]);
        if (PatternTerms.Read(filterPattern) is not { } terms)
            return null;
        if (terms.All.Count + terms.None.Count == 0)
            return terms.Any.Count == 0 ? null : $"({string.Join(" or ", terms.Any.Select(Like))})";
        return string.Join(" and ", terms.All.Select(Like).Concat(terms.None.Select(term => $"not ({Like(term)})")));
    }

    private static string Like(string term) => $"@message like \"{term}\"";

    // Both languages support the operators that a filter pattern may have. A slash would end the expression in a query.
    private static string? Regex(string expression, char last) =>
        last == '%' && expression.IndexOf('%') < 0 && expression.IndexOf('/') < 0 ? $"@message like /{expression}/" : null;
}

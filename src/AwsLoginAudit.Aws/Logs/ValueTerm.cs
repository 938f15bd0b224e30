using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>A part of a name or an address that every event with the value contains.</summary>
/// <remarks>
/// "Supported regular expressions (regex) syntax" of filter patterns: letters and digits of ASCII, some symbols and a few operators, but no parentheses. Windows
/// compares names without case. XML and JSON can write other characters in several ways, and an IPv6 address has several forms, so only the longest part of
/// plain characters is matched. The event can therefore have another value, and is judged after the read.
/// </remarks>
/// <param name="Text">The part.</param>
/// <param name="IsEnd">Whether the value ends with it. No letter, digit or underscore follows a value in an event.</param>
internal readonly record struct ValueTerm(string Text, bool IsEnd)
{
    // A shorter part is in too many events.
    private const int Shortest = 3;

    private static readonly Regex Plain = new("[A-Za-z0-9_.-]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The term of a value; null if the value has no part that is long enough.</summary>
    public static ValueTerm? Of(string value)
    {
        var whole = value.IndexOf('…') is >= 0 and var cut ? value.Substring(0, cut) : value;
        var longest = Plain.Matches(whole).Cast<Match>().OrderByDescending(part => part.Length).FirstOrDefault();
        return longest is { Length: >= Shortest } ? new ValueTerm(longest.Value, longest.Index + longest.Length == value.Length) : null;
    }

    /// <summary>The filter patterns that match every event with one of several terms; each has at most 1,024 characters.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="other">Another regular expression to match.</param>
    public static IReadOnlyList<string> Patterns(IEnumerable<ValueTerm> terms, string other)
    {
        var patterns = new List<string>();
        var pattern = other;
        foreach (var expression in terms.Select(term => term.Expression(AnyCase)).Distinct(StringComparer.Ordinal))
        {
            if (pattern.Length + expression.Length + "%|%".Length > PatternTerms.Longest)
            {
                patterns.Add($"%{pattern}%");
                pattern = expression;
                continue;
            }
            pattern += "|" + expression;
        }
        return [.. patterns, $"%{pattern}%"];
    }

    /// <summary>The term as a regular expression of a query that ignores case.</summary>
    public override string ToString() => Expression(static letter => $"{char.ToLowerInvariant(letter)}");

    private string Expression(Func<char, string> letter) =>
        string.Concat(Text.Select(c => c == '.' ? @"\." : c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') ? letter(c) : $"{c}")) + (IsEnd ? @"\W" : "");

    private static string AnyCase(char letter) => $"[{char.ToLowerInvariant(letter)}{char.ToUpperInvariant(letter)}]";
}

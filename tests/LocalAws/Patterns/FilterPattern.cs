using System.Text.RegularExpressions;
using LocalAws.Http;

namespace LocalAws.Patterns;

/// <summary>
/// A filter pattern for unstructured log events, as "Filter pattern syntax for metric filters, subscription filters, filter log events,
/// and Live Tail" documents it: terms are case-sensitive and match anywhere in the message (ERROR is in ERRORCODE); all must be there;
/// a minus excludes a term; terms with a question mark are alternatives, and are ignored beside any other term; quotes make a phrase and are
/// needed for anything but letters, digits and underscores; %regex% stands alone. JSON and space-delimited patterns are not supported here.
/// </summary>
public sealed class FilterPattern
{
    /// <summary>Longest pattern, in characters.</summary>
    public const int MaximumLength = 1024;

    private readonly IReadOnlyList<string> all;
    private readonly IReadOnlyList<string> any;
    private readonly IReadOnlyList<string> none;
    private readonly Regex? regex;

    private FilterPattern(IReadOnlyList<PatternTerm> terms, Regex? regex)
    {
        all = Of(TermKind.Required);
        none = Of(TermKind.Excluded);
        any = all.Count + none.Count > 0 ? [] : Of(TermKind.Alternative);
        this.regex = regex;

        IReadOnlyList<string> Of(TermKind kind) => [.. terms.Where(t => t.Kind == kind).Select(t => t.Text)];
    }

    /// <summary>Matches every event.</summary>
    public static FilterPattern Everything { get; } = new([], null);

    /// <summary>True for a %regex% pattern, of which a log group may have five.</summary>
    public bool IsRegex => regex is not null;

    /// <summary>True when a message that matches still matches with more text in it.</summary>
    internal bool IsMonotone => none.Count == 0 && regex is null;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="AwsException">InvalidParameterException where AWS refuses it; NotSupportedByLocalAws for JSON and space-delimited patterns.</exception>
    public static FilterPattern Parse(string pattern)
    {
        var text = pattern.Trim();
        if (pattern.Length > MaximumLength)
            throw AwsException.InvalidParameter($"The filter pattern is longer than {MaximumLength} characters.");
        if (text.StartsWith('{') || text.StartsWith('['))
            throw AwsException.NotSupported("A JSON or space-delimited filter pattern");
        if (text.StartsWith('%'))
            return new FilterPattern([], PatternRegex.Parse(text));
        return text.Length == 0 ? Everything : new FilterPattern(PatternTerm.Read(text), null);
    }

    /// <summary>Tells whether an event's message matches.</summary>
    public bool Matches(string message)
    {
        if (regex is not null)
            return regex.IsMatch(message);
        foreach (var term in all)
        {
            if (!message.Contains(term, StringComparison.Ordinal))
                return false;
        }
        foreach (var term in none)
        {
            if (message.Contains(term, StringComparison.Ordinal))
                return false;
        }
        return any.Count == 0 || any.Any(term => message.Contains(term, StringComparison.Ordinal));
    }
}

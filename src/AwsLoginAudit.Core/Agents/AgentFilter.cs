using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>One of the filters of a windows_events item, applied as the agent applies it.</summary>
/// <remarks>
/// Source: aws/amazon-cloudwatch-agent, plugins/inputs/windows_event_log/wineventlog/eventfilter.go and wineventlog.go (read August 2026). An event is
/// sent if every filter of its item lets it through, and a filter looks at the message as it would be sent: XML or a line of text. The
/// expressions are RE2's (Go's regexp).
/// </remarks>
internal sealed class AgentFilter
{
    // RE2 takes time in proportion to the text; .NET may take for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // What RE2 has under another name than .NET.
    private static readonly (string Theirs, string Ours)[] Names =
    [
        ("(?P<", "(?<"), ("[:alpha:]", "a-zA-Z"), ("[:digit:]", "0-9"), ("[:alnum:]", "a-zA-Z0-9"), ("[:upper:]", "A-Z"), ("[:lower:]", "a-z"),
        ("[:space:]", @"\s"), ("[:word:]", @"\w"), ("[:xdigit:]", "0-9a-fA-F"),
    ];

    // What .NET reads and RE2 does not: looking ahead and behind, atomic groups, references to groups.
    private static readonly Regex Unknown = new(@"(^|[^\\])(\\\\)*(\(\?(=|!|<=|<!|>)|\\[1-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);

    private readonly Regex expression;

    private AgentFilter(bool isExclude, Regex expression) => (IsExclude, this.expression) = (isExclude, expression);

    /// <summary>Whether it keeps back what matches; else it keeps back everything else.</summary>
    public bool IsExclude { get; }

    /// <summary>Reads a filter.</summary>
    /// <param name="type">include or exclude.</param>
    /// <param name="expression">The expression.</param>
    /// <returns>The filter; null where the agent would not take the expression.</returns>
    public static AgentFilter? Read(string type, string expression)
    {
        if (Unknown.IsMatch(expression))
            return null;
        try
        {
            var ours = Names.Aggregate(expression, (text, name) => text.Replace(name.Theirs, name.Ours));
            return new AgentFilter(type == "exclude", new Regex(ours, RegexOptions.CultureInvariant, Patience));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether it lets a message through.</summary>
    public bool Lets(string message) => Matches(message) != IsExclude;

    /// <summary>Whether its expression matches a message.</summary>
    public bool Matches(string message)
    {
        try
        {
            return expression.IsMatch(message);
        }
        catch (RegexMatchTimeoutException)
        {
            // Nothing is known of it, so it is not held against the configuration.
            return !IsExclude;
        }
    }
}

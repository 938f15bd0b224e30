using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>A filter of a windows_events item. It decides as the agent does.</summary>
/// <remarks>
/// Source: aws/amazon-cloudwatch-agent, plugins/inputs/windows_event_log/wineventlog/eventfilter.go and wineventlog.go (read August 2026). The agent
/// sends an event if every filter of its item passes it. A filter sees the message in the format in which it is sent, XML or text. Expressions use the
/// syntax of RE2 (Go's regexp).
/// </remarks>
internal sealed class AgentFilter
{
    // RE2 matches in linear time, but .NET's backtracking can take unlimited time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Syntax that RE2 and .NET write differently.
    private static readonly (string Theirs, string Ours)[] Names =
    [
        ("(?P<", "(?<"), ("[:alpha:]", "a-zA-Z"), ("[:digit:]", "0-9"), ("[:alnum:]", "a-zA-Z0-9"), ("[:upper:]", "A-Z"), ("[:lower:]", "a-z"),
        ("[:space:]", @"\s"), ("[:word:]", @"\w"), ("[:xdigit:]", "0-9a-fA-F"),
    ];

    // Syntax that .NET accepts and RE2 rejects: lookahead, lookbehind, atomic groups and backreferences.
    private static readonly Regex Unknown = new(@"(^|[^\\])(\\\\)*(\(\?(=|!|<=|<!|>)|\\[1-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);

    private readonly Regex expression;

    private AgentFilter(bool isExclude, Regex expression) => (IsExclude, this.expression) = (isExclude, expression);

    /// <summary>Whether the filter drops messages that match. If false, it drops messages that do not match.</summary>
    public bool IsExclude { get; }

    /// <summary>Reads a filter.</summary>
    /// <param name="type">include or exclude.</param>
    /// <param name="expression">The expression.</param>
    /// <returns>The filter; null if the agent would reject the expression.</returns>
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

    /// <summary>Whether the filter passes a message.</summary>
    public bool Lets(string message) => Matches(message) != IsExclude;

    /// <summary>Whether the filter's expression matches a message.</summary>
    public bool Matches(string message)
    {
        try
        {
            return expression.IsMatch(message);
        }
        catch (RegexMatchTimeoutException)
        {
            // The result is unknown, so the filter passes the message and the configuration is not rejected for it.
            return !IsExclude;
        }
    }
}

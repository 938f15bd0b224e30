namespace AwsLoginAudit.Aws;

/// <summary>The filter patterns that match failed logins, one or two for each event id.</summary>
/// <remarks>
/// Terms are case-sensitive and must all be present. Terms with a question mark are alternatives, and are ignored beside any other term ("Filter pattern
/// syntax for metric filters, subscription filters, and filter log events"). No pattern excludes a term or needs a term that a typed name could remove, so a
/// name can add an event that is no failed login, but cannot hide a failed login.
/// </remarks>
internal static class FailurePattern
{
    /// <summary>Matches every audit failure in any display language: the filter of the published solution.</summary>
    public const string AllAuditFailures = $"?\"Audit Failure\" ?{FailureKeyword}";

    private const string FailureKeyword = "0x8010000000000000";

    // Other agents write the keyword as JSON: Winlogbeat as words, NXLog as its event type.
    private const string OtherAgents = "?AUDIT_FAILURE";

    /// <summary>Matches every event that may be a failed login, and other audit failures. The events are parsed after they were read.</summary>
    public static string Read { get; } = $"{AllAuditFailures} {OtherAgents} {string.Join(" ", FailedLogin.EventId.Select(id => $"?{TextTerm(id)}"))}";

    /// <summary>The filters of one event id: the suffix of the filter's name, and the pattern.</summary>
    /// <param name="eventId">The event id.</param>
    /// <remarks>
    /// The agent's text format has neither the keyword nor field names, so no term shows whether a ticket was denied. Events 4768 and 4769 are therefore
    /// counted in XML only. Most failures of 4769 are expired tickets, which are no failed logins, so a regular expression lists its codes; a log group can
    /// have five filters with regular expressions.
    /// </remarks>
    public static IReadOnlyList<(string Suffix, string Pattern)> For(int eventId) => eventId switch
    {
        _ when FailedLogin.IsAlways(eventId) => [($"-{eventId}", $"?\"{XmlTerm(eventId)}\" ?{TextTerm(eventId)}")],
        4769 => [($"-{eventId}", Codes(eventId))],
        4776 => [($"-{eventId}", WithKeyword(eventId)), ($"-{eventId}-text", $"{TextTerm(eventId)} \"0xC0\"")],
        _ => [($"-{eventId}", WithKeyword(eventId))],
    };

    /// <summary>Whether a pattern matches other audit failures too, as the pattern of the published solution does.</summary>
    /// <param name="pattern">The pattern of a metric filter.</param>
    public static bool CountsOther(string pattern) => !Own.Patterns.Contains(pattern);

    /// <summary>The term that matches an event id in XML.</summary>
    private static string XmlTerm(int eventId) => $"<EventID>{eventId}</EventID>";

    // The term includes the provider, because other providers use the same event ids.
    private static string TextTerm(int eventId) => $"\"[{eventId}] [{FailedLogin.Provider}]\"";

    private static string WithKeyword(int eventId) => $"\"{XmlTerm(eventId)}\" \"{FailureKeyword}\"";

    // "Supported regular expressions syntax": parentheses are not supported, and the only supported symbols are : _ # = @ / ; , and -. A dot matches any other
    // symbol.
    private static string Codes(int eventId)
    {
        var before = $"EventID.{eventId}\\W.+Status..0x0*";
        var byLength = FailedLogin.KerberosCode.Select(code => code.ToString("x", System.Globalization.CultureInfo.InvariantCulture)).GroupBy(code => code.Substring(0, code.Length - 1));
        var codes = byLength.Select(group => $"{AnyCase(group.Key)}[{string.Concat(group.Select(code => BothCases(code[code.Length - 1])))}]");
        return $"%{string.Join("|", codes.Select(code => $"{before}{code}\\W"))}%";
    }

    private static string AnyCase(string digits) => string.Concat(digits.Select(digit => char.IsDigit(digit) ? $"{digit}" : $"[{BothCases(digit)}]"));

    private static string BothCases(char digit) => char.IsDigit(digit) ? $"{digit}" : $"{digit}{char.ToUpperInvariant(digit)}";

    // A separate class, so that a read without an alarm does not initialize it.
    private static class Own
    {
        public static readonly HashSet<string> Patterns =
            [.. FailedLogin.EventId.SelectMany(For).Select(filter => filter.Pattern), .. FailedLogin.EventId.Select(WithKeyword)];
    }
}

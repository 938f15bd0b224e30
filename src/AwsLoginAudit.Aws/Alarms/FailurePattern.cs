namespace AwsLoginAudit.Aws;

/// <summary>The filter patterns that find failed logins, one or two for each event id.</summary>
/// <remarks>
/// "Filter pattern syntax for metric filters, subscription filters, and filter log events": terms are case-sensitive, all of them have to be
/// there, and terms with a question mark are alternatives that are ignored beside any other term. No pattern excludes a term, and none asks for
/// one that a typed name could take away: a name can only make an event count that is not a failed login.
/// </remarks>
internal static class FailurePattern
{
    /// <summary>Every audit failure, in any display language: the filter of the published solution.</summary>
    public const string AllAuditFailures = $"?\"Audit Failure\" ?{FailureKeyword}";

    private const string FailureKeyword = "0x8010000000000000";

    // What JSON of other agents has for the keyword: Winlogbeat the words, NXLog its event type.
    private const string OtherAgents = "?AUDIT_FAILURE";

    /// <summary>Finds everything that may be a failed login, and other audit failures; what it finds is looked at here.</summary>
    public static string Read { get; } = $"{AllAuditFailures} {OtherAgents} {string.Join(" ", FailedLogin.EventId.Select(id => $"?{TextTerm(id)}"))}";

    /// <summary>The filters of one event id: what is added to the filter's name, and the pattern.</summary>
    /// <param name="eventId">The event id.</param>
    /// <remarks>
    /// The text format has no keyword and no names of fields, so that text does not say in a term whether a ticket was refused: 4768 and 4769 are
    /// counted in XML only. The codes of 4769 are listed in a regular expression, of which a log group takes five: most of its failures are
    /// expired tickets, which are no failed logins.
    /// </remarks>
    public static IReadOnlyList<(string Suffix, string Pattern)> For(int eventId) => eventId switch
    {
        _ when FailedLogin.IsAlways(eventId) => [($"-{eventId}", $"?\"{XmlTerm(eventId)}\" ?{TextTerm(eventId)}")],
        4769 => [($"-{eventId}", Codes(eventId))],
        4776 => [($"-{eventId}", WithKeyword(eventId)), ($"-{eventId}-text", $"{TextTerm(eventId)} \"0xC0\"")],
        _ => [($"-{eventId}", WithKeyword(eventId))],
    };

    /// <summary>Whether a pattern finds other audit failures too, as the published solution's does.</summary>
    /// <param name="pattern">A metric filter's pattern.</param>
    public static bool CountsOther(string pattern) => !Own.Patterns.Contains(pattern);

    /// <summary>The term of the XML that has an event's id.</summary>
    private static string XmlTerm(int eventId) => $"<EventID>{eventId}</EventID>";

    // The provider stands behind the id: other providers have events of the same id.
    private static string TextTerm(int eventId) => $"\"[{eventId}] [{FailedLogin.Provider}]\"";

    private static string WithKeyword(int eventId) => $"\"{XmlTerm(eventId)}\" \"{FailureKeyword}\"";

    // "Supported regular expressions syntax": no parentheses, and no other symbols than : _ # = @ / ; , and -. A dot stands for the others.
    private static string Codes(int eventId)
    {
        var before = $"EventID.{eventId}\\W.+Status..0x0*";
        var byLength = FailedLogin.KerberosCode.Select(code => code.ToString("x", System.Globalization.CultureInfo.InvariantCulture)).GroupBy(code => code.Substring(0, code.Length - 1));
        var codes = byLength.Select(group => $"{AnyCase(group.Key)}[{string.Concat(group.Select(code => BothCases(code[code.Length - 1])))}]");
        return $"%{string.Join("|", codes.Select(code => $"{before}{code}\\W"))}%";
    }

    private static string AnyCase(string digits) => string.Concat(digits.Select(digit => char.IsDigit(digit) ? $"{digit}" : $"[{BothCases(digit)}]"));

    private static string BothCases(char digit) => char.IsDigit(digit) ? $"{digit}" : $"{digit}{char.ToUpperInvariant(digit)}";

    // In a class of its own, because a read without an alarm does not need them.
    private static class Own
    {
        public static readonly HashSet<string> Patterns =
            [.. FailedLogin.EventId.SelectMany(For).Select(filter => filter.Pattern), .. FailedLogin.EventId.Select(WithKeyword)];
    }
}

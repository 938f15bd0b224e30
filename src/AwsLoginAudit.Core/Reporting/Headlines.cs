using System.Net;

namespace AwsLoginAudit;

/// <summary>Writes the title and the first sentence of a report.</summary>
internal static class Headlines
{
    private const int LongestTitle = 200;

    public static string Title(LoginAuditReport report)
    {
        var window = report.Windows.Count > 0 ? report.Windows[0] : null;
        // A report on several alarms names them in its table.
        var isOfOneAlarm = report.Windows.All(other => other.AlarmName == window?.AlarmName);
        var place = string.Join(", ", new[] { isOfOneAlarm && window?.AlarmName is { } alarm ? "alarm " + alarm : null, window?.Region }.Where(part => part is not null));
        var title = SafeText.Show((report.Repeated ? "Repeated: " : "") + Found(report) + (place.Length > 0 ? " - " + place : ""));
        return SafeText.Show(LinkText.Disarm(title), LongestTitle);
    }

    /// <summary>What happened, in one sentence.</summary>
    public static string Sentence(LoginAuditReport report) => Found(report) + ".";

    /// <summary>How much the report covers; null for nothing.</summary>
    public static string? Numbers(LoginAuditReport report)
    {
        var excluded = report.ExcludedCount == 0 ? "" : $" Exclusions left out {Words.Plural(report.ExcludedCount, "more failed login")}.";
        if (report.Counts.Count == 0)
            return report.Problems.Count > 0 || report.Findings.Count > 0 ? null : excluded.Length > 0 ? excluded.TrimStart() : "The report was given no counts: no failed login was read, or no instance was over its threshold.";
        var over = HeadlineFinding(report) is null ? "" : $"{Threshold(report)}. ";
        return $"{over}The report covers {Words.Plural(report.Failures, "failed login")}{(report.Incomplete ? "; there may be more" : "")}.{excluded}";
    }

    private static string Found(LoginAuditReport report) => report.Incomplete ? $"Incomplete: {What(report)}, as far as could be read" : What(report);

    private static string What(LoginAuditReport report)
    {
        if (report.Problems.Count > 0)
            return "Failed logins could not be audited";
        if (HeadlineFinding(report) is { } finding)
            return $"{Ongoing(report)}{Machine(finding)}: {finding.Summary}{InAll(report, finding)}{Entry(report, finding)}";
        return report.Counts.Count == 0 ? "No counts to report" : Ongoing(report) + (Only(report) ?? Threshold(report));
    }

    /// <summary>The finding that the report is mainly about; null for none.</summary>
    /// <remarks>A finding that is no attack must not hide other failed logins.</remarks>
    public static LoginAuditFinding? HeadlineFinding(LoginAuditReport report) =>
        report.Findings.Count > 0 && (report.Findings[0].Severity >= LoginAuditSeverity.Medium || report.Findings[0].Guesses * 2 >= report.Failures) ? report.Findings[0] : null;

    // A small part of the failed logins must not be taken for all of them.
    private static string InAll(LoginAuditReport report, LoginAuditFinding finding) =>
        finding.Kind != LoginAuditFindingKind.BreakIn && finding.Guesses * 2 < report.Failures ? $", {Words.Plural(report.Failures, "failed login")} in all" : "";

    // The words of a break-in and of a stored password say it already.
    private static string Entry(LoginAuditReport report, LoginAuditFinding finding) => finding.Kind == LoginAuditFindingKind.BreakIn || finding.Severity == LoginAuditSeverity.Informational ? ""
        : report.Coverage?.GotIn switch
        {
            LoginAuditGotIn.Nobody => report.Windows is [{ WindowSource: WindowSource.FollowUp }, ..] ? $", nobody got in since {Words.Time(report.Coverage.LoginsFrom)}" : ", nobody got in",
            LoginAuditGotIn.Somebody => ", somebody got in",
            _ => ", not known whether anybody got in",
        };

    // The first machine of a break-in is the one with the login.
    private static string Machine(LoginAuditFinding finding)
    {
        var names = finding.InstanceIds.Select((instance, at) => at < finding.ComputerNames.Count && finding.ComputerNames[at].Length > 0 ? Short(finding.ComputerNames[at]) : instance).Select(OwnWords.Phrase).ToList();
        return names.Count == 1 || finding.Kind == LoginAuditFindingKind.BreakIn ? names[0] : names.Count == 2 ? $"{names[0]} and {names[1]}" : Words.Plural(names.Count, "instance");
    }

    // A subject line has no room for the domain of a computer.
    private static string Short(string computer) => computer.IndexOf('.') is > 0 and var dot && !IPAddress.TryParse(computer, out _) ? computer.Substring(0, dot) : computer;

    // A single instance over the threshold is named.
    private static string? Only(LoginAuditReport report) =>
        report is { OverThresholdCount: 1, MayMiss: false, Counts: [{ By: LoginAuditGrouping.Instance, Rule: { } rule } count, ..] }
            ? $"{OwnWords.Phrase(count.Computers is [var computer] && computer.Name != OwnWords.None ? Short(computer.Name) : count.Name)}: {Words.Rule(rule)}"
            : null;

    private static string Threshold(LoginAuditReport report)
    {
        var (one, many) = Nouns(report.Counts[0].By);
        var rules = report.Counts.Select(count => count.Rule).OfType<AlarmRule>().Distinct().ToList();
        var threshold = rules.Count == 1 ? Words.Rule(rules[0]) : "its threshold";
        if (report.OverThresholdCount > 0)
            return $"{(report.MayMiss ? "At least " : "")}{Words.Plural(report.OverThresholdCount, one, many)} {(rules.Count == 1 ? "with " + threshold : "over the threshold")}";
        return rules.Count > 0
            ? $"No {one} is {(report.MayMiss ? "known to be " : "")}over {(rules.Count == 1 ? "the threshold of " + threshold : "its threshold")}"
            : $"{Words.Plural(report.Failures, "failed login")} on {Named(report, one, many)}";
    }

    private static string Named(LoginAuditReport report, string one, string many)
    {
        var others = report.Counts.Select(count => count.Others).OfType<LoginAuditOthers>().ToList();
        return others.Count > 0 ? $"at least {Words.Number(others.Max(some => some.Names))} {many}" : Words.Plural(report.Counts.Count, one, many);
    }

    private static string Ongoing(LoginAuditReport report) =>
        report.Windows is [{ WindowSource: WindowSource.FollowUp, StateChangeTime: { } since }, ..] ? $"Still going on since {Words.Time(since)}: " : "";

    internal static (string One, string Many) Nouns(LoginAuditGrouping by) => by switch
    {
        LoginAuditGrouping.Account => ("account", "accounts"),
        LoginAuditGrouping.SourceAddress => ("source address", "source addresses"),
        LoginAuditGrouping.Reason => ("reason", "reasons"),
        LoginAuditGrouping.LogonType => ("logon type", "logon types"),
        LoginAuditGrouping.Computer => ("computer", "computers"),
        _ => ("instance", "instances"),
    };
}

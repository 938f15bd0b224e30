namespace AwsLoginAudit;

/// <summary>Writes the title and the first sentence of a report.</summary>
internal static class Headlines
{
    private const int LongestTitle = 200;

    public static string Title(LoginAuditReport report)
    {
        var window = Largest(report)?.Window;
        // A report on several alarms names them in its table.
        var isOfOneAlarm = report.Counts.All(count => count.Window.AlarmName == window?.AlarmName);
        var place = string.Join(", ", new[] { isOfOneAlarm && window?.AlarmName is { } alarm ? "alarm " + alarm : null, window?.Region }.Where(part => part is not null));
        return SafeText.Show((report.Repeated ? "Repeated: " : "") + Found(report) + (place.Length > 0 ? " - " + place : ""), LongestTitle);
    }

    public static string Sentence(LoginAuditReport report) => Found(report) + "."
        + (report.Counts.Count == 0
            ? report.Problems.Count > 0 ? "" : " The report was given no counts: no failed login was read, or no instance was over its threshold."
            : $" The report covers {Words.Plural(report.Failures, "failed login")}{(report.Incomplete ? "; there may be more" : "")}.");

    private static string Found(LoginAuditReport report) => report.Incomplete ? $"Incomplete: {What(report)}, as far as could be read" : What(report);

    private static string What(LoginAuditReport report)
    {
        if (report.Problems.Count > 0)
            return "Failed logins could not be audited";
        if (report.Counts.Count == 0)
            return "No counts to report";
        var (one, many) = Nouns(Largest(report)?.By ?? LoginAuditGrouping.Instance);
        var rules = report.Counts.Select(count => count.Rule).OfType<AlarmRule>().Distinct().ToList();
        var threshold = rules.Count == 1 ? Words.Rule(rules[0]) : "its threshold";
        if (report.OverThresholdCount > 0)
            return $"{Ongoing(report)}{(report.MayMiss ? "at least " : "")}{Words.Plural(report.OverThresholdCount, one, many)} {(rules.Count == 1 ? "with " + threshold : "over the threshold")}";
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
        Largest(report)?.Window is { WindowSource: WindowSource.FollowUp, StateChangeTime: { } since } ? $"Still going on since {Words.Time(since)}: " : "";

    private static LoginAuditCount? Largest(LoginAuditReport report) => report.Counts.Count > 0 ? report.Counts[0] : null;

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

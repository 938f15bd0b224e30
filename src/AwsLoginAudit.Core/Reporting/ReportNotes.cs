namespace AwsLoginAudit;

/// <summary>Writes the notes of a report: what is missing, left out, uncertain or unknown.</summary>
internal static class ReportNotes
{
    private const int MostProblems = 20;
    private const int MostReasons = 5;

    /// <summary>What is missing, and that the numbers may be higher.</summary>
    public static IEnumerable<string> IncompleteReasons(LoginAuditReport report)
    {
        foreach (var reason in report.IncompleteReasons.Take(MostReasons))
            yield return ReportText.Sentence(reason);
        if (report.Incomplete)
            yield return "The real numbers may be higher, and more instances may be over the threshold. Read the window again.";
    }

    /// <summary>What exclusions kept out of the counts.</summary>
    public static IEnumerable<string> Excluded(LoginAuditReport report)
    {
        foreach (var one in report.Exclusions)
            yield return ReportText.Sentence($"{one}. Reason: {one.Reason.TrimEnd('.')}.");
        // The measurement of a copy is not known, so only the names of its rules are.
        foreach (var rule in report.Counts.Where(count => count.Examination is null).SelectMany(count => count.ExclusionTallies).GroupBy(rule => rule.Name))
            yield return ReportText.Sentence($"excluded: {Words.Plural(rule.Sum(one => one.Count), "failed login")} by '{rule.Key}'.");
    }

    /// <summary>What else a reader must know.</summary>
    /// <param name="report">The report.</param>
    /// <param name="leftOut">The counts below their threshold that are not shown.</param>
    public static IEnumerable<string> Of(LoginAuditReport report, int leftOut)
    {
        foreach (var problem in report.Problems.Take(MostProblems))
            yield return ReportText.Sentence(problem);
        if (report.Problems.Count > MostProblems)
            yield return $"{Words.Plural(report.Problems.Count - MostProblems, "more problem")} left out here.";
        if (report is { Repeated: true, Problems.Count: > 0 })
            yield return "You may have received this report before: an earlier attempt to send it ended with an unknown result.";
        else if (report.Repeated)
            yield return $"You may have received a report on this state change before: an earlier attempt to send it ended with an unknown result.{(report.Incomplete ? "" : " Its numbers are the same.")}";
        if (report.Attachment is { } attachment)
        {
            yield return attachment.Failures >= report.Failures
                ? $"All {Words.Plural(attachment.Failures, "failed login")} are in the attached {attachment.FileName}, one row each."
                : $"{Words.Number(attachment.Failures)} of {Words.Plural(report.Failures, "failed login")} are in the attached {attachment.FileName}, one row each. The other {Words.Number(report.Failures - attachment.Failures)} do not fit into a mail. The counts include all of them.";
        }
        if (report.Counts.Any(count => count.Result is { IsDeserialized: true }))
            yield return "The report counts copies of failed logins, from a job, a remote session or a file. It does not show errors that occurred after the copies were made.";
        if (report.Windows.SelectMany(window => window.ForeignMetricFilters).Distinct().ToList() is { Count: > 0 } foreign)
        {
            yield return ReportText.Sentence(
                $"{Words.Plural(foreign.Count, "metric filter feeds", "metric filters feed")} the alarm's metric although the alarm's setup did not create {(foreign.Count == 1 ? "it" : "them")}. Delete filters that nobody in your organization added: "
                + $"{string.Join(", ", foreign)}. A check of the prerequisites shows the commands.");
        }
        foreach (var others in report.Counts.Where(count => count.Others is not null))
            yield return OthersNote.Of(others);
        if (leftOut > 0)
            yield return $"{Words.Plural(leftOut, "more entry is", "more entries are")} not shown. None has more failures than the last entry above.";
        foreach (var unknown in report.Coverage?.Unknowns ?? [])
            yield return ReportText.Sentence(unknown);
        var suspicious = report.Counts.Sum(count => count.SuspiciousCount);
        if (suspicious > 0)
        {
            yield return $"{Words.Plural(suspicious, "counted event does", "counted events do")} not have the structure of a Windows event. An attacker may have typed an account name that "
                + "changes the event, so account, address and reason may be missing or forged.";
        }
        var malformed = report.Counts.Sum(count => count.MalformedCount);
        if (malformed > 0)
            yield return $"{Words.Plural(malformed, "counted event was", "counted events were")} parsed only in part.";
        foreach (var unconfirmed in report.Windows.Select(window => window.Unconfirmed).OfType<string>().Distinct())
            yield return unconfirmed;
    }
}

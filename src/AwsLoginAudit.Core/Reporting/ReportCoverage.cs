namespace AwsLoginAudit;

/// <summary>Finds out what the findings of a report rest on.</summary>
internal static class ReportCoverage
{
    /// <summary>The coverage; null if there is nothing to examine.</summary>
    public static LoginAuditCoverage? Of(IReadOnlyList<Examination> examinations, IReadOnlyList<LoginAuditCount> counts, IReadOnlyList<LoginAuditFinding> findings)
    {
        if (examinations.Count == 0 && counts.Count == 0)
            return null;
        var windows = counts.Select(count => count.Window).Concat(examinations.SelectMany(examination => examination.Windows)).Distinct().ToList();
        var areCopies = counts.Any(count => count.Examination is null);
        List<LoginCheck> checks = examinations.All(examination => examination.Logins is not null) ? [.. examinations.Select(examination => examination.Logins!)] : [];
        var reasons = Reasons(checks, counts).ToList();
        var gotIn = findings.Any(finding => finding.IsEntry) ? LoginAuditGotIn.Somebody
            : checks.Count == 0 ? LoginAuditGotIn.NotRead
            : reasons.Count > 0 ? LoginAuditGotIn.Unknown : LoginAuditGotIn.Nobody;
        return new LoginAuditCoverage
        {
            FailuresExamined = !areCopies && examinations.All(examination => examination.IsComplete),
            GotIn = gotIn,
            Reason = gotIn == LoginAuditGotIn.Unknown ? string.Join(" ", reasons) : null,
            LoginsFrom = checks.Select(check => (DateTimeOffset?)check.Start).Max(),
            LoginsUntil = checks.Select(check => (DateTimeOffset?)check.End).Min(),
            Until = windows.Count > 0 && windows.TrueForAll(window => window.End is not null) ? windows.Min(window => window.End) : null,
            LogGroupNames = [.. windows.SelectMany(window => window.LogGroupNames).Distinct()],
            Unknowns =
            [
                .. areCopies ? ["Findings were not looked for in counts that are copies from a job, a remote session or a file. Create the report where the failed logins are counted."] : Array.Empty<string>(),
                .. examinations.SelectMany(examination => examination.Unknown()).Distinct(),
                .. gotIn == LoginAuditGotIn.Somebody ? reasons : [],
                .. MayBeTypingErrors(gotIn, reasons, findings),
            ],
        };
    }

    // Without all failed logins, it is unknown whose successful logins follow guesses.
    private static IEnumerable<string> Reasons(IReadOnlyList<LoginCheck> checks, IReadOnlyList<LoginAuditCount> counts)
    {
        foreach (var reason in checks.Select(check => check.Reason).OfType<string>().Distinct())
            yield return reason;
        if (checks.Count > 0 && counts.Any(count => count.Incomplete))
            yield return "Not all failed logins were read, so there may be other accounts and sources whose logins were not looked for.";
    }

    private static IEnumerable<string> MayBeTypingErrors(LoginAuditGotIn gotIn, IReadOnlyList<string> reasons, IReadOnlyList<LoginAuditFinding> findings)
    {
        if ((gotIn == LoginAuditGotIn.NotRead || reasons.Count > 0) && findings.Any(finding => finding.Severity > LoginAuditSeverity.Informational))
            yield return $"Users who mistyped a password and then logged in are not left out, because {(gotIn == LoginAuditGotIn.NotRead ? "" : "not all ")}successful logins have {(gotIn == LoginAuditGotIn.NotRead ? "not " : "")}been read.";
    }
}

namespace AwsLoginAudit;

/// <summary>Writes how much the report covers, whether somebody got in, and whether the failed logins still go on.</summary>
internal static class ReportVerdict
{
    // After a shorter silence, it is too early to say that it is over.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    public static IEnumerable<string> Of(LoginAuditReport report)
    {
        if (Headlines.Numbers(report) is { } numbers)
            yield return numbers;
        if (report.Coverage is { } coverage)
            yield return ReportText.Sentence(coverage.Verdict);
        if (Course(report) is { } course)
            yield return course;
        if (report is { Coverage.FailuresExamined: true, Findings.Count: 0, Failures: > 0 })
            yield return "The failed logins match no known pattern of an attack or of a stored password.";
    }

    private static string? Course(LoginAuditReport report)
    {
        if (report.Counts.Select(count => count.LastSeen).Max() is not { } last)
            return null;
        var time = Words.Time(last, report.Zone);
        var end = report.Windows.Select(window => window.End).Max();
        if (report.Incomplete || end is null || report.Windows.Any(window => window.End is null))
            return $"The last failed login that was read is of {time}.";
        return end - last >= Silence
            ? $"Over since {time}: no failed login follows until {Words.Time(end, report.Zone)}, the end of the window."
            : $"Still going on at the end of the window, {Words.Time(end, report.Zone)}: the last failed login is of {time}.";
    }
}

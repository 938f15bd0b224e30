using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>Writes what a report is about, a link to the events in the console of AWS, and the command that shows them.</summary>
internal static class ReportFacts
{
    // Names that need neither quotation marks in a shell nor escapes in a link, except the slash.
    private static readonly Regex PlainName = new("^[A-Za-z0-9_/.-]{1,512}\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex RegionName = new("^[a-z]{2,}(?:-[a-z]+)+-[0-9]+\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The alarm, the window, the log groups, and what was read.</summary>
    public static IEnumerable<ReportContent.Fact> Of(LoginAuditReport report, int mostRows)
    {
        foreach (var window in report.Windows.Take(mostRows))
        {
            if (window.AlarmName is not null)
                yield return new("Alarm", ReportText.Name(window.AlarmName));
            if (window.AccountId is not null)
                yield return new("AWS account", ReportText.Name(window.AccountId));
            if (window.Region is not null)
                yield return new("Region", ReportText.Name(window.Region));
            if (window.Start is not null || window.End is not null)
                yield return new("Window", $"{Words.Time(window.Start, report.Zone)} to {Words.Time(window.End, report.Zone)}, {Words.Source(window.WindowSource)}");
            if (window.StateChangeTime is not null)
                yield return new("Alarm state changed", Words.Time(window.StateChangeTime, report.Zone));
            if (window.LogGroupNames.Count > 0)
                yield return new("Log groups", ReportText.Name(string.Join(", ", window.LogGroupNames)));
            foreach (var comparison in report.Counts.Where(count => count.Window == window).Select(count => count.Result?.Summary).OfType<string>().Distinct())
                yield return new("Log events", ReportText.Sentence(comparison));
        }
        if (report.Coverage is { } coverage)
            yield return new("Events read", EventsRead(coverage, report.Zone));
        foreach (var rule in report.Counts.Select(count => count.Rule).OfType<AlarmRule>().Distinct().Take(mostRows))
            yield return new("Threshold", Words.Rule(rule));
        yield return new("Report created", Words.Time(report.CreatedAt, report.Zone));
    }

    private static string EventsRead(LoginAuditCoverage coverage, TimeZoneInfo? zone)
    {
        var failed = $"failed logins{(coverage.Until is { } until ? $" up to {Words.Time(until, zone)}" : "")}";
        return coverage.LoginsUntil is { } logins && logins > coverage.LoginsFrom ? $"{failed}, successful logins from {Words.Time(coverage.LoginsFrom, zone)} to {Words.Time(logins, zone)}" : $"{failed} only";
    }

    /// <summary>Links to the events of the report's windows, one for each log group.</summary>
    /// <remarks>
    /// AWS does not document the form of these links. It is the one of the console's own address bar: the name of the log group is escaped twice, with a
    /// dollar sign in place of the percent sign, and the parameters once.
    /// </remarks>
    public static IEnumerable<ReportContent.Link> Links(LoginAuditReport report, int most)
    {
        foreach (var window in report.Windows.Take(most))
        {
            if (window is not { Start: { } start, End: { } end, Region: { } region } || !RegionName.IsMatch(region))
                continue;
            foreach (var name in window.LogGroupNames.Where(name => PlainName.IsMatch(name)).Take(most))
            {
                var group = $"https://{region}.{ConsoleOf(region)}/cloudwatch/home?region={region}#logsV2:log-groups/log-group/{name.Replace("/", "$252F")}";
                yield return new ReportContent.Link(
                    $"Events of {name} in the CloudWatch console",
                    group + FormattableString.Invariant($"/log-events$3Fstart$3D{start.ToUnixTimeMilliseconds()}$26end$3D{LastMillisecond(end)}"));
            }
        }
    }

    private static string ConsoleOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "console.amazonaws.cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "console.amazonaws-us-gov.com" : "console.aws.amazon.com";

    /// <summary>The command that shows the same events: the one that the report was given, else one of the AWS CLI.</summary>
    public static string? Command(LoginAuditReport report)
    {
        if (report.Command is { } given)
            return SafeText.Show(given);
        if (report.Windows is not [{ Start: { } start, End: { } end, Region: { } region, LogGroupNames: [{ } name] }] || !PlainName.IsMatch(name) || !RegionName.IsMatch(region))
            return null;
        return string.Format(
            CultureInfo.InvariantCulture, "aws logs filter-log-events --region {0} --log-group-name {1} --start-time {2} --end-time {3}",
            region, name, start.ToUnixTimeMilliseconds(), LastMillisecond(end));
    }

    private static long LastMillisecond(DateTimeOffset end) => end.AddTicks(-1).ToUnixTimeMilliseconds();
}

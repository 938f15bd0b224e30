using System.Globalization;

namespace AwsLoginAudit.Commands;

/// <summary>Adds to a report what this machine knows of its reader: the time zone, and the command that shows the same events.</summary>
internal static class ReportReader
{
    /// <summary>Adds the local time zone and the command.</summary>
    public static LoginAuditReport Local(LoginAuditReport report) => report with { Zone = TimeZoneInfo.Local, Command = Command(report) };

    // Copied counts can have a window of any name, so the command quotes them.
    private static string? Command(LoginAuditReport report) =>
        report.Windows is [{ Start: { } start, End: { } end, LogGroupNames: { Count: > 0 } logGroups } window]
            ? RemedyCommand.Of(new LoginAuditRemedy(RemedyAction.ReadFailures)
                .With("LogGroupName", logGroups).With("StartTime", Instant(start)).With("EndTime", Instant(end)).With("Region", window.Region))
            : null;

    private static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

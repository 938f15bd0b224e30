using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Turns the reader's progress into progress records, a few a second at most.</summary>
internal sealed class ReadProgress
{
    private const long Interval = 250;

    private readonly Stopwatch sinceShown = Stopwatch.StartNew();
    private readonly object latestLock = new();
    private LogReadProgress? latest;
    private LoginAuditWindow window = LoginAuditWindow.Open;

    public void Begin(LoginAuditWindow asked) => window = asked;

    /// <summary>Called by the reader, on any thread.</summary>
    public void Report(LogReadProgress progress)
    {
        lock (latestLock)
            latest = progress;
    }

    /// <summary>The record to show now; null where there is nothing new, or too soon.</summary>
    public ProgressRecord? Next()
    {
        if (sinceShown.ElapsedMilliseconds < Interval)
            return null;
        LogReadProgress progress;
        lock (latestLock)
        {
            if (latest is not { } current)
                return null;
            progress = current;
            latest = null;
        }
        sinceShown.Restart();

        var record = Record();
        record.StatusDescription = string.Format(
            CultureInfo.CurrentCulture, "{0}: {1:N0} events in {2:N0} pages", progress.LogGroupName, progress.Events, progress.Pages);
        if (progress.Reached is { } reached && window.Start is { } start && window.End is { } end)
            record.PercentComplete = (int)Math.Max(0, Math.Min(100, 100 * (reached - start).Ticks / (end - start).Ticks));
        return record;
    }

    public ProgressRecord Done()
    {
        var record = Record();
        record.RecordType = ProgressRecordType.Completed;
        return record;
    }

    private static ProgressRecord Record() => new(1, "Reading failed logins", "Reading");
}

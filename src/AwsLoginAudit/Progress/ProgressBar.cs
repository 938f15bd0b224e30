using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>The activity ids of the progress bars, which differ because several commands of a pipeline can show one at the same time.</summary>
internal enum ProgressKind
{
    Reading = 1,
    Query,
    Fleet,
    Queue,
    Change,
}

/// <summary>A progress bar. It appears after a short delay, is updated a few times a second, and is removed when it is disposed.</summary>
/// <param name="write">Writes a progress record, on the pipeline thread.</param>
/// <param name="kind">The activity id.</param>
/// <param name="activity">The activity.</param>
/// <param name="status">The first status.</param>
internal sealed class ProgressBar(Action<ProgressRecord> write, ProgressKind kind, string activity, string status) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch running = Stopwatch.StartNew();
    private readonly RemainingTime remaining = new();
    private readonly object latestLock = new();
    private string latest = status;
    private double? share;
    private TimeSpan next = Interval;
    private bool isShown;
    private bool isOver;

    /// <summary>Updates the status; can be called on any thread.</summary>
    /// <param name="now">The status.</param>
    /// <param name="done">The completed share, 0 to 1; null if it is unknown.</param>
    public void Report(string now, double? done = null)
    {
        lock (latestLock)
        {
            (latest, share) = (now, done);
            if (done is { } part)
                remaining.Note(running.Elapsed, part);
        }
    }

    /// <summary>Shows the status, unless it was shown shortly before; called on the pipeline thread.</summary>
    public void Show()
    {
        if (isOver || running.Elapsed < next)
            return;
        next = running.Elapsed + Interval;
        isShown = true;
        write(Record(ProgressRecordType.Processing));
    }

    /// <summary>Removes the bar; called on the pipeline thread.</summary>
    public void Dispose()
    {
        if (isOver)
            return;
        isOver = true;
        if (!isShown)
            return;
        try
        {
            write(Record(ProgressRecordType.Completed));
        }
        catch (PipelineStoppedException)
        {
            // After Ctrl+C no progress can be written, and PowerShell removes the bars itself.
        }
    }

    private ProgressRecord Record(ProgressRecordType type)
    {
        lock (latestLock)
        {
            var left = remaining.At(running.Elapsed);
            return new ProgressRecord((int)kind, SafeText.Show(activity), SafeText.Show(share is null ? $"{latest}, {Clock(running.Elapsed)}" : latest))
            {
                RecordType = type,
                PercentComplete = share is { } done ? (int)(100 * Math.Max(0, Math.Min(1, done))) : -1,
                SecondsRemaining = left is { } time ? (int)Math.Ceiling(time.TotalSeconds) : -1,
            };
        }
    }

    // The elapsed time is shown if the remaining time is unknown.
    private static string Clock(TimeSpan time) => string.Format(CultureInfo.InvariantCulture, "{0}:{1:00}", (long)time.TotalMinutes, time.Seconds);
}

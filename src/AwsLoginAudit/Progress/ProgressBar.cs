using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Which bar it is: commands of one pipeline show theirs at the same time.</summary>
internal enum ProgressKind
{
    Reading = 1,
    Query,
    Fleet,
    Queue,
    Change,
}

/// <summary>A bar of progress, from when it has lasted for a moment until it is disposed of: a few records a second, and one that takes it away.</summary>
/// <param name="write">Shows a record, on the pipeline thread.</param>
/// <param name="kind">Which bar.</param>
/// <param name="activity">What is done.</param>
/// <param name="status">How it begins.</param>
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

    /// <summary>Takes note of how far it is; any thread.</summary>
    /// <param name="now">How far, in numbers.</param>
    /// <param name="done">The share that is done, 0 to 1; null where that cannot be told.</param>
    public void Report(string now, double? done = null)
    {
        lock (latestLock)
        {
            (latest, share) = (now, done);
            if (done is { } part)
                remaining.Note(running.Elapsed, part);
        }
    }

    /// <summary>Shows how far it is, unless it did a moment ago; on the pipeline thread.</summary>
    public void Show()
    {
        if (isOver || running.Elapsed < next)
            return;
        next = running.Elapsed + Interval;
        isShown = true;
        write(Record(ProgressRecordType.Processing));
    }

    /// <summary>Takes it away; on the pipeline thread.</summary>
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
            // After Ctrl+C nothing can be shown, and PowerShell takes its bars away itself.
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

    // Where nobody knows how long it takes, how long it has taken.
    private static string Clock(TimeSpan time) => string.Format(CultureInfo.InvariantCulture, "{0}:{1:00}", (long)time.TotalMinutes, time.Seconds);
}

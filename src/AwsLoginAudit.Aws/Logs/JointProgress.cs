namespace AwsLoginAudit.Aws;

/// <summary>The progress of a read.</summary>
/// <param name="LogGroupName">The log group of the latest page.</param>
/// <param name="Pages">The number of pages so far.</param>
/// <param name="Events">The number of events so far.</param>
/// <param name="Reached">The time up to which all events are read, UTC; null if it is not known yet.</param>
public readonly record struct LogReadProgress(string LogGroupName, long Pages, long Events, DateTimeOffset? Reached)
{
    /// <summary>The part of the window's time that is read, 0 to 1; null if it is not known. Events are read in the order of time.</summary>
    /// <param name="window">The window.</param>
    public double? ShareOf(LoginAuditWindow window) => Reached is { } reached && window.Start is { } start && window.End is { } end
        ? Math.Min(1, Math.Max(0, (double)(reached - start).Ticks / (end - start).Ticks))
        : null;
}

/// <summary>The common progress of several reads of one window. It needs no lock, because the reads are advanced one after the other.</summary>
/// <param name="report">Called after each page.</param>
/// <param name="window">The window of the reads.</param>
internal sealed class JointProgress(Action<LogReadProgress>? report, LoginAuditWindow window)
{
    private readonly List<Part> parts = [];
    private readonly DateTimeOffset? end = window.End;
    private long pages;
    private long events;

    /// <summary>Adds a read. All reads are added before the first of them starts.</summary>
    public Part Join(string logGroupName)
    {
        var part = new Part(this, logGroupName);
        parts.Add(part);
        return part;
    }

    private void Report(string logGroupName, int eventsOfPage)
    {
        pages++;
        events += eventsOfPage;
        report?.Invoke(new LogReadProgress(logGroupName, pages, events, parts.Exists(part => part.Reached is null) ? null : parts.Min(part => part.Reached)));
    }

    /// <summary>The progress of one of the reads.</summary>
    public sealed class Part(JointProgress whole, string logGroupName)
    {
        public DateTimeOffset? Reached { get; private set; }

        public void Page(int events, DateTimeOffset? latest)
        {
            Reached = latest ?? Reached;
            whole.Report(logGroupName, events);
        }

        public void End() => Reached = whole.end ?? Reached;
    }
}

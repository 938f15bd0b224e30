namespace AwsLoginAudit.Aws;

/// <summary>How far a read is.</summary>
/// <param name="LogGroupName">The log group of the latest page.</param>
/// <param name="Pages">Pages read so far.</param>
/// <param name="Events">Events read so far.</param>
/// <param name="Reached">The time up to which everything is read, UTC; null where that cannot be told yet.</param>
public readonly record struct LogReadProgress(string LogGroupName, long Pages, long Events, DateTimeOffset? Reached)
{
    /// <summary>The part of a window's time that is read, 0 to 1; null if that cannot be told. Events come in the order of time.</summary>
    /// <param name="window">The window.</param>
    public double? ShareOf(LoginAuditWindow window) => Reached is { } reached && window.Start is { } start && window.End is { } end
        ? Math.Min(1, Math.Max(0, (double)(reached - start).Ticks / (end - start).Ticks))
        : null;
}

/// <summary>How far several reads of one window are together. They are pulled one after the other, so that nothing here is locked.</summary>
/// <param name="told">Told after each page.</param>
/// <param name="window">What they read.</param>
internal sealed class JointProgress(Action<LogReadProgress>? told, LoginAuditWindow window)
{
    private readonly List<Part> parts = [];
    private readonly DateTimeOffset? end = window.End;
    private long pages;
    private long events;

    /// <summary>Adds a read, before any of them begins.</summary>
    public Part Join(string logGroupName)
    {
        var part = new Part(this, logGroupName);
        parts.Add(part);
        return part;
    }

    private void Tell(string logGroupName, int eventsOfPage)
    {
        pages++;
        events += eventsOfPage;
        told?.Invoke(new LogReadProgress(logGroupName, pages, events, parts.Exists(part => part.Reached is null) ? null : parts.Min(part => part.Reached)));
    }

    /// <summary>One of the reads.</summary>
    public sealed class Part(JointProgress whole, string logGroupName)
    {
        public DateTimeOffset? Reached { get; private set; }

        public void Page(int events, DateTimeOffset? latest)
        {
            Reached = latest ?? Reached;
            whole.Tell(logGroupName, events);
        }

        public void End() => Reached = whole.end ?? Reached;
    }
}

namespace LocalAws.Logs;

internal sealed class LogStream(string name, long creationTime)
{
    public string Name => name;

    public long CreationTime => creationTime;

    public long? FirstEvent { get; private set; }

    public long? LastEvent { get; private set; }

    public long? LastIngestion { get; private set; }

    public void Note(in EventKey key)
    {
        FirstEvent = Math.Min(FirstEvent ?? long.MaxValue, key.Timestamp);
        LastEvent = Math.Max(LastEvent ?? long.MinValue, key.Timestamp);
        LastIngestion = Math.Max(LastIngestion ?? long.MinValue, key.IngestionTime);
    }
}

internal sealed class LogGroup(string name, string arn, long creationTime)
{
    public string Name => name;

    /// <summary>Without the <c>:*</c> of resource policies.</summary>
    public string Arn => arn;

    public long CreationTime => creationTime;

    public int? RetentionInDays { get; set; }

    public string? KmsKeyId { get; init; }

    public Dictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, LogStream> Streams { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, MetricFilter> MetricFilters { get; } = new(StringComparer.Ordinal);

    public EventList Events { get; } = new();
}

/// <summary>A group's events in order. They mostly arrive in order, so sorting waits until somebody reads.</summary>
/// <remarks>What was handed out stays as it was: events are added behind it, and sorted into an array of their own.</remarks>
internal sealed class EventList
{
    private LogEvent[] events = [];
    private int count;
    private bool unsorted;

    public void Add(in LogEvent added)
    {
        unsorted = unsorted || (count > 0 && events[count - 1].Key.OrderTo(added.Key) > 0);
        if (count == events.Length)
            Array.Resize(ref events, Math.Max(16, count * 2));
        events[count++] = added;
    }

    public void Reserve(int more) => Array.Resize(ref events, Math.Max(events.Length, count + more));

    public ReadOnlySpan<LogEvent> InOrder()
    {
        if (unsorted)
        {
            events = events.AsSpan(0, count).ToArray();
            Array.Sort(events, (a, b) => a.Key.OrderTo(b.Key));
        }
        unsorted = false;
        return events.AsSpan(0, count);
    }

    /// <summary>The events from one time up to another, as they are now.</summary>
    public ReadOnlyMemory<LogEvent> Between(long start, long end)
    {
        var (from, to) = (After(EventKey.Before(start)), After(EventKey.Before(end)));
        return events.AsMemory(from, to - from);
    }

    /// <summary>Index of the first event that is later than a key; the number of events if there is none.</summary>
    public int After(in EventKey key)
    {
        var span = InOrder();
        var (low, high) = (0, span.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (span[middle].Key.OrderTo(key) > 0)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}

using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Events over time: one bar per minute, or wider bars if there would be more than 120.</summary>
/// <remarks>All groups of a window with start and end have bars of equal width, so that they can be compared. Otherwise the events set it.</remarks>
internal sealed class Timeline(LoginAuditWindow window)
{
    private const int MostBars = 120;
    private static readonly TimeSpan Narrowest = TimeSpan.FromMinutes(1);

    private DateTimeOffset? origin = window.Start;
    private Dictionary<long, long> bars = [];
    private long first = long.MaxValue;
    private long last = long.MinValue;

    public TimeSpan Width { get; private set; } = WidthOf(window);

    /// <summary>The width of a window's bars: 1 minute, doubled until the window has at most 120 bars.</summary>
    public static TimeSpan WidthOf(LoginAuditWindow window)
    {
        var width = Narrowest;
        while (window.End - window.Start > TimeSpan.FromTicks(width.Ticks * MostBars))
            width = TimeSpan.FromTicks(width.Ticks * 2);
        return width;
    }

    [MethodImpl(Hot.Path)]
    public void Add(DateTimeOffset time, long number)
    {
        origin ??= new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        Count(FloorDivide(time.UtcTicks - origin.Value.UtcTicks, Width.Ticks), number);
        while (last - first >= MostBars)
            Widen();
    }

    /// <summary>Adds the bars of another timeline. The events of a wider bar are counted at the bar's start.</summary>
    public void Take(Timeline other)
    {
        foreach (var bar in other.bars)
            Add(other.StartOf(bar.Key), bar.Value);
    }

    /// <summary>The bars from the first event to the last one, including empty bars in between.</summary>
    public IReadOnlyList<LoginAuditBar> Bars()
    {
        if (bars.Count == 0)
            return [];
        var read = new List<LoginAuditBar>((int)(last - first) + 1);
        for (var index = first; index <= last; index++)
            read.Add(new LoginAuditBar(StartOf(index), bars.TryGetValue(index, out var count) ? count : 0));
        return read;
    }

    // The start of a bar that is years wide can be before the year 1.
    private DateTimeOffset StartOf(long index) => new(Math.Max(0, origin!.Value.UtcTicks + (index * Width.Ticks)), TimeSpan.Zero);

    [MethodImpl(Hot.Path)]
    private void Count(long index, long count)
    {
        bars[index] = bars.TryGetValue(index, out var sofar) ? sofar + count : count;
        first = Math.Min(first, index);
        last = Math.Max(last, index);
    }

    private void Widen()
    {
        var narrow = bars;
        bars = [];
        first = long.MaxValue;
        last = long.MinValue;
        Width = TimeSpan.FromTicks(Width.Ticks * 2);
        foreach (var bar in narrow)
            Count(FloorDivide(bar.Key, 2), bar.Value);
    }

    private static long FloorDivide(long value, long divisor) =>
        (value / divisor) - (value % divisor < 0 ? 1 : 0);
}

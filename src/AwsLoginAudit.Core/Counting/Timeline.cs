using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Events over time, at most 120 bars that start on whole minutes, hours or days UTC.</summary>
/// <remarks>All groups of a window with start and end have bars of equal width, so that they can be compared. Otherwise the events set it.</remarks>
internal sealed class Timeline(LoginAuditWindow window)
{
    private const int MostBars = 120;

    // Each width divides the next one, so bars can be joined. Bars of more than four weeks double.
    private static readonly int[] Minutes = [1, 5, 10, 30, 60, 180, 360, 720, 1440, 7 * 1440, 28 * 1440];

    private Dictionary<long, long> bars = [];
    private long first = long.MaxValue;
    private long last = long.MinValue;

    public TimeSpan Width { get; private set; } = WidthOf(window);

    /// <summary>The narrowest width of which a window has at most 120 bars.</summary>
    public static TimeSpan WidthOf(LoginAuditWindow window) =>
        window is { Start: { } start, End: { } end } ? Narrowest(start, end - TimeSpan.FromTicks(1), MostBars) : TimeSpan.FromMinutes(Minutes[0]);

    /// <summary>The narrowest width of which a span has at most a number of bars.</summary>
    /// <param name="first">The first instant.</param>
    /// <param name="last">The last instant.</param>
    /// <param name="most">The most bars.</param>
    public static TimeSpan Narrowest(DateTimeOffset first, DateTimeOffset last, int most)
    {
        var width = TimeSpan.FromMinutes(Minutes[0]);
        while ((last.UtcTicks / width.Ticks) - (first.UtcTicks / width.Ticks) >= most)
            width = Wider(width);
        return width;
    }

    private static TimeSpan Wider(TimeSpan width)
    {
        foreach (var minutes in Minutes)
        {
            if (minutes > width.TotalMinutes)
                return TimeSpan.FromMinutes(minutes);
        }
        return TimeSpan.FromTicks(width.Ticks * 2);
    }

    [MethodImpl(Hot.Path)]
    public void Add(DateTimeOffset time, long number)
    {
        Count(time.UtcTicks / Width.Ticks, number);
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

    private DateTimeOffset StartOf(long index) => new(index * Width.Ticks, TimeSpan.Zero);

    [MethodImpl(Hot.Path)]
    private void Count(long index, long count)
    {
        bars[index] = bars.TryGetValue(index, out var sofar) ? sofar + count : count;
        first = Math.Min(first, index);
        last = Math.Max(last, index);
    }

    private void Widen()
    {
        var narrow = (bars, Width);
        bars = [];
        first = long.MaxValue;
        last = long.MinValue;
        Width = Wider(Width);
        foreach (var bar in narrow.bars)
            Count(bar.Key * narrow.Width.Ticks / Width.Ticks, bar.Value);
    }
}

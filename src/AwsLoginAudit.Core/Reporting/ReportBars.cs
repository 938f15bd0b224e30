namespace AwsLoginAudit;

/// <summary>Joins the bars of several counts, so that all have one width, start on whole minutes, hours or days, and share one scale.</summary>
/// <param name="counts">The counts whose bars are shown.</param>
internal sealed class ReportBars(IReadOnlyList<LoginAuditCount> counts)
{
    // A day that does not start on a whole hour has 25.
    private const int MostBars = 25;

    private readonly TimeSpan width = WidthOf(counts);
    private long? most;

    /// <summary>The heading above bars.</summary>
    public string Heading => $"Failures in each {Words.Each(width)}, UTC";

    /// <summary>The bars of a count.</summary>
    public IReadOnlyList<ReportContent.Bar> Of(LoginAuditCount count)
    {
        most ??= Math.Max(1, counts.SelectMany(Joined).Select(bar => bar.Count).DefaultIfEmpty().Max());
        return [.. Joined(count).Select(bar => new ReportContent.Bar(Label(bar.Start), bar.Count, (double)bar.Count / most.Value))];
    }

    private static TimeSpan WidthOf(IReadOnlyList<LoginAuditCount> counts)
    {
        var widest = TimeSpan.Zero;
        foreach (var count in counts.Where(count => count.Bars.Count > 0))
        {
            var needed = Timeline.Narrowest(count.Bars[0].Start, count.Bars[count.Bars.Count - 1].Start, MostBars);
            widest = new[] { widest, needed, count.BarWidth }.Max();
        }
        return widest == TimeSpan.Zero ? TimeSpan.FromMinutes(1) : widest;
    }

    private IEnumerable<LoginAuditBar> Joined(LoginAuditCount count) =>
        count.Bars.GroupBy(bar => bar.Start.UtcTicks / width.Ticks).Select(bars => new LoginAuditBar(new(bars.Key * width.Ticks, TimeSpan.Zero), bars.Sum(bar => bar.Count)));

    private string Label(DateTimeOffset start) => width >= TimeSpan.FromDays(1) ? Words.Time(start).Substring(0, 10) : width >= TimeSpan.FromHours(1) ? Words.Time(start).Substring(0, 16) : Words.Clock(start);
}

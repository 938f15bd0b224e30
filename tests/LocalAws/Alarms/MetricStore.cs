using System.Runtime.InteropServices;

namespace LocalAws.Alarms;

/// <summary>Statistics of a metric over a period.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Datapoint(DateTimeOffset Start, long SampleCount, double Sum, double Minimum, double Maximum)
{
    public double Of(string statistic) => statistic switch
    {
        "SampleCount" => SampleCount,
        "Sum" => Sum,
        "Average" => Sum / SampleCount,
        "Minimum" => Minimum,
        _ => Maximum,
    };
}

/// <summary>Samples of the metrics that metric filters feed, aggregated by the second.</summary>
internal sealed class MetricStore
{
    private readonly Dictionary<(string Namespace, string Name, string Unit), SortedDictionary<long, Datapoint>> metrics = [];

    /// <summary>Whether metric filters file a match under its arrival, and not under the event's own time. AWS does not document which it does.</summary>
    public bool IsByArrival { get; set; }

    public void Add(string metricNamespace, string name, string? unit, long timestamp, double value)
    {
        var key = (metricNamespace, name, unit ?? "None");
        if (!metrics.TryGetValue(key, out var seconds))
            metrics.Add(key, seconds = []);
        var second = timestamp / 1000;
        seconds[second] = seconds.TryGetValue(second, out var known)
            ? Join(known, new Datapoint(known.Start, 1, value, value, value))
            : new Datapoint(DateTimeOffset.FromUnixTimeSeconds(second), 1, value, value, value);
    }

    /// <summary>The datapoint of [start, start + period); null when nothing was sampled.</summary>
    /// <param name="metricNamespace">Namespace of the metric.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="unit">Unit of the samples; null: any.</param>
    /// <param name="start">A whole second.</param>
    /// <param name="period">Whole seconds.</param>
    public Datapoint? Of(string metricNamespace, string name, string? unit, DateTimeOffset start, TimeSpan period)
    {
        var (first, end) = (start.ToUnixTimeSeconds(), (start + period).ToUnixTimeSeconds());
        Datapoint? joined = null;
        foreach (var (key, seconds) in metrics)
        {
            if (key.Namespace != metricNamespace || key.Name != name || (unit is not null && key.Unit != unit))
                continue;
            for (var second = first; second < end; second++)
            {
                if (seconds.TryGetValue(second, out var sample))
                    joined = joined is { } sofar ? Join(sofar, sample) : sample with { Start = start };
            }
        }
        return joined;
    }

    private static Datapoint Join(in Datapoint a, in Datapoint b) =>
        new(a.Start, a.SampleCount + b.SampleCount, a.Sum + b.Sum, Math.Min(a.Minimum, b.Minimum), Math.Max(a.Maximum, b.Maximum));
}

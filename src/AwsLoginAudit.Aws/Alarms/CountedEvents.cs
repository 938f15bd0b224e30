using System.Globalization;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>How many log events an alarm's datapoints stand for.</summary>
/// <remarks>
/// A metric filter publishes one sample for each log event that it matches, so the samples of a period are its events, and so is their sum if each
/// sample is 1. A default value adds samples without a match, and a value of a field may be no number, which adds none.
/// Sources: MetricTransformation in the CloudWatch Logs API reference; "Creating metrics from log events using filters" in its user guide.
/// </remarks>
internal static class CountedEvents
{
    /// <summary>What a fraction of a sample means: a metric filter publishes whole samples, and PutMetricData takes any sample count.</summary>
    public const string Fraction = "The alarm's datapoints have a fraction of a sample, so something other than a metric filter publishes to the alarm's metric.";

    private const double Rounding = 1e-6;

    /// <summary>The datapoints with their events, and why there are none; null if each has.</summary>
    /// <param name="points">The datapoints.</param>
    /// <param name="statistic">The alarm's statistic.</param>
    /// <param name="filters">The metric filters that feed the alarm's metric.</param>
    public static (IReadOnlyList<AlarmDatapoint> Points, string? Problem) Of(
        IReadOnlyList<AlarmDatapoint> points, string? statistic, IReadOnlyList<MetricFilter> filters)
    {
        var problem = filters.Select(ProblemOf).FirstOrDefault(found => found is not null);
        var counted = points.Select(point => problem is null ? point with { Events = EventsOf(point, statistic, filters) } : point).ToList();
        if (problem is null && counted.Exists(point => point.Events is null))
        {
            problem = Default(filters) is { } filter
                ? $"the metric filter {filter.FilterName} publishes a default value, which adds samples without a log event"
                : $"the alarm's statistic {statistic ?? "(none)"} does not tell how many log events there were";
        }
        return (counted, problem);
    }

    private static string? ProblemOf(MetricFilter filter)
    {
        var counted = filter.MetricTransformations![0];
        return Number(counted.MetricValue) is not 1 ? $"the metric filter {filter.FilterName} publishes {counted.MetricValue} for a log event, and not 1"
            : counted.Dimensions is { Count: > 0 } ? $"the metric filter {filter.FilterName} publishes a metric for each value of its dimensions"
            : null;
    }

    private static long? EventsOf(AlarmDatapoint point, string? statistic, IReadOnlyList<MetricFilter> filters)
    {
        if (!point.HasData)
            return 0;
        var samples = Default(filters) is not null ? null : point.SampleCount ?? (statistic == "SampleCount" ? point.Value : null);
        // A default value of 0 adds nothing to a sum.
        var sum = statistic == "Sum" && filters.All(filter => filter.MetricTransformations![0].DefaultValue is null or 0) ? point.Value : null;
        // A part of a sample is somebody else's; rounded up, the comparison shows that it is no log event.
        return (samples ?? sum) is { } number && number >= 0 && number < long.MaxValue ? (long)Math.Ceiling(number - Rounding) : null;
    }

    /// <summary>Whether a datapoint has a part of a sample.</summary>
    public static bool HasFraction(IReadOnlyList<AlarmDatapoint> points, string? statistic) => points.Any(
        point => (point.SampleCount ?? (statistic == "SampleCount" ? point.Value : null)) is { } number && Math.Abs(number - Math.Round(number)) > Rounding);

    private static MetricFilter? Default(IReadOnlyList<MetricFilter> filters) =>
        filters.FirstOrDefault(filter => filter.MetricTransformations![0].DefaultValue is not null);

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

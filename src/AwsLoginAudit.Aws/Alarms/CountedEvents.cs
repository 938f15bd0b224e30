using System.Globalization;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Computes the number of log events from an alarm's datapoints.</summary>
/// <remarks>
/// A metric filter publishes one sample for each log event that it matches. The number of samples in a period is therefore the number of its events, and so is
/// their sum if each sample is 1. A default value adds samples without a match. A field value that is not a number adds no sample. Sources:
/// MetricTransformation in the CloudWatch Logs API reference; "Creating metrics from log events using filters" in its user guide.
/// </remarks>
internal static class CountedEvents
{
    /// <summary>The warning for a fractional sample count. A metric filter publishes whole samples, while PutMetricData accepts any sample count.</summary>
    public const string Fraction = "The sample counts of the alarm's datapoints are not whole numbers. Something other than a metric filter publishes to the alarm's metric.";

    private const double Rounding = 1e-6;

    /// <summary>Returns the datapoints with their events, and why events are missing; null if every datapoint has events.</summary>
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
                : $"the alarm's statistic {statistic ?? "(none)"} does not give the number of log events";
        }
        return (counted, problem);
    }

    private static string? ProblemOf(MetricFilter filter)
    {
        var counted = filter.MetricTransformations![0];
        return Number(counted.MetricValue) is not 1 ? $"the metric filter {filter.FilterName} publishes {counted.MetricValue} for a log event instead of 1"
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
        // A metric filter publishes no fraction of a sample. It is rounded up, so that the comparison shows an event that was not read.
        return (samples ?? sum) is { } number && number >= 0 && number < long.MaxValue ? (long)Math.Ceiling(number - Rounding) : null;
    }

    /// <summary>Whether a datapoint has a fractional sample count.</summary>
    public static bool HasFraction(IReadOnlyList<AlarmDatapoint> points, string? statistic) => points.Any(
        point => (point.SampleCount ?? (statistic == "SampleCount" ? point.Value : null)) is { } number && Math.Abs(number - Math.Round(number)) > Rounding);

    private static MetricFilter? Default(IReadOnlyList<MetricFilter> filters) =>
        filters.FirstOrDefault(filter => filter.MetricTransformations![0].DefaultValue is not null);

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Text.Json;
using LocalAws.Patterns;
using LocalAws.Validation;

namespace LocalAws.Logs;

/// <summary>What a group's events add to a metric.</summary>
internal sealed record MetricFilter(string Name, string GroupName, string PatternText, FilterPattern Pattern, MetricTransformation Metric, long CreationTime)
{
    /// <summary>The sample an event adds; null: none.</summary>
    public double? SampleOf(EventText text, in EventKey key) => text.Matches(Pattern, key) ? Metric.Value : Metric.Default;

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("filterName", Name);
        writer.WriteString("filterPattern", PatternText);
        writer.WriteStartArray("metricTransformations");
        Metric.Write(writer);
        writer.WriteEndArray();
        writer.WriteNumber("creationTime", CreationTime);
        writer.WriteString("logGroupName", GroupName);
        writer.WriteBoolean("applyOnTransformedLogs", false);
        writer.WriteEndObject();
    }
}

internal sealed record MetricTransformation(string Namespace, string Name, string ValueText, double Value, double? Default, string? Unit)
{
    public static MetricTransformation Read(JsonElement transformation)
    {
        var value = transformation.Demand("metricValue");
        if (transformation.Member("dimensions") is { } dimensions && dimensions.EnumerateObject().Any())
            throw Http.AwsException.InvalidParameter("The specified filter pattern does not support dimensions");
        if (!double.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw Http.AwsException.InvalidParameter($"Invalid metric transformation: the value '{value}' is neither a number nor a field of the pattern.");
        return new MetricTransformation(
            transformation.Demand("metricNamespace"), transformation.Demand("metricName"), value, number, transformation.Number("defaultValue"), transformation.Text("unit"));
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("metricName", Name);
        writer.WriteString("metricNamespace", Namespace);
        writer.WriteString("metricValue", ValueText);
        if (Default is { } otherwise)
            writer.WriteNumber("defaultValue", otherwise);
        if (Unit is not null)
            writer.WriteString("unit", Unit);
        writer.WriteEndObject();
    }
}

using System.Text.Json;
using LocalAws.Http;
using LocalAws.Patterns;
using LocalAws.Validation;

namespace LocalAws.Logs;

/// <summary>The operations on metric filters.</summary>
internal sealed class MetricFilters(ServerContext context, LogGroups groups)
{
    private const int FiltersPerGroup = 100;
    private const int RegexFiltersPerGroup = 5;

    public void PutMetricFilter(JsonElement request, Utf8JsonWriter response)
    {
        var group = groups.Named(request.Demand("logGroupName"));
        var (name, pattern) = (request.Demand("filterName"), request.Demand("filterPattern"));
        var filter = new MetricFilter(name, group.Name, pattern, FilterPattern.Parse(pattern),
            MetricTransformation.Read(request.GetProperty("metricTransformations")[0]), context.NowMilliseconds);

        var others = group.MetricFilters.Values.Where(f => f.Name != name).ToList();
        if (others.Count >= FiltersPerGroup || (filter.Pattern.IsRegex && others.Count(f => f.Pattern.IsRegex) >= RegexFiltersPerGroup))
            throw new AwsException("LimitExceededException", "Resource limit exceeded.");
        group.MetricFilters[name] = filter;
    }

    public void DescribeMetricFilters(JsonElement request, Utf8JsonWriter response)
    {
        var (group, prefix) = (request.Text("logGroupName"), request.Text("filterNamePrefix"));
        var (metric, metricNamespace) = (request.Text("metricName"), request.Text("metricNamespace"));
        if ((metric is null) != (metricNamespace is null))
            throw AwsException.InvalidParameter("metricName and metricNamespace must be specified together.");
        if (prefix is not null && group is null)
            throw AwsException.InvalidParameter("filterNamePrefix needs a logGroupName.");

        var found = (group is null ? groups.All : [groups.Named(group)]).SelectMany(g => g.MetricFilters.Values)
            .Where(f => f.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)
                && (metric is null || (f.Metric.Name == metric && f.Metric.Namespace == metricNamespace)))
            .OrderBy(f => f.Name, StringComparer.Ordinal);
        response.WriteStartObject();
        context.WritePage(response, LogsService.Page("metricFilters", $"filters {group} {prefix} {metric} {metricNamespace}", request), found, f => f.Write(response));
        response.WriteEndObject();
    }

    public void DeleteMetricFilter(JsonElement request, Utf8JsonWriter response)
    {
        if (!groups.Named(request.Demand("logGroupName")).MetricFilters.Remove(request.Demand("filterName")))
            throw AwsException.NotFound("metric filter");
    }

    public void TestMetricFilter(JsonElement request, Utf8JsonWriter response)
    {
        var pattern = FilterPattern.Parse(request.Demand("filterPattern"));
        response.WriteStartObject();
        response.WriteStartArray("matches");
        var number = 0;
        foreach (var message in request.Texts("logEventMessages")!)
        {
            number++;
            if (!pattern.Matches(message))
                continue;
            response.WriteStartObject();
            response.WriteNumber("eventNumber", number);
            response.WriteString("eventMessage", message);
            response.WriteStartObject("extractedValues");
            response.WriteEndObject();
            response.WriteEndObject();
        }
        response.WriteEndArray();
        response.WriteEndObject();
    }
}

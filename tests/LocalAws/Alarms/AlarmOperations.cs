using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Alarms;

/// <summary>The operations on alarms, as requests ask for them.</summary>
internal sealed class AlarmOperations(ServerContext context, AlarmService service)
{
    private const int DefaultRecords = 50;

    public void PutMetricAlarm(JsonElement request, Utf8JsonWriter response)
    {
        var (rule, tags) = (AlarmRuleReader.Read(request), AlarmTags.Read(request));
        var exists = service.All.TryGetValue(rule.Name, out var alarm);
        if (!exists)
        {
            alarm = new Alarm(rule, service.ArnOf(rule.Name)) { Tags = tags, UpdatedAt = context.Now, TransitionedAt = context.Now };
            service.All.Add(rule.Name, alarm);
        }
        // An update overwrites the whole configuration and leaves the state and the tags.
        alarm!.Rule = rule;
        alarm.ConfiguredAt = context.Now;
        service.Record(alarm, context.Now, "ConfigurationUpdate", $"Alarm \"{rule.Name}\" {(exists ? "updated" : "created")}", AlarmTexts.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteString("type", exists ? "Update" : "Create");
            json.WriteEndObject();
        }));
    }

    public void DescribeAlarms(JsonElement request, Utf8JsonWriter response)
    {
        var (names, prefix) = (request.Texts("AlarmNames"), request.Text("AlarmNamePrefix"));
        var (state, action) = (request.Text("StateValue"), request.Text("ActionPrefix"));
        if (names is { Count: > 0 } && prefix is not null)
            throw new AwsException("ValidationError", "AlarmNamePrefix and AlarmNames cannot both be specified.");

        var found = service.All.Values.Where(a => IsWanted(request)
            && (names is not { Count: > 0 } || names.Contains(a.Rule.Name, StringComparer.Ordinal))
            && a.Rule.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)
            && (state is null || a.State.Value == state)
            && (action is null || AllActions(a.Rule).Any(arn => arn.StartsWith(action, StringComparison.Ordinal))));
        response.WriteStartObject();
        response.WriteStartArray("CompositeAlarms");
        response.WriteEndArray();
        var question = $"alarms {string.Join('\n', names ?? [])} {prefix} {state} {action}";
        context.WritePage(response, Page("MetricAlarms", question, request), found, alarm => Write(response, alarm));
        response.WriteEndObject();
    }

    public void DescribeAlarmHistory(JsonElement request, Utf8JsonWriter response)
    {
        var (name, type) = (request.Text("AlarmName"), request.Text("HistoryItemType"));
        var (start, end) = (request.Time("StartDate"), request.Time("EndDate"));
        if (start > end)
            throw new AwsException("ValidationError", "StartDate must not be after EndDate.");
        var ascending = request.Text("ScanBy") == "TimestampAscending";

        var found = service.History.Where(h => IsWanted(request)
            && (name is null || h.AlarmName == name) && (type is null || h.Type == type)
            && (start is null || h.Time >= start) && (end is null || h.Time <= end)).OrderBy(h => h.Time).ToList();
        if (!ascending)
            found.Reverse();
        response.WriteStartObject();
        context.WritePage(response, Page("AlarmHistoryItems", $"history {name} {type} {start:O} {end:O} {ascending}", request), found, item =>
        {
            response.WriteStartObject();
            response.WriteString("AlarmName", item.AlarmName);
            response.WriteString("AlarmType", "MetricAlarm");
            WriteTime(response, "Timestamp", item.Time);
            response.WriteString("HistoryItemType", item.Type);
            response.WriteString("HistorySummary", item.Summary);
            response.WriteString("HistoryData", item.Data);
            response.WriteEndObject();
        });
        response.WriteEndObject();
    }

    public void DeleteAlarms(JsonElement request, Utf8JsonWriter response)
    {
        var names = request.Texts("AlarmNames")!;
        // Alarms with correct names are deleted beside names that are none.
        var missing = names.Where(n => !service.All.Remove(n)).ToList();
        if (missing.Count > 0)
            throw NotFound();
    }

    public void SetAlarmState(JsonElement request, Utf8JsonWriter response)
    {
        if (!service.All.TryGetValue(request.Demand("AlarmName"), out var alarm))
            throw NotFound();
        var data = request.Text("StateReasonData");
        if (!IsJson(data))
            throw new AwsException("InvalidFormat", "StateReasonData was not valid JSON.");
        service.Change(alarm, new AlarmState(request.Demand("StateValue"), request.Demand("StateReason"), data), context.Now);
    }

    private static bool IsJson(string? text)
    {
        try
        {
            if (text is not null)
                JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Without AlarmTypes only metric alarms are returned, and there are no others here.</summary>
    private static bool IsWanted(JsonElement request) => request.Texts("AlarmTypes") is not { Count: > 0 } types || types.Contains("MetricAlarm", StringComparer.Ordinal);

    private static IEnumerable<string> AllActions(AlarmRule rule) => [.. rule.OkActions, .. rule.AlarmActions, .. rule.InsufficientDataActions];

    private static AwsException NotFound() => new("ResourceNotFound", "One or more of the alarms do not exist.", System.Net.HttpStatusCode.NotFound);

    private static PageRequest Page(string list, string question, JsonElement request) => new(
        list, "NextToken", question, request.Text("NextToken"), request.Int("MaxRecords", DefaultRecords), () => new AwsException("InvalidNextToken", "The next token is invalid."));

    private static void Write(Utf8JsonWriter response, Alarm alarm)
    {
        var rule = alarm.Rule;
        response.WriteStartObject();
        response.WriteString("AlarmName", rule.Name);
        response.WriteString("AlarmArn", alarm.Arn);
        WriteText("AlarmDescription", rule.Description);
        WriteTime(response, "AlarmConfigurationUpdatedTimestamp", alarm.ConfiguredAt);
        response.WriteBoolean("ActionsEnabled", rule.ActionsEnabled);
        WriteList("OKActions", rule.OkActions);
        WriteList("AlarmActions", rule.AlarmActions);
        WriteList("InsufficientDataActions", rule.InsufficientDataActions);
        response.WriteString("StateValue", alarm.State.Value);
        response.WriteString("StateReason", alarm.State.Reason);
        WriteText("StateReasonData", alarm.State.ReasonData);
        WriteTime(response, "StateUpdatedTimestamp", alarm.UpdatedAt);
        response.WriteString("MetricName", rule.MetricName);
        response.WriteString("Namespace", rule.Namespace);
        response.WriteString("Statistic", rule.Statistic);
        response.WriteStartArray("Dimensions");
        foreach (var (name, value) in rule.Dimensions)
        {
            response.WriteStartObject();
            response.WriteString("Name", name);
            response.WriteString("Value", value);
            response.WriteEndObject();
        }
        response.WriteEndArray();
        response.WriteNumber("Period", (long)rule.Period.TotalSeconds);
        WriteText("Unit", rule.Unit);
        response.WriteNumber("EvaluationPeriods", rule.EvaluationPeriods);
        if (rule.DatapointsToAlarm is { } needed)
            response.WriteNumber("DatapointsToAlarm", needed);
        response.WriteNumber("Threshold", rule.Threshold);
        response.WriteString("ComparisonOperator", rule.ComparisonOperator);
        WriteText("TreatMissingData", rule.TreatMissingData);
        WriteTime(response, "StateTransitionedTimestamp", alarm.TransitionedAt);
        response.WriteEndObject();

        void WriteText(string name, string? text)
        {
            if (text is not null)
                response.WriteString(name, text);
        }

        void WriteList(string name, IReadOnlyList<string> values)
        {
            response.WriteStartArray(name);
            foreach (var value in values)
                response.WriteStringValue(value);
            response.WriteEndArray();
        }
    }

    /// <summary>Seconds since 1970, with milliseconds as a fraction.</summary>
    private static void WriteTime(Utf8JsonWriter response, string name, DateTimeOffset time) =>
        response.WriteNumber(name, time.ToUnixTimeMilliseconds() / 1000m);
}

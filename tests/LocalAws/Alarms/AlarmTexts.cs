using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LocalAws.Alarms;

/// <summary>The texts that CloudWatch writes: reasons, reason data, history and notifications.</summary>
internal static class AlarmTexts
{
    private const int DatapointsInReason = 5;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal) ? text : text + ".0";
    }

    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Relaxed))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>For example: Threshold Crossed: 1 out of the last 1 datapoints [6.0 (25/09/22 18:49:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).</summary>
    public static string Reason(AlarmRule rule, AlarmEvaluation evaluation, string state)
    {
        var real = evaluation.Datapoints.Where(d => d.Data is not null).ToList();
        var missing = evaluation.Filled;
        if (state == "INSUFFICIENT_DATA")
            return $"Insufficient Data: {Count(missing, "datapoint")} {(missing == 1 ? "was" : "were")} unknown.";
        var treated = missing == 0 || rule.TreatMissingData is null or "missing" or "ignore" ? ""
            : $"{Count(missing, "missing datapoint")} {(missing == 1 ? "was" : "were")} treated as [{(rule.TreatMissingData == "breaching" ? "Breaching" : "NonBreaching")}]";
        if (real.Count == 0)
            return $"Threshold Crossed: no datapoints were received for {Count(missing, "period")} and {treated}.";

        var isAlarm = state == "ALARM";
        var crossed = real.Where(d => rule.IsBreaching(d.Data!.Value.Of(rule.Statistic)) == isAlarm).ToList();
        var shown = string.Join(", ", crossed.Take(DatapointsInReason).Select(d =>
            $"{Number(d.Data!.Value.Of(rule.Statistic))} ({d.Start.UtcDateTime.ToString("dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture)})"));
        var verb = $"{(crossed.Count == 1 ? "was" : "were")}{(isAlarm ? "" : " not")} {Words(rule.ComparisonOperator)} the threshold ({Number(rule.Threshold)})";
        var also = treated.Length > 0 ? $" and {treated}" : "";
        if (rule.DatapointsToAlarm is not { } needed)
            return $"Threshold Crossed: {Count(crossed.Count, "datapoint")} [{shown}] {verb}{also}.";
        var minimum = isAlarm ? needed : rule.EvaluationPeriods - needed + 1;
        return $"Threshold Crossed: {crossed.Count} out of the last {rule.EvaluationPeriods} datapoints [{shown}] {verb}{also} (minimum {Count(minimum, "datapoint")} for {(isAlarm ? "OK -> ALARM" : "ALARM -> OK")} transition).";
    }

    /// <summary>
    /// Evaluated datapoints are newest first, and only the newest is listed unless some are missing; recent ones are oldest first; startDate is the
    /// oldest, and absent when all are missing. So it is in recorded samples of alarms on several periods.
    /// </summary>
    public static string ReasonData(AlarmRule rule, AlarmEvaluation evaluation, DateTimeOffset now) => Json(json =>
    {
        var real = evaluation.Datapoints.Where(d => d.Data is not null).ToList();
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteString("queryDate", Time(now));
        if (real.Count > 0)
            json.WriteString("startDate", Time(real[^1].Start));
        json.WriteString("statistic", rule.Statistic);
        if (rule.Unit is not null)
            json.WriteString("unit", rule.Unit);
        json.WriteNumber("period", (long)rule.Period.TotalSeconds);
        json.WriteStartArray("recentDatapoints");
        foreach (var (_, data) in Enumerable.Reverse(real))
            json.WriteRawValue(Number(data!.Value.Of(rule.Statistic)));
        json.WriteEndArray();
        json.WritePropertyName("threshold");
        json.WriteRawValue(Number(rule.Threshold));
        json.WriteStartArray("evaluatedDatapoints");
        foreach (var (start, data) in evaluation.Filled == 0 ? evaluation.Datapoints.Take(1) : evaluation.Datapoints)
        {
            json.WriteStartObject();
            json.WriteString("timestamp", Time(start));
            if (data is { } known)
            {
                json.WritePropertyName("sampleCount");
                json.WriteRawValue(Number(known.SampleCount));
                json.WritePropertyName("value");
                json.WriteRawValue(Number(known.Of(rule.Statistic)));
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static string StateUpdate(AlarmState oldState, AlarmState newState) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        Write("oldState", oldState);
        Write("newState", newState);
        json.WriteEndObject();

        void Write(string name, AlarmState state)
        {
            json.WriteStartObject(name);
            json.WriteString("stateValue", state.Value);
            json.WriteString("stateReason", state.Reason);
            if (state.ReasonData is not null)
            {
                json.WritePropertyName("stateReasonData");
                json.WriteRawValue(state.ReasonData);
            }
            json.WriteEndObject();
        }
    });

    /// <summary>The message CloudWatch sends to an SNS topic.</summary>
    public static string Notification(Alarm alarm, AlarmState oldState, DateTimeOffset now, LocalAwsOptions options) => Json(json =>
    {
        var rule = alarm.Rule;
        json.WriteStartObject();
        json.WriteString("AlarmName", rule.Name);
        json.WriteString("AlarmDescription", rule.Description);
        json.WriteString("AWSAccountId", options.AccountId);
        json.WriteString("AlarmConfigurationUpdatedTimestamp", Time(alarm.ConfiguredAt));
        json.WriteString("NewStateValue", alarm.State.Value);
        json.WriteString("NewStateReason", alarm.State.Reason);
        json.WriteString("StateChangeTime", Time(now));
        json.WriteString("Region", Regions.LongName(options.Region));
        json.WriteString("AlarmArn", alarm.Arn);
        json.WriteString("OldStateValue", oldState.Value);
        WriteList("OKActions", rule.OkActions);
        WriteList("AlarmActions", rule.AlarmActions);
        WriteList("InsufficientDataActions", rule.InsufficientDataActions);
        json.WriteStartObject("Trigger");
        json.WriteString("MetricName", rule.MetricName);
        json.WriteString("Namespace", rule.Namespace);
        json.WriteString("StatisticType", "Statistic");
        json.WriteString("Statistic", rule.Statistic == "SampleCount" ? "SAMPLE_COUNT" : rule.Statistic.ToUpperInvariant());
        json.WriteString("Unit", rule.Unit);
        json.WriteStartArray("Dimensions");
        foreach (var (name, value) in rule.Dimensions)
        {
            json.WriteStartObject();
            json.WriteString("value", value);
            json.WriteString("name", name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("Period", (long)rule.Period.TotalSeconds);
        json.WriteNumber("EvaluationPeriods", rule.EvaluationPeriods);
        if (rule.DatapointsToAlarm is { } needed)
            json.WriteNumber("DatapointsToAlarm", needed);
        json.WriteString("ComparisonOperator", rule.ComparisonOperator);
        json.WritePropertyName("Threshold");
        json.WriteRawValue(Number(rule.Threshold));
        json.WriteString("TreatMissingData", rule.TreatMissingData ?? "missing");
        json.WriteString("EvaluateLowSampleCountPercentile", "");
        json.WriteEndObject();
        json.WriteEndObject();

        void WriteList(string name, IReadOnlyList<string> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }
    });

    private static string Words(string comparison) => comparison switch
    {
        "GreaterThanOrEqualToThreshold" => "greater than or equal to",
        "GreaterThanThreshold" => "greater than",
        "LessThanThreshold" => "less than",
        _ => "less than or equal to",
    };

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}

using System.Globalization;
using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>What CloudWatch says of the datapoints that made an alarm change its state (StateReasonData of DescribeAlarms).</summary>
public static class StateReasonData
{
    /// <summary>The span of the evaluated datapoints: from the earliest timestamp to the latest plus the period.</summary>
    /// <param name="json">The text of StateReasonData.</param>
    /// <returns>The half-open span, UTC, exactly as CloudWatch tells it; null where it tells none.</returns>
    public static (DateTimeOffset Start, DateTimeOffset End)? EvaluatedSpan(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return null;
        try
        {
            using var document = JsonDocument.Parse(json!);
            return EvaluatedSpan(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same span from the HistoryData of a StateUpdate (DescribeAlarmHistory), where it is a change into ALARM.</summary>
    /// <param name="json">The text of HistoryData.</param>
    /// <returns>Whether it is a change into ALARM, CloudWatch's words for it, and the span, null where it tells none.</returns>
    public static (bool IntoAlarm, string? Reason, (DateTimeOffset Start, DateTimeOffset End)? Span) FromHistory(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return default;
        try
        {
            using var document = JsonDocument.Parse(json!);
            if (document.RootElement.Member("newState") is not { } state || state.Text("stateValue") != "ALARM")
                return default;
            return (true, state.Text("stateReason"), state.Member("stateReasonData") is { } data ? EvaluatedSpan(data) : null);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static (DateTimeOffset Start, DateTimeOffset End)? EvaluatedSpan(JsonElement data)
    {
        if (data.Number("period") is not (> 0 and var period)
            || data.Member("evaluatedDatapoints") is not { ValueKind: JsonValueKind.Array } points)
        {
            return null;
        }

        DateTimeOffset? earliest = null, latest = null;
        foreach (var point in points.EnumerateArray())
        {
            if (!DateTimeOffset.TryParse(point.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return null;
            time = time.ToUniversalTime();
            if (earliest is null || time < earliest)
                earliest = time;
            if (latest is null || time > latest)
                latest = time;
        }
        return earliest is null ? null : (earliest.Value, latest!.Value.AddSeconds(period));
    }
}

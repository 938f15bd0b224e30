using System.Globalization;
using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>What CloudWatch says of the datapoints that made an alarm change its state (StateReasonData of DescribeAlarms).</summary>
public static class StateReasonData
{
    /// <summary>The span of the evaluated datapoints: from the earliest timestamp to the latest plus the period.</summary>
    /// <remarks>
    /// For alarms of several periods CloudWatch at times lists the newest datapoint only, and names the oldest in
    /// startDate; it is taken where it lies within the evaluated periods.
    /// </remarks>
    /// <param name="json">The text of StateReasonData.</param>
    /// <param name="evaluationPeriods">How many periods the alarm evaluates.</param>
    /// <returns>The half-open span, UTC, exactly as CloudWatch tells it; null where it tells none.</returns>
    public static (DateTimeOffset Start, DateTimeOffset End)? EvaluatedSpan(string? json, int evaluationPeriods = 1)
    {
        using var document = JsonMembers.Open(json ?? "", out _);
        return document is null ? null : EvaluatedSpan(document.RootElement, evaluationPeriods);
    }

    /// <summary>The same span from the HistoryData of a StateUpdate (DescribeAlarmHistory), where it is a change into ALARM.</summary>
    /// <param name="json">The text of HistoryData.</param>
    /// <param name="evaluationPeriods">How many periods the alarm evaluates.</param>
    /// <returns>Whether it is a change into ALARM, CloudWatch's words for it, and the span, null where it tells none.</returns>
    public static (bool IntoAlarm, string? Reason, (DateTimeOffset Start, DateTimeOffset End)? Span) FromHistory(string? json, int evaluationPeriods = 1)
    {
        using var document = JsonMembers.Open(json ?? "", out _);
        return document?.RootElement.Member("newState") is { } state && state.Text("stateValue") == "ALARM"
            ? (true, state.Text("stateReason"), state.Member("stateReasonData") is { } data ? EvaluatedSpan(data, evaluationPeriods) : null)
            : default;
    }

    private static (DateTimeOffset Start, DateTimeOffset End)? EvaluatedSpan(JsonElement data, int evaluationPeriods)
    {
        if (data.Number("period") is not (> 0 and < int.MaxValue and var period)
            || data.Member("evaluatedDatapoints") is not { ValueKind: JsonValueKind.Array } points)
        {
            return null;
        }

        DateTimeOffset? earliest = null, latest = null;
        foreach (var point in points.EnumerateArray())
        {
            if (Time(point, "timestamp") is not { } time)
                return null;
            if (earliest is null || time < earliest)
                earliest = time;
            if (latest is null || time > latest)
                latest = time;
        }
        if (earliest is not { } start || latest > DateTimeOffset.MaxValue.AddSeconds(-period))
            return null;

        var end = latest!.Value.AddSeconds(period);
        if (Time(data, "startDate") is { } oldest && oldest < start && (end - oldest).TotalSeconds <= period * evaluationPeriods)
            start = oldest;
        return (start, end);
    }

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;
}

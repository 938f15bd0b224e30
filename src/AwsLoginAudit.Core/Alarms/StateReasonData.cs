using System.Globalization;
using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>The datapoints that made an alarm change its state, as CloudWatch reports them (StateReasonData of DescribeAlarms, version "1.0").</summary>
/// <remarks>
/// Recorded samples have three forms. A period without data has a timestamp and no numbers. If no data is missing, evaluatedDatapoints lists only
/// the newest datapoint, startDate is the time of the oldest one, and recentDatapoints has all values, oldest first. Older samples, such as
/// the one in "Alarm events and EventBridge" of the Amazon CloudWatch User Guide, have only startDate and recentDatapoints.
/// </remarks>
public sealed record StateReasonData
{
    // PutMetricAlarm accepts at most one day of 10-second periods.
    private const int MostPeriods = 8_640;

    /// <summary>The first instant of the oldest evaluated period, UTC, exactly as CloudWatch reports it.</summary>
    public DateTimeOffset Start { get; private init; }

    /// <summary>The first instant after the newest evaluated period, UTC.</summary>
    public DateTimeOffset End { get; private init; }

    /// <summary>The length of a period.</summary>
    public TimeSpan Period { get; private init; }

    /// <summary>The threshold that the datapoints were compared with; null if CloudWatch does not report it.</summary>
    public double? Threshold { get; private init; }

    /// <summary>The alarm's statistic, such as SampleCount or Sum; null for metric math.</summary>
    public string? Statistic { get; private init; }

    /// <summary>The evaluated periods for which CloudWatch reports whether they have data, oldest first.</summary>
    public IReadOnlyList<AlarmDatapoint> Datapoints { get; private init; } = [];

    /// <summary>Reads the text of StateReasonData.</summary>
    /// <param name="json">The text.</param>
    /// <param name="evaluationPeriods">How many periods the alarm evaluates; 1 or more.</param>
    /// <returns>The data; null if the evaluated periods are unknown.</returns>
    public static StateReasonData? Read(string? json, int evaluationPeriods = 1)
    {
        using var document = JsonMembers.Open(json ?? "", out _);
        return document is null ? null : Read(document.RootElement, evaluationPeriods);
    }

    /// <summary>Reads the HistoryData of a StateUpdate (DescribeAlarmHistory) if the change is to ALARM.</summary>
    /// <param name="json">The text of HistoryData.</param>
    /// <param name="evaluationPeriods">How many periods the alarm evaluates; 1 or more.</param>
    /// <returns>Whether the change is to ALARM, CloudWatch's reason, and the data; the data is null if the evaluated periods are unknown.</returns>
    public static (bool IntoAlarm, string? Reason, StateReasonData? Data) FromHistory(string? json, int evaluationPeriods = 1)
    {
        using var document = JsonMembers.Open(json ?? "", out _);
        return document?.RootElement.Member("newState") is { } state && state.Text("stateValue") == "ALARM"
            ? (true, state.Text("stateReason"), state.Member("stateReasonData") is { } data ? Read(data, evaluationPeriods) : null)
            : default;
    }

    private static StateReasonData? Read(JsonElement data, int evaluationPeriods)
    {
        if (data.Number("period") is not (>= 1 and < int.MaxValue and var seconds) || Listed(data) is not { } listed)
            return null;
        var period = TimeSpan.FromSeconds(seconds);
        var recent = Recent(data);
        var oldest = Time(data, "startDate");
        var span = listed.Count == 0
            ? Span(oldest, recent.Count, Time(data, "queryDate"), period, evaluationPeriods)
            : Span(listed, oldest, recent.Count, period, evaluationPeriods);
        return span is not { } found ? null : new StateReasonData
        {
            Start = found.Start,
            End = found.End,
            Period = period,
            Threshold = data.Number("threshold"),
            Statistic = data.Text("statistic"),
            Datapoints = Place(listed, recent, found.Start, found.End, period),
        };
    }

    /// <summary>Reads evaluatedDatapoints, sorted with the oldest first; null if one has no timestamp.</summary>
    private static List<AlarmDatapoint>? Listed(JsonElement data)
    {
        var listed = new List<AlarmDatapoint>();
        if (data.Member("evaluatedDatapoints") is { ValueKind: JsonValueKind.Array } points)
        {
            foreach (var point in points.EnumerateArray())
            {
                if (Time(point, "timestamp") is not { } time)
                    return null;
                listed.Add(new AlarmDatapoint(time, point.Number("sampleCount"), point.Number("value")));
            }
        }
        listed.Sort((one, other) => one.Start.CompareTo(other.Start));
        return listed;
    }

    private static List<double> Recent(JsonElement data)
    {
        var recent = new List<double>();
        if (data.Member("recentDatapoints") is { ValueKind: JsonValueKind.Array } values)
        {
            foreach (var value in values.EnumerateArray())
            {
                if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
                    recent.Add(number);
            }
        }
        return recent;
    }

    // startDate is used if the periods since then are at most EvaluationPeriods, or if recentDatapoints has several values and at most that many.
    private static (DateTimeOffset Start, DateTimeOffset End)? Span(
        List<AlarmDatapoint> listed, DateTimeOffset? oldest, int recent, TimeSpan period, int evaluationPeriods)
    {
        var (start, last) = (listed[0].Start, listed[listed.Count - 1].Start);
        if (oldest is { } named && named < start
            && ((last - named).Ticks / period.Ticks) + 1 is var periods && (periods <= evaluationPeriods || (recent > 1 && recent <= periods)))
        {
            start = named;
        }
        return (last - start).Ticks / period.Ticks < MostPeriods && DateTimeOffset.MaxValue - last > period ? (start, last + period) : null;
    }

    // Without evaluatedDatapoints, the window starts at startDate and has EvaluationPeriods periods, without those that had not ended at queryDate.
    private static (DateTimeOffset Start, DateTimeOffset End)? Span(
        DateTimeOffset? oldest, int recent, DateTimeOffset? evaluated, TimeSpan period, int evaluationPeriods)
    {
        var periods = (long)Math.Max(1, Math.Max(recent, evaluationPeriods));
        if (oldest is not { } start || periods > MostPeriods || (DateTimeOffset.MaxValue - start).Ticks / period.Ticks <= periods)
            return null;
        if (evaluated is { } now && now > start)
            periods = Math.Max(Math.Max(1, recent), Math.Min(periods, (now - start).Ticks / period.Ticks));
        return (start, start + TimeSpan.FromTicks(period.Ticks * periods));
    }

    /// <summary>Finds every period for which it is known whether it has data.</summary>
    /// <remarks>
    /// recentDatapoints has the values of the periods with data, oldest first. It does not say which periods these are, unless there is a value for
    /// each period, or for the oldest and the newest only.
    /// </remarks>
    private static List<AlarmDatapoint> Place(List<AlarmDatapoint> listed, List<double> recent, DateTimeOffset start, DateTimeOffset end, TimeSpan period)
    {
        var known = new AlarmDatapoint?[((end - start).Ticks + period.Ticks - 1) / period.Ticks];
        foreach (var point in listed)
            known[Math.Min(known.Length - 1, (point.Start - start).Ticks / period.Ticks)] = point;
        for (var i = 0; i < recent.Count && (recent.Count == known.Length || i == 0); i++)
            known[i] ??= PointAt(i, recent[i]);
        // Every value has its period, so the other periods had no data.
        var isWhole = listed.Count + recent.Count > 0 && recent.Count <= known.Count(point => point is { HasData: true });
        for (var i = 0; i < known.Length && isWhole; i++)
            known[i] ??= PointAt(i, null);
        return known.OfType<AlarmDatapoint>().ToList();

        AlarmDatapoint PointAt(int index, double? value) => new(start + TimeSpan.FromTicks(period.Ticks * index), null, value);
    }

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(StateReasonData), PrintMembers);
}

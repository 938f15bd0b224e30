namespace AwsLoginAudit;

/// <summary>Where the bounds of a window come from.</summary>
public enum WindowSource
{
    /// <summary>There are no bounds: files, or events from the pipeline.</summary>
    Open,
    /// <summary>The bounds were asked for.</summary>
    Requested,
    /// <summary>The evaluated datapoints of the alarm's current state (DescribeAlarms).</summary>
    StateReasonData,
    /// <summary>The evaluated datapoints of an earlier state change (DescribeAlarmHistory).</summary>
    History,
    /// <summary>Later periods, looked at because the alarm has stayed in ALARM since.</summary>
    FollowUp,
    /// <summary>Computed from the time of the state change, because CloudWatch does not tell the datapoints. It can be off by some minutes.</summary>
    Estimated,
}

/// <summary>What was asked: a span of time, and the alarm it belongs to, if any.</summary>
public sealed record LoginAuditWindow
{
    /// <summary>Everything, without bounds.</summary>
    public static LoginAuditWindow Open { get; } = new();

    /// <summary>The first instant inside, UTC; null for no bound.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The first instant after, UTC; null for no bound.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Where the bounds come from.</summary>
    public WindowSource WindowSource { get; init; }

    /// <summary>The log groups to read.</summary>
    public IReadOnlyList<string> LogGroupNames { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>
    /// The metric filters that feed the alarm's metric and that the alarm was not created with, each as "name of log group". Empty if the
    /// module did not create the alarm.
    /// </summary>
    public IReadOnlyList<string> ForeignMetricFilters { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The AWS Region to read.</summary>
    public string? Region { get; init; }

    /// <summary>The AWS account to read, which is the alarm's; twelve digits.</summary>
    public string? AccountId { get; init; }

    /// <summary>The alarm's name.</summary>
    public string? AlarmName { get; init; }

    /// <summary>When the alarm went into ALARM, UTC.</summary>
    public DateTimeOffset? StateChangeTime { get; init; }

    /// <summary>CloudWatch's own words for why; escaped.</summary>
    public string? StateReason { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The alarm's rule; null without an alarm.</summary>
    public AlarmRule? Rule { get; init; }

    /// <summary>The alarm's datapoints that are known, the oldest first; empty without an alarm, or if CloudWatch no longer has them.</summary>
    public IReadOnlyList<AlarmDatapoint> Datapoints { get; init => field = TextList.Of(value); } = TextList.Of<AlarmDatapoint>([]);

    /// <summary>Why the datapoints do not tell how many log events CloudWatch counted; null if they do, or if there are none.</summary>
    public string? CountUnknown { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>What CloudWatch does not confirm about the window, as sentences for people; null if CloudWatch confirms everything.</summary>
    public string? Unconfirmed { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The latest window like this one that is over at a time: whole periods later, as many as the rule evaluates.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The window; null where no further period is over, or this one has no bounds or no periods.</returns>
    public LoginAuditWindow? After(DateTimeOffset time)
    {
        if (End is not { } end || Rule is not { Period: { } period } rule || time - end < period)
            return null;
        var later = end + TimeSpan.FromTicks((time - end).Ticks / period.Ticks * period.Ticks);
        return this with
        {
            Start = later - TimeSpan.FromTicks(period.Ticks * rule.EvaluationPeriods),
            End = later,
            WindowSource = WindowSource.FollowUp,
            Datapoints = [],
            CountUnknown = null,
        };
    }

    /// <summary>The same window, earlier.</summary>
    /// <param name="by">How much.</param>
    /// <returns>The window.</returns>
    public LoginAuditWindow Earlier(TimeSpan by) => this with { Start = Start - by, End = End - by };

    /// <summary>The same window, with something more that CloudWatch does not confirm.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <returns>The window.</returns>
    public LoginAuditWindow Doubt(string sentence) => this with { Unconfirmed = Unconfirmed is { } known ? $"{known} {sentence}" : sentence };

    /// <summary>Whether it is everything, of whatever source.</summary>
    internal bool IsOpen => Start is null && End is null && AlarmName is null;

    /// <summary>Whether an instant lies in [Start, End).</summary>
    /// <param name="time">The instant.</param>
    /// <returns>True where it does.</returns>
    public bool Contains(DateTimeOffset time) => (Start is null || time >= Start) && (End is null || time < End);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(
        (Start is null && End is null ? "all times" : $"{(Start is null ? "the beginning" : Words.Time(Start))} to {(End is null ? "now" : Words.Time(End))}")
        + (AlarmName is null ? "" : $", alarm {AlarmName}"));
}

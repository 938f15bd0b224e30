namespace AwsLoginAudit;

/// <summary>The source of a window's start and end.</summary>
public enum WindowSource
{
    /// <summary>There is no start or end: the events come from files or from the pipeline.</summary>
    Open,
    /// <summary>The caller gave the start and end.</summary>
    Requested,
    /// <summary>The evaluated datapoints of the alarm's current state (DescribeAlarms).</summary>
    StateReasonData,
    /// <summary>The evaluated datapoints of an earlier state change (DescribeAlarmHistory).</summary>
    History,
    /// <summary>Later periods, which are read because the alarm has stayed in ALARM since.</summary>
    FollowUp,
    /// <summary>Computed from the time of the state change, because the datapoints are not available. The window can be off by some minutes.</summary>
    Estimated,
}

/// <summary>A time span to read, and the alarm that it belongs to, if any.</summary>
public sealed record LoginAuditWindow
{
    /// <summary>The window without start and end.</summary>
    public static LoginAuditWindow Open { get; } = new();

    /// <summary>The first instant of the window, UTC; null for no start.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The first instant after the window, UTC; null for no end.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The source of start and end.</summary>
    public WindowSource WindowSource { get; init; }

    /// <summary>The log groups to read.</summary>
    public IReadOnlyList<string> LogGroupNames { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>
    /// The metric filters that feed the alarm's metric but that the alarm was not created with, each as "name of log group". Empty if the
    /// module did not create the alarm.
    /// </summary>
    public IReadOnlyList<string> ForeignMetricFilters { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The AWS Region to read.</summary>
    public string? Region { get; init; }

    /// <summary>The AWS account to read, which is the alarm's account; twelve digits.</summary>
    public string? AccountId { get; init; }

    /// <summary>The alarm's name.</summary>
    public string? AlarmName { get; init; }

    /// <summary>The time when the alarm changed to ALARM, UTC.</summary>
    public DateTimeOffset? StateChangeTime { get; init; }

    /// <summary>The reason that CloudWatch gives for the change; escaped.</summary>
    public string? StateReason { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The alarm's rule; null without an alarm.</summary>
    public AlarmRule? Rule { get; init; }

    /// <summary>The alarm's known datapoints, oldest first; empty without an alarm, or if CloudWatch no longer has them.</summary>
    public IReadOnlyList<AlarmDatapoint> Datapoints { get; init => field = TextList.Of(value); } = TextList.Of<AlarmDatapoint>([]);

    /// <summary>The reason why the datapoints do not show how many log events CloudWatch counted; null if they do, or if there are none.</summary>
    public string? CountUnknown { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>What CloudWatch does not confirm about the window, in full sentences; null if CloudWatch confirms everything.</summary>
    public string? Unconfirmed { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The latest window that has ended at a time: a whole number of periods later, and as long as the rule's evaluation range.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The window; null if no further period has ended, or if this window has no end or no periods.</returns>
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

    /// <summary>Creates the same window at an earlier time.</summary>
    /// <param name="by">The time difference.</param>
    /// <returns>The window.</returns>
    public LoginAuditWindow Earlier(TimeSpan by) => this with { Start = Start - by, End = End - by };

    /// <summary>Creates the window of the successful logins that may follow the failed ones of this window.</summary>
    /// <remarks>Somebody who guesses gets in after the alarm fired. A window without an alarm has the end that somebody chose.</remarks>
    /// <param name="after">The longest time after the end of an alarm's window.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The window.</returns>
    public LoginAuditWindow OfLogins(TimeSpan after, DateTimeOffset now)
    {
        var end = this is { AlarmName: not null, End: { } mine } ? (now < mine ? mine : now - mine < after ? now : mine + after) : End;
        return this with { End = end, Rule = null, Datapoints = [], CountUnknown = null };
    }

    /// <summary>Creates the same window and adds something that CloudWatch does not confirm.</summary>
    /// <param name="sentence">A full sentence.</param>
    /// <returns>The window.</returns>
    public LoginAuditWindow AddUnconfirmed(string sentence) => this with { Unconfirmed = Unconfirmed is { } known ? $"{known} {sentence}" : sentence };

    /// <summary>Whether the window has no start, no end and no alarm.</summary>
    internal bool IsOpen => Start is null && End is null && AlarmName is null;

    /// <summary>Whether an instant is in [Start, End).</summary>
    /// <param name="time">The instant.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(DateTimeOffset time) => (Start is null || time >= Start) && (End is null || time < End);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(
        (Start is null && End is null ? "all times" : $"{(Start is null ? "the beginning" : Words.Time(Start))} to {(End is null ? "now" : Words.Time(End))}")
        + (AlarmName is null ? "" : $", alarm {AlarmName}"));
}

using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The window that an alarm evaluated when it fired, and the statistic of its datapoints.</summary>
/// <remarks>
/// An identity with cloudwatch:SetAlarmState chooses StateReasonData itself. So StateReasonData counts only for periods that lie just before the state
/// change, and, unless the alarm was changed since, only with the alarm's own period, threshold and statistic.
/// </remarks>
/// <param name="Window">The window.</param>
/// <param name="Statistic">The statistic; null if the window is estimated.</param>
internal sealed record FiredWindow(LoginAuditWindow Window, string? Statistic)
{
    private const string IsEstimated = "so the window is estimated from the time of the state change, and may be off by some minutes.";

    // The alarm fetches more periods than it evaluates, "for example five for three": "How alarm state is evaluated when data is missing" in the Amazon
    // CloudWatch User Guide. It evaluates them one to two minutes after their end.
    private const int ExtraPeriods = 5;
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    // PutMetricAlarm (CloudWatch API Reference): the evaluated periods are seven days at most.
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(7);

    /// <summary>The window as StateReasonData has it; null if there is none, or it cannot be CloudWatch's.</summary>
    /// <param name="window">The window without its bounds, with the alarm's rule and the time of the state change.</param>
    /// <param name="data">What CloudWatch says of the datapoints.</param>
    /// <param name="source">Where that comes from.</param>
    /// <param name="unchanged">The alarm, if it has not been changed since; otherwise null.</param>
    public static FiredWindow? Of(LoginAuditWindow window, StateReasonData? data, WindowSource source, MetricAlarm? unchanged)
    {
        if (data is null)
            return null;
        var rule = unchanged is null ? RuleAtThatTime(window.Rule!, data) : window.Rule!;
        var length = data.End - data.Start;
        var range = unchanged is null
            ? Shorter(length + Several(data.Period, ExtraPeriods), LongestRange)
            : Several(data.Period, rule.EvaluationPeriods + ExtraPeriods);
        var changed = window.StateChangeTime!.Value;
        if (data.Period != rule.Period || (data.Threshold ?? rule.Threshold) != rule.Threshold
            || data.End - changed > ClockDifference || changed - data.Start > range + Delay)
        {
            return null;
        }
        var fired = window with { Start = data.Start, End = data.End, WindowSource = source, Rule = rule, Datapoints = data.Datapoints };
        return new FiredWindow(fired, unchanged?.Statistic?.Value ?? data.Statistic);
    }

    /// <summary>The window by the time of the state change alone, and that it is estimated.</summary>
    /// <param name="window">The window without its bounds, with the alarm's rule and the time of the state change.</param>
    /// <param name="hasData">Whether there is StateReasonData, which cannot be CloudWatch's.</param>
    public static FiredWindow Estimated(LoginAuditWindow window, bool hasData)
    {
        var changed = window.StateChangeTime!.Value;
        var estimated = window with
        {
            Start = changed - Several(window.Rule!.Period!.Value, window.Rule.EvaluationPeriods),
            End = changed,
            WindowSource = WindowSource.Estimated,
        };
        var reason = hasData
            ? "The alarm's StateReasonData names other periods than those before the state change, or another rule, as SetAlarmState can set it, "
            : "CloudWatch does not tell which datapoints the alarm evaluated, ";
        return new FiredWindow(estimated.Doubt(reason + IsEstimated), null);
    }

    // StateReasonData does not have these two. They are not more than the periods that were evaluated.
    private static AlarmRule RuleAtThatTime(AlarmRule now, StateReasonData data)
    {
        var periods = Math.Min(now.EvaluationPeriods, (int)((data.End - data.Start).Ticks / data.Period.Ticks));
        return now with
        {
            Threshold = data.Threshold ?? now.Threshold,
            Period = data.Period,
            EvaluationPeriods = periods,
            DatapointsToAlarm = Math.Min(now.DatapointsToAlarm, periods),
        };
    }

    private static TimeSpan Several(TimeSpan period, int number) => TimeSpan.FromTicks(period.Ticks * number);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

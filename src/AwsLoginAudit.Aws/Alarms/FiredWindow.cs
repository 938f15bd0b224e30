using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The window that an alarm evaluated when it fired, and the statistic of its datapoints.</summary>
/// <remarks>
/// An identity with cloudwatch:SetAlarmState can set StateReasonData to any value. StateReasonData is therefore used only if its periods lie just before the
/// state change and, unless the alarm was changed since, its period, threshold and statistic are those of the alarm.
/// </remarks>
/// <param name="Window">The window.</param>
/// <param name="Statistic">The statistic; null if the window is estimated.</param>
internal sealed record FiredWindow(LoginAuditWindow Window, string? Statistic)
{
    private const string IsEstimated = "so the window is estimated from the time of the state change, and may be off by some minutes.";

    // The alarm retrieves more periods than it evaluates, "for example five for three" ("How alarm state is evaluated when data is missing", Amazon CloudWatch
    // User Guide), and evaluates them one to two minutes after their end.
    private const int ExtraPeriods = 5;
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    // The evaluated periods span seven days at most (PutMetricAlarm, CloudWatch API Reference).
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(7);

    /// <summary>The window from StateReasonData; null if there is none, or CloudWatch cannot have written it.</summary>
    /// <param name="window">The window without start and end, with the alarm's rule and the time of the state change.</param>
    /// <param name="data">The parsed StateReasonData; null if there is none.</param>
    /// <param name="source">The source of the data.</param>
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

    /// <summary>A window that is estimated from the time of the state change only, with a warning that says so.</summary>
    /// <param name="window">The window without start and end, with the alarm's rule and the time of the state change.</param>
    /// <param name="hasData">Whether StateReasonData exists, but CloudWatch cannot have written it.</param>
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

    // StateReasonData contains neither EvaluationPeriods nor DatapointsToAlarm. Neither exceeds the number of evaluated periods.
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

using System.Globalization;
using System.Text.RegularExpressions;
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

    // "Threshold Crossed: 2 out of the last 3 datapoints [...] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition)."
    private static readonly Regex Numbers = new(
        @"out of the last (?<periods>\d{1,5}) datapoints.*\(minimum (?<needed>\d{1,5}) datapoints? for OK -> ALARM transition\)", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

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
        var (rule, isKnown) = unchanged is null ? RuleAtThatTime(window, data) : (window.Rule!, true);
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
        return new FiredWindow(isKnown ? fired : fired.AddUnconfirmed(UnknownNumbers(rule)), unchanged?.Statistic?.Value ?? data.Statistic);
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
            ? "The alarm's StateReasonData does not match the alarm's rule or the time of the state change (SetAlarmState can cause this), "
            : "CloudWatch does not report which datapoints the alarm evaluated, ";
        return new FiredWindow(estimated.AddUnconfirmed(reason + IsEstimated), null);
    }

    // StateReasonData lacks these two numbers, and the reason contains them as text. They do not exceed the number of evaluated periods.
    private static (AlarmRule Rule, bool IsKnown) RuleAtThatTime(LoginAuditWindow window, StateReasonData data)
    {
        var now = window.Rule!;
        var evaluated = (int)((data.End - data.Start).Ticks / data.Period.Ticks);
        var numbers = NumbersIn(window.StateReason);
        var periods = Math.Min(numbers?.EvaluationPeriods ?? now.EvaluationPeriods, evaluated);
        var rule = now with
        {
            Threshold = data.Threshold ?? now.Threshold,
            Period = data.Period,
            EvaluationPeriods = periods,
            DatapointsToAlarm = Math.Min(numbers?.DatapointsToAlarm ?? now.DatapointsToAlarm, periods),
        };
        return (rule, numbers is not null || evaluated == 1);
    }

    private static (int EvaluationPeriods, int DatapointsToAlarm)? NumbersIn(string? reason) =>
        Numbers.Match(reason ?? "") is { Success: true } found && Number(found.Groups["periods"]) is > 0 and var periods && Number(found.Groups["needed"]) is > 0 and var needed && needed <= periods
            ? (periods, needed) : null;

    private static int Number(Group digits) => int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string UnknownNumbers(AlarmRule rule) => FormattableString.Invariant(
        $"CloudWatch does not report how many datapoints the alarm needed when it fired. Instances are compared with the alarm's current rule, {rule.DatapointsToAlarm} of {rule.EvaluationPeriods}, which may have changed since.");

    private static TimeSpan Several(TimeSpan period, int number) => TimeSpan.FromTicks(period.Ticks * number);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

using System.Globalization;

namespace AwsLoginAudit;

/// <summary>The four comparisons of a CloudWatch alarm with a static threshold, with CloudWatch's names.</summary>
public enum AlarmComparison
{
    /// <summary>More than the threshold.</summary>
    GreaterThanThreshold,
    /// <summary>The threshold or more.</summary>
    GreaterThanOrEqualToThreshold,
    /// <summary>Less than the threshold.</summary>
    LessThanThreshold,
    /// <summary>The threshold or less.</summary>
    LessThanOrEqualToThreshold,
}

/// <summary>The rule of an alarm: a comparison with a threshold that must hold in M of N periods.</summary>
/// <param name="Comparison">The comparison of a period's count with the threshold.</param>
/// <param name="Threshold">The threshold, in failures per period.</param>
/// <param name="Period">The length of a period; null if the whole window is one period.</param>
/// <param name="EvaluationPeriods">The number of latest periods that are evaluated (N); 1 or more. The default is 1.</param>
/// <param name="DatapointsToAlarm">The number of periods in which the comparison must hold (M); 1 to <paramref name="EvaluationPeriods"/>; default 1.</param>
/// <param name="TreatMissingData">How the alarm treats periods in which its metric has no data. The default is CloudWatch's default, missing.</param>
public sealed record AlarmRule(
    AlarmComparison Comparison,
    double Threshold,
    TimeSpan? Period = null,
    int EvaluationPeriods = 1,
    int DatapointsToAlarm = 1,
    MissingDataTreatment TreatMissingData = MissingDataTreatment.Missing)
{
    /// <summary>Creates the rule "more than <paramref name="threshold"/> failures in the whole window".</summary>
    /// <param name="threshold">The threshold, in failures.</param>
    /// <returns>The rule.</returns>
    public static AlarmRule MoreThan(double threshold) => new(AlarmComparison.GreaterThanThreshold, threshold);

    /// <summary>Whether the count of one period breaches the threshold.</summary>
    /// <param name="count">The failures of one instance in one period.</param>
    /// <returns>True if it does.</returns>
    public bool Breaches(long count) => Comparison switch
    {
        AlarmComparison.GreaterThanThreshold => count > Threshold,
        AlarmComparison.GreaterThanOrEqualToThreshold => count >= Threshold,
        AlarmComparison.LessThanThreshold => count < Threshold,
        _ => count <= Threshold,
    };

    /// <summary>Whether CloudWatch would change an alarm with this rule to ALARM for the latest periods.</summary>
    /// <remarks>
    /// Sources: "How alarm state is evaluated when data is missing" and "Avoiding premature transitions to alarm state" in the Amazon CloudWatch User
    /// Guide. CloudWatch evaluates the newest EvaluationPeriods periods that have data. If fewer have data, missing data fills the rest.
    /// </remarks>
    /// <param name="counts">The failures of each period of the evaluation range, oldest first; null for a period without data.</param>
    /// <returns>True for ALARM; false for OK, for INSUFFICIENT_DATA, and if the alarm would keep its state.</returns>
    public bool IsMet(IReadOnlyList<long?> counts)
    {
        var (real, breaching, oldestBreach) = (0, 0, -1);
        for (var age = 0; age < counts.Count && real < EvaluationPeriods; age++)
        {
            if (counts[counts.Count - 1 - age] is not { } count)
                continue;
            real++;
            if (!Breaches(count))
                continue;
            breaching++;
            oldestBreach = age;
        }
        if (breaching >= DatapointsToAlarm)
            return true;
        return TreatMissingData switch
        {
            MissingDataTreatment.Breaching => breaching + EvaluationPeriods - real >= DatapointsToAlarm,
            // CloudWatch fires early if all real data breaches and the oldest breach is at least DatapointsToAlarm periods old.
            MissingDataTreatment.Missing => real < EvaluationPeriods && breaching == real && oldestBreach >= DatapointsToAlarm - 1,
            _ => false,
        };
    }

    /// <summary>Whether enough periods breach in any EvaluationPeriods that follow each other. None of them is without data.</summary>
    /// <param name="counts">The failures of each period, the oldest first.</param>
    internal bool IsEverMet(IReadOnlyList<long> counts)
    {
        var breaching = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            if (Breaches(counts[i]) && ++breaching >= DatapointsToAlarm)
                return true;
            if (i + 1 >= EvaluationPeriods && Breaches(counts[i + 1 - EvaluationPeriods]))
                breaching--;
        }
        return false;
    }

    /// <summary>Explains why PutMetricAlarm rejects an alarm with these settings.</summary>
    /// <remarks>Source: PutMetricAlarmInput in botocore's model cloudwatch/2010-08-01. A period is 10, 20, 30 or any multiple of 60 seconds.</remarks>
    /// <param name="period">The length of a period.</param>
    /// <param name="evaluationPeriods">The number of latest periods that are evaluated.</param>
    /// <param name="datapointsToAlarm">The number of periods in which the comparison must hold.</param>
    /// <returns>What is wrong and which values are allowed; null if PutMetricAlarm accepts the settings.</returns>
    public static string? WhyNotAccepted(TimeSpan period, int evaluationPeriods, int datapointsToAlarm)
    {
        const int hour = 3_600;
        const int day = 24 * hour;
        var seconds = period.Ticks / TimeSpan.TicksPerSecond;
        if (period.Ticks % TimeSpan.TicksPerSecond != 0 || (!IsHighResolution(period) && (seconds <= 0 || seconds % 60 != 0)))
            return $"CloudWatch does not accept a period of {period.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds. A period is 10, 20 or 30 seconds, or a multiple of 60 seconds.";
        if (evaluationPeriods < 1 || datapointsToAlarm < 1)
            return "An alarm needs at least 1 evaluation period and 1 datapoint to alarm.";
        if (datapointsToAlarm > evaluationPeriods)
            return $"{datapointsToAlarm} datapoints to alarm need {datapointsToAlarm} or more evaluation periods, not {evaluationPeriods}.";
        var longest = seconds < hour ? day : 7 * day;
        return (decimal)seconds * evaluationPeriods <= longest
            ? null
            : $"{evaluationPeriods} periods of {seconds} seconds exceed {longest} seconds ({(longest == day ? "1 day, the maximum for periods shorter than 1 hour" : "7 days, the maximum for periods of 1 hour or longer")}). Give fewer or shorter periods.";
    }

    /// <summary>Whether an alarm with this period is a high-resolution alarm: 10, 20 or 30 seconds.</summary>
    /// <param name="period">The length of a period.</param>
    /// <returns>True if it is.</returns>
    public static bool IsHighResolution(TimeSpan period) => period.TotalSeconds is 10 or 20 or 30;

    /// <summary>Whether PutMetricAlarm accepts an alarm with these settings.</summary>
    /// <param name="period">The length of a period, in seconds.</param>
    /// <param name="evaluationPeriods">The number of latest periods that are evaluated.</param>
    /// <param name="datapointsToAlarm">The number of periods in which the comparison must hold.</param>
    internal static bool IsAccepted(int period, int evaluationPeriods, int datapointsToAlarm) =>
        WhyNotAccepted(TimeSpan.FromSeconds(period), evaluationPeriods, datapointsToAlarm) is null;

    /// <summary>Reads TreatMissingData in the forms that DescribeAlarms and notifications use.</summary>
    /// <remarks>Notifications contain "notBreaching" or, in many recorded samples, "- TreatMissingData:                    notBreaching".</remarks>
    /// <param name="text">The text; null if the alarm does not set it.</param>
    /// <returns>The treatment; <see cref="MissingDataTreatment.Missing"/>, CloudWatch's documented default, for null and any other text.</returns>
    public static MissingDataTreatment Treatment(string? text) =>
        text?.Substring(text.LastIndexOfAny([':', ' ']) + 1) switch
        {
            "ignore" => MissingDataTreatment.Ignore,
            "breaching" => MissingDataTreatment.Breaching,
            "notBreaching" => MissingDataTreatment.NotBreaching,
            _ => MissingDataTreatment.Missing,
        };

    /// <inheritdoc/>
    public override string ToString() => Words.Rule(this);
}

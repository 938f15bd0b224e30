namespace AwsLoginAudit;

/// <summary>The four static comparisons of a CloudWatch alarm, by CloudWatch's own names.</summary>
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

/// <summary>When counts are too many: a comparison with a threshold, in so many of so many periods.</summary>
/// <param name="Comparison">How a period's count is compared with the threshold.</param>
/// <param name="Threshold">The limit, in failures a period.</param>
/// <param name="Period">The length of a period; null where the whole window is one.</param>
/// <param name="EvaluationPeriods">How many of the latest periods are looked at; 1 or more.</param>
/// <param name="DatapointsToAlarm">In how many of them the comparison must hold; 1 to <paramref name="EvaluationPeriods"/>.</param>
public sealed record AlarmRule(
    AlarmComparison Comparison, double Threshold, TimeSpan? Period = null, int EvaluationPeriods = 1, int DatapointsToAlarm = 1)
{
    /// <summary>More than <paramref name="threshold"/> in the whole window.</summary>
    /// <param name="threshold">The limit, in failures.</param>
    /// <returns>The rule.</returns>
    public static AlarmRule MoreThan(double threshold) => new(AlarmComparison.GreaterThanThreshold, threshold);

    /// <summary>Whether one period's count breaches the threshold.</summary>
    /// <param name="count">The failures of one instance in one period.</param>
    /// <returns>True where it does.</returns>
    public bool Breaches(long count) => Comparison switch
    {
        AlarmComparison.GreaterThanThreshold => count > Threshold,
        AlarmComparison.GreaterThanOrEqualToThreshold => count >= Threshold,
        AlarmComparison.LessThanThreshold => count < Threshold,
        _ => count <= Threshold,
    };

    /// <inheritdoc/>
    public override string ToString() => Words.Rule(this);
}

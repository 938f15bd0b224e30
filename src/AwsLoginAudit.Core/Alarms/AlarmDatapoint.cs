namespace AwsLoginAudit;

/// <summary>One period of an alarm's metric, as CloudWatch evaluated it.</summary>
/// <param name="Start">The first instant of the period, UTC.</param>
/// <param name="SampleCount">The number of samples in the period; null if CloudWatch does not report it.</param>
/// <param name="Value">The alarm's statistic for the period; null if CloudWatch does not report it.</param>
public sealed record AlarmDatapoint(DateTimeOffset Start, double? SampleCount, double? Value)
{
    /// <summary>Whether the metric had data in the period when the alarm was evaluated.</summary>
    public bool HasData => SampleCount is not null || Value is not null;

    /// <summary>The number of log events that CloudWatch counted in the period; null if unknown.</summary>
    public long? Events { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Words.Time(Start)} ({(Value is { } value ? Words.Number(value) : "no data")})";
}

namespace AwsLoginAudit;

/// <summary>One period of an alarm's metric, as CloudWatch evaluated it.</summary>
/// <param name="Start">The first instant of the period, UTC.</param>
/// <param name="SampleCount">How many samples the period has; null if CloudWatch does not say.</param>
/// <param name="Value">The alarm's statistic of the period; null if CloudWatch does not say.</param>
public sealed record AlarmDatapoint(DateTimeOffset Start, double? SampleCount, double? Value)
{
    /// <summary>Whether the metric had data in the period when the alarm was evaluated.</summary>
    public bool HasData => SampleCount is not null || Value is not null;

    /// <summary>How many log events CloudWatch counted in the period; null if the datapoint does not tell.</summary>
    public long? Events { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Words.Time(Start)} ({(Value is { } value ? Words.Number(value) : "no data")})";
}

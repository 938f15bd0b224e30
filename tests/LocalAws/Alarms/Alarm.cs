namespace LocalAws.Alarms;

/// <summary>A metric alarm and its state.</summary>
internal sealed class Alarm(AlarmRule rule, string arn)
{
    public AlarmRule Rule { get; set; } = rule;

    public string Arn => arn;

    public Dictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    public DateTimeOffset ConfiguredAt { get; set; }

    public AlarmState State { get; set; } = new("INSUFFICIENT_DATA", "Unchecked: Initial alarm creation", null);

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset TransitionedAt { get; set; }

    /// <summary>How far after the clock's own boundaries datapoints begin.</summary>
    public TimeSpan Phase { get; set; }
}

/// <summary>The state of an alarm and why.</summary>
internal sealed record AlarmState(string Value, string Reason, string? ReasonData);

/// <summary>What PutMetricAlarm sets.</summary>
internal sealed record AlarmRule
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public bool ActionsEnabled { get; init; }

    public required IReadOnlyList<string> OkActions { get; init; }

    public required IReadOnlyList<string> AlarmActions { get; init; }

    public required IReadOnlyList<string> InsufficientDataActions { get; init; }

    public required string Namespace { get; init; }

    public required string MetricName { get; init; }

    public required IReadOnlyList<(string Name, string Value)> Dimensions { get; init; }

    public string? Unit { get; init; }

    public required string Statistic { get; init; }

    public TimeSpan Period { get; init; }

    public int EvaluationPeriods { get; init; }

    public int? DatapointsToAlarm { get; init; }

    public double Threshold { get; init; }

    public required string ComparisonOperator { get; init; }

    public string? TreatMissingData { get; init; }

    public IReadOnlyList<string> ActionsFor(string state) => state switch
    {
        "ALARM" => AlarmActions,
        "OK" => OkActions,
        _ => InsufficientDataActions,
    };

    public bool IsBreaching(double value) => ComparisonOperator switch
    {
        "GreaterThanOrEqualToThreshold" => value >= Threshold,
        "GreaterThanThreshold" => value > Threshold,
        "LessThanThreshold" => value < Threshold,
        _ => value <= Threshold,
    };
}

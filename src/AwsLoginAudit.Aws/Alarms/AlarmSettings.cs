namespace AwsLoginAudit.Aws;

/// <summary>
/// The settings of an alarm to create or change. The names of all its resources are derived from the alarm's name. Null keeps the value of an existing alarm.
/// </summary>
public sealed record AlarmSettings
{
    /// <summary>The default threshold.</summary>
    public const int DefaultThreshold = 5;

    /// <summary>The pattern of log group names that CloudWatch Logs accepts.</summary>
    public const string LogGroupPattern = "^[.\\-_/#A-Za-z0-9]{1,512}$";

    /// <summary>The pattern of alarm names that this module can create.</summary>
    public const string NamePattern = "^[A-Za-z0-9_-]{1,63}$";

    /// <summary>The alarm's name: 1 to 63 letters, digits, hyphens and underscores, so that the queue and the topic can be named after it.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The threshold: the alarm fires at more failures than this in a period; 0 or more. The default is 5.</summary>
    public double? Threshold { get; init; }

    /// <summary>The length of a period; the default is 5 minutes. See <see cref="AlarmRule.WhyNotAccepted"/> for the accepted values.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>The number of latest periods that the alarm evaluates; 1 or more. The default is 1.</summary>
    public int? EvaluationPeriods { get; init; }

    /// <summary>The number of evaluated periods that must be over the threshold; 1 to <see cref="EvaluationPeriods"/>. The default is all of them.</summary>
    public int? DatapointsToAlarm { get; init; }

    /// <summary>How the alarm treats periods without data. The default is NotBreaching.</summary>
    public MissingDataTreatment? TreatMissingData { get; init; }

    /// <summary>The log group that receives the events; 1 to 512 characters.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>Whether an existing alarm that does not count in this log group keeps its own. The default is false.</summary>
    public bool KeepsLogGroup { get; init; }

    /// <summary>The retention of the log group in days; null for 90 days in a new log group, and for no change of an existing one.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>The event ids to count. Empty keeps those of an existing alarm; the default is those of <see cref="FailedLogin"/>.</summary>
    public IReadOnlyList<int> EventId { get; init; } = [];

    /// <summary>Whether every audit failure counts, as in the published solution, instead of failed logins only. The default is false.</summary>
    public bool? AllAuditFailures { get; init; }

    /// <summary>The ARN of an existing topic; null to create a topic for the alarm.</summary>
    public string? TopicArn { get; init; }

    /// <summary>The KMS key that encrypts the topic of the alarm; null for none.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The e-mail addresses to subscribe to the topic.</summary>
    public IReadOnlyList<string> EmailAddress { get; init; } = [];

    /// <summary>Whether to create a queue and subscribe it to the topic.</summary>
    public bool Queue { get; init; }

    /// <summary>Whether to take over existing resources with these names that this module did not create.</summary>
    public bool Force { get; init; }

    /// <summary>The rule of the alarm, with the default of each setting that is null.</summary>
    internal AlarmRule Rule => new(
        AlarmComparison.GreaterThanThreshold,
        Threshold ?? DefaultThreshold,
        Period ?? TimeSpan.FromSeconds(AlarmPlan.PeriodSeconds),
        EvaluationPeriods ?? 1,
        DatapointsToAlarm ?? EvaluationPeriods ?? 1,
        TreatMissingData ?? MissingDataTreatment.NotBreaching);
}

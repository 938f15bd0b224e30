namespace AwsLoginAudit.Aws;

/// <summary>The alarm to create. All names follow from the alarm's.</summary>
public sealed record AlarmSettings
{
    /// <summary>The threshold unless another is wanted.</summary>
    public const int DefaultThreshold = 5;

    /// <summary>A log group's name, as CloudWatch Logs has it.</summary>
    public const string LogGroupPattern = "^[.\\-_/#A-Za-z0-9]{1,512}$";

    /// <summary>The name of an alarm that the module can create.</summary>
    public const string NamePattern = "^[A-Za-z0-9_-]{1,63}$";

    /// <summary>The alarm's name; 1 to 63 letters, digits, hyphens and underscores, so that queue and topic can be named after it.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The alarm fires at more failures than this in a period; 0 or more.</summary>
    public required double Threshold { get; init; }

    /// <summary>The length of a period. See <see cref="AlarmRule.WhyNotAccepted"/>.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(AlarmPlan.PeriodSeconds);

    /// <summary>How many of the latest periods are looked at; 1 or more.</summary>
    public int EvaluationPeriods { get; init; } = 1;

    /// <summary>In how many of them there must be more failures than the threshold; 1 to <see cref="EvaluationPeriods"/>.</summary>
    public int DatapointsToAlarm { get; init; } = 1;

    /// <summary>How periods without failures count.</summary>
    public MissingDataTreatment TreatMissingData { get; init; } = MissingDataTreatment.NotBreaching;

    /// <summary>The log group that events arrive in; 1 to 512 characters.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>How many days the log group keeps events; null for 90 where it is made, and as it is where it exists.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>The event ids that count; empty for those of <see cref="FailedLogin"/>.</summary>
    public IReadOnlyList<int> EventId { get; init; } = [];

    /// <summary>Whether every audit failure counts, as in the published solution, and not failed logins only.</summary>
    public bool AllAuditFailures { get; init; }

    /// <summary>A topic that exists already; null for one of the alarm's own.</summary>
    public string? TopicArn { get; init; }

    /// <summary>A KMS key that encrypts the alarm's own topic; null for none.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Who is subscribed to the topic.</summary>
    public IReadOnlyList<string> EmailAddress { get; init; } = [];

    /// <summary>Whether a queue is subscribed to the topic.</summary>
    public bool Queue { get; init; }

    /// <summary>Whether what exists under these names, and was not made by this module, is taken over.</summary>
    public bool Force { get; init; }
}

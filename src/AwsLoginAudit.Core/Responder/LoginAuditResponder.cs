namespace AwsLoginAudit;

/// <summary>The Lambda function that answers an alarm with a mail, and what belongs to it.</summary>
public sealed record LoginAuditResponder
{
    /// <summary>The alarm that it answers.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The function's name. Its role has this name with the Region behind it.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The function's ARN.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>Pending, Active, Inactive or Failed, as Lambda has it; null where there is no function yet, or no longer.</summary>
    public string? FunctionState { get; init; }

    /// <summary>Whether the function's code, handler and runtime are those of this version of the module; null where there is no function.</summary>
    public bool? IsCurrent { get; init; }

    /// <summary>Who its mails are from.</summary>
    public string? From { get; init; }

    /// <summary>Failures above which an instance is reported; null for the alarm's own rule.</summary>
    public double? Threshold { get; init; }

    /// <summary>The SES configuration set that it sends with; null for none.</summary>
    public string? ConfigurationSetName { get; init; }

    /// <summary>The topic that calls it; null where none may.</summary>
    public string? TopicArn { get; init; }

    /// <summary>How often it looks again while the alarm stays in ALARM, such as rate(5 minutes); null for never.</summary>
    public string? FollowUpSchedule { get; init; }

    /// <summary>How many may run at once; null for no limit of its own.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>About how many events were set aside because it failed three times; null where there is no dead-letter queue.</summary>
    public int? DeadLetters { get; init; }

    /// <summary>Who gets them.</summary>
    public IReadOnlyList<string> Recipients { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>What became of each resource; empty where nothing was asked to change.</summary>
    public IReadOnlyList<LoginAuditChange> Changes { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditChange>([]);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(FunctionName);
}

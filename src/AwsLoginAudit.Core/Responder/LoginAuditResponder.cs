namespace AwsLoginAudit;

/// <summary>The Lambda function that responds to an alarm with a mail, and the resources that belong to it.</summary>
public sealed record LoginAuditResponder
{
    /// <summary>The alarm that the function responds to.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The function's name. The name of its role is this name followed by the Region.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The function's ARN.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>The state that Lambda reports: Pending, Active, Inactive or Failed; null if the function does not exist.</summary>
    public string? FunctionState { get; init; }

    /// <summary>Whether the function's code, handler and runtime are those of this version of the module; null if the function does not exist.</summary>
    public bool? IsCurrent { get; init; }

    /// <summary>The sender of the mails.</summary>
    public string? From { get; init; }

    /// <summary>Instances with more failures are reported; null for the alarm's own rule.</summary>
    public double? Threshold { get; init; }

    /// <summary>The SES configuration set for sending mails; null for none.</summary>
    public string? ConfigurationSetName { get; init; }

    /// <summary>The topic that calls the function; null if no topic may call it.</summary>
    public string? TopicArn { get; init; }

    /// <summary>How often the function counts again while the alarm stays in ALARM, such as rate(5 minutes); null for never.</summary>
    public string? FollowUpSchedule { get; init; }

    /// <summary>The reserved concurrency: the most executions at the same time; null for none.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>The approximate number of events in the dead-letter queue, after three failed attempts each; null if there is no such queue.</summary>
    public int? DeadLetters { get; init; }

    /// <summary>The recipients of the mails.</summary>
    public IReadOnlyList<string> Recipients { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The change of each resource; empty if no change was requested.</summary>
    public IReadOnlyList<LoginAuditChange> Changes { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditChange>([]);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(FunctionName);
}

namespace AwsLoginAudit;

/// <summary>The receipt of a mailed report: SES accepted the mail for delivery.</summary>
public sealed record LoginAuditReceipt
{
    /// <summary>The message id that SES assigned to the mail.</summary>
    public required string MessageId { get; init; }

    /// <summary>The mail's subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>The time when SES accepted the mail, UTC.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>The mail's size, in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The number of counts in the report that are over their threshold.</summary>
    public int OverThresholdCount { get; init; }

    /// <summary>The number of failures that the report covers.</summary>
    public long Failures { get; init; }

    /// <summary>The number of failures in the attached file; 0 without a file.</summary>
    public long AttachedFailures { get; init; }

    /// <summary>True if the mail may have been sent before; its subject then says so.</summary>
    public bool Repeated { get; init; }

    /// <summary>The alarm; null if the report is about no alarm, or about several.</summary>
    public string? AlarmName { get; init; }

    /// <summary>The time when the alarm changed to ALARM, UTC.</summary>
    public DateTimeOffset? StateChangeTime { get; init; }

    /// <summary>The recipients for whom SES accepted the mail: at most 50 per mail, and one receipt per mail.</summary>
    public IReadOnlyList<string> Recipients { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{Subject}, to {Recipients}");
}

namespace AwsLoginAudit;

/// <summary>What became of a report that was mailed: SES has taken it, and delivers it.</summary>
public sealed record LoginAuditReceipt
{
    /// <summary>SES's id of the mail.</summary>
    public required string MessageId { get; init; }

    /// <summary>The mail's subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>When SES took it, UTC.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>The mail's size, in bytes.</summary>
    public long Size { get; init; }

    /// <summary>How many counts of the report are over their limit.</summary>
    public int OverThresholdCount { get; init; }

    /// <summary>The failures that the report covers.</summary>
    public long Failures { get; init; }

    /// <summary>How many of them are listed in the attached file; 0 where there is none.</summary>
    public long AttachedFailures { get; init; }

    /// <summary>True where the mail may have been sent before, and says so.</summary>
    public bool Repeated { get; init; }

    /// <summary>The alarm; null where the report is of no alarm, or of several.</summary>
    public string? AlarmName { get; init; }

    /// <summary>When the alarm went into ALARM, UTC.</summary>
    public DateTimeOffset? StateChangeTime { get; init; }

    /// <summary>Whom SES took the mail for: at most 50 a mail, a receipt each.</summary>
    public IReadOnlyList<string> Recipients { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{Subject}, to {Recipients}");
}

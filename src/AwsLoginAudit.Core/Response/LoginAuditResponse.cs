namespace AwsLoginAudit;

/// <summary>The response to one firing of an alarm: the report, its recipients, and whether anything is left to do.</summary>
public sealed record LoginAuditResponse
{
    /// <summary>The alarm's name.</summary>
    public required string AlarmName { get; init; }

    /// <summary>The time when the alarm changed to ALARM, UTC; null if unknown.</summary>
    public DateTimeOffset? StateChangeTime { get; init; }

    /// <summary>The first instant that was read, UTC; null if nothing was read.</summary>
    public DateTimeOffset? Start => Window?.Start;

    /// <summary>The first instant after the window that was read, UTC; null if nothing was read.</summary>
    public DateTimeOffset? End => Window?.End;

    /// <summary>The number of counts in the report that are over their threshold.</summary>
    public int OverThresholdCount => Report?.OverThresholdCount ?? 0;

    /// <summary>The number of failed logins in the report.</summary>
    public long Failures => Report?.Failures ?? 0;

    /// <summary>True if not all failed logins could be read.</summary>
    public bool Incomplete => Report?.Incomplete ?? false;

    /// <summary>True if nothing is left to do. Otherwise somebody must respond to the firing again, and <see cref="Problems"/> gives the reason.</summary>
    public bool Done { get; init; }

    /// <summary>True if the notification was acknowledged, so the queue does not deliver it again. False if it did not come from a queue.</summary>
    public bool Acknowledged { get; init; }

    /// <summary>How many times the queue delivered the notification; null without a queue. After the fifth, it moves to the dead-letter queue.</summary>
    public int? ReceiveCount { get; init; }

    /// <summary>What failed, in full sentences; empty for none. Includes recipients that SES rejects, even if <see cref="Done"/> is true.</summary>
    public IReadOnlyList<string> Problems { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The mails that SES accepted; empty if no mail is necessary.</summary>
    public IReadOnlyList<LoginAuditReceipt> Receipts { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditReceipt>([]);

    /// <summary>Recipients who received the same report before and do not receive it again.</summary>
    public IReadOnlyList<string> EarlierRecipients { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The window that was read; null if there is none, because the alarm is not in ALARM or cannot be read.</summary>
    public LoginAuditWindow? Window { get; init; }

    /// <summary>The report; null if nothing was counted.</summary>
    public LoginAuditReport? Report { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{AlarmName}, {Words.Time(StateChangeTime)}: {(Done ? "done" : $"not done: {Problems}")}");
}

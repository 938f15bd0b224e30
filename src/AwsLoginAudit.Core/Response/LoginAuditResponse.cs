namespace AwsLoginAudit;

/// <summary>What became of one firing of an alarm: the report about it, who got it, and whether anything is left to do.</summary>
public sealed record LoginAuditResponse
{
    /// <summary>The alarm's name.</summary>
    public required string AlarmName { get; init; }

    /// <summary>When the alarm went into ALARM, UTC; null if it is not known.</summary>
    public DateTimeOffset? StateChangeTime { get; init; }

    /// <summary>The first instant that was read, UTC; null if nothing was read.</summary>
    public DateTimeOffset? Start => Window?.Start;

    /// <summary>The first instant after that, UTC; null if nothing was read.</summary>
    public DateTimeOffset? End => Window?.End;

    /// <summary>How many counts of the report are over their threshold.</summary>
    public int OverThresholdCount => Report?.OverThresholdCount ?? 0;

    /// <summary>The failed logins of the report.</summary>
    public long Failures => Report?.Failures ?? 0;

    /// <summary>True if not all failed logins could be read.</summary>
    public bool Incomplete => Report?.Incomplete ?? false;

    /// <summary>True if nothing is left to do. Otherwise the firing has to be responded to again, and <see cref="Problems"/> says why.</summary>
    public bool Done { get; init; }

    /// <summary>True if the notification was acknowledged, so that the queue does not deliver it again. False too if it did not come from a queue.</summary>
    public bool Acknowledged { get; init; }

    /// <summary>How often the queue has delivered the notification; null if it did not come from a queue. After the fifth time it is set aside.</summary>
    public int? ReceiveCount { get; init; }

    /// <summary>What failed, in sentences for people; empty if nothing did. Recipients whom SES refuses are named here, even if the firing is done with.</summary>
    public IReadOnlyList<string> Problems { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The mails that SES accepted; empty if nobody has to be told.</summary>
    public IReadOnlyList<LoginAuditReceipt> Receipts { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditReceipt>([]);

    /// <summary>Who got the same report before, and so does not get it again.</summary>
    public IReadOnlyList<string> EarlierRecipients { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The window that was read; null if there is none, because the alarm is not in ALARM or cannot be read.</summary>
    public LoginAuditWindow? Window { get; init; }

    /// <summary>The report; null if nothing was counted.</summary>
    public LoginAuditReport? Report { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{AlarmName}, {Words.Time(StateChangeTime)}: {(Done ? "done" : $"not done: {Problems}")}");
}

namespace AwsLoginAudit;

/// <summary>One report over one or more counts.</summary>
public sealed record LoginAuditReport
{
    /// <summary>The subject line: what happened, where. One line, without control characters.</summary>
    public required string Title { get; init; }

    /// <summary>When the report was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The counts that the report is made of, the largest first.</summary>
    public IReadOnlyList<LoginAuditCount> Counts { get; init; } = [];

    /// <summary>How many of them meet their rule.</summary>
    public int OverThreshold { get; init; }

    /// <summary>The failures of all of them.</summary>
    public long Failures { get; init; }
}

namespace AwsLoginAudit;

/// <summary>One prerequisite, and whether it is met.</summary>
public sealed record LoginAuditCheck
{
    /// <summary>What was looked at: Identity, SES sender, Alarm, ….</summary>
    public required string Name { get; init; }

    /// <summary>Of which resource: an address, a machine, a role; null where there is only one.</summary>
    public string? Resource { get; init; }

    /// <summary>Passed, Failed, or NotChecked if it is unknown whether it is met; Detail has the reason.</summary>
    public required LoginAuditCheckStatus Status { get; init; }

    /// <summary>What was found; escaped.</summary>
    public required string Detail { get; init => field = SafeText.Show(value); }

    /// <summary>A command that mends it, ready to be pasted; null where there is nothing to do.</summary>
    public string? Remedy { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{Name}{(Resource is null ? "" : " ")}{Resource}: {Status}");
}

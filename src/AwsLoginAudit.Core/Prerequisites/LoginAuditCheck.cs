namespace AwsLoginAudit;

/// <summary>A prerequisite and whether it is met.</summary>
public sealed record LoginAuditCheck
{
    /// <summary>The prerequisite: Identity, SES sender, Alarm, ….</summary>
    public required string Name { get; init; }

    /// <summary>The resource that was checked: an address, a machine, a role; null if there is only one.</summary>
    public string? Resource { get; init; }

    /// <summary>Passed, Failed, or NotChecked if it is unknown whether the prerequisite is met; Detail gives the reason.</summary>
    public required LoginAuditCheckStatus Status { get; init; }

    /// <summary>The result of the check, as text; escaped.</summary>
    public required string Detail { get; init => field = SafeText.Show(value); }

    /// <summary>A command that fixes the problem, ready to be pasted; null if there is nothing to do.</summary>
    public string? Remedy { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{Name}{(Resource is null ? "" : " ")}{Resource}: {Status}");
}

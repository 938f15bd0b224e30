namespace AwsLoginAudit;

/// <summary>One prerequisite, and whether it is met.</summary>
public sealed record LoginAuditCheck
{
    /// <summary>What was looked at: Identity, SES sender, Alarm, ….</summary>
    public required string Name { get; init; }

    /// <summary>Of which resource: an address, a machine, a role; null where there is only one.</summary>
    public string? Resource { get; init; }

    /// <summary>Whether it is met; null where nobody but a person can tell, or AWS does not let this identity look.</summary>
    public required bool? Passed { get; init; }

    /// <summary>What was found; escaped.</summary>
    public required string Detail { get; init => field = SafeText.Show(value); }

    /// <summary>A command that mends it, ready to be pasted; null where there is nothing to do.</summary>
    public string? Remedy { get; init; }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(LoginAuditCheck), PrintMembers);
}

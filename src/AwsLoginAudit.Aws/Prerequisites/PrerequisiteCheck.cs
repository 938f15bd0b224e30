namespace AwsLoginAudit.Aws;

/// <summary>One prerequisite, and whether it is met.</summary>
public sealed record PrerequisiteCheck
{
    /// <summary>What was checked: Identity, SES sender, Alarm, ….</summary>
    public required string Name { get; init; }

    /// <summary>The resource: an address, a machine, a role; null if there is only one.</summary>
    public string? Resource { get; init; }

    /// <summary>Passed, Failed, or NotChecked if it is unknown whether the prerequisite is met; Detail has the reason.</summary>
    public required LoginAuditCheckStatus Status { get; init; }

    /// <summary>What was found.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do; null if there is nothing to do.</summary>
    public LoginAuditRemedy? Remedy { get; init; }
}

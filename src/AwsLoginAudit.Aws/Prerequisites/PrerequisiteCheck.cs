namespace AwsLoginAudit.Aws;

/// <summary>The check of one prerequisite.</summary>
public sealed record PrerequisiteCheck
{
    /// <summary>The name of the check: Identity, SES sender, Alarm, ….</summary>
    public required string Name { get; init; }

    /// <summary>The resource, such as an address, a machine or a role; null if there is only one.</summary>
    public string? Resource { get; init; }

    /// <summary>Passed, Failed, or NotChecked if it is unknown whether the prerequisite is met. Detail contains the reason.</summary>
    public required LoginAuditCheckStatus Status { get; init; }

    /// <summary>What the check found.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do; null if there is nothing to do.</summary>
    public LoginAuditRemedy? Remedy { get; init; }
}

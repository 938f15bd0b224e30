namespace AwsLoginAudit;

/// <summary>Whether a prerequisite is met.</summary>
public enum LoginAuditCheckStatus
{
    /// <summary>The prerequisite is met.</summary>
    Passed,
    /// <summary>The prerequisite is not met.</summary>
    Failed,
    /// <summary>Unknown: the identity lacks a permission, no value was given to check, or only a person can decide.</summary>
    NotChecked,
}

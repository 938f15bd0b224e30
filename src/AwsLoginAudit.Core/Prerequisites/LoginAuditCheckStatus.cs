namespace AwsLoginAudit;

/// <summary>Whether a prerequisite is met.</summary>
public enum LoginAuditCheckStatus
{
    /// <summary>It is met.</summary>
    Passed,
    /// <summary>It is not met.</summary>
    Failed,
    /// <summary>It is unknown: this identity may not read it, nothing was given to check, or only a person can tell.</summary>
    NotChecked,
}

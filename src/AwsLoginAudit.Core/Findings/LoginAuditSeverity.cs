namespace AwsLoginAudit;

/// <summary>How urgent a finding is, in ascending order.</summary>
public enum LoginAuditSeverity : byte
{
    /// <summary>No attack. Worth knowing or tidying up.</summary>
    Informational,

    /// <summary>Probably harmless. Ask the person or the owner.</summary>
    Low,

    /// <summary>An attack that has not succeeded as far as the events show.</summary>
    Medium,

    /// <summary>An attack that has probably succeeded, or that spreads over instances.</summary>
    High,

    /// <summary>An attack that has succeeded with administrative rights or from a public address.</summary>
    Critical,
}

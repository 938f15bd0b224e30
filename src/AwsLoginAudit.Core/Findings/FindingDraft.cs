namespace AwsLoginAudit;

/// <summary>A finding before its words are written.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Subject">The account, the source or both that the finding is about, however they are spelled in the events.</param>
/// <param name="Failures">The failed attempts, in the order of time.</param>
internal sealed record FindingDraft(LoginAuditFindingKind Kind, LoginAuditSeverity Severity, string Subject, IReadOnlyList<Attempt> Failures)
{
    /// <summary>The logins that followed, or the lockouts.</summary>
    public IReadOnlyList<Attempt> Logins { get; init; } = [];

    /// <summary>Whether the password was found but another rule stopped the login.</summary>
    public bool IsStopped { get; init; }
}

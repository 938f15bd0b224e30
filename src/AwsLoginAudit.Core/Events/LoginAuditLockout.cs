using System.Diagnostics.CodeAnalysis;

namespace AwsLoginAudit;

/// <summary>The lockout of an account: event 4740. It has no source address.</summary>
/// <remarks>
/// Source: Microsoft's documentation of event 4740 (windows-itpro-docs, security auditing): TargetUserName is the account, and "Caller Computer Name" is
/// the value TargetDomainName.
/// </remarks>
public sealed record LoginAuditLockout : LoginAuditEvent
{
    /// <summary>Creates a lockout without values.</summary>
    public LoginAuditLockout()
    {
    }

    [SetsRequiredMembers]
    internal LoginAuditLockout(in ParsedEvent values)
        : base(values)
    {
    }

    /// <summary>Creates a lockout from an event that counts as a failed login only because text of a failed login was typed into it.</summary>
    [SetsRequiredMembers]
    internal LoginAuditLockout(LoginAuditFailure forged)
        : base(forged) => Kind = LoginAuditEventKind.AuditSuccess;

    /// <summary>The computer that sent the wrong passwords; the same value as Workstation. Null if the event names none.</summary>
    public string? CallerComputer => Workstation;

    /// <inheritdoc/>
    public override string ToString() => Describe(CallerComputer);
}

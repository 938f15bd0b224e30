using System.Diagnostics.CodeAnalysis;

namespace AwsLoginAudit;

/// <summary>A successful login: event 4624 of the machine, or 4768, 4769 or 4776 without an error of a domain controller.</summary>
/// <remarks>
/// Sources: Microsoft's documentation of events 4624, 4672, 4768, 4769 and 4776 (windows-itpro-docs, security auditing). 4624 has the Logon ID of the new
/// session in TargetLogonId. 4672 is logged for a new logon with administrative privileges, and has the Logon ID of that session in SubjectLogonId.
/// </remarks>
public sealed record LoginAuditSuccess : LoginAuditEvent
{
    /// <summary>Creates a successful login without values.</summary>
    public LoginAuditSuccess()
    {
    }

    [SetsRequiredMembers]
    internal LoginAuditSuccess(in ParsedEvent values)
        : base(values) => LogonId = values.LogonId;

    /// <summary>Creates a successful login from an event that counts as a failed login only because text of a failed login was typed into it.</summary>
    [SetsRequiredMembers]
    internal LoginAuditSuccess(LoginAuditFailure forged)
        : base(forged) => Kind = LoginAuditEventKind.AuditSuccess;

    /// <summary>The Logon ID of the new session in lower-case hex, such as 0x8dcdc; null for the events of domain controllers, which have none.</summary>
    public string? LogonId { get; init; }

    /// <summary>True if event 4672 with the same Logon ID gave the session administrative privileges.</summary>
    public bool IsPrivileged { get; init; }

    /// <inheritdoc/>
    public override string ToString() => base.ToString() + (IsPrivileged ? ", privileged" : "");
}

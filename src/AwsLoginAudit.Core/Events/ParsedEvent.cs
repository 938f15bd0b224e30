using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The values of one event, before its type is known.</summary>
internal struct ParsedEvent
{
    public DateTimeOffset? Time, IngestionTime;
    public string InstanceId;
    public string? Computer, AccountName, AccountDomain, AccountSid, SourceAddress, Workstation, LogonProcess, AuthenticationPackage, ProcessName;
    public string? Status, SubStatus, Reason, LogonId, RawText, LogEventId;
    public int? EventId, SourcePort, LogonType;
    public long? RecordId;
    public LoginAuditEventKind Kind;
    public AuditOutcome Outcome;
    public bool Suspicious, Malformed;
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Conflicts;
    public LoginAuditRead Read;

    /// <summary>Creates the event. Everything that counts, or may count, as a failure is a LoginAuditFailure.</summary>
    /// <param name="successId">The event id, if the event is an audit success of the Security log; otherwise null.</param>
    [MethodImpl(Hot.Path)]
    public readonly LoginAuditEvent ToEvent(int? successId) => Kind switch
    {
        LoginAuditEventKind.AuditSuccess when SuccessfulLogin.IsLogin(successId) => new LoginAuditSuccess(this),
        LoginAuditEventKind.AuditSuccess when successId == SuccessfulLogin.Lockout => new LoginAuditLockout(this),
        LoginAuditEventKind.AuditSuccess or LoginAuditEventKind.OtherEvent => new UnusedEvent(this),
        _ => new LoginAuditFailure(this),
    };
}

namespace AwsLoginAudit;

/// <summary>The kind of an event. <see cref="FailedLogin"/> has the definition.</summary>
public enum LoginAuditEventKind : byte
{
    /// <summary>A failed login. Only failed logins are counted.</summary>
    FailedLogin,

    /// <summary>Another event with the audit-failure keyword, such as 4656, 4673, 5061 or 5152.</summary>
    OtherAuditFailure,

    /// <summary>An audit success.</summary>
    AuditSuccess,

    /// <summary>An event of another log or provider, or an event that is not an audit event.</summary>
    OtherEvent,

    /// <summary>A text that is not an event, or an event without a readable id. In a log group it counts as a failed login; in a file it is an error.</summary>
    Unreadable,
}

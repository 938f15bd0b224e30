namespace AwsLoginAudit;

/// <summary>What an event is to this module. <see cref="FailedLogin"/> has the definition.</summary>
public enum LoginAuditEventKind : byte
{
    /// <summary>A failed login. Only failed logins are counted.</summary>
    FailedLogin,

    /// <summary>Another event with the audit-failure keyword, such as 4656, 4673, 5061 or 5152.</summary>
    OtherAuditFailure,

    /// <summary>An audit success.</summary>
    AuditSuccess,

    /// <summary>An event of another log or provider, or one that Windows did not audit.</summary>
    OtherEvent,

    /// <summary>A text that is no event, or an event whose id cannot be read. From a log group it counts as a failed login; from a file it is an error.</summary>
    Unreadable,
}

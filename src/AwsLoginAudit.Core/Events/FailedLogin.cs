using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>
/// The definition of a failed login: an event of the Security log that Windows logged for a failed logon or authentication. Counts, metric
/// filters, queries and the agent's configuration all use it.
/// </summary>
/// <remarks>
/// Sources: Microsoft's documentation of events 4625, 4768, 4769, 4771 and 4776 (windows-itpro-docs, security auditing), of "Audit Other
/// Logon/Logoff Events" (4825) and "Audit Network Policy Server" (6273), and the manifest of the provider Microsoft-Windows-Security-Auditing.
/// </remarks>
public static class FailedLogin
{
    /// <summary>The event log that contains failed logins.</summary>
    public const string Channel = "Security";

    /// <summary>The provider of failed logins.</summary>
    public const string Provider = "Microsoft-Windows-Security-Auditing";

    /// <summary>The event ids that can be a failed login, in ascending order.</summary>
    public static IReadOnlyList<int> EventId { get; } = [4625, 4768, 4769, 4771, 4776, 4825, 6273];

    /// <summary>The Kerberos codes of 4768 and 4769 that concern the account or its credentials, in ascending order.</summary>
    /// <remarks>
    /// Sources: RFC 4120 section 7.5.9, and for codes from 62 on RFC 4556 section 3.1.3. Codes for the lifetime of a ticket (0x20, 0x21), the
    /// clock (0x25), the options of the service (0xd, 0x1b) or encryption (0xe, 0x1f, 0x29) do not concern an account.
    /// </remarks>
    public static IReadOnlyList<int> KerberosCode { get; } =
    [
        0x1, // KDC_ERR_NAME_EXP: the account has expired.
        0x6, // KDC_ERR_C_PRINCIPAL_UNKNOWN: unknown user name.
        0x7, // KDC_ERR_S_PRINCIPAL_UNKNOWN: the account of the service is unknown.
        0x9, // KDC_ERR_NULL_KEY: the account has no key, and needs a new password.
        0xc, // KDC_ERR_POLICY: the account may not log on here or now.
        0x10, // KDC_ERR_PADATA_TYPE_NOSUPP: a smart card logon that the domain controller cannot check.
        0x12, // KDC_ERR_CLIENT_REVOKED: disabled, expired or locked out.
        0x15, // KDC_ERR_CLIENT_NOTYET: the account is not valid yet.
        0x17, // KDC_ERR_KEY_EXPIRED: the password has expired.
        0x18, // KDC_ERR_PREAUTH_FAILED: wrong password.
        0x3e, // KDC_ERR_CLIENT_NOT_TRUSTED: the certificate is not trusted.
        0x40, // KDC_ERR_INVALID_SIG: the signature is not that of the certificate.
        0x46, // KDC_ERR_CANT_VERIFY_CERTIFICATE.
        0x47, // KDC_ERR_INVALID_CERTIFICATE.
        0x48, // KDC_ERR_REVOKED_CERTIFICATE.
        0x49, // KDC_ERR_REVOCATION_STATUS_UNKNOWN.
        0x4b, // KDC_ERR_CLIENT_NAME_MISMATCH: the certificate is not the account's.
        0x4d, // KDC_ERR_INCONSISTENT_KEY_PURPOSE: the certificate is not for logging on.
    ];

    private static readonly bool[] IsKerberosCode = [.. Enumerable.Range(0, 0x50).Select(KerberosCode.Contains)];

    // Windows logs these events as successes only: the title of Microsoft's page about each contains "(S)".
    private static readonly HashSet<int> Successes =
    [
        1102, 4624, 4634, 4647, 4648, 4672, 4688, 4689, 4720, 4722, 4725, 4726, 4738, 4740, 4767, 4778, 4779, 4781, 4800, 4801, 4802, 4803, 4964,
    ];

    /// <summary>Whether an event is a failed login by its event id alone.</summary>
    /// <param name="eventId">The event id.</param>
    public static bool IsAlways(int eventId) => eventId is 4625 or 4771 or 4825 or 6273;

    /// <summary>Whether an event can also be a success or another kind of failure, so that its error code decides.</summary>
    /// <param name="eventId">The event id.</param>
    public static bool IsByCode(int eventId) => eventId is 4768 or 4769 or 4776;

    /// <summary>Whether Windows logs an event as a success only, such as 4624 and 4740.</summary>
    /// <param name="eventId">The event id.</param>
    public static bool IsSuccess(int eventId) => Successes.Contains(eventId);

    /// <summary>Decides the kind of an event.</summary>
    /// <param name="eventId">The event id; if there are several, the one that counts. Null if none can be read.</param>
    /// <param name="isSecurity">False if the channel or the provider is certainly another one.</param>
    /// <param name="audited">The outcome in the keywords; Unknown if they have none, or several.</param>
    /// <param name="code">The normalised error code; null if none can be read.</param>
    /// <param name="isForged">True if the structure of the event is not that of Windows; its error code is then ignored.</param>
    [MethodImpl(Hot.Path)]
    internal static LoginAuditEventKind Classify(int? eventId, bool isSecurity, AuditOutcome audited, string? code, bool isForged)
    {
        // In an event, the keyword precedes all typed text, which can add a second keyword (then the outcome is Unknown) but cannot remove the first.
        if (audited == AuditOutcome.Success)
            return LoginAuditEventKind.AuditSuccess;
        if (isSecurity && eventId is { } id)
        {
            if (IsAlways(id))
                return LoginAuditEventKind.FailedLogin;
            if (IsByCode(id))
                return ByCode(id, audited, isForged ? null : Digits.Hex(code.AsSpan()));
        }
        if (isSecurity && eventId is null)
            return LoginAuditEventKind.Unreadable;
        if (audited == AuditOutcome.Failure)
            return LoginAuditEventKind.OtherAuditFailure;
        return isSecurity && IsSuccess(eventId!.Value) ? LoginAuditEventKind.AuditSuccess : LoginAuditEventKind.OtherEvent;
    }

    // Without a credible code the event counts, because a typed name must not hide a failed login.
    [MethodImpl(Hot.Path)]
    private static LoginAuditEventKind ByCode(int eventId, AuditOutcome audited, ulong? code) => code switch
    {
        null => LoginAuditEventKind.FailedLogin,
        0 => audited == AuditOutcome.Failure ? LoginAuditEventKind.FailedLogin : LoginAuditEventKind.AuditSuccess,
        _ when eventId == 4776 || (code < (ulong)IsKerberosCode.Length && IsKerberosCode[(int)code]) => LoginAuditEventKind.FailedLogin,
        _ => LoginAuditEventKind.OtherAuditFailure,
    };
}

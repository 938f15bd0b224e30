namespace AwsLoginAudit;

/// <summary>The values in the EventData of the usual failures, in their order.</summary>
/// <remarks>
/// Source: the manifest of the provider Microsoft-Windows-Security-Auditing, version 0 of each event. The values that 4768 and 4769 have since July
/// 2024 (hashes of tickets) and January 2025 (keys and encryption types) are those of recorded events, in the order that Microsoft's own
/// Get-KerbEncryptionUsage.ps1 (microsoft/Kerberos-Crypto) reads.
/// </remarks>
public static class EventTemplates
{
    /// <summary>The names of the EventData values by Windows event id.</summary>
    public static IReadOnlyDictionary<int, IReadOnlyList<string>> Data { get; } = new Dictionary<int, IReadOnlyList<string>>
    {
        [4625] =
        [
            "SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId", "TargetUserSid", "TargetUserName", "TargetDomainName", "Status",
            "FailureReason", "SubStatus", "LogonType", "LogonProcessName", "AuthenticationPackageName", "WorkstationName", "TransmittedServices",
            "LmPackageName", "KeyLength", "ProcessId", "ProcessName", "IpAddress", "IpPort",
        ],
        [4768] =
        [
            "TargetUserName", "TargetDomainName", "TargetSid", "ServiceName", "ServiceSid", "TicketOptions", "Status", "TicketEncryptionType",
            "PreAuthType", "IpAddress", "IpPort", "CertIssuerName", "CertSerialNumber", "CertThumbprint",
        ],
        [4769] =
        [
            "TargetUserName", "TargetDomainName", "ServiceName", "ServiceSid", "TicketOptions", "TicketEncryptionType", "IpAddress", "IpPort", "Status",
            "LogonGuid", "TransmittedServices",
        ],
        [4771] =
        [
            "TargetUserName", "TargetSid", "ServiceName", "TicketOptions", "Status", "PreAuthType", "IpAddress", "IpPort", "CertIssuerName",
            "CertSerialNumber", "CertThumbprint",
        ],
        [4776] = ["PackageName", "TargetUserName", "Workstation", "Status"],
    };

    /// <summary>The values that newer versions of an event add at the end; an event may end with any of them.</summary>
    /// <param name="eventId">The Windows event id.</param>
    public static IReadOnlyList<string> Newer(int eventId) => eventId switch
    {
        4768 => ["ResponseTicket", .. Encryption, "PreAuthEncryptionType"],
        4769 => ["RequestTicketHash", "ResponseTicketHash", .. Encryption],
        _ => [],
    };

    private static readonly string[] Encryption =
    [
        "AccountSupportedEncryptionTypes", "AccountAvailableKeys", "ServiceSupportedEncryptionTypes", "ServiceAvailableKeys", "DCSupportedEncryptionTypes",
        "DCAvailableKeys", "ClientAdvertizedEncryptionTypes", "SessionKeyEncryptionType",
    ];
}

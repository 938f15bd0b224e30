namespace AwsLoginAudit;

/// <summary>Which values the EventData of the usual failures has, in which order.</summary>
/// <remarks>Source: Microsoft's documentation of events 4625, 4768, 4771 and 4776 (windows-itpro-docs, security auditing), version 0 of each.</remarks>
public static class EventTemplates
{
    /// <summary>The names of EventData by Windows event id.</summary>
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
        [4771] =
        [
            "TargetUserName", "TargetSid", "ServiceName", "TicketOptions", "Status", "PreAuthType", "IpAddress", "IpPort", "CertIssuerName",
            "CertSerialNumber", "CertThumbprint",
        ],
        [4776] = ["PackageName", "TargetUserName", "Workstation", "Status"],
    };
}

namespace AwsLoginAudit.Tests;

/// <summary>Failures to the letter as Windows builds and the agent ships them.</summary>
internal static class ShippedEvent
{
    private static readonly string[] Logon =
    [
        "SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId", "TargetUserSid", "TargetUserName", "TargetDomainName", "Status",
        "FailureReason", "SubStatus", "LogonType", "LogonProcessName", "AuthenticationPackageName", "WorkstationName", "TransmittedServices",
        "LmPackageName", "KeyLength", "ProcessId", "ProcessName", "IpAddress", "IpPort",
    ];

    private static readonly string[] Ticket =
    [
        "TargetUserName", "TargetDomainName", "TargetSid", "ServiceName", "ServiceSid", "TicketOptions", "Status", "TicketEncryptionType",
        "PreAuthType", "IpAddress", "IpPort", "CertIssuerName", "CertSerialNumber", "CertThumbprint",
    ];

    private static readonly string[] PreAuthentication =
    [
        "TargetUserName", "TargetSid", "ServiceName", "TicketOptions", "Status", "PreAuthType", "IpAddress", "IpPort", "CertIssuerName",
        "CertSerialNumber", "CertThumbprint",
    ];

    private static readonly string[] ServiceTicket =
    [
        "TargetUserName", "TargetDomainName", "ServiceName", "ServiceSid", "TicketOptions", "TicketEncryptionType", "IpAddress", "IpPort", "Status",
        "LogonGuid", "TransmittedServices",
    ];

    // What 4768 has had since January 2025.
    private static readonly string[] NewerTicket =
    [
        .. Ticket, "ResponseTicket", "AccountSupportedEncryptionTypes", "AccountAvailableKeys", "ServiceSupportedEncryptionTypes", "ServiceAvailableKeys",
        "DCSupportedEncryptionTypes", "DCAvailableKeys", "ClientAdvertizedEncryptionTypes", "SessionKeyEncryptionType", "PreAuthEncryptionType",
    ];

    private static readonly string[] Validation = ["PackageName", "TargetUserName", "Workstation", "Status"];

    /// <summary>Event 4625.</summary>
    public static string Failed(int record, string account = "ADMIN", string address = "198.51.100.7", string subStatus = "0xc000006a", string domain = "CORP") =>
        Of(4625, record, Logon, account, address, ("TargetDomainName", domain), ("Status", "0xc000006d"), ("SubStatus", subStatus), ("LogonType", "3"), ("FailureReason", "%%2313"));

    /// <summary>Event 4768.</summary>
    public static string NoTicket(int record, string account) => Of(4768, record, Ticket, account, "::ffff:10.0.0.9", ("TargetDomainName", "CORP"), ("Status", "0x6"));

    /// <summary>Event 4768 as Windows has written it since January 2025.</summary>
    public static string NoNewerTicket(int record, string account, string status = "0x6") =>
        Of(4768, record, NewerTicket, account, "::ffff:10.0.0.9", ("TargetDomainName", "CORP"), ("Status", status));

    /// <summary>Event 4769.</summary>
    public static string NoServiceTicket(int record, string account, string status) =>
        Of(4769, record, ServiceTicket, account, "::ffff:10.0.0.9", ("TargetDomainName", "CORP"), ("Status", status));

    /// <summary>Event 4771.</summary>
    public static string NoPreAuthentication(int record, string account) => Of(4771, record, PreAuthentication, account, "::ffff:10.0.0.9", ("Status", "0x18"));

    /// <summary>Event 4776.</summary>
    public static string NotValidated(int record, string account) => Of(4776, record, Validation, account, "", ("Status", "0xc0000064"));

    private static string Of(int id, int record, string[] names, string account, string address, params (string Name, string Value)[] values)
    {
        var data = names.Select(name => $"<Data Name='{name}'>{Value(name)}</Data>");
        return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
            + "<Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/>"
            + $"<EventID>{id}</EventID><Version>0</Version><Level>0</Level><Task>12544</Task><Opcode>0</Opcode><Keywords>0x8010000000000000</Keywords>"
            + $"<TimeCreated SystemTime='2026-03-01T12:00:00.1234567Z'/><EventRecordID>{record}</EventRecordID><Correlation/>"
            + "<Execution ProcessID='660' ThreadID='3060'/><Channel>Security</Channel><Computer>WIN-1</Computer><Security/></System>"
            + $"<EventData>{string.Concat(data)}</EventData>"
            + "<RenderingInfo Culture='fr-FR'><Message>L'ouverture de session a échoué.\n\nSujet :\n\tNom :\t\tADMIN &amp; co</Message><Level>Information</Level><Task>Logon</Task>"
            + "<Opcode>Info</Opcode><Channel>Security</Channel><Provider>Microsoft Windows security auditing.</Provider><Keywords><Keyword>Échec</Keyword></Keywords></RenderingInfo></Event>";

        string Value(string name) => name switch
        {
            "TargetUserName" => account,
            "IpAddress" => address,
            _ => Array.Find(values, value => value.Name == name).Value ?? "-",
        };
    }
}

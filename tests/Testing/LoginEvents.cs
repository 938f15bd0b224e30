using System.Security;

namespace AwsLoginAudit.Tests;

/// <summary>Successful logins, their privileges and lockouts, as texts of the Security log.</summary>
internal static class LoginEvents
{
    private const string Provider = "Microsoft-Windows-Security-Auditing";

    public static string Logon(DateTimeOffset time, long record, string account = "jdoe", string source = "203.0.113.77", string logonId = "0x8dcdc", int type = 10, string workstation = "PC-7") =>
        Event(time, record, 4624, "0x8020000000000000",
            ("SubjectLogonId", "0x3e7"), ("TargetUserName", account), ("TargetDomainName", "CORP"), ("TargetLogonId", logonId), ("LogonType", $"{type}"),
            ("WorkstationName", workstation), ("IpAddress", source), ("IpPort", "50123"));

    public static string Privileges(DateTimeOffset time, long record, string account = "jdoe", string logonId = "0x8dcdc") =>
        Event(time, record, 4672, "0x8020000000000000",
            ("SubjectUserName", account), ("SubjectDomainName", "CORP"), ("SubjectLogonId", logonId), ("PrivilegeList", "SeSecurityPrivilege\n\t\t\tSeBackupPrivilege"));

    public static string Lockout(DateTimeOffset time, long record, string account = "jdoe", string caller = "PC-7") =>
        Event(time, record, 4740, "0x8020000000000000", ("TargetUserName", account), ("TargetDomainName", caller), ("TargetSid", "S-1-5-21-1"), ("SubjectUserName", "DC1$"));

    /// <summary>A success or a failure of a domain controller: 4768, 4769 or 4776.</summary>
    public static string Ticket(DateTimeOffset time, long record, int id, string account, string domain = "", string status = "0x0") =>
        Event(time, record, id, status == "0x0" ? "0x8020000000000000" : "0x8010000000000000", ("TargetUserName", account), ("TargetDomainName", domain), ("Status", status), ("IpAddress", id == 4776 ? "" : "::ffff:203.0.113.77"));

    public static string Event(DateTimeOffset time, long record, int id, string keywords, params (string Name, string Value)[] data) =>
        $"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='{Provider}'/><EventID>{id}</EventID>"
        + $"<Keywords>{keywords}</Keywords><TimeCreated SystemTime='{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}Z'/><EventRecordID>{record}</EventRecordID>"
        + $"<Channel>Security</Channel><Computer>WEB-1</Computer><Security/></System><EventData>{string.Concat(data.Where(pair => pair.Value.Length > 0).Select(pair => $"<Data Name='{pair.Name}'>{SecurityElement.Escape(pair.Value)}</Data>"))}</EventData></Event>";

    /// <summary>The agent's text format of a successful logon.</summary>
    public static string LogonAsText(string account = "jdoe", string source = "203.0.113.77", string logonId = "0x8DCDC") => Text(4624,
        $"An account was successfully logged on.\n\nSubject:\n\tSecurity ID:\t\tS-1-5-18\n\tAccount Name:\t\tWEB-1$\n\tAccount Domain:\t\tCORP\n\tLogon ID:\t\t0x3E7\n\nLogon Type:\t\t\t3\n\nImpersonation Level:\t\tImpersonation\n\n"
        + $"New Logon:\n\tSecurity ID:\t\tS-1-5-21-1\n\tAccount Name:\t\t{account}\n\tAccount Domain:\t\tCORP\n\tLogon ID:\t\t{logonId}\n\tLogon GUID:\t\t{{00000000-0000-0000-0000-000000000000}}\n\n"
        + $"Process Information:\n\tProcess ID:\t\t0x0\n\tProcess Name:\t\t-\n\nNetwork Information:\n\tWorkstation Name:\tPC-7\n\tSource Network Address:\t{source}\n\tSource Port:\t\t50123\n\n"
        + "Detailed Authentication Information:\n\tLogon Process:\t\tNtLmSsp \n\tAuthentication Package:\tNTLM\n\tTransited Services:\t-\n\tPackage Name (NTLM only):\tNTLM V2\n\tKey Length:\t\t128\n");

    /// <summary>The agent's text format of the privileges of a logon.</summary>
    public static string PrivilegesAsText(string account = "jdoe", string logonId = "0x8DCDC") => Text(4672,
        $"Special privileges assigned to new logon.\n\nSubject:\n\tSecurity ID:\t\tS-1-5-21-1\n\tAccount Name:\t\t{account}\n\tAccount Domain:\t\tCORP\n\tLogon ID:\t\t{logonId}\n\nPrivileges:\t\tSeSecurityPrivilege\n\t\t\tSeBackupPrivilege");

    private static string Text(int id, string message) => $"[Security] [INFORMATION] [{id}] [{Provider}] [WEB-1] [{message}]";
}

using System.Security;

namespace AwsLoginAudit.Tests;

/// <summary>Events as the agent ships them, with the parts that a test is about to be chosen.</summary>
internal static class EventText
{
    public const string Failure = "0x8010000000000000";
    public const string Success = "0x8020000000000000";

    /// <summary>The event that everything else here is a variation of.</summary>
    public static string Logon(string account = "ADMIN") => Event(4625, Failure, LogonData(account));

    public static (string Name, string Value)[] LogonData(string account = "ADMIN") =>
    [
        ("SubjectUserSid", "S-1-0-0"), ("SubjectUserName", "-"), ("SubjectDomainName", "-"), ("SubjectLogonId", "0x0"),
        ("TargetUserSid", "S-1-0-0"), ("TargetUserName", account), ("TargetDomainName", "CORP"), ("Status", "0xc000006d"),
        ("FailureReason", "%%2313"), ("SubStatus", "0xc000006a"), ("LogonType", "10"), ("LogonProcessName", "User32 "),
        ("AuthenticationPackageName", "Negotiate"), ("WorkstationName", "ATTACKER"), ("ProcessName", @"C:\Windows\System32\svchost.exe"),
        ("IpAddress", "198.51.100.7"), ("IpPort", "50123"),
    ];

    public static string Event(int id, string keywords, params (string Name, string Value)[] data) =>
        Wrap(SystemPart(id, keywords) + EventData(data) + Rendering("An account failed to log on."));

    public static string Wrap(string parts) => $"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>{parts}</Event>";

    public static string SystemPart(int id, string keywords) =>
        "<System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/>"
        + $"<EventID>{id}</EventID><Version>0</Version><Level>0</Level><Task>12544</Task><Opcode>0</Opcode><Keywords>{keywords}</Keywords>"
        + "<TimeCreated SystemTime='2026-03-01T12:00:00.1234567Z'/><EventRecordID>4711</EventRecordID><Correlation/>"
        + "<Execution ProcessID='660' ThreadID='3060'/><Channel>Security</Channel><Computer>WIN-1</Computer><Security/></System>";

    public static string EventData(params (string Name, string Value)[] data) =>
        $"<EventData>{string.Concat(data.Select(d => $"<Data Name='{d.Name}'>{SecurityElement.Escape(d.Value)}</Data>"))}</EventData>";

    public static string Rendering(string message, string culture = "en-US") =>
        $"<RenderingInfo Culture='{culture}'><Message>{message}</Message><Level>Information</Level><Keywords><Keyword>Audit Failure</Keyword></Keywords></RenderingInfo>";

    /// <summary>Parsed as a failure of the log stream i-1.</summary>
    public static LoginAuditFailure Parse(string message) => (LoginAuditFailure)ParseEvent(message);

    /// <summary>Parsed as an event of the log stream i-1.</summary>
    public static LoginAuditEvent ParseEvent(string message) => new EventParser().Parse(new LogEvent("i-1", Noon, message));

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
}

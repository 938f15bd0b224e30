using System.Globalization;

namespace AwsLoginAudit.Tests;

/// <summary>Security events as Windows has them in a log file: one template for all of System, and one for the EventData of each event id.</summary>
internal static class EvtxEvents
{
    private const byte String = 0x01, UInt8 = 0x04, UInt16 = 0x06, UInt32 = 0x08, UInt64 = 0x0A, Guid = 0x0F, FileTime = 0x11, Sid = 0x13, HexInt32 = 0x14, HexInt64 = 0x15, BinXml = 0x21;

    private static readonly BinXmlTemplate Event = new(new Guid("5e2f9a40-7a31-4c41-9e3b-0f2d6c1b8a01"), System());

    private static readonly (string Name, byte Type)[] LogonFields =
    [
        ("SubjectUserSid", Sid), ("SubjectUserName", String), ("SubjectDomainName", String), ("SubjectLogonId", HexInt64), ("TargetUserSid", Sid),
        ("TargetUserName", String), ("TargetDomainName", String), ("Status", HexInt32), ("FailureReason", String), ("SubStatus", HexInt32),
        ("LogonType", UInt32), ("LogonProcessName", String), ("AuthenticationPackageName", String), ("WorkstationName", String),
        ("TransmittedServices", String), ("LmPackageName", String), ("KeyLength", UInt32), ("ProcessId", HexInt64), ("ProcessName", String),
        ("IpAddress", String), ("IpPort", String),
    ];

    private static readonly BinXmlTemplate LogonData = new(new Guid("9c1d6b52-3f0e-4d0a-8c55-6a7e2b9f4c02"), new BinXmlNode.Element(
        "EventData", [], [.. LogonFields.Select((field, index) => new BinXmlNode.Element(
            "Data", [new("Name", new BinXmlNode.Text(field.Name))], [new BinXmlNode.Value((ushort)index, field.Type)]))]));

    /// <summary>When they happen.</summary>
    public static DateTimeOffset Time { get; } = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    /// <summary>A failed login.</summary>
    /// <param name="record">Its EventRecordID.</param>
    /// <param name="account">Who failed to log on.</param>
    /// <param name="computer">The machine.</param>
    public static BinXmlNode Failure(int record, string account = "ADMIN", string computer = "WIN-1") => Logon(record, 4625, 0x8010000000000000, computer, BinXmlValueBytes.BinXml(
        new BinXmlNode.Filled(
            LogonData,
            BinXmlValueBytes.Sid("S-1-0-0"), BinXmlValueBytes.String("-"), BinXmlValueBytes.String("-"), BinXmlValueBytes.HexInt64(0), BinXmlValueBytes.Sid("S-1-0-0"),
            BinXmlValueBytes.String(account), BinXmlValueBytes.String("CORP"), BinXmlValueBytes.HexInt32(0xC000006D), BinXmlValueBytes.String("%%2313"),
            BinXmlValueBytes.HexInt32(0xC000006A), BinXmlValueBytes.UInt32(10), BinXmlValueBytes.String("User32 "), BinXmlValueBytes.String("Negotiate"),
            BinXmlValueBytes.String("ATTACKER"), BinXmlValueBytes.String("-"), BinXmlValueBytes.String("-"), BinXmlValueBytes.UInt32(0), BinXmlValueBytes.HexInt64(0x294),
            BinXmlValueBytes.String(@"C:\Windows\System32\svchost.exe"), BinXmlValueBytes.String("198.51.100.7"), BinXmlValueBytes.String("50123"))));

    /// <summary>So many failed logins, whose records are numbered from 1.</summary>
    public static IEnumerable<BinXmlNode> Failures(int count) => Enumerable.Range(1, count).Select(record => Failure(record, $"user{record}"));

    /// <summary>The text that EvtRender gives for a failed login.</summary>
    public static string FailureXml(int record, string account = "ADMIN", string computer = "WIN-1") => string.Create(CultureInfo.InvariantCulture, $"""
        <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{"{54849625-5478-4994-a5ba-3e3b0328c30d}"}'/><EventID>4625</EventID><Version>0</Version><Level>0</Level><Task>12544</Task><Opcode>0</Opcode><Keywords>0x8010000000000000</Keywords><TimeCreated SystemTime='2026-03-01T12:00:00.1234567Z'/><EventRecordID>{record}</EventRecordID><Correlation/><Execution ProcessID='660' ThreadID='3060'/><Channel>Security</Channel><Computer>{computer}</Computer><Security/></System><EventData><Data Name='SubjectUserSid'>S-1-0-0</Data><Data Name='SubjectUserName'>-</Data><Data Name='SubjectDomainName'>-</Data><Data Name='SubjectLogonId'>0x0</Data><Data Name='TargetUserSid'>S-1-0-0</Data><Data Name='TargetUserName'>{account}</Data><Data Name='TargetDomainName'>CORP</Data><Data Name='Status'>0xc000006d</Data><Data Name='FailureReason'>%%2313</Data><Data Name='SubStatus'>0xc000006a</Data><Data Name='LogonType'>10</Data><Data Name='LogonProcessName'>User32 </Data><Data Name='AuthenticationPackageName'>Negotiate</Data><Data Name='WorkstationName'>ATTACKER</Data><Data Name='TransmittedServices'>-</Data><Data Name='LmPackageName'>-</Data><Data Name='KeyLength'>0</Data><Data Name='ProcessId'>0x294</Data><Data Name='ProcessName'>C:\Windows\System32\svchost.exe</Data><Data Name='IpAddress'>198.51.100.7</Data><Data Name='IpPort'>50123</Data></EventData></Event>
        """);

    /// <summary>An event of the Security log with any data.</summary>
    public static BinXmlNode Logon(int record, ushort eventId, ulong keywords, string computer, BinXmlValueBytes data) => new BinXmlNode.Filled(
        Event,
        BinXmlValueBytes.UInt8(0), BinXmlValueBytes.UInt16(12544), BinXmlValueBytes.UInt8(0), BinXmlValueBytes.UInt16(eventId), BinXmlValueBytes.Null,
        BinXmlValueBytes.HexInt64(keywords), BinXmlValueBytes.FileTime(Time), BinXmlValueBytes.Null, BinXmlValueBytes.UInt32(660), BinXmlValueBytes.UInt32(3060),
        BinXmlValueBytes.UInt64((ulong)record), BinXmlValueBytes.UInt8(0), BinXmlValueBytes.Null, BinXmlValueBytes.String("Microsoft-Windows-Security-Auditing"),
        BinXmlValueBytes.Guid(new Guid("54849625-5478-4994-a5ba-3e3b0328c30d")), BinXmlValueBytes.String("Security"), BinXmlValueBytes.String(computer), data);

    private static BinXmlNode.Element System()
    {
        static BinXmlNode.Value Value(ushort index, byte type) => new(index, type, IsOptional: true);
        static BinXmlNode.Element Simple(string name, ushort index, byte type) => new(name, [], [Value(index, type)], index);
        return new BinXmlNode.Element("Event", [new("xmlns", new BinXmlNode.Text("http://schemas.microsoft.com/win/2004/08/events/event"))],
        [
            BinXmlNode.Of("System",
                new BinXmlNode.Element("Provider", [new("Name", Value(13, String)), new("Guid", Value(14, Guid))], []),
                new BinXmlNode.Element("EventID", [new("Qualifiers", Value(4, UInt16))], [Value(3, UInt16)], 3),
                Simple("Version", 11, UInt8), Simple("Level", 0, UInt8), Simple("Task", 1, UInt16), Simple("Opcode", 2, UInt8), Simple("Keywords", 5, HexInt64),
                new BinXmlNode.Element("TimeCreated", [new("SystemTime", Value(6, FileTime))], []),
                Simple("EventRecordID", 10, UInt64),
                new BinXmlNode.Element("Correlation", [new("ActivityID", Value(7, Guid))], []),
                new BinXmlNode.Element("Execution", [new("ProcessID", Value(8, UInt32)), new("ThreadID", Value(9, UInt32))], []),
                Simple("Channel", 15, String), Simple("Computer", 16, String),
                new BinXmlNode.Element("Security", [new("UserID", Value(12, Sid))], [])),
            new BinXmlNode.Value(17, BinXml, IsOptional: true),
        ]);
    }
}

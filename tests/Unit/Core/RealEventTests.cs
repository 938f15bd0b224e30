using System.Text.Json;
using System.Xml.Linq;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Events of real machines, read by this parser and by an XML library.</summary>
public sealed class RealEventTests
{
    public static IEnumerable<TheoryDataRow<string>> Files =>
        SharedData.Files("events-*.jsonl").Select(file => new TheoryDataRow<string>(Path.GetFileName(file))) is var files && files.Any()
            ? files
            : [new TheoryDataRow<string>("all") { Skip = "events-*.jsonl are not there." }];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_event_has_the_fields_that_its_XML_has(string file)
    {
        var parser = new EventParser();
        var counter = new FailureCounter();
        var messages = SharedData.Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("xml").GetString()!).ToList();
        foreach (var message in messages)
        {
            var read = parser.Parse(new LogEvent("i-1", null, message));
            AssertAsInXml(XElement.Parse(message), read);
            if (read is LoginAuditFailure failure)
                counter.Add(failure);
        }
        Assert.Equal(messages.Count(message => message.Contains(EventText.Failure, StringComparison.Ordinal)), counter.Results().Sum(count => count.FailureCount));
    }

    private static void AssertAsInXml(XElement xml, LoginAuditEvent read)
    {
        XNamespace space = "http://schemas.microsoft.com/win/2004/08/events/event";
        string System(string name) => xml.Element(space + "System")!.Element(space + name)!.Value;
        string? Data(params string[] names) => names
            .Select(name => xml.Element(space + "EventData")!.Elements(space + "Data").SingleOrDefault(d => (string?)d.Attribute("Name") == name)?.Value)
            .FirstOrDefault(value => value is not (null or "" or "-"));

        Assert.False(read.Malformed);
        Assert.False(read.Suspicious);
        Assert.Equal(System("EventID"), $"{read.EventId}");
        Assert.Equal(System("EventRecordID"), $"{read.RecordId}");
        Assert.Equal(System("Computer"), read.Computer);
        Assert.Equal(System("Keywords") == EventText.Failure, read.Outcome == AuditOutcome.Failure);
        Assert.Equal(Data("TargetUserName"), read.AccountName);
        Assert.Equal(Data("TargetDomainName"), read.AccountDomain);
        Assert.Equal(Data("WorkstationName", "Workstation"), read.Workstation);
        Assert.Equal(Data("LogonType"), read.LogonType?.ToString());
        Assert.Equal(Data("LogonProcessName")?.Trim(), read.LogonProcess);
        if (read is LoginAuditFailure failure)
            Assert.Equal((Number(Data("Status")), Number(Data("SubStatus"))), (Number(failure.Status), Number(failure.SubStatus)));
        if (read is LoginAuditSuccess login)
            Assert.Equal(Number(Data("TargetLogonId")), Number(login.LogonId));
        Assert.EndsWith(read.SourceAddress ?? "", Data("IpAddress") ?? "", StringComparison.Ordinal);
        Assert.Equal(Data("IpAddress") is null or "::1", read.SourceAddress is null);
    }

    private static long? Number(string? hex) => hex is null ? null : Convert.ToInt64(hex, 16);
}

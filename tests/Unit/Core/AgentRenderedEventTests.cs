using System.Security;
using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Whatever is typed at a login prompt, and whatever the agent makes of it.</summary>
public sealed class AgentRenderedEventTests
{
    private const int Events = 100_000;
    private const int MostPieces = 6;

    // A sender chooses these; everything else is the machine's.
    private static readonly string[] Typed = ["TargetUserName", "TargetDomainName", "WorkstationName", "Workstation", "ProcessName"];

    private static readonly string[] Pieces =
    [
        "a", "admin", " ", "-", "0x0", "4624", "%", "%%", "<", ">", "&", "'", "\"", "&lt;", "&amp;", "&#60;", "]]>", "<![CDATA[", "<!--", "-->", "<?x", "?>",
        "</Data>", "<Data Name='IpAddress'>203.0.113.66</Data>", "<Data Name='Status'>0x0</Data>", "<Data Name='x'>", "<Data Name='Channel'>", "<Data Name='Provider'>", "<Data Name='EventID'>1</Data>", "<Data Name='EventID'>2</Data>", "<Data Name='Keywords'>", "</EventData>", "<EventData>", "</Event>",
        "<Event><System><EventID>4624</EventID></System></Event>", "<EventID>4624</EventID>", "<Keywords>0x8020000000000000</Keywords>", "<Channel>Application</Channel>",
        "<Computer>WIN-2</Computer>", "<EventRecordID>1</EventRecordID>", "<Provider Name='x'/>", "<RenderingInfo Culture='x'>", "</RenderingInfo>", "\r\n", "\t", "\u202e",
        "\U000e0041", "\ud83d\ude00", "203.0.113.66", "[4624] ", "{\"EventID\":4624}",
    ];

    [Fact]
    public void None_of_100_000_is_lost_or_a_success_or_another_instance_s_and_no_value_of_the_machine_changes_without_a_mark()
    {
        var random = new Random(16);
        var reader = new FailureReader(LoginAuditRead.Open);
        var ids = EventTemplates.Data.Keys.Order().ToArray();
        for (var number = 1; number <= Events; number++)
        {
            var id = ids[random.Next(ids.Length)];
            var data = EventTemplates.Data[id].Select(name => (Name: name, Value: Array.IndexOf(Typed, name) < 0 ? Own(name) : Hostile(random))).ToArray();
            var message = Rendered(id, number, data);
            var failure = reader.Read(new LogEvent("i-1", Noon.AddMilliseconds(number), message, $"id-{number}"));
            Assert.NotNull(failure);
            AssertRight(failure, id, number, data);
        }
        Assert.Equal(Events, reader.Totals.FailedLogins);
    }

    private static void AssertRight(LoginAuditFailure failure, int id, int number, (string Name, string Value)[] data)
    {
        Assert.Equal("i-1", failure.InstanceId);
        Assert.NotEqual(AuditOutcome.Success, failure.Outcome);
        if (failure.Suspicious)
            return;
        var plain = Parse(Rendered(id, number, [.. data.Select(pair => (pair.Name, Own(pair.Name)))]));
        Assert.Equal(Machine(plain), Machine(failure));
        var account = data.First(pair => pair.Name == "TargetUserName").Value;
        if (!account.Contains('%', StringComparison.Ordinal))
            Assert.Equal(string.IsNullOrWhiteSpace(account) || account == "-" ? null : account, failure.AccountName);
    }

    private static object Machine(LoginAuditFailure failure) => (
        failure.Kind, failure.EventId, failure.RecordId, failure.Computer, failure.Outcome, failure.SourceAddress, failure.SourcePort,
        (failure.Status, failure.SubStatus, failure.Reason, failure.LogonType, failure.LogonProcess, failure.AuthenticationPackage, failure.AccountSid, failure.Malformed));

    private static string Rendered(int id, int number, (string Name, string Value)[] data)
    {
        var message = string.Join("\n\t", data.Select(pair => $"{pair.Name}:\t{SecurityElement.Escape(pair.Value)}"));
        var system = SystemPart(id, Failure).Replace(">4711<", $">{number}<", StringComparison.Ordinal);
        return AgentRendering.Of(Wrap(system + EventData(data) + Rendering(message)), [.. data.Select(pair => pair.Value)]);
    }

    private static string Own(string name) => name switch
    {
        "IpAddress" => "198.51.100.7",
        "IpPort" => "50123",
        "Status" => "0x18",
        "SubStatus" => "0xc000006a",
        "LogonType" => "3",
        "FailureReason" => "%%2313",
        "TargetSid" or "TargetUserSid" or "SubjectUserSid" or "ServiceSid" => "S-1-0-0",
        _ => "-",
    };

    private static string Hostile(Random random) => string.Concat(Enumerable.Range(0, random.Next(MostPieces + 1)).Select(_ =>
        random.Next(3) == 0 ? $"%{random.Next(0, 30)}" : Pieces[random.Next(Pieces.Length)]));
}

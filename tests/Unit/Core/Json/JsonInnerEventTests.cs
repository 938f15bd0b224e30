using System.Text.Json;
using static AwsLoginAudit.Tests.Core.Json.JsonEvents;

namespace AwsLoginAudit.Tests.Core.Json;

/// <summary>Events of other products whose message is an event itself, or whose outcome contradicts their id.</summary>
public sealed class JsonInnerEventTests
{
    private const LoginAuditEventKind Failed = LoginAuditEventKind.FailedLogin;

    private static readonly string Failure = EventText.Logon("phantom"), Success = EventText.Event(4624, EventText.Success, ("TargetUserName", "bob"));

    private const string Agent = "[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [OTHER] [x]";

    // Each product with an event of the Application log, and with a failed login.
    private static readonly string[] Products =
    [
        """{"@timestamp":"2026-05-01T10:00:40.123Z","winlog":{"event_id":"ID","computer_name":"WEB1","record_id":5,"provider_name":"PROVIDER","channel":"CHANNEL","event_data":{"TargetUserName":"u"}},"message":MESSAGE}""",
        """{"Hostname":"WEB1","EventType":"INFO","EventID":ID,"SourceName":"PROVIDER","Channel":"CHANNEL","SourceModuleType":"im_msvistalog","TargetUserName":"u","Message":MESSAGE}""",
        """{"ProviderName":"PROVIDER","EventRecordID":5,"EventID":ID,"Computer":"WEB1","Channel":"CHANNEL","EventData":{"TargetUserName":"u"},"Message":MESSAGE}""",
        """{"Id":ID,"ProviderName":"PROVIDER","LogName":"CHANNEL","MachineName":"WEB1","RecordId":5,"Message":MESSAGE}""",
        """{"provider_name":"PROVIDER","computer":"WEB1","channel":"CHANNEL","event_id":ID,"event_data":{"TargetUserName":"u"},"message":MESSAGE}""",
        """{"provider_name":"PROVIDER","computer":"WEB1","channel":"CHANNEL","event_id":ID,"event_data":{"TargetUserName":"u"},"xml":MESSAGE}""",
    ];

    public static TheoryData<string> All => [.. Products];

    private static string Application(string product, string message) => Fill(product, "1000", "EventCreate", "Application", message);

    private static string Login(string product, string message) => Fill(product, "4625", FailedLogin.Provider, FailedLogin.Channel, message);

    private static string Fill(string product, string id, string provider, string channel, string message) => product
        .Replace("ID,", $"{id},", StringComparison.Ordinal).Replace("\"ID\"", $"\"{id}\"", StringComparison.Ordinal)
        .Replace("PROVIDER", provider, StringComparison.Ordinal).Replace("CHANNEL", channel, StringComparison.Ordinal)
        .Replace("MESSAGE", JsonSerializer.Serialize(message), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_message_that_is_a_failed_login_makes_another_event_a_suspicious_one(string product)
    {
        foreach (var message in new[] { Failure, Agent })
        {
            var failure = await ReadAsync(Application(product, message));
            Assert.Equal((Failed, true, "WEB1"), (failure.Kind, failure.Suspicious, failure.Computer));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_message_that_is_a_success_hides_no_failed_login(string product)
    {
        var failure = await ReadAsync(Login(product, Success));
        Assert.Equal((Failed, true, 4625, "WEB1"), (failure.Kind, failure.Suspicious, failure.EventId, failure.Computer));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_message_that_is_another_event_than_a_failed_login_makes_no_failed_login(string product)
    {
        var read = await ReadAsync(Application(product, Success));
        Assert.Equal((LoginAuditEventKind.OtherEvent, true), (read.Kind, read.Suspicious));
    }

    [Fact]
    public async Task The_XML_of_the_same_event_is_read_instead_of_its_fields()
    {
        var own = EventText.Logon("jdoe");
        var computer = new EventParser().Parse(new LogEvent("", null, own)).Computer;
        foreach (var json in new[]
        {
            JsonSerializer.Serialize(new { Id = 4625, ProviderName = FailedLogin.Provider, MachineName = computer, Xml = own }),
            JsonSerializer.Serialize(new { Id = 4625, ProviderName = FailedLogin.Provider, LogName = "Security", Xml = own }),
        })
        {
            var failure = await ReadAsync(json);
            Assert.Equal(("jdoe", computer, false), (failure.AccountName, failure.Computer, failure.Suspicious));
        }
    }

    [Fact]
    public async Task An_object_without_fields_of_an_event_has_its_event_in_its_message() =>
        Assert.Equal("phantom", (await ReadAsync(JsonSerializer.Serialize(new { source = "a", computer = "b", message = Failure }))).AccountName);

    [Theory]
    [InlineData(4625)]
    [InlineData(4771)]
    [InlineData(4825)]
    [InlineData(6273)]
    public void An_outcome_makes_no_success_of_an_event_that_is_a_failed_login_by_its_id(int id)
    {
        var failure = Parse($$$"""{"winlog":{"event_id":"{{{id}}}","computer_name":"WEB1","provider_name":"{{{FailedLogin.Provider}}}","channel":"Security","event_data":{"TargetUserName":"u"}},"event":{"outcome":"success"}}""");
        Assert.Equal((Failed, true), (failure.Kind, failure.Suspicious));
    }

    [Fact]
    public void An_outcome_decides_on_an_event_that_is_logged_for_successes_too()
    {
        var read = ParseEvent($$$"""{"winlog":{"event_id":"4776","computer_name":"WEB1","provider_name":"{{{FailedLogin.Provider}}}","channel":"Security","event_data":{"TargetUserName":"u"}},"event":{"outcome":"success"}}""");
        Assert.Equal((LoginAuditEventKind.AuditSuccess, false), (read.Kind, read.Suspicious));
    }

    private static async Task<LoginAuditEvent> ReadAsync(string json)
    {
        var logEvent = Assert.Single(await Recording.ReadAsync(json));
        return new EventParser().Parse(logEvent);
    }
}

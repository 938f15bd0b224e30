using System.Text.Json;
using static AwsLoginAudit.Tests.Core.Json.JsonEvents;

namespace AwsLoginAudit.Tests.Core.Json;

/// <summary>What <c>Get-WinEvent | ConvertTo-Json</c> writes.</summary>
public sealed class GetWinEventTests
{
    private const long AuditFailure = -9218868437227405312, AuditSuccess = -9214364837600034816;

    private static readonly object[] Values =
    [
        new { BinaryLength = 8, Value = "S-1-0-0" }, "-", "-", 0, new { BinaryLength = 8, Value = "S-1-0-0" }, "ADMIN", "CORP", -1073741715,
        "%%2313", -1073741718, 10, "User32 ", "Negotiate", "ATTACKER", "-", "-", 0, 816, @"C:\Windows\System32\svchost.exe", "198.51.100.7", "50123",
    ];

    private const string Message = "An account failed to log on.\r\n\r\nSubject:\r\n\tSecurity ID:\t\tS-1-0-0\r\n\tAccount Name:\t\t-\r\n\tAccount Domain:\t\t-\r\n"
        + "\tLogon ID:\t\t0x0\r\n\r\nLogon Type:\t\t\t10\r\n\r\nAccount For Which Logon Failed:\r\n\tSecurity ID:\t\tS-1-0-0\r\n\tAccount Name:\t\tADMIN\r\n"
        + "\tAccount Domain:\t\tCORP\r\n\r\nFailure Information:\r\n\tFailure Reason:\t\tUnknown user name or bad password.\r\n\tStatus:\t\t\t0xC000006D\r\n"
        + "\tSub Status:\t\t0xC000006A\r\n\r\nProcess Information:\r\n\tCaller Process ID:\t0x330\r\n\tCaller Process Name:\tC:\\Windows\\System32\\svchost.exe\r\n\r\n"
        + "Network Information:\r\n\tWorkstation Name:\tATTACKER\r\n\tSource Network Address:\t198.51.100.7\r\n\tSource Port:\t\t50123\r\n\r\n"
        + "Detailed Authentication Information:\r\n\tLogon Process:\t\tUser32 \r\n\tAuthentication Package:\tNegotiate\r\n\tTransited Services:\t-\r\n"
        + "\tPackage Name (NTLM only):\t-\r\n\tKey Length:\t\t0\r\n\r\nThis event is generated when a logon request fails.";

    private static Dictionary<string, object?> Record(int id = 4625, object? keywords = null) => new()
    {
        ["Id"] = id,
        ["Keywords"] = keywords ?? AuditFailure,
        ["RecordId"] = 4711,
        ["ProviderName"] = "Microsoft-Windows-Security-Auditing",
        ["LogName"] = "Security",
        ["MachineName"] = "WIN-1",
        ["TimeCreated"] = "2026-03-01T13:00:00.1234567+01:00",
        ["KeywordsDisplayNames"] = new[] { "Überwachung gescheitert" },
        ["Properties"] = Values.Select(value => new { Value = value }).ToArray(),
        ["Message"] = Message,
    };

    private static string Json(Dictionary<string, object?> record, params string[] without) =>
        JsonSerializer.Serialize(record.Where(field => !without.Contains(field.Key)).ToDictionary());

    private static void AssertIsTheLogon(LoginAuditFailure failure)
    {
        Assert.Equal(("WIN-1", 4625, 4711L, AuditOutcome.Failure, false), (failure.Computer, failure.EventId, failure.RecordId, failure.Outcome, failure.Suspicious));
        Assert.Equal((@"CORP\ADMIN", "S-1-0-0", "198.51.100.7", 50123), (failure.Account, failure.AccountSid, failure.SourceAddress, failure.SourcePort));
        Assert.Equal(("0xc000006d", "0xc000006a", 10, "ATTACKER"), (failure.Status, failure.SubStatus, failure.LogonType, failure.Workstation));
        Assert.Equal(("User32", "Negotiate", @"C:\Windows\System32\svchost.exe"), (failure.LogonProcess, failure.AuthenticationPackage, failure.ProcessName));
        Assert.Equal(EventText.Noon.AddMilliseconds(123), failure.Time);
    }

    [Fact]
    public void Properties_are_named_by_their_place() => AssertIsTheLogon(Parse(Json(Record(), "Message")));

    [Theory]
    [InlineData("missing")]
    [InlineData("only their type's name")]
    [InlineData("fewer")]
    public void Without_usable_properties_the_values_come_from_the_message(string how)
    {
        var record = Record();
        record["Properties"] = how switch
        {
            "missing" => null,
            "fewer" => Values.Take(20).Select(value => new { Value = value }),
            _ => Values.Select(_ => "System.Diagnostics.Eventing.Reader.EventProperty"),
        };
        AssertIsTheLogon(Parse(Json(record)));
    }

    [Theory]
    [InlineData("\"/Date(1772366400123)/\"")]
    [InlineData("\"2026-03-01T12:00:00.1234567Z\"")]
    [InlineData("{\"value\":\"/Date(1772366400123)/\",\"DateTime\":\"Sunday\"}")]
    public void The_dates_of_both_editions_are_the_same_instant(string date) =>
        Assert.Equal(EventText.Noon.AddMilliseconds(123), ParseEvent(Json(Record()).Replace("\"2026-03-01T13:00:00.1234567\\u002B01:00\"", date, StringComparison.Ordinal)).Time);

    [Theory]
    [InlineData("03/01/2026 12:00:00")]
    [InlineData("01.03.2026 12:00:00")]
    public void A_date_in_the_form_of_a_culture_is_not_guessed(string date)
    {
        var record = Record();
        record["TimeCreated"] = date;
        Assert.Null(Parse(Json(record)).Time);
    }

    [Theory]
    [InlineData(4624, AuditSuccess, AuditOutcome.Success)]
    [InlineData(4625, AuditFailure, AuditOutcome.Failure)]
    [InlineData(4776, AuditSuccess, AuditOutcome.Success)]
    [InlineData(4776, AuditFailure, AuditOutcome.Failure)]
    [InlineData(4656, AuditFailure, AuditOutcome.Failure)]
    public void The_number_of_Keywords_tells_the_outcome(int id, long keywords, AuditOutcome expected) =>
        Assert.Equal(expected, ParseEvent(Json(Record(id, keywords), "Properties", "Message")).Outcome);

    [Theory]
    [InlineData("0x8020000000000000")]
    [InlineData("-9214364837600034816")]
    [InlineData("9232379236109516800")]
    public void Keywords_that_are_text_are_the_same_number(string keywords) =>
        Assert.Equal(AuditOutcome.Success, ParseEvent(Json(Record(4776, keywords), "Properties", "Message")).Outcome);

    [Fact]
    public void Localised_keywords_are_no_outcome() =>
        Assert.Equal(AuditOutcome.Unknown, ParseEvent(Json(Record(4656), "Keywords", "Properties", "Message")).Outcome);

    [Fact]
    public void Values_that_newer_versions_of_an_event_have_at_its_end_are_named_too()
    {
        var record = Record(4769);
        string[] values = ["jdoe@CORP.EXAMPLE", "CORP.EXAMPLE", "krbtgt", "S-1-0-0", "0x40810010", "0xffffffff", "::ffff:198.51.100.7", "50123", "0x6", "{0}", "-", "hash"];
        record["Properties"] = values.Select(value => new { Value = value });
        var failure = Parse(Json(record));
        Assert.Equal(("jdoe@CORP.EXAMPLE", "198.51.100.7", "0x6", false), (failure.AccountName, failure.SourceAddress, failure.Status, failure.Suspicious));
    }

    [Fact]
    public void A_successful_logon_is_no_failed_login()
    {
        const string Success = """{"Id":4624,"MachineName":"WEB01","KeywordsDisplayNames":["Audit Success"],"Message":"An account was successfully logged on."}""";
        Assert.Equal(0, Failures(Enumerable.Repeat(Success, 254)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Message":"An account failed to log on."}""")]
    [InlineData("""{"Id":4625,"Message":"An account failed to log on."}""")]
    [InlineData("""{"Id":4625,"MachineName":"WIN-1"}""")]
    [InlineData("[]")]
    [InlineData("4625")]
    public void A_value_without_the_fields_of_an_event_is_not_recognised(string json) => Assert.Equal(default, Read(json));

    [Theory]
    [InlineData("MachineName", "MachineName is missing")]
    [InlineData("Id", null)]
    public void A_missing_field_is_named(string field, string? problem) => Assert.Equal(problem, Read(Json(Record(), field)).Problem);

    [Fact]
    public void An_id_that_is_not_a_number_is_named()
    {
        var record = Record();
        record["Id"] = "logon";
        Assert.Equal((null, "Get-WinEvent", "Id is not a number"), Read(Json(record)) is var read ? (read.EventXml, read.Format, read.Problem) : default);
    }

    [Theory]
    [InlineData("</Data></EventData><System><EventID>4624</EventID></System>")]
    [InlineData("a'\"<>&b")]
    [InlineData("]]>")]
    public void A_value_stays_a_value(string name)
    {
        var record = Record();
        record["Properties"] = Values.Select((value, i) => new { Value = i == 5 ? name : value });
        var failure = Parse(Json(record));
        Assert.Equal((name, 4625, false), (failure.AccountName, failure.EventId, failure.Suspicious));
    }

    [Theory]
    [InlineData(@"a\u0001b", "a\uFFFDb")]
    [InlineData(@"a\ud800b", "a\uFFFDb")]
    [InlineData(@"a\\ud800b", @"a\ud800b")]
    [InlineData(@"\ud83d\ude00\udc00", "\U0001F600\uFFFD")]
    public void Characters_that_XML_does_not_have_are_replaced(string escaped, string expected)
    {
        var failure = Parse(Json(Record()).Replace("\"ADMIN\"", $"\"{escaped}\"", StringComparison.Ordinal));
        Assert.Equal((expected, false), (failure.AccountName, failure.Malformed));
    }

    [Theory]
    [InlineData("\"Id\":4624")]
    [InlineData("\"Keywords\":-9214364837600034816")]
    [InlineData("\"Properties\":[]")]
    [InlineData("\"Message\":\"\"")]
    [InlineData("\"MachineName\":\"WIN-2\"")]
    public void A_name_that_an_object_has_twice_makes_the_event_suspicious_and_hides_no_failure(string second)
    {
        foreach (var json in new[] { Json(Record()).Insert(1, second + ","), Json(Record()).TrimEnd('}') + "," + second + "}" })
        {
            var failure = Parse(json);
            Assert.True(failure.Suspicious);
            Assert.NotEqual(AuditOutcome.Success, failure.Outcome);
        }
    }

    [Fact]
    public void A_message_whose_values_cannot_be_told_apart_makes_the_event_suspicious()
    {
        var record = Record();
        record["Message"] = Message.Replace("\tADMIN", "\tADMIN\r\n\tAccount Name:\t\tx", StringComparison.Ordinal);
        var failure = Parse(Json(record, "Properties"));
        Assert.Equal((null, true, AuditOutcome.Failure), (failure.Account, failure.Suspicious, failure.Outcome));
    }

    [Theory]
    [InlineData(4768)]
    [InlineData(4769)]
    [InlineData(4776)]
    public void An_event_that_may_be_a_success_is_rejected_without_keywords_and_values(int id)
    {
        string Event(string more) => $$"""{"TimeCreated":"2026-03-01T12:00:00Z","Id":{{id}},"MachineName":"DC1"{{more}}}""";
        using var bare = System.Text.Json.JsonDocument.Parse(Event(""));
        Assert.Contains("its keywords and its error code are missing", JsonEvent.Read(bare.RootElement).Problem, StringComparison.Ordinal);
        using var failure = System.Text.Json.JsonDocument.Parse(Event(",\"Keywords\":-9218868437227405312"));
        Assert.Null(JsonEvent.Read(failure.RootElement).Problem);
    }
}

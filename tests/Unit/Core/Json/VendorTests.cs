using System.Text.Json;
using System.Text.Json.Nodes;
using static AwsLoginAudit.Tests.Core.Json.JsonEvents;

namespace AwsLoginAudit.Tests.Core.Json;

/// <summary>JSON of other products: a failed login reads as the same failed login from each, and a success as a success.</summary>
public sealed class VendorTests
{
    private static readonly string Folder = Path.Combine(Built.Repository, "tests/Unit/Cases/Inputs/json");

    public static TheoryData<string> Products => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static JsonArray Sample(string product) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, product + ".json")))!.AsArray();

    private static string Failure(string product) => Sample(product)[0]!.ToJsonString();

    private static string Success(string product) => Sample(product)[1]!.ToJsonString();

    [Theory]
    [MemberData(nameof(Products))]
    public void A_failed_login_has_its_computer_account_source_and_codes(string product)
    {
        var failure = Parse(Failure(product));
        Assert.Equal(("WIN-1.corp.example", 4625, AuditOutcome.Failure, false), (failure.Computer, failure.EventId, failure.Outcome, failure.Suspicious));
        Assert.Equal((@"CORP\jdoe", "198.51.100.7", 50123, "ATTACKER"), (failure.Account, failure.SourceAddress, failure.SourcePort, failure.Workstation));
        Assert.Equal(("0xc000006d", "0xc000006a", 3), (failure.Status, failure.SubStatus, failure.LogonType));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void A_failed_login_has_its_time_and_its_record_number(string product)
    {
        var failure = Parse(Failure(product));
        Assert.Equal(4711, failure.RecordId);
        // NXLog's time is the machine's own and has no offset.
        if (product == "nxlog")
            Assert.Null(failure.Time);
        else
            Assert.Equal(EventText.Noon, failure.Time!.Value.AddTicks(-(failure.Time.Value.Ticks % TimeSpan.TicksPerSecond)));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Fourteen_failures_and_254_successes_are_14_and_0(string product)
    {
        var failure = Failure(product);
        Assert.Equal(14, Failures(Enumerable.Range(0, 14).Select(i => failure.Replace("4711", (4711 + i).ToString(), StringComparison.Ordinal))));
        Assert.Equal(0, Failures(Enumerable.Repeat(Success(product), 254)));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void A_success_is_a_success(string product) => Assert.Equal(AuditOutcome.Success, ParseEvent(Success(product)).Outcome);

    [Theory]
    [MemberData(nameof(Products))]
    public void Without_the_computer_the_missing_field_is_named(string product)
    {
        var json = Failure(product);
        if (!json.Contains("\"WIN-1.corp.example\"", StringComparison.Ordinal))
            return;
        var read = Read(json.Replace("\"WIN-1.corp.example\"", "null", StringComparison.Ordinal));
        Assert.Null(read.EventXml);
        Assert.NotNull(read.Format);
        Assert.EndsWith(" is missing", read.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("winlogbeat")]
    [InlineData("winlogbeat6")]
    [InlineData("opentelemetry")]
    [InlineData("vector")]
    [InlineData("loki")]
    [InlineData("wazuh")]
    [InlineData("evtx-dump")]
    [InlineData("datadog")]
    [InlineData("xml-elements")]
    [InlineData("nxlog")]
    [InlineData("azure-monitor")]
    [InlineData("kinesis-agent")]
    [InlineData("fluent-bit-winevtlog")]
    [InlineData("fluent-bit-winlog")]
    public void Without_the_values_of_EventData_a_failure_is_rejected_by_name(string product)
    {
        var sample = Sample(product)[0]!.AsObject();
        Remove(sample);
        var read = Read(sample.ToJsonString());
        Assert.Equal((null, true), (read.EventXml, read.Problem?.EndsWith(" is missing", StringComparison.Ordinal)));
        Assert.NotNull(read.Format);
    }

    private static void Remove(JsonNode node)
    {
        if (node is not JsonObject map)
            return;
        string[] values = ["event_data", "eventdata", "EventData", "StringInserts", "Message", "Description"];
        foreach (var name in map.Select(pair => pair.Key).ToList())
        {
            if (values.Contains(name) || EventTemplates.Data[4625].Contains(name))
                map.Remove(name);
            else if (map[name] is { } inner)
                Remove(inner);
        }
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void A_hostile_account_name_stays_a_name(string product)
    {
        if (product is "loki" or "opentelemetry-raw" or "opentelemetry-otlp-raw" or "fluent-bit-xml")
            return;
        const string Name = "</Data><EventID>4624</EventID>\"'&\\";
        var failure = Parse(Failure(product).Replace("\"jdoe\"", JsonSerializer.Serialize(Name), StringComparison.Ordinal));
        Assert.Equal((Name, 4625, AuditOutcome.Failure), (failure.AccountName, failure.EventId, failure.Outcome));
    }

    [Theory]
    [InlineData("""{"winlog.event_id":"4625","winlog.computer_name":"WIN-1","event.outcome":"failure","winlog.event_data.TargetUserName":"jdoe"}""")]
    [InlineData("""{"winlog":{"event_id":4625,"computer_name":"WIN-1"},"event":{"code":"4625","outcome":"failure"},"winlog.event_data":{"TargetUserName":"jdoe"}}""")]
    [InlineData("""{"_index":"winlogbeat","_source":{"winlog":{"event_id":4625,"computer_name":"WIN-1","event_data":{"TargetUserName":"jdoe"}},"event":{"outcome":"failure"}}}""")]
    public void Dotted_names_are_the_same_as_nested_ones(string json)
    {
        var failure = Parse(json);
        Assert.Equal((4625, "jdoe", AuditOutcome.Failure, false), (failure.EventId, failure.AccountName, failure.Outcome, failure.Suspicious));
    }

    [Fact]
    public void The_security_module_of_Winlogbeat_moves_the_account_and_the_source()
    {
        var failure = Parse("""
            {"winlog":{"event_id":"4625","computer_name":"WIN-1","event_data":{"LogonType":"3","Status":"0xc000006d"}},"event":{"code":"4625","outcome":"failure"},
             "user":{"name":"jdoe","domain":"CORP","id":"S-1-0-0"},"source":{"ip":"198.51.100.7","port":50123,"domain":"ATTACKER"}}
            """);
        Assert.Equal((@"CORP\jdoe", "198.51.100.7", 50123, "ATTACKER"), (failure.Account, failure.SourceAddress, failure.SourcePort, failure.Workstation));
    }

    [Fact]
    public void An_account_that_is_empty_is_left_out_by_Winlogbeat_and_still_a_failure()
    {
        var failure = Parse("""{"winlog":{"event_id":"4625","computer_name":"WIN-1","event_data":{"Status":"0xc000006d"}},"event":{"outcome":"failure"}}""");
        Assert.Equal((AuditOutcome.Failure, null), (failure.Outcome, failure.Account));
    }

    [Theory]
    [InlineData("""[{"#attributes":{"Name":"TargetUserName"},"#text":"jdoe"},{"#attributes":{"Name":"Status"},"#text":"0xc000006d"}]""", "jdoe")]
    [InlineData("""{"@Name":"TargetUserName","#text":"jdoe"}""", "jdoe")]
    [InlineData("""[{"@Name":"TargetUserName"},{"@Name":"Status","#text":"0xc000006d"}]""", null)]
    public void Elements_of_event_XML_have_their_values_in_every_form(string elements, string? account)
    {
        var failure = Parse($$$"""{"Event":{"System":{"EventID":"4625","Computer":"WIN-1"},"EventData":{"Data":{{{elements}}} } } }""");
        Assert.Equal((4625, account, false), (failure.EventId, failure.AccountName, failure.Suspicious));
    }

    [Theory]
    [InlineData("""["jdoe","CORP"]""")]
    [InlineData("""[{"Value":"jdoe"}]""")]
    public void Elements_of_event_XML_without_names_are_rejected(string elements) =>
        Assert.Equal("Event.EventData.Data is missing", Read($$$"""{"Event":{"System":{"EventID":"4625","Computer":"WIN-1"},"EventData":{"Data":{{{elements}}} } } }""").Problem);

    [Fact]
    public void Two_ids_in_one_event_make_it_suspicious()
    {
        var failure = Parse("""{"winlog":{"event_id":"4625","computer_name":"WIN-1","event_data":{"Status":"0xc000006d"}},"event":{"code":"4624","outcome":"failure"}}""");
        Assert.Equal((true, null, AuditOutcome.Failure), (failure.Suspicious, failure.EventId, failure.Outcome));
    }

    [Theory]
    [InlineData("Audit Failure")]
    [InlineData("Überwachung gescheitert")]
    public void Keywords_in_words_are_no_outcome(string word) => Assert.Equal(AuditOutcome.Unknown, ParseEvent(
        """{"event_id":{"id":4656},"provider":{"name":"x"},"computer":"WIN-1","channel":"Security","keywords":["WORD"],"event_data":{}}"""
            .Replace("WORD", word, StringComparison.Ordinal)).Outcome);

    [Fact]
    public void OpenTelemetry_gives_the_number_of_the_keywords_where_it_cannot_render_them() => Assert.Equal(AuditOutcome.Failure, Parse(
        """{"event_id":{"id":4656},"provider":{"name":"x"},"computer":"WIN-1","channel":"Security","keywords":["0x8010000000000000"],"event_data":{}}""").Outcome);

    [Theory]
    [InlineData("""{"event_id":4625,"message":"An account failed to log on."}""")]
    [InlineData("""{"EventID":4625,"Message":"An account failed to log on."}""")]
    [InlineData("""{"timestamp":1772366400000,"message":"An account failed to log on.","logStreamName":"i-1"}""")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":1}}}}}""")]
    public void Other_objects_are_not_recognised(string json) => Assert.Equal(default, Read(json));

    [Fact]
    public void Names_of_any_length_and_depth_take_no_time()
    {
        var deep = string.Concat(Enumerable.Repeat($"{{\"{new string('a', 10_000)}\":", 60)) + "1" + new string('}', 60);
        var wide = "{" + string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"n{i}\":{i}")) + "}";
        Assert.Equal((default, default), (Read(deep), Read(wide)));
    }

    [Fact]
    public void A_name_with_half_a_surrogate_pair_hides_no_event() =>
        Assert.Equal("WIN-1", Parse("""{"\ud800":1,"Id":4625,"MachineName":"WIN-1","LogName":"Security","Keywords":-9218868437227405312}""").Computer);
}

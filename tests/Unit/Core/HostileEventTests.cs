using System.Text.Json;
using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>
/// The agent pastes decoded values of EventData over %1, %2 … anywhere in the XML, so whoever sends a login can write markup.
/// </summary>
public sealed class HostileEventTests
{
    private const string Forged = "<Data Name='IpAddress'>203.0.113.66</Data>";

    [Theory]
    [InlineData("<Data Name='TargetUserName'>")]
    [InlineData("</EventData>")]
    public void A_second_address_before_or_after_the_true_one_leaves_none_and_both_are_told(string before)
    {
        var failure = Parse(Logon().Replace(before, Forged + before, StringComparison.Ordinal));
        AssertForged(failure);
        Assert.Equal((true, false), (failure.Suspicious, failure.Malformed));
    }

    [Theory]
    [InlineData("</EventData><EventData>" + Forged)]
    [InlineData("</EventData><System><EventID>4624</EventID></System><EventData>" + Forged)]
    [InlineData("<x>" + Forged + "</x>")]
    [InlineData("</EventData><RenderingInfo Culture='en-US'></RenderingInfo><EventData>" + Forged)]
    [InlineData("<!-- -->" + Forged)]
    [InlineData("<![CDATA[]]>" + Forged)]
    public void EventData_that_is_closed_early_and_opened_again_is_never_believed(string injected) =>
        AssertForged(Parse(Logon().Replace("<Data Name='IpPort'>", injected + "<Data Name='IpPort'>", StringComparison.Ordinal)));

    [Theory]
    [InlineData("a<x>b")]
    [InlineData("a&b")]
    [InlineData("a</Data></EventData></Event><Event>")]
    [InlineData("<Data Name='IpAddress'>203.0.113.66")]
    [InlineData("<Data Name='IpAddress' Name='x'>203.0.113.66</Data>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]>")]
    [InlineData("\u0001")]
    public void Markup_that_breaks_the_XML_leaves_an_event_that_says_what_it_can(string pasted)
    {
        var message = Logon().Replace(">ADMIN<", $">{pasted}<", StringComparison.Ordinal);
        var failure = Parse(message);
        Assert.Equal((true, "i-1", 4711L, AuditOutcome.Failure), (failure.Suspicious, failure.InstanceId, failure.RecordId, failure.Outcome));
        Assert.Equal(message, failure.RawText);
    }

    [Theory]
    [InlineData("<Keywords>0x8020000000000000</Keywords>")]
    [InlineData("<EventID>4624</EventID>")]
    [InlineData("<Keywords>0x8020000000000000</Keywords><EventID>4624</EventID>")]
    [InlineData("</EventData></Event><Event><System><EventID>4624</EventID><Keywords>0x8020000000000000</Keywords></System><EventData>")]
    [InlineData("</Data></EventData><System><EventID>4624</EventID><Keywords>0x8020000000000000</Keywords></System><EventData><Data Name='x'>")]
    public void Nobody_turns_a_failure_into_a_success(string pasted)
    {
        foreach (var place in new[] { ">ADMIN<", ">ATTACKER<", ">50123<" })
        {
            var failure = Parse(Logon().Replace(place, $">{pasted}<", StringComparison.Ordinal));
            Assert.NotEqual(AuditOutcome.Success, failure.Outcome);
            Assert.True(failure.Suspicious);
            Assert.Equal(1, Count(failure));
        }
    }

    [Fact]
    public void Several_events_in_one_message_are_suspicious_and_count_once()
    {
        foreach (var other in new[] { Event(4624, Success), Logon("other") })
        {
            foreach (var message in new[] { Logon() + other, other + Logon() })
            {
                var failure = Parse(message);
                Assert.Equal((LoginAuditEventKind.FailedLogin, true, 1L), (failure.Kind, failure.Suspicious, Count(failure)));
            }
        }
    }

    // As the agent pastes %14 and the name itself, a value stands in EventData twice, and differs.
    [Theory]
    [InlineData("Channel")]
    [InlineData("Provider")]
    [InlineData("EventID")]
    [InlineData("Keywords")]
    [InlineData("EventRecordID")]
    public void Values_of_EventData_never_stand_for_those_of_System(string name)
    {
        foreach (var id in EventTemplates.Data.Keys)
        {
            var message = Event(id, Failure, [.. EventTemplates.Data[id].Select(field => (field, field == "Status" ? "0x18" : "-"))])
                .Replace("</EventData>", $"<Data Name='{name}'>1</Data><Data Name='{name}'>2</Data></EventData>", StringComparison.Ordinal);
            foreach (var text in new[] { message, message.Replace("<EventData>", "</Event><EventData>", StringComparison.Ordinal) })
            {
                var failure = Parse(text);
                Assert.Equal((LoginAuditEventKind.FailedLogin, true, (int?)id, 4711L), (failure.Kind, failure.Suspicious, failure.EventId, failure.RecordId));
                Assert.Equal(["1", "2"], failure.Conflicts[name].TakeLast(2));
            }
        }
    }

    [Fact]
    public void A_foreign_value_that_was_pasted_twice_is_not_believed_either()
    {
        var failure = Parse(Event(4776, Failure, ("PackageName", "NTLM"), ("TargetUserName", "a"), ("Workstation", "PC"), ("Status", "0xc000006a"), ("IpAddress", "192.0.2.15"), ("IpAddress", "192.0.2.15")));
        Assert.Equal((true, null), (failure.Suspicious, failure.SourceAddress));
    }

    [Fact]
    public void Nobody_chooses_the_instance_that_a_failure_counts_for()
    {
        var failure = Parse(Logon().Replace(">ADMIN<", "><Computer>WIN-2</Computer><", StringComparison.Ordinal));
        Assert.Equal(("i-1", null), (failure.InstanceId, failure.Computer));
        Assert.Equal(["WIN-1", "WIN-2"], failure.Conflicts["Computer"]);
    }

    [Fact]
    public void A_name_that_System_and_EventData_share_has_the_values_of_both()
    {
        var failure = Parse(Logon().Replace("</EventData>", "<Computer>x</Computer><Data Name='Computer'>y</Data><Data Name='Computer'>z</Data></EventData>", StringComparison.Ordinal));
        Assert.Equal(["WIN-1", "x", "y", "z"], failure.Conflicts["Computer"].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nobody_makes_two_failures_one_by_a_forged_record_number()
    {
        var reader = new FailureReader(LoginAuditRead.Open);
        var forged = Enumerable.Range(1, 3).Select(n => Logon().Replace(">4711<", $">{n}<", StringComparison.Ordinal).Replace(">ADMIN<", "><EventRecordID>9</EventRecordID><", StringComparison.Ordinal));
        Assert.All(forged, (message, n) => Assert.NotNull(reader.Read(new LogEvent("i-1", Noon, message, $"id-{n}"))));
    }

    [Theory]
    [InlineData(4776, "IpAddress", "203.0.113.66")]
    [InlineData(4776, "TargetDomainName", "CORP")]
    [InlineData(4771, "WorkstationName", "PC")]
    [InlineData(4768, "SubStatus", "0x0")]
    [InlineData(4769, "LogonType", "10")]
    [InlineData(4625, "ClientAddress", "203.0.113.66")]
    public void A_field_that_an_event_of_its_id_does_not_have_is_empty_and_told(int id, string name, string value)
    {
        var own = EventTemplates.Data[id].Select(field => (field, field == "Status" ? "0x18" : "-")).ToArray();
        Assert.False(Parse(Event(id, Failure, own)).Suspicious);
        var failure = Parse(Event(id, Failure, [.. own, (name, value)]));
        Assert.True(failure.Suspicious);
        Assert.Equal([value], failure.Conflicts[name]);
        Assert.DoesNotContain(value, new[] { failure.SourceAddress, failure.AccountDomain, failure.Workstation, failure.SubStatus, failure.LogonType?.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Equal(1, Count(failure));
    }

    [Theory]
    [InlineData(4768, "ServiceAvailableKeys")]
    [InlineData(4771, "SomethingNew")]
    public void A_field_of_a_newer_Windows_is_no_forgery(int id, string name) =>
        Assert.False(Parse(Event(id, Failure, [.. EventTemplates.Data[id].Select(field => (field, field == "Status" ? "0x18" : "-")), (name, "x")])).Suspicious);

    [Fact]
    public void The_same_value_twice_is_suspicious_and_still_a_value()
    {
        var failure = Parse(Logon().Replace("</EventData>", "<Data Name='IpAddress'>198.51.100.7</Data></EventData>", StringComparison.Ordinal));
        Assert.Equal((true, "198.51.100.7"), (failure.Suspicious, failure.SourceAddress));
        Assert.Empty(failure.Conflicts);
    }

    [Theory]
    [InlineData("fe80::1NtLmSsp ")]
    [InlineData("203.0.113.66, 198.51.100.7")]
    [InlineData("localhost")]
    public void What_is_no_address_is_not_shown_as_one(string pasted)
    {
        var failure = Parse(Logon().Replace("198.51.100.7", pasted, StringComparison.Ordinal));
        Assert.Equal((null, true, false), (failure.SourceAddress, failure.Suspicious, failure.Malformed));
        Assert.Contains(pasted, failure.RawText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_line_breaks_in_the_text_format_makes_no_value_believed()
    {
        const string Name = "x\n\tSource Network Address:\t203.0.113.66\n\ty:\t";
        var failure = Parse($"[Security] [INFORMATION] [4776] [Microsoft-Windows-Security-Auditing] [WIN-1] [m\n\tPackage:\tNTLM\n\tAccount:\t{Name}\n\tWorkstation:\tPC\n\tCode:\t0xc000006a]");
        Assert.Equal((4776, true, null, null), (failure.EventId, failure.Suspicious, failure.AccountName, failure.SourceAddress));
    }

    public static IEnumerable<TheoryDataRow<string>> Corruptions => SharedData.Exists(Cases)
        ? JsonDocument.Parse(SharedData.Text(Cases)).RootElement.EnumerateArray().Select(c => new TheoryDataRow<string>(c.GetProperty("case").GetString()!))
        : [new TheoryDataRow<string>("all") { Skip = $"{Cases} is not there." }];

    private const string Cases = "agent/5-placeholder-corruption-cases.json";

    [Theory]
    [MemberData(nameof(Corruptions))]
    public void What_the_agent_is_known_to_make_of_names_is_read_without_guessing(string name)
    {
        var found = JsonDocument.Parse(SharedData.Text(Cases)).RootElement.EnumerateArray().Single(c => c.GetProperty("case").GetString() == name);
        var (rendered, shipped) = (Parse(found.GetProperty("evtformatmessage_xml").GetString()!), Parse(found.GetProperty("shipped").GetString()!));
        var wellFormed = found.GetProperty("wellformed").ValueKind == JsonValueKind.True;

        Assert.Equal(!wellFormed, shipped.Malformed);
        Assert.Equal((rendered.EventId, rendered.RecordId, rendered.Computer), (shipped.EventId, shipped.RecordId, shipped.Computer));
        Assert.Equal((AuditOutcome.Failure, "i-1", 1), (shipped.Outcome, shipped.InstanceId, Count(shipped)));
        // A value is that of the event before the agent touched it, or none where its paste can be seen.
        Assert.True(shipped.SourceAddress == rendered.SourceAddress || shipped is { SourceAddress: null, Suspicious: true }, shipped.SourceAddress);
        Assert.True(shipped.LogonProcess == rendered.LogonProcess || shipped.Conflicts.ContainsKey("LogonProcessName"), shipped.LogonProcess);
    }

    private static void AssertForged(LoginAuditFailure failure)
    {
        Assert.True(failure.Suspicious);
        Assert.Null(failure.SourceAddress);
        Assert.Equal(["198.51.100.7", "203.0.113.66"], failure.Conflicts["IpAddress"].Order(StringComparer.Ordinal));
        Assert.Equal(1, Count(failure));
    }

    private static long Count(LoginAuditFailure failure)
    {
        var counter = new FailureCounter();
        counter.Add(failure);
        return Assert.Single(counter.Results(), count => count.InstanceId == "i-1").FailureCount;
    }
}

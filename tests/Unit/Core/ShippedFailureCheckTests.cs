using System.Text.Json.Nodes;

namespace AwsLoginAudit.Tests.Core;

/// <summary>A configuration of the agent that sends no failed login is rejected, and one that sends some is taken.</summary>
public sealed class ShippedFailureCheckTests
{
    private const string List = "$.logs.logs_collected.windows_events.collect_list";

    private static readonly string Case = File.ReadAllText(Path.Combine(Built.Repository, "tests", "Unit", "Cases", "Inputs", "config-ships-no-failure.json"));

    [Fact]
    public void A_configuration_of_successful_logons_only_is_rejected() => Rejected(Case, $"{List}[0].event_ids");

    [Theory]
    [InlineData("event_ids", "[4740, 4624, 4672]", "event_ids")]
    [InlineData("event_levels", "[\"VERBOSE\",\"WARNING\",\"ERROR\",\"CRITICAL\"]", "event_levels")]
    [InlineData("filters", """[{"type":"exclude","expression":"."}]""", "filters")]
    [InlineData("filters", """[{"type":"exclude","expression":"Audit Failure|Échec"}]""", "filters")]
    [InlineData("filters", """[{"type":"exclude","expression":"0x8010000000000000"}]""", "filters")]
    [InlineData("filters", """[{"type":"include","expression":"EventID>(4624|4634)<"}]""", "filters")]
    [InlineData("filters", """[{"type":"include","expression":"Audit Success"}]""", "filters")]
    [InlineData("filters", """[{"type":"include","expression":"4625"},{"type":"exclude","expression":"failed to log on"}]""", "filters")]
    [InlineData("filters", """[{"type":"include","expression":"jdoe"},{"type":"include","expression":"was locked out"}]""", "filters")]
    public void A_configuration_that_sends_no_failed_login_is_rejected_by_the_place(string name, string value, string place) =>
        Rejected(With(name, value), $"{List}[0].{place}");

    [Theory]
    [InlineData("""[{"type":"exclude","expression":"EventID>4625<"}]""")]
    [InlineData("""[{"type":"exclude","expression":"(?P<id>46[0-9]{2})</EventID>"}]""")]
    [InlineData("""[{"type":"exclude","expression":"An account failed to log on"}]""")]
    public void Filters_that_exclude_4625_are_rejected_where_it_is_the_only_failed_login(string filters) =>
        Rejected(With("filters", filters, "event_ids", "[4624,4625]"), $"{List}[0].filters");

    [Theory]
    [InlineData("""[{"type":"exclude","expression":"EventID>4625<"}]""")]
    [InlineData("""[{"type":"include","expression":"<EventID>46(24|25)</EventID>"}]""")]
    [InlineData("""[{"type":"include","expression":"(?i)AUDIT FAILURE"}]""")]
    [InlineData("""[{"type":"exclude","expression":"LogonType'>(3|5)<"}]""")]
    [InlineData("""[{"type":"exclude","expression":"[[:alnum:]-]+\\$<"}]""")]
    [InlineData("""[{"type":"include","expression":"LogonType'>10<"}]""")]
    [InlineData("""[{"type":"exclude","expression":"EventID>4688<"},{"type":"exclude","expression":"EventID>4634<"}]""")]
    [InlineData("[]")]
    public void Filters_that_let_some_failed_login_through_are_taken(string filters) => Assert.Empty(AgentConfigurationCheck.Check(With("filters", filters)));

    [Theory]
    [InlineData("""[{"type":"exclude","expression":"\\[4625\\]"}]""", true)]
    [InlineData("""[{"type":"exclude","expression":"<EventID>4625</EventID>"}]""", false)]
    public void Filters_are_tried_on_the_message_in_the_format_that_is_sent(string filters, bool isRejected)
    {
        var json = With("filters", filters, "event_ids", "[4625]", "event_format", "\"text\"");
        if (isRejected)
            Rejected(json, $"{List}[0].filters");
        else
            Assert.Empty(AgentConfigurationCheck.Check(json));
    }

    [Theory]
    [InlineData("(?<!Audit )Failure")]
    [InlineData("Audit(?= Failure)")]
    [InlineData("(a)\\\\1")]
    [InlineData("Audit (Failure")]
    [InlineData("")]
    public void An_expression_that_the_agent_cannot_read_is_rejected(string expression) =>
        Rejected(With("filters", $$"""[{"type":"exclude","expression":"{{expression}}"}]"""), $"{List}[0].filters[0].expression");

    [Fact]
    public void A_filter_without_a_type_is_rejected_as_the_agent_rejects_it() =>
        Rejected(With("filters", """[{"expression":"x"}]"""), $"{List}[0].filters[0]");

    [Fact]
    public void An_include_filter_that_matches_no_known_event_is_taken_with_a_warning() =>
        Assert.Contains("match none of the sample events", Assert.Single(AgentConfigurationCheck.Check(With("filters", """[{"type":"include","expression":"mmustermann"}]"""))), StringComparison.Ordinal);

    [Fact]
    public void One_item_that_sends_failed_logins_is_enough()
    {
        var configuration = JsonNode.Parse(With("event_ids", "[4625]"))!;
        Items(configuration).Insert(0, Items(JsonNode.Parse(Case)!)[0]!.DeepClone());
        Assert.Empty(AgentConfigurationCheck.Check(configuration.ToJsonString()));
    }

    [Theory]
    [InlineData("security")]
    [InlineData("SECURITY")]
    [InlineData("ForwardedEvents")]
    [InlineData("forwardedevents")]
    public void The_channels_of_failed_logins_are_known_in_any_case(string channel) => Assert.Empty(AgentConfigurationCheck.Check(With("event_name", $"\"{channel}\"")));

    [Theory]
    [InlineData("eu-west-1", "us-east-1", 1)]
    [InlineData("us-east-1", "us-east-1", 0)]
    [InlineData("US-EAST-1", "us-east-1", 0)]
    [InlineData("eu-west-1", null, 0)]
    public void Another_Region_than_the_sessions_is_told(string configured, string? session, int warnings)
    {
        var configuration = JsonNode.Parse(new AgentConfiguration().ToJson())!;
        configuration["agent"] = new JsonObject { ["region"] = configured };
        var told = AgentConfigurationCheck.Check(configuration.ToJsonString(), session);
        Assert.Equal(warnings, told.Count);
        Assert.All(told, warning => Assert.Contains($"use Region {configured}", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_id_of_a_failed_login_is_enough_by_itself()
    {
        foreach (var id in FailedLogin.EventId)
            Assert.Empty(AgentConfigurationCheck.Check(new AgentConfiguration { EventId = [id, id] }.ToJson()));
    }

    [Fact]
    public void The_cmdlets_reject_event_ids_of_which_none_is_a_failed_login()
    {
        using var engine = new Engine();
        foreach (var command in (string[])["New-LoginAuditAgentConfiguration -EventId 4624, 4740", "Install-LoginAuditAgent i-0123456789abcdef0 -EventId 4624 @aws"])
            Assert.StartsWith("InvalidConfiguration,", engine.Fail(command).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static void Rejected(string json, string place)
    {
        var rejected = Assert.Throws<LoginAuditException>(() => AgentConfigurationCheck.Check(json));
        Assert.Equal(LoginAuditError.InvalidConfiguration, rejected.Error);
        Assert.Contains($"is invalid: {place} ", rejected.Message, StringComparison.Ordinal);
    }

    private static string With(params string[] namesAndValues)
    {
        var configuration = JsonNode.Parse(new AgentConfiguration().ToJson())!;
        for (var i = 0; i < namesAndValues.Length; i += 2)
            Items(configuration)[0]![namesAndValues[i]] = JsonNode.Parse(namesAndValues[i + 1]);
        return configuration.ToJsonString();
    }

    private static JsonArray Items(JsonNode configuration) => configuration["logs"]!["logs_collected"]!["windows_events"]!["collect_list"]!.AsArray();
}

using System.Text.Json.Nodes;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>A configuration that the agent accepts, and whose failed logins nobody could count or tell apart, is a warning.</summary>
public sealed class AgentConfigurationWarningTests
{
    private const string Instance = "i-00000000000000001";
    private const string Install = $"Install-LoginAuditAgent {Instance} -WhatIf -Configuration";

    [Theory]
    [InlineData("web", 1)]
    [InlineData("{instance_id}", 0)]
    [InlineData("{hostname}", 0)]
    [InlineData("windows/{local_hostname}", 0)]
    [InlineData("{ip_address}", 0)]
    [InlineData(null, 0)]
    public void One_log_stream_for_all_machines_is_a_warning(string? stream, int warnings)
    {
        var told = Warnings(item => Put(item, "log_stream_name", stream));
        Assert.Equal(warnings, told.Count);
        Assert.All(told, warning => Assert.Contains("to one log stream, web", warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("web", null, 1)]
    [InlineData("web", "{instance_id}", 0)]
    [InlineData("{instance_id}", "web", 1)]
    public void The_log_stream_of_an_item_is_its_own_or_else_that_of_the_section(string section, string? item, int warnings)
    {
        var configuration = Configuration();
        configuration["logs"]!["log_stream_name"] = section;
        Put(Item(configuration), "log_stream_name", item);
        Assert.Equal(warnings, AgentConfigurationWarnings.Find(configuration.ToJsonString(), AgentConfiguration.DefaultLogGroupName).Count);
    }

    [Fact]
    public void Another_log_group_than_the_alarms_is_a_warning()
    {
        var warning = Assert.Single(Warnings(item => Put(item, "log_group_name", "/other")));
        Assert.Contains("to log group /other", warning, StringComparison.Ordinal);
        Assert.Contains("not to /aws/SecurityAuditLogs", warning, StringComparison.Ordinal);
        Assert.Contains("has no log_group_name", Assert.Single(Warnings(item => Put(item, "log_group_name", null))), StringComparison.Ordinal);
        Assert.Empty(Warnings(item => Put(item, "log_group_name", "/other"), "/other"));
    }

    [Theory]
    [InlineData("[4771]", "4625, 4768, 4769, 4776, 4825, 6273")]
    [InlineData("[4768,4769,4771,4776,4825,6273]", "4625")]
    public void Event_ids_without_4625_are_a_warning_that_names_all_that_is_not_sent(string ids, string missing)
    {
        var warning = Assert.Single(Warnings(item => item["event_ids"] = JsonNode.Parse(ids)));
        Assert.Contains($"event ids {missing}, so they are not counted", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exclude", "EventID>4625<", 1)]
    [InlineData("include", "EventID>47", 1)]
    [InlineData("exclude", "LogonType'>(3|5)<", 0)]
    [InlineData("include", "mmustermann", 0)]
    public void Filters_that_hold_4625_back_are_a_warning(string type, string expression, int warnings)
    {
        var told = Warnings(item => item["filters"] = new JsonArray(new JsonObject { ["type"] = type, ["expression"] = expression }));
        Assert.Equal(warnings, told.Count);
        Assert.All(told, warning => Assert.Contains("event ids 4625", warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[4625]")]
    [InlineData("[4624,4625,4771]")]
    public void Event_ids_with_4625_are_no_warning(string ids) => Assert.Empty(Warnings(item => item["event_ids"] = JsonNode.Parse(ids)));

    [Fact]
    public void What_one_item_does_not_send_another_may()
    {
        var configuration = Configuration();
        var second = Item(configuration).DeepClone();
        second["event_ids"] = new JsonArray(4625);
        Item(configuration)["event_ids"] = new JsonArray(4771);
        configuration["logs"]!["logs_collected"]!["windows_events"]!["collect_list"]!.AsArray().Add(second);
        Assert.Empty(AgentConfigurationWarnings.Find(configuration.ToJsonString(), AgentConfiguration.DefaultLogGroupName));
    }

    [Fact]
    public void An_id_that_supported_Windows_never_writes_is_a_warning() =>
        Assert.EndsWith("write 4625 instead.", Assert.Single(Warnings(item => item["event_ids"] = new JsonArray(529, 4625))), StringComparison.Ordinal);

    [Fact]
    public async Task The_cmdlets_write_the_warnings()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Systems.Add(new Machine(Instance));
        using var engine = new Engine(account.Server);
        var configuration = Configuration();
        (Item(configuration)["log_stream_name"], Item(configuration)["log_group_name"]) = ("web", "/other");
        engine.Set("json", configuration.ToJsonString());
        var outcome = engine.Run($"{Install} $json @aws");
        Assert.Empty(outcome.Errors);
        Assert.Equal(2, outcome.Warnings.Count);
        Assert.Single(engine.Run($"{Install} $json -LogGroupName /other @aws").Warnings);
        Assert.Contains("4625", Assert.Single(engine.Run($"Install-LoginAuditAgent {Instance} -WhatIf -EventId 4771 @aws").Warnings), StringComparison.Ordinal);
        Assert.Contains("4625", Assert.Single(engine.Run("New-LoginAuditAgentConfiguration -EventId 4771").Warnings), StringComparison.Ordinal);
        Assert.Empty(engine.Run("New-LoginAuditAgentConfiguration /other -EventId 4625 -Hybrid").Warnings);
    }

    [Theory]
    [InlineData(@"C:\x\agent.json")]
    [InlineData("agent.json")]
    [InlineData("it's here")]
    public async Task A_path_is_told_as_a_path_with_the_command_that_reads_it(string path)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Set("path", path);
        var (error, _) = engine.Fail($"{Install} $path @aws");
        Assert.StartsWith("InvalidConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"-Configuration (Get-Content -Raw '{path.Replace("'", "''", StringComparison.Ordinal)}')", error.Exception.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Warnings(Action<JsonNode> change, string logGroup = AgentConfiguration.DefaultLogGroupName)
    {
        var configuration = Configuration();
        change(Item(configuration));
        return AgentConfigurationWarnings.Find(configuration.ToJsonString(), logGroup);
    }

    private static JsonNode Configuration() => JsonNode.Parse(new AgentConfiguration().ToJson())!;

    private static JsonNode Item(JsonNode configuration) => configuration["logs"]!["logs_collected"]!["windows_events"]!["collect_list"]![0]!;

    // Null takes it away.
    private static void Put(JsonNode item, string name, string? value)
    {
        item.AsObject().Remove(name);
        if (value is not null)
            item[name] = value;
    }
}

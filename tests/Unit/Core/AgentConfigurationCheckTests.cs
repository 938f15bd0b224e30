using System.Text.Json;
using System.Text.Json.Nodes;
using AwsLoginAudit.Tests.AwsSdk;

namespace AwsLoginAudit.Tests.Core;

/// <summary>The constraints that this project carries are those of the agent's own schema.</summary>
public sealed class AgentConfigurationCheckTests
{
    private const string Schema = "agent/agent-config-schema.json";

    // Each puts one thing in the item of the Security log; null takes it away.
    private static readonly (string Name, string? Value)[] Mutations =
    [
        ("event_name", null), ("event_name", "7"), ("event_name", "\"\""), ("event_name", $"\"{new string('n', 256)}\""), ("event_name", "\"Forwarded Events\""),
        ("event_levels", "[]"), ("event_levels", "\"INFORMATION\""), ("event_levels", "[\"information\"]"), ("event_levels", "[\"INFORMATION\",7]"),
        ("event_ids", "[]"), ("event_ids", "[4625]"), ("event_ids", "[4625,4625]"), ("event_ids", "[-1]"), ("event_ids", "[65536]"), ("event_ids", "[1.5]"), ("event_ids", "\"4625\""),
        ("filters", "[{\"type\":\"include\",\"expression\":\"x\"}]"), ("filters", "[{\"type\":\"drop\",\"expression\":\"x\"}]"), ("filters", "[{\"kind\":\"include\"}]"), ("filters", "{}"),
        ("log_group_name", "\"\""), ("log_group_name", "7"), ("log_group_name", $"\"{new string('g', 513)}\""), ("log_group_name", $"\"{new string('g', 512)}\""),
        ("log_stream_name", "\"\""), ("log_stream_name", "[]"), ("event_format", "\"text\""), ("event_format", "\"json\""),
        ("retention_in_days", "90"), ("retention_in_days", "31"), ("retention_in_days", "-1"), ("retention_in_days", "\"90\""), ("unknown", "1"),
    ];

    [Fact]
    public async Task Whatever_the_agents_schema_refuses_is_refused_here_too()
    {
        Assert.SkipUnless(SharedData.Exists(Schema), $"{Schema} is not there.");
        var configurations = Mutations.Select(mutation => Mutated(mutation.Name, mutation.Value)).ToList();
        var script = $"""
            import json, jsonschema
            validator = jsonschema.Draft7Validator(json.loads({PythonText(SharedData.Text(Schema))}))
            print(json.dumps([validator.is_valid(json.loads(c)) for c in json.loads({PythonText(JsonSerializer.Serialize(configurations))})]))
            """;
        var output = await Python.TryRunAsync(script);
        Assert.SkipWhen(output is null, "python3 with jsonschema is not on this machine.");
        var valid = JsonSerializer.Deserialize<bool[]>(output!)!;

        Assert.Contains(true, valid);
        Assert.Contains(false, valid);
        Assert.All(configurations.Zip(valid), pair => Assert.True(pair.Second || !IsTaken(pair.First), $"The schema refuses it: {pair.First}"));
    }

    [Theory]
    [InlineData("event_ids", "[4625]")]
    [InlineData("event_format", "\"text\"")]
    [InlineData("retention_in_days", "90")]
    [InlineData("log_stream_name", "\"{local_hostname}\"")]
    [InlineData("event_levels", null)]
    public void What_the_agent_takes_is_taken(string name, string? value) =>
        AgentConfigurationCheck.Check(name == "event_levels" ? Mutated(name, value).Replace("\"event_format\"", "\"event_ids\":[4625],\"event_format\"", StringComparison.Ordinal) : Mutated(name, value));

    [Theory]
    [InlineData("event_name", "[1e999]")]
    [InlineData("event_name", """ "\ud800" """)]
    [InlineData("event_levels", """["\ud800"]""")]
    [InlineData("event_ids", "[1e999]")]
    [InlineData("event_format", """ "\ud800" """)]
    [InlineData("log_group_name", """ "\ud800" """)]
    [InlineData("filters", """[{"type":"\ud800","expression":"x"}]""")]
    [InlineData("filters", """[{"type":"include","expression":"\ud800"}]""")]
    [InlineData("filters", """[{"\ud800":"include"}]""")]
    public void Odd_JSON_is_refused_by_its_place(string name, string value)
    {
        var odd = Mutated("event_format", "\"text\"").Replace("\"event_format\":\"text\"", $"\"{name}\":{value}", StringComparison.Ordinal);
        Assert.Equal(LoginAuditError.InvalidConfiguration, Assert.Throws<LoginAuditException>(() => AgentConfigurationCheck.Check(odd)).Error);
        Assert.Equal(LoginAuditError.InvalidConfiguration, Assert.Throws<LoginAuditException>(() => AgentConfigurationCheck.Check("{\"\ud800\":1}")).Error);
        Assert.Equal(LoginAuditError.InvalidConfiguration, Assert.Throws<LoginAuditException>(() => AgentConfigurationCheck.Check(new string('[', 1000))).Error);
    }

    private static string Mutated(string name, string? value)
    {
        var configuration = JsonNode.Parse(new AgentConfiguration().ToJson())!;
        var item = configuration["logs"]!["logs_collected"]!["windows_events"]!["collect_list"]![0]!.AsObject();
        item.Remove(name);
        if (value is not null)
            item[name] = JsonNode.Parse(value);
        return configuration.ToJsonString();
    }

    private static bool IsTaken(string json)
    {
        try
        {
            AgentConfigurationCheck.Check(json);
            return true;
        }
        catch (LoginAuditException refused) when (refused.Error == LoginAuditError.InvalidConfiguration)
        {
            return false;
        }
    }

    // A JSON text is a Python text too.
    private static string PythonText(string text) => JsonValue.Create(text).ToJsonString();
}

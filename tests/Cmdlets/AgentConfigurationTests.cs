using System.Text.Json.Nodes;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class AgentConfigurationTests : IDisposable
{
    private const string New = "New-LoginAuditAgentConfiguration";
    private const string Schema = "agent/agent-config-schema.json";

    // As published, with the listener that nothing here needs.
    private const string Solution = """
        { "logs": { "logs_collected": { "windows_events": { "collect_list": [ { "event_format": "xml",
          "event_levels": [ "VERBOSE", "INFORMATION", "WARNING", "ERROR", "CRITICAL" ], "event_name": "Security",
          "log_group_name": "/aws/SecurityAuditLogs", "log_stream_name": "{instance_id}" } ] } } },
          "metrics": { "metrics_collected": { "statsd": { "metrics_aggregation_interval": 60, "metrics_collection_interval": 10, "service_address": ":8125" } } } }
        """;

    private readonly Engine engine = new();

    [Fact]
    public void It_is_the_solutions_own_without_the_listener_that_nobody_needs()
    {
        var expected = JsonNode.Parse(Solution)!.AsObject();
        Assert.True(JsonNode.DeepEquals(expected, Made($"{New} -IncludeStatsd")));
        expected.Remove("metrics");
        Assert.True(JsonNode.DeepEquals(expected, Made(New)));
    }

    [Fact]
    public void Log_group_event_ids_retention_and_stream_are_as_asked()
    {
        var item = Item(Made($"{New} /aws/Logins -EventId 4625, 4771 -RetentionInDays 90 -Hybrid"));
        Assert.Equal(("/aws/Logins", "{local_hostname}", 90), ((string)item["log_group_name"]!, (string)item["log_stream_name"]!, (int)item["retention_in_days"]!));
        Assert.Equal("[4625,4771]", item["event_ids"]!.ToJsonString());
    }

    [Fact]
    public void A_retention_that_CloudWatch_Logs_has_not_is_refused_with_those_it_has()
    {
        var (error, _) = engine.Fail($"{New} -RetentionInDays 31");
        Assert.StartsWith("InvalidRetention,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("14, 30, 60", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-IncludeStatsd")]
    [InlineData("/aws/Logins -EventId 4625, 4771 -RetentionInDays 3653 -Hybrid")]
    public async Task The_agents_own_schema_takes_it(string arguments)
    {
        Assert.SkipUnless(SharedData.Exists(Schema), $"{Schema} is not there.");
        var script = $"import json,jsonschema;jsonschema.validate(json.loads({PythonText(Made($"{New} {arguments}").ToJsonString())}),json.loads({PythonText(SharedData.Text(Schema))}));print('valid')";
        var output = await Python.TryRunAsync(script);
        Assert.SkipWhen(output is null, "python3 with jsonschema is not on this machine.");
        Assert.Equal("valid", output!.Trim());
    }

    public void Dispose() => engine.Dispose();

    private JsonObject Made(string command) => JsonNode.Parse(Assert.Single(engine.Run(command).Objects<string>()))!.AsObject();

    private static JsonNode Item(JsonObject configuration) => configuration["logs"]!["logs_collected"]!["windows_events"]!["collect_list"]![0]!;

    // A JSON text is a Python text too.
    private static string PythonText(string text) => JsonValue.Create(text).ToJsonString();
}

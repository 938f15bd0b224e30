using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsLoginAudit;

/// <summary>A configuration of the CloudWatch agent that sends a machine's Security log to CloudWatch Logs.</summary>
/// <remarks>
/// The members are those of the agent's windows_events section. Windows logs audit events at the level that the agent calls
/// INFORMATION, so a configuration without this level sends no failed logins.
/// </remarks>
public sealed record AgentConfiguration
{
    /// <summary>The default log group, which is the log group of the published solution.</summary>
    public const string DefaultLogGroupName = "/aws/SecurityAuditLogs";

    /// <summary>The placeholder that the agent replaces with the EC2 instance id. On all machines outside EC2 the agent writes i-UNKNOWN.</summary>
    public const string InstanceIdStream = "{instance_id}";

    /// <summary>The placeholder that the agent replaces with the machine's name; for machines outside EC2.</summary>
    public const string HostNameStream = "{local_hostname}";

    /// <summary>The retention values that CloudWatch Logs accepts (PutRetentionPolicy), in days.</summary>
    public static IReadOnlyList<int> RetentionDays { get; } =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    internal static readonly string[] Levels = ["VERBOSE", "INFORMATION", "WARNING", "ERROR", "CRITICAL"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The log group that receives the events; 1 to 512 characters. The default is <see cref="DefaultLogGroupName"/>.</summary>
    public string LogGroupName { get; init; } = DefaultLogGroupName;

    /// <summary>The log stream's name. The default is <see cref="InstanceIdStream"/>; <see cref="HostNameStream"/> is for machines outside EC2.</summary>
    public string LogStreamName { get; init; } = InstanceIdStream;

    /// <summary>The event ids to send, 0 to 65535; empty (the default) for all. Requires version 1.300059 of the agent or later.</summary>
    public IReadOnlyList<int> EventId { get; init; } = [];

    /// <summary>The log group's retention in days, one of <see cref="RetentionDays"/>; null (the default) does not change it.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>Whether the agent also listens for StatsD metrics on UDP port 8125. The default is false.</summary>
    public bool IncludeStatsd { get; init; }

    /// <summary>Writes the configuration in the format that the agent reads.</summary>
    /// <returns>Indented JSON.</returns>
    public string ToJson()
    {
        var events = new JsonObject
        {
            ["event_format"] = "xml",
            ["event_levels"] = Array(Levels),
            ["event_name"] = "Security",
            ["log_group_name"] = LogGroupName,
            ["log_stream_name"] = LogStreamName,
        };
        if (EventId.Count > 0)
            events["event_ids"] = Array(EventId.Distinct());
        if (RetentionInDays is { } days)
            events["retention_in_days"] = days;

        var configuration = new JsonObject
        {
            ["logs"] = new JsonObject
            {
                ["logs_collected"] = new JsonObject { ["windows_events"] = new JsonObject { ["collect_list"] = new JsonArray(events) } },
            },
        };
        if (IncludeStatsd)
            configuration["metrics"] = Statsd();
        return configuration.ToJsonString(Indented);
    }

    /// <summary>Changes a configuration for machines outside EC2: log streams are named after the machine.</summary>
    /// <param name="json">A configuration.</param>
    /// <returns>The configuration with <see cref="HostNameStream"/> in place of <see cref="InstanceIdStream"/>.</returns>
    public static string ForHybrid(string json) => json.Replace(InstanceIdStream, HostNameStream);

    private static JsonArray Array<T>(IEnumerable<T> values) => [.. values.Select(value => (JsonNode?)JsonValue.Create(value))];

    private static JsonObject Statsd() => new()
    {
        ["metrics_collected"] = new JsonObject
        {
            ["statsd"] = new JsonObject
            {
                ["metrics_aggregation_interval"] = 60,
                ["metrics_collection_interval"] = 10,
                ["service_address"] = ":8125",
            },
        },
    };

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(AgentConfiguration), PrintMembers);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsLoginAudit;

/// <summary>The CloudWatch agent's configuration, which tells it to ship a machine's Security log.</summary>
/// <remarks>
/// The members are those of the agent's windows_events section. Audit events are logged at the level that the agent calls
/// INFORMATION, so a configuration without it ships no failed login.
/// </remarks>
public sealed record AgentConfiguration
{
    /// <summary>The log group of the published solution.</summary>
    public const string DefaultLogGroupName = "/aws/SecurityAuditLogs";

    /// <summary>What the agent replaces by the id of an EC2 instance. On any other machine it makes it i-UNKNOWN, the same for all.</summary>
    public const string InstanceIdStream = "{instance_id}";

    /// <summary>What the agent replaces by the machine's name; for hybrid machines.</summary>
    public const string HostNameStream = "{local_hostname}";

    /// <summary>Values that CloudWatch Logs takes for retention, in days (PutRetentionPolicy).</summary>
    public static IReadOnlyList<int> RetentionDays { get; } =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    internal static readonly string[] Levels = ["VERBOSE", "INFORMATION", "WARNING", "ERROR", "CRITICAL"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The log group that events go to; 1 to 512 characters.</summary>
    public string LogGroupName { get; init; } = DefaultLogGroupName;

    /// <summary>The log stream's name, <see cref="InstanceIdStream"/> or <see cref="HostNameStream"/>.</summary>
    public string LogStreamName { get; init; } = InstanceIdStream;

    /// <summary>Event ids to ship, 0 to 65535; empty for all. Needs version 1.300059 of the agent or later.</summary>
    public IReadOnlyList<int> EventId { get; init; } = [];

    /// <summary>How long the log group keeps events, one of <see cref="RetentionDays"/>; null leaves it alone.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>Whether the agent also listens for StatsD metrics on UDP port 8125.</summary>
    public bool IncludeStatsd { get; init; }

    /// <summary>The configuration as the agent reads it.</summary>
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

    /// <summary>The same configuration for machines outside EC2: the stream is named after the machine.</summary>
    /// <param name="json">A configuration.</param>
    /// <returns>It, with <see cref="HostNameStream"/> for <see cref="InstanceIdStream"/>.</returns>
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

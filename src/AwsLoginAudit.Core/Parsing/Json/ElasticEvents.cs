namespace AwsLoginAudit;

/// <summary>Events of Winlogbeat and Elastic Agent, also as exported by Elasticsearch.</summary>
/// <remarks>
/// Sources: elastic/beats, winlogbeat/sys/winevent/event.go (Fields: the outcome is set from the keywords' bits, and empty values are left out),
/// winlogbeat/eventlog/eventlog.go (ToEvent), x-pack/winlogbeat/module/security (which moves some of EventData to user.* and source.*),
/// and Winlogbeat 6's reference, "Event log record fields".
/// </remarks>
internal static class ElasticEvents
{
    // Winlogbeat's security module moves these values out of event_data.
    private static readonly (string Path, string Name)[] Moved =
    [
        ("user.name", "TargetUserName"),
        ("user.domain", "TargetDomainName"),
        ("user.id", "TargetUserSid"),
        ("source.ip", "IpAddress"),
        ("source.port", "IpPort"),
        ("source.domain", "WorkstationName"),
        ("process.executable", "ProcessName"),
    ];

    /// <summary>Winlogbeat 7 and later, and Elastic Agent.</summary>
    public static JsonShape Winlogbeat { get; } = new()
    {
        Name = "Winlogbeat",
        IsRecognised = static fields => fields.HasUnder("winlog"),
        EventId = ["winlog.event_id", "event.code"],
        Computer = ["winlog.computer_name"],
        RecordId = ["winlog.record_id"],
        Time = ["@timestamp"],
        Provider = ["winlog.provider_name", "event.provider"],
        Channel = ["winlog.channel"],
        Outcome = ["event.outcome"],
        Failure = "failure",
        Success = "success",
        AddData = AddData,
    };

    /// <summary>Winlogbeat up to 6, which has no outcome, only keywords in the machine's language.</summary>
    public static JsonShape Winlogbeat6 { get; } = new()
    {
        Name = "Winlogbeat",
        IsRecognised = static fields => fields.Has("computer_name") && fields.Has("log_name") && fields.Has("source_name"),
        EventId = ["event_id"],
        Computer = ["computer_name"],
        RecordId = ["record_number"],
        Time = ["@timestamp"],
        Provider = ["source_name"],
        Channel = ["log_name"],
        AddData = static (fields, _, xml) => EventValues.AddNamed(fields, "event_data", xml),
    };

    private static string? AddData(JsonFields fields, int eventId, EventXmlBuilder xml)
    {
        foreach (var (path, name) in Moved)
        {
            if (!fields.Has("winlog.event_data." + name) && fields.Text(path) is { } value)
                xml.AddData(name, value);
        }
        return EventValues.AddNamed(fields, "winlog.event_data", xml);
    }
}

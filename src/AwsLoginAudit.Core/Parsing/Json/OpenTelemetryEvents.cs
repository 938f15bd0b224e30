namespace AwsLoginAudit;

/// <summary>Events of OpenTelemetry's Windows Event Log receiver, which the CloudWatch agent's windows_events source also uses.</summary>
/// <remarks>
/// Sources: open-telemetry/opentelemetry-collector-contrib, pkg/stanza/operator/input/windows/xml.go (formattedBody, parseEventData) and
/// receiver/windowseventlogreceiver/README.md (raw); CloudWatch user guide, "CloudWatch Agent OpenTelemetry config: Collect Windows event logs".
/// The object is the body itself or contains it in <c>body</c>. Keywords are text in the machine's language unless the receiver could not render them.
/// </remarks>
internal static class OpenTelemetryEvents
{
    public static JsonShape Shape { get; } = new()
    {
        Name = "OpenTelemetry",
        IsRecognised = static fields => XmlOf(fields) is not null
            || (fields.HasUnder("provider") && fields.Has("computer") && (fields.Has("event_id") || fields.HasUnder("event_id"))),
        Xml = XmlOf,
        EventId = ["event_id.id"],
        Computer = ["computer"],
        RecordId = ["record_id"],
        Time = ["system_time"],
        Provider = ["provider.name"],
        Channel = ["channel"],
        Keywords = ["keywords"],
        AddData = AddData,
    };

    // With raw: true the body is the event's XML.
    private static string? XmlOf(JsonFields fields) => EventValues.XmlIn(fields, "body");

    // From 0.89 to 0.9x event_data was a list of objects with one name each. Versions before and after have the names directly in event_data.
    private static string? AddData(JsonFields fields, int eventId, EventXmlBuilder xml)
    {
        foreach (var item in JsonFields.Items(fields.First("event_data.data")).Where(item => item.ValueKind == System.Text.Json.JsonValueKind.Object))
        {
            foreach (var (name, value) in new JsonFields(item).AllTexts.Select(field => (field.Key, field.Value)))
                xml.AddData(name, value);
        }
        return EventValues.AddNamed(fields, "event_data", xml);
    }

    /// <summary>Vector's windows_event_log source, whose names are similar to OpenTelemetry's.</summary>
    /// <remarks>Source: vectordotdev/vector, src/sources/windows_event_log/parser.rs (set_windows_fields).</remarks>
    public static JsonShape Vector { get; } = new()
    {
        Name = "Vector",
        IsRecognised = static fields => fields.Has("provider_name") && fields.Has("computer") && fields.Has("channel") && fields.Has("event_id"),
        EventId = ["event_id"],
        Computer = ["computer"],
        RecordId = ["record_id"],
        Time = ["timestamp"],
        Provider = ["provider_name"],
        Channel = ["channel"],
        Keywords = ["keywords"],
        AddData = static (fields, _, xml) => EventValues.AddNamed(fields, "event_data", xml),
    };
}

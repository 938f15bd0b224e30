using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>Events in JSON with the elements of event XML.</summary>
internal static class XmlLikeEvents
{
    /// <summary>Tools that convert event XML element by element, such as evtx_dump -o json and Datadog's agent.</summary>
    /// <remarks>
    /// Sources: omerbenamram/evtx, README (Event.System.EventID, #attributes and #text) and DataDog/datadog-agent, Windows event logs (Event.EventData.Data).
    /// Json.NET's SerializeXmlNode and Python's xmltodict write @ before attribute names and the Data elements as a list.
    /// </remarks>
    public static JsonShape EvtxDump { get; } = new()
    {
        Name = "evtx_dump or Datadog",
        IsRecognised = static fields => fields.HasUnder("Event.System"),
        EventId = ["Event.System.EventID", "Event.System.EventID.#text", "Event.System.EventID.value"],
        Computer = ["Event.System.Computer"],
        RecordId = ["Event.System.EventRecordID"],
        Time = ["Event.System.TimeCreated.#attributes.SystemTime", "Event.System.TimeCreated.SystemTime", "Event.System.TimeCreated.@SystemTime"],
        Provider = ["Event.System.Provider.#attributes.Name", "Event.System.Provider.Name", "Event.System.Provider.@Name"],
        Channel = ["Event.System.Channel"],
        Keywords = ["Event.System.Keywords"],
        AddData = AddElements,
    };

    private static string? AddElements(JsonFields fields, int eventId, EventXmlBuilder xml)
    {
        const string Elements = "Event.EventData.Data";
        if (!fields.Has(Elements))
            return EventValues.AddNamed(fields, "Event.EventData", xml);
        var elements = JsonFields.Items(fields.First(Elements)).Where(item => item.ValueKind == JsonValueKind.Object).Select(item => new JsonFields(item)).ToList();
        if (!elements.Exists(element => NameOf(element) is not null))
            return fields.HasUnder(Elements) ? EventValues.AddNamed(fields, Elements, xml) : Elements;
        foreach (var element in elements)
            xml.AddData(NameOf(element), element.Text("#text") ?? "");
        return null;
    }

    private static string? NameOf(JsonFields element) => element.Text("@Name") ?? element.Text("#attributes.Name");

    /// <summary>Wazuh, whose EventData names begin with a lower-case letter.</summary>
    /// <remarks>Source: wazuh/wazuh, src/analysisd/decoders/winevtchannel.c, and the rules' fields win.system.* and win.eventdata.*.</remarks>
    public static JsonShape Wazuh { get; } = new()
    {
        Name = "Wazuh",
        IsRecognised = static fields => fields.HasUnder("win.system") || fields.HasUnder("data.win.system"),
        EventId = ["win.system.eventID", "data.win.system.eventID"],
        Computer = ["win.system.computer", "data.win.system.computer"],
        RecordId = ["win.system.eventRecordID", "data.win.system.eventRecordID"],
        Time = ["win.system.systemTime", "data.win.system.systemTime"],
        Provider = ["win.system.providerName", "data.win.system.providerName"],
        Channel = ["win.system.channel", "data.win.system.channel"],
        Keywords = ["win.system.keywords", "data.win.system.keywords"],
        AddData = static (fields, _, xml) =>
            EventValues.AddNamed(fields, fields.HasUnder("win.system") ? "win.eventdata" : "data.win.eventdata", xml, FromCamelCase),
    };

    /// <summary>Promtail and Grafana Alloy, which keep EventData as XML.</summary>
    /// <remarks>Source: grafana/loki, clients/pkg/promtail/targets/windows/format.go (type Event).</remarks>
    public static JsonShape Loki { get; } = new()
    {
        Name = "Promtail or Grafana Alloy",
        IsRecognised = static fields => fields.Has("event_id") && fields.Has("computer") && fields.Has("source") && fields.Has("channel"),
        EventId = ["event_id"],
        Computer = ["computer"],
        RecordId = ["eventRecordID"],
        Time = ["timeCreated"],
        Provider = ["source"],
        Channel = ["channel"],
        Keywords = ["keywords"],
        AddData = static (fields, _, xml) =>
        {
            var elements = fields.Texts(["event_data"]);
            elements.ForEach(xml.AddDataXml);
            return elements.Count == 0 ? "event_data" : null;
        },
    };

    private static string FromCamelCase(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}

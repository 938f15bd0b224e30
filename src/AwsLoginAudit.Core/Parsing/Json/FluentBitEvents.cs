namespace AwsLoginAudit;

/// <summary>Events of Fluent Bit's inputs winevtlog and winlog.</summary>
/// <remarks>
/// Sources: fluent/fluent-bit, plugins/in_winevtlog/pack.c (winevtlog_pack_event, winevtlog_pack_xml_event, pack_event_data) and
/// plugins/in_winlog/pack.c (winlog_pack_event, pack_event_type). StringInserts are the values of EventData in their order.
/// </remarks>
internal static class FluentBitEvents
{
    /// <summary>The input winevtlog.</summary>
    public static JsonShape Winevtlog { get; } = new()
    {
        Name = "Fluent Bit",
        IsRecognised = static fields => XmlOf(fields) is not null || (fields.Has("ProviderName") && fields.Has("EventRecordID")),
        Xml = XmlOf,
        EventId = ["EventID"],
        Computer = ["Computer"],
        RecordId = ["EventRecordID"],
        Time = ["TimeCreated"],
        Provider = ["ProviderName"],
        Channel = ["Channel"],
        Keywords = ["Keywords"],
        AddData = AddData,
    };

    /// <summary>The older input winlog.</summary>
    public static JsonShape Winlog { get; } = new()
    {
        Name = "Fluent Bit",
        IsRecognised = static fields => fields.Has("SourceName") && fields.Has("ComputerName") && fields.Has("RecordNumber"),
        EventId = ["EventID"],
        Computer = ["ComputerName"],
        RecordId = ["RecordNumber"],
        Time = ["TimeGenerated"],
        Provider = ["SourceName"],
        Channel = ["Channel"],
        Outcome = ["EventType"],
        Failure = "FailureAudit",
        Success = "SuccessAudit",
        AddData = AddData,
    };

    // With render_event_as_xml on, System contains the event's XML.
    private static string? XmlOf(JsonFields fields) => EventValues.XmlIn(fields, "System");

    private static string? AddData(JsonFields fields, int eventId, EventXmlBuilder xml)
    {
        if (EventValues.AddNamed(fields, "EventData", xml) is null)
            return null;
        var values = EventValues.ListOf(fields.First("StringInserts"));
        var message = fields.Text("Message");
        EventValues.AddPlaced(values, message, eventId, xml);
        return values.Count == 0 && string.IsNullOrEmpty(message) ? "StringInserts" : null;
    }
}

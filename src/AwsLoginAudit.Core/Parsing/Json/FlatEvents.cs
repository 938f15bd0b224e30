namespace AwsLoginAudit;

/// <summary>Events whose EventData values are beside their own fields.</summary>
internal static class FlatEvents
{
    /// <summary>NXLog's im_msvistalog with to_json().</summary>
    /// <remarks>
    /// Source: NXLog reference manual, im_msvistalog, "Fields" (EventID, EventType, Hostname, Keywords, RecordNumber, SourceName, Channel, and the
    /// EventData values by name). EventTime has no offset unless the configuration adds one, so a time without an offset is not read.
    /// </remarks>
    public static JsonShape Nxlog { get; } = new()
    {
        Name = "NXLog",
        IsRecognised = static fields => fields.Has("SourceModuleType") || (fields.Has("EventID") && fields.Has("Hostname") && fields.Has("EventType")),
        EventId = ["EventID"],
        Computer = ["Hostname"],
        RecordId = ["RecordNumber"],
        Time = ["EventTime"],
        IsTimeLocal = true,
        Provider = ["SourceName"],
        Channel = ["Channel"],
        Keywords = ["Keywords"],
        Outcome = ["EventType"],
        Failure = "AUDIT_FAILURE",
        Success = "AUDIT_SUCCESS",
        AddData = EventValues.AddFlat,
    };

    /// <summary>The tables SecurityEvent and WindowsEvent of Azure Monitor and Microsoft Sentinel.</summary>
    /// <remarks>Source: Microsoft Learn, Azure Monitor reference, tables SecurityEvent and WindowsEvent. Neither table has the keywords as a number.</remarks>
    public static JsonShape AzureMonitor { get; } = new()
    {
        Name = "Azure Monitor",
        IsRecognised = static fields => fields.Has("EventID") && fields.Has("Computer") && (fields.Has("EventSourceName") || fields.Has("EventOriginId")),
        EventId = ["EventID"],
        Computer = ["Computer"],
        RecordId = ["EventRecordId"],
        Time = ["TimeGenerated"],
        Provider = ["EventSourceName", "Provider"],
        Channel = ["Channel"],
        AddData = static (fields, eventId, xml) =>
            EventValues.AddNamed(fields, "EventData", xml) is null ? null : EventValues.AddFlat(fields, eventId, xml),
    };
}

namespace AwsLoginAudit;

/// <summary>Events of Amazon Kinesis Agent for Microsoft Windows, which also writes to CloudWatch Logs.</summary>
/// <remarks>
/// Source: awslabs/kinesis-agent-windows, Amazon.KinesisTap.Windows/EventInfo.cs and EventRecordEnvelope.cs. Keywords are text in the machine's language.
/// EventData, which IncludeEventData adds, has the values in their order.
/// </remarks>
internal static class KinesisAgentEvents
{
    public static JsonShape Shape { get; } = new()
    {
        Name = "Kinesis Agent for Windows",
        IsRecognised = static fields => fields.Has("EventId") && fields.Has("MachineName") && fields.Has("LogName"),
        EventId = ["EventId"],
        Computer = ["MachineName"],
        RecordId = ["Index"],
        Time = ["TimeCreated"],
        Provider = ["ProviderName"],
        Channel = ["LogName"],
        AddData = AddData,
    };

    private static string? AddData(JsonFields fields, int eventId, EventXmlBuilder xml)
    {
        var values = EventValues.ListOf(fields.First("EventData"));
        var message = fields.Text("Description");
        EventValues.AddPlaced(values, message, eventId, xml);
        return values.Count == 0 && string.IsNullOrEmpty(message) ? "EventData" : null;
    }
}

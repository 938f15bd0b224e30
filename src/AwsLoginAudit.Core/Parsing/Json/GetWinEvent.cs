using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>Events of <c>Get-WinEvent | ConvertTo-Json</c>, from Windows PowerShell 5.1 and PowerShell 7.</summary>
/// <remarks>
/// The fields are the properties of System.Diagnostics.Eventing.Reader.EventLogRecord, and Message, which Get-WinEvent adds (Microsoft Learn).
/// Properties have no names, so EventTemplates names them by place. At a low depth ConvertTo-Json writes only the name of their type.
/// </remarks>
internal static class GetWinEvent
{
    private static readonly string[] OwnFields = ["KeywordsDisplayNames", "LogName", "MachineName", "Properties", "ProviderName", "RecordId", "TimeCreated"];

    public static JsonShape Shape { get; } = new()
    {
        Name = "Get-WinEvent",
        IsRecognised = static fields => fields.Has("Id") && OwnFields.Count(fields.Has) >= 2,
        EventId = ["Id"],
        Computer = ["MachineName"],
        RecordId = ["RecordId"],
        Time = ["TimeCreated"],
        Provider = ["ProviderName"],
        Channel = ["LogName"],
        Keywords = ["Keywords"],
        AddData = AddData,
    };

    private static string? AddData(JsonFields fields, int eventId, EventXmlBuilder xml)
    {
        EventValues.AddPlaced(PropertiesOf(fields.First("Properties")), fields.Text("Message"), eventId, xml);
        return null;
    }

    private static IReadOnlyList<string> PropertiesOf(JsonElement properties) => properties.ValueKind != JsonValueKind.Array ? [] :
    [
        .. from property in properties.EnumerateArray()
           where property.ValueKind == JsonValueKind.Object
           select JsonFields.TextOf(property.EnumerateObject().FirstOrDefault().Value) ?? "",
    ];
}

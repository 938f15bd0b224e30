using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>The result of reading a JSON object as a Windows event.</summary>
/// <param name="EventXml">The event as XML (or as the text in the object); null if the object cannot be read as an event.</param>
/// <param name="Format">The product that writes such objects, such as "Winlogbeat"; null if the object is not recognised.</param>
/// <param name="Problem">The reason why a recognised object cannot be read, such as a missing field; null if it can.</param>
public readonly record struct JsonEventResult(string? EventXml, string? Format, string? Problem)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(JsonEventResult), PrintMembers);
}

/// <summary>Recognises Windows events that other products write as JSON, and converts them to event XML.</summary>
/// <remarks>
/// The same <see cref="EventParser"/> then decides for all products what is a failed login. An object is recognised by several of its own
/// fields together, never by a message alone. A field that an object repeats is in the XML twice, which makes the event suspicious.
/// </remarks>
public static class JsonEvent
{
    private static readonly JsonShape[] Shapes =
    [
        GetWinEvent.Shape, ElasticEvents.Winlogbeat, ElasticEvents.Winlogbeat6, FlatEvents.Nxlog, FluentBitEvents.Winevtlog, FluentBitEvents.Winlog,
        OpenTelemetryEvents.Shape, OpenTelemetryEvents.Vector, KinesisAgentEvents.Shape, XmlLikeEvents.EvtxDump, XmlLikeEvents.Wazuh, XmlLikeEvents.Loki,
        FlatEvents.AzureMonitor,
    ];

    /// <summary>Reads one JSON value.</summary>
    /// <param name="value">The value; its document must not be disposed.</param>
    /// <returns>The event; or the product and the reason why its object cannot be read; or default if the value is not recognised.</returns>
    public static JsonEventResult Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return default;
        var fields = new JsonFields(value);
        foreach (var shape in Shapes)
        {
            if (shape.IsRecognised(fields))
                return shape.Convert(fields);
        }
        return default;
    }
}

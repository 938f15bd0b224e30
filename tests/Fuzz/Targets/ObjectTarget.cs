using System.Text;
using System.Text.Json;

namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>A JSON value as an event of another product: converted, rejected by name, or not recognised; and what is converted is event XML.</summary>
internal sealed class ObjectTarget() : Target("objects", 2, [.. Pieces])
{
    private static readonly string[] Pieces =
    [
        "\"Id\":4625,", "\"Keywords\":-9218868437227405312,", "\"Properties\":[{\"Value\":", "\"MachineName\":\"PC\",", "\"TimeCreated\":\"/Date(0)/\",",
        "\"winlog\":{", "\"winlog.event_data.", "\"event.outcome\":\"success\",", "\"event_data\":{", "\"event_id\":{\"id\":", "\"body\":{", "\"_source\":{",
        "\"kvlistValue\":{\"values\":[{\"key\":\"", "\"arrayValue\":{\"values\":[", "{\"stringValue\":\"", "\"StringInserts\":[", "\"EventType\":\"AUDIT_FAILURE\",",
        "\"Event\":{\"System\":{", "\"win\":{\"system\":{", "\\ud800", "\\u0000", "\\ufffe", "</Data>", "]]>", "<Event ", "1e999", "\"TargetUserName\":\"",
    ];

    private readonly EventParser parser = new();
    private JsonDocument? document;
    private JsonEventResult read;

    public override void Prepare(ReadOnlySpan<byte> input)
    {
        document?.Dispose();
        try
        {
            // As text, which every reader of JSON has made of its bytes before.
            document = JsonDocument.Parse(Encoding.UTF8.GetString(input));
        }
        catch (JsonException)
        {
            document = null;
        }
    }

    public override void Read() => read = document is null ? default : JsonEvent.Read(document.RootElement);

    public override void Check()
    {
        Promise(read.EventXml is null || read.Format is not null, "is an event of nobody");
        Promise((read.EventXml is null && read.Format is not null) == read.Problem is not null, "is rejected without a reason, or read with one");
        if (read.EventXml is not { } xml)
            return;
        var failure = parser.Parse(new LogEvent("i-1", DateTimeOffset.UnixEpoch, xml));
        Promise(HoldsXml || !failure.Malformed, "is converted to what is no XML");
    }

    // Some products keep the event's own XML, or a part of it.
    private bool HoldsXml => read.Format is "OpenTelemetry" or "Fluent Bit" or "Promtail or Grafana Alloy";
}

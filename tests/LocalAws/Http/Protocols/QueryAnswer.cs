using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace LocalAws.Http;

/// <summary>Answers of the Query protocol, made of the JSON that operations write.</summary>
internal static class QueryAnswer
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OmitXmlDeclaration = true };

    public static byte[] Of(Service service, string operation, ReadOnlyMemory<byte> json, string requestId) => Write(xml =>
    {
        xml.WriteStartElement($"{operation}Response", service.XmlNamespace);
        if (json.Length > 0)
        {
            using var document = JsonDocument.Parse(json);
            WriteElement(xml, $"{operation}Result", document.RootElement, service);
        }
        xml.WriteStartElement("ResponseMetadata");
        xml.WriteElementString("RequestId", requestId);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    public static byte[] Of(Service service, AwsException error, string requestId) => Write(xml =>
    {
        xml.WriteStartElement("ErrorResponse", service.XmlNamespace);
        xml.WriteStartElement("Error");
        xml.WriteElementString("Type", (int)error.Status >= 500 ? "Receiver" : "Sender");
        xml.WriteElementString("Code", error.QueryCode ?? error.Code);
        xml.WriteElementString("Message", error.Message);
        xml.WriteEndElement();
        xml.WriteElementString("RequestId", requestId);
        xml.WriteEndElement();
    });

    private static byte[] Write(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
            write(xml);
        return stream.ToArray();
    }

    private static void WriteElement(XmlWriter xml, string name, JsonElement value, Service service)
    {
        xml.WriteStartElement(name, service.XmlNamespace);
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                WriteElement(xml, "member", item, service);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
                WriteMember(xml, member, service, isEntry: service.MapNames.Contains(name));
        }
        else
        {
            xml.WriteString(TextOf(name, value, service));
        }
        xml.WriteEndElement();
    }

    private static string? TextOf(string name, JsonElement value, Service service) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when service.TimestampNames.Contains(name) =>
            DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(value.GetDouble() * 1000)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };

    private static void WriteMember(XmlWriter xml, JsonProperty member, Service service, bool isEntry)
    {
        if (!isEntry)
        {
            WriteElement(xml, member.Name, member.Value, service);
            return;
        }
        xml.WriteStartElement("entry", service.XmlNamespace);
        xml.WriteElementString("key", service.XmlNamespace, member.Name);
        WriteElement(xml, "value", member.Value, service);
        xml.WriteEndElement();
    }
}

using System.Collections.Frozen;
using System.Xml;
using System.Xml.Linq;

namespace AwsLoginAudit.Benchmarks;

/// <summary>The fields that a LoginAuditFailure is made of, read with what .NET has for XML.</summary>
internal static class PeerReaders
{
    private static readonly FrozenDictionary<string, int> Fields = new[]
    {
        "EventID", "EventRecordID", "Computer", "Keywords", "TimeCreated",
        "TargetUserName", "TargetDomainName", "TargetUserSid", "TargetSid", "SubjectUserName", "IpAddress", "ClientAddress", "IpPort",
        "WorkstationName", "Workstation", "LogonType", "Status", "SubStatus", "FailureReason", "LogonProcessName",
        "AuthenticationPackageName", "PackageName", "ProcessName",
    }.Index().ToFrozenDictionary(field => field.Item, field => field.Index);

    // Hostile account names make documents that no XML reader takes; what was read until then is the result.
    public static string?[] ReadWithXmlReader(string message)
    {
        var values = new string?[Fields.Count];
        using var reader = XmlReader.Create(new StringReader(message));
        try
        {
            while (reader.Read())
            {
                // RenderingInfo repeats names of System in words.
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "RenderingInfo")
                    break;
                if (reader.NodeType == XmlNodeType.Element && Index(reader) is { } index)
                    values[index] = reader.GetAttribute("SystemTime") ?? Text(reader);
            }
        }
        catch (XmlException)
        {
        }
        return values;
    }

    public static string?[] ReadWithXDocument(string message)
    {
        var values = new string?[Fields.Count];
        try
        {
            foreach (var part in XDocument.Parse(message).Root!.Elements().Where(part => part.Name.LocalName is "System" or "EventData"))
            {
                foreach (var element in part.Elements())
                {
                    if (Fields.TryGetValue(element.Attribute("Name")?.Value ?? element.Name.LocalName, out var index))
                        values[index] = element.Attribute("SystemTime")?.Value ?? element.Value;
                }
            }
        }
        catch (XmlException)
        {
        }
        return values;
    }

    private static int? Index(XmlReader reader)
    {
        var name = reader.LocalName == "Data" ? reader.GetAttribute("Name") : reader.LocalName;
        return name is not null && Fields.TryGetValue(name, out var index) ? index : null;
    }

    private static string Text(XmlReader reader) =>
        !reader.IsEmptyElement && reader.Read() && reader.NodeType == XmlNodeType.Text ? reader.Value : "";
}

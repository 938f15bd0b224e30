using System.Management.Automation;
using System.Text;

namespace AwsLoginAudit.Commands;

/// <summary>What an object from the pipeline is to Get-LoginAuditFailure.</summary>
internal static class InputItem
{
    /// <summary>An alarm, by its name.</summary>
    public sealed record Alarm(string Name);

    /// <summary>The text of one event or more.</summary>
    public sealed record Text(string Value)
    {
        public Stream AsStream() => new MemoryStream(Encoding.UTF8.GetBytes(Value));
    }

    /// <summary>A notification, an <see cref="Alarm"/>, a file, a <see cref="Text"/>; null where it is none of them.</summary>
    public static object? From(object input)
    {
        var item = input is PSObject wrapped ? wrapped.BaseObject : input;
        return item switch
        {
            LoginAuditAlarmNotification or FileInfo => item,
            string text => (object?)LoginAuditAlarmNotification.TryParse(text) ?? new Text(text),
            _ => FromMembers(PSObject.AsPSObject(input)),
        };
    }

    // EventLogRecord, and the alarms of this module and of AWS Tools, are known by what they can do: their types live
    // in assemblies that need not be there.
    private static object? FromMembers(PSObject input)
    {
        if (input.Methods["ToXml"] is { } toXml)
            return toXml.Invoke() is string xml ? new Text(xml) : null;
        return input.Properties["AlarmName"]?.Value is string { Length: > 0 } name ? new Alarm(name) : null;
    }
}

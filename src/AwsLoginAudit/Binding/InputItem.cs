using System.Collections;
using System.Management.Automation;
using System.Text;
using System.Xml;

namespace AwsLoginAudit.Commands;

/// <summary>What an object from the pipeline is to Get-LoginAuditFailure.</summary>
internal static class InputItem
{
    private const string ModelNamespace = "Amazon.CloudWatchLogs.Model.";

    /// <summary>An alarm, by its name.</summary>
    public sealed record Alarm(string Name);

    /// <summary>The text of one event or more, whole.</summary>
    /// <param name="Value">The text.</param>
    /// <param name="IsLine">Whether it is a line of the input. An object is none, and neither is a text of several lines.</param>
    public sealed record Text(string Value, bool IsLine = false)
    {
        public bool HasLines => Value.AsSpan().Trim().IndexOf('\n') >= 0;

        public Stream AsStream() => new MemoryStream(Encoding.UTF8.GetBytes(Value));
    }

    /// <summary>A line of a recording.</summary>
    public sealed record Line(string Value);

    /// <summary>Several objects in one.</summary>
    public sealed record Several(IEnumerable Items);

    /// <summary>Something that cannot be read, and why.</summary>
    public sealed record Unreadable(string Problem);

    /// <summary>A notification, an <see cref="Alarm"/>, a file, a <see cref="LogEvent"/>, or one of the records above.</summary>
    public static object From(object? input)
    {
        var item = input is PSObject wrapped ? wrapped.BaseObject : input;
        return item switch
        {
            null => new Unreadable("An object is null. Check the command before this one."),
            LoginAuditAlarmNotification or FileInfo => item,
            string text => FromText(text),
            XmlNode node => new Text(node.OuterXml),
            IDictionary members => FromMembers(ObjectJson.ToObject(members)),
            IList list => new Several(list),
            _ => FromMembers(PSObject.AsPSObject(input!)),
        };
    }

    private static object FromText(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > 0 && trimmed[0] == '{' && LoginAuditAlarmNotification.TryParse(text) is { } notification)
            return notification;
        var isLine = trimmed.IndexOf('\n') < 0;
        return IsWholeEvent(trimmed) || !isLine ? new Text(text, isLine) : new Line(text);
    }

    private static bool IsWholeEvent(ReadOnlySpan<char> text) =>
        text.EndsWith("</Event>".AsSpan(), StringComparison.Ordinal)
        && (text.StartsWith("<Event ".AsSpan(), StringComparison.Ordinal) || text.StartsWith("<Event>".AsSpan(), StringComparison.Ordinal));

    // EventLogRecord, the alarms of this module and of AWS Tools, and the events of AWS Tools are known by what they have: their types live in
    // assemblies or load contexts that need not be there, and copies from jobs, remote sessions and Import-Clixml have no type at all.
    private static object FromMembers(PSObject input)
    {
        if (IsNamed(input, "AwsLoginAudit." + nameof(LoginAuditFailure)))
            return new Unreadable("A LoginAuditFailure is a failed login that has been read already. Pipe it to Measure-LoginAuditFailure.");
        if (XmlOf(input) is { } xml)
            return new Text(xml);
        // By its name alone the alarm's latest firing would be read, and not the one that the notification is about.
        if (CopyReader.IsCopy<LoginAuditAlarmNotification>(input))
            return new CopyReader(LoginAuditError.NotANotification, "a notification of Receive-LoginAuditAlarm").Read<LoginAuditAlarmNotification>(input);
        if (input.Properties["AlarmName"]?.Value is string { Length: > 0 } name)
            return new Alarm(name);
        if (EventOf(input) is { } logEvent)
            return logEvent;
        if (EventsOf(input) is { } events)
            return new Several(events);
        var read = input.BaseObject is PSCustomObject ? ObjectJson.Read(input) : default;
        if (read.EventXml is { } converted)
            return new Text(converted);
        return new Unreadable(read.Problem is { } problem
            ? $"An event of {read.Format} cannot be read: {problem}. Send the event with that field, or as event XML."
            : $"An object of type {TypeOf(input)} is not an event, a file or an alarm. Give events of Get-WinEvent, event XML, the lines of a recording, a file, log events of AWS Tools, or an alarm's notification.");
    }

    private static string? XmlOf(PSObject input)
    {
        try
        {
            return input.Methods["ToXml"]?.Invoke() as string;
        }
        catch (MethodInvocationException)
        {
            // The record was disposed of, or belongs to a log that is gone. Its properties may still tell.
            return null;
        }
    }

    // FilteredLogEvent has all of these, OutputLogEvent no stream and no id; so have the objects of ConvertFrom-Json (CloudWatch Logs API reference).
    private static LogEvent? EventOf(PSObject input)
    {
        if (ObjectJson.TextOf(input, "Message") is not { } message
            || input.Properties["Timestamp"] is not { } timestamp
            || (input.Properties["IngestionTime"] is null && input.Properties["LogStreamName"] is null))
        {
            return null;
        }
        return new LogEvent(ObjectJson.TextOf(input, "LogStreamName") ?? "", ObjectJson.TimeOf(timestamp.Value), message, ObjectJson.TextOf(input, "EventId"));
    }

    // The answers of FilterLogEvents and GetLogEvents; the SDK has null for an empty list.
    private static IEnumerable? EventsOf(PSObject input)
    {
        if (input.Properties["Events"] is not { } events)
            return null;
        var list = (events.Value is PSObject wrapped ? wrapped.BaseObject : events.Value) as IList;
        return list ?? (IsNamed(input, ModelNamespace + "FilterLogEventsResponse") || IsNamed(input, ModelNamespace + "GetLogEventsResponse") ? Array.Empty<object>() : null);
    }

    // A copy's type has "Deserialized." before its name.
    private static bool IsNamed(PSObject input, string name) => input.TypeNames.Any(known => known.EndsWith(name, StringComparison.Ordinal));

    private static string TypeOf(PSObject input) => input.BaseObject is PSCustomObject ? input.TypeNames[0] : input.BaseObject.GetType().ToString();
}

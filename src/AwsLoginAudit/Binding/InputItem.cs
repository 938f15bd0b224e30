using System.Collections;
using System.Management.Automation;
using System.Text;
using System.Xml;

namespace AwsLoginAudit.Commands;

/// <summary>Determines what a pipeline object of the cmdlets that read events contains.</summary>
internal static class InputItem
{
    private const string ModelNamespace = "Amazon.CloudWatchLogs.Model.";

    private static readonly string[] ReadEvents = [nameof(LoginAuditSuccess), nameof(LoginAuditLockout)];

    private static readonly string[] Answers = ["FilterLogEventsResponse", "GetLogEventsResponse", "GetQueryResultsResponse"];

    /// <summary>An alarm, identified by its name.</summary>
    public sealed record Alarm(string Name);

    /// <summary>A window that was counted, or one group of it.</summary>
    public sealed record Counted(LoginAuditWindow Window, LoginAuditCount? Group);

    /// <summary>The complete text of one or more events.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value)
    {
        public bool HasLines => Value.AsSpan().Trim().IndexOf('\n') >= 0;

        /// <summary>The object in another form, for JSON that is no recording; null if the input was text.</summary>
        public object? Otherwise => Source is null ? null : FromForeign(Source, Value);

        /// <summary>The object that was written as JSON; null if the input was text.</summary>
        public PSObject? Source { get; init; }

        public Stream AsStream() => new MemoryStream(Encoding.UTF8.GetBytes(Value));
    }

    /// <summary>Several objects in one, such as a response of AWS.</summary>
    public sealed record Several(IEnumerable Items)
    {
        /// <summary>Whether a response of CloudWatch Logs has a token for the next page; null if the object is no response.</summary>
        public bool? HasMore { get; init; }

        /// <summary>Why objects are missing; null if none are known to be.</summary>
        public string? Problem { get; init; }
    }

    /// <summary>An object that cannot be read, and why.</summary>
    public sealed record Unreadable(string Problem);

    /// <summary>
    /// Returns a notification, an <see cref="Alarm"/>, a file, a <see cref="LogEvent"/>, or one of the records above. A string is returned unchanged.
    /// </summary>
    public static object From(object? input)
    {
        var item = input is PSObject wrapped ? wrapped.BaseObject : input;
        return item switch
        {
            null => new Unreadable("An object from the pipeline is null. Check the previous command of the pipeline."),
            LoginAuditAlarmNotification or FileInfo or string or Counted => item,
            XmlNode node => new Text(node.OuterXml),
            IDictionary members => FromMembers(ObjectJson.ToObject(members)),
            IList list => RowOf(list) is { } row ? FromMembers(row) : new Several(list),
            _ => FromMembers(PSObject.AsPSObject(input!)),
        };
    }

    /// <summary>The notification in a text; null if the text is not a notification.</summary>
    public static LoginAuditAlarmNotification? NotificationOf(string text) =>
        text.AsSpan().TrimStart() is ['{', ..] ? LoginAuditAlarmNotification.TryParse(text) : null;

    /// <summary>The notification or the <see cref="Alarm"/> in an object; null if the object is neither.</summary>
    public static object? AlarmOf(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) switch
    {
        LoginAuditAlarmNotification notification => notification,
        string text => NotificationOf(text),
        null or LoginAuditEvent or IDictionary or IList => null,
        _ => AlarmOf(PSObject.AsPSObject(input!)),
    };

    // An object about one firing must keep its state change: the alarm name alone would select the latest firing instead.
    private static object? AlarmOf(PSObject input) => DeserializedReader.IsDeserialized<LoginAuditAlarmNotification>(input) || IsOfOneFiring(input)
        ? new DeserializedReader(LoginAuditError.NotANotification, "a notification of Receive-LoginAuditNotification").Read<LoginAuditAlarmNotification>(input)
        : ObjectJson.TextOf(input, "AlarmName") is { Length: > 0 } name ? new Alarm(name) : null;

    private static bool IsOfOneFiring(PSObject input) =>
        ObjectJson.TextOf(input, nameof(LoginAuditAlarmNotification.AlarmName)) is not null && input.Properties[nameof(LoginAuditAlarmNotification.StateChangeTime)]?.Value is not null;

    private static bool IsWholeEvent(ReadOnlySpan<char> text) =>
        text.EndsWith("</Event>".AsSpan(), StringComparison.Ordinal)
        && (text.StartsWith("<Event ".AsSpan(), StringComparison.Ordinal) || text.StartsWith("<Event>".AsSpan(), StringComparison.Ordinal));

    // Records, alarms and log events are recognized by their members. Their types can be in assemblies or load contexts that are not available, and copies
    // from jobs, remote sessions and Import-Clixml have other types.
    private static object FromMembers(PSObject input)
    {
        if (IsNamed(input, "AwsLoginAudit." + nameof(LoginAuditFailure)))
            return new Unreadable("A LoginAuditFailure is a failed login that has been read already. Pipe it to Measure-LoginAuditFailure or Get-LoginAuditFinding.");
        if (Array.Find(ReadEvents, name => IsNamed(input, "AwsLoginAudit." + name)) is { } type)
            return new Unreadable($"A {type} is an event that has been read already. Pipe it to Get-LoginAuditFinding.");
        if (XmlOf(input) is { } xml)
            return new Text(xml);
        if (AlarmOf(input) is { } alarm)
            return alarm;
        // An object that contains events can be an event itself.
        if (AnswerOf(input) is { } answer)
            return input.BaseObject is PSCustomObject && IsEvent(input) ? OfRecording(input) : answer;
        if (EventOf(input) is { } logEvent)
            return logEvent;
        if (CountedOf(input) is { } counted)
            return counted;
        return input.BaseObject is PSCustomObject ? OfRecording(input) : Unknown(input);
    }

    private static object? CountedOf(PSObject input)
    {
        if (DeserializedReader.Is<LoginAuditReport>(input))
            return new Several(new DeserializedReader(LoginAuditError.NotAReport, "a report of New-LoginAuditReport").Read<LoginAuditReport>(input).Windows.Select(window => new Counted(window, null)).ToList());
        if (!DeserializedReader.Is<LoginAuditCount>(input))
            return null;
        var count = new DeserializedReader(LoginAuditError.NotACount, "a count of Measure-LoginAuditFailure").Read<LoginAuditCount>(input);
        return count.Window.LogGroupNames.Count == 0 ? new Unreadable("A count of files or of objects from the pipeline has no log group to read. Read the files again.") : new Counted(count.Window, count);
    }

    // The object is written as JSON and read like a file with this JSON.
    private static Text OfRecording(PSObject input) => new(ObjectJson.Write(input)) { Source = input };

    private static object FromForeign(PSObject input, string json)
    {
        var read = ObjectJson.Read(json);
        if (read.Problem is { } problem)
            return new Unreadable($"An event of {read.Format} cannot be read: {problem}. Send the event with that field, or as event XML.");
        return EventXmlOf(input) is { } xml ? new Text(xml) : Unknown(input);
    }

    private static Unreadable Unknown(PSObject input) => new(
        $"An object of type {TypeOf(input)} is not an event, a file or an alarm. Give events of Get-WinEvent, event XML, the lines of a log file, a file, log events of AWS Tools, or an alarm's notification.");

    private static bool IsEvent(PSObject answer)
    {
        var rest = new PSObject();
        foreach (var property in answer.Properties.Where(property => ObjectJson.ValueOf(property) is string or not IEnumerable))
            rest.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        return EventXmlOf(rest) is not null || ObjectJson.Read(ObjectJson.Write(rest)).Format is not null;
    }

    // Export-Csv can write event XML into a column with any name, which Import-Csv makes a property.
    private static string? EventXmlOf(PSObject input) =>
        input.Properties.Select(property => ObjectJson.TextOf(input, property.Name)).FirstOrDefault(text => text is not null && IsWholeEvent(text.AsSpan().Trim()));

    private static string? XmlOf(PSObject input)
    {
        try
        {
            return input.Methods["ToXml"]?.Invoke() as string;
        }
        catch (MethodInvocationException)
        {
            // The record is disposed or belongs to a log that no longer exists. Its properties may still contain the event.
            return null;
        }
    }

    // FilteredLogEvent has all of these members. OutputLogEvent and its JSON have no log stream and no event id (CloudWatch Logs API reference).
    private static LogEvent? EventOf(PSObject input)
    {
        if (ObjectJson.TextOf(input, "Message") is not { } message
            || input.Properties["Timestamp"] is not { } timestamp
            || (input.Properties["IngestionTime"] is null && input.Properties["LogStreamName"] is null)
            // Only the reader of recordings knows the text formats of times.
            || ObjectJson.TextOf(input, "Timestamp") is not null)
        {
            return null;
        }
        return new LogEvent(ObjectJson.TextOf(input, "LogStreamName") ?? "", ObjectJson.TimeOf(timestamp.Value), message, ObjectJson.TextOf(input, "EventId"));
    }

    // The responses of FilterLogEvents, GetLogEvents and GetQueryResults, in which the SDK uses null for an empty list.
    private static Several? AnswerOf(PSObject input)
    {
        var list = ListOf(input, "Events") ?? ListOf(input, "Results") ?? (Answers.Any(name => IsNamed(input, ModelNamespace + name)) ? Array.Empty<object>() : null);
        if (list is null)
            return null;
        var status = input.Properties["Results"] is null ? null : input.Properties["Status"]?.Value?.ToString();
        return new Several(list)
        {
            HasMore = !string.IsNullOrEmpty(ObjectJson.TextOf(input, "NextToken")),
            Problem = status is null or "Complete" ? null : $"A query was not complete when its results were read (status {status}). Read its results again.",
        };
    }

    private static IList? ListOf(PSObject input, string name) => input.Properties[name]?.Value switch
    {
        PSObject wrapped => wrapped.BaseObject as IList,
        var value => value as IList,
    };

    // A row of Logs Insights is a list of fields and their values.
    private static PSObject? RowOf(IList list)
    {
        var row = new PSObject();
        foreach (var item in list)
        {
            if (item is null || ObjectJson.TextOf(PSObject.AsPSObject(item), "Field") is not { Length: > 0 } field || row.Properties[field] is not null)
                return null;
            row.Properties.Add(new PSNoteProperty(field, ObjectJson.TextOf(PSObject.AsPSObject(item), "Value")));
        }
        return list.Count > 0 ? row : null;
    }

    // The type name of a copy has the prefix "Deserialized.".
    private static bool IsNamed(PSObject input, string name) => input.TypeNames.Any(known => known.EndsWith(name, StringComparison.Ordinal));

    private static string TypeOf(PSObject input) => input.BaseObject is PSCustomObject ? input.TypeNames[0] : input.BaseObject.GetType().ToString();
}

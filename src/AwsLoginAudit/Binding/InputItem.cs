using System.Collections;
using System.Management.Automation;
using System.Text;
using System.Xml;

namespace AwsLoginAudit.Commands;

/// <summary>What an object from the pipeline is to Get-LoginAuditFailure.</summary>
internal static class InputItem
{
    private const string ModelNamespace = "Amazon.CloudWatchLogs.Model.";

    private static readonly string[] Answers = ["FilterLogEventsResponse", "GetLogEventsResponse", "GetQueryResultsResponse"];

    /// <summary>An alarm, by its name.</summary>
    public sealed record Alarm(string Name);

    /// <summary>A window that was counted, or one group of it.</summary>
    public sealed record Counted(LoginAuditWindow Window, LoginAuditCount? Group);

    /// <summary>The text of one event or more, whole.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value)
    {
        public bool HasLines => Value.AsSpan().Trim().IndexOf('\n') >= 0;

        /// <summary>How to read the object if its JSON is not a recording; null if the text came as text.</summary>
        public object? Otherwise => Source is null ? null : FromForeign(Source, Value);

        /// <summary>The object that was written as JSON; null if the text came as text.</summary>
        public PSObject? Source { get; init; }

        public Stream AsStream() => new MemoryStream(Encoding.UTF8.GetBytes(Value));
    }

    /// <summary>Several objects in one, and what is missing from them.</summary>
    public sealed record Several(IEnumerable Items)
    {
        /// <summary>Whether an answer of CloudWatch Logs has a token for more; null if it is something else.</summary>
        public bool? HasMore { get; init; }

        /// <summary>Why the objects are not all; null if nothing says so.</summary>
        public string? Problem { get; init; }
    }

    /// <summary>Something that cannot be read, and why.</summary>
    public sealed record Unreadable(string Problem);

    /// <summary>A notification, an <see cref="Alarm"/>, a file, a <see cref="LogEvent"/>, or one of the records above. A string stays as it is.</summary>
    public static object From(object? input)
    {
        var item = input is PSObject wrapped ? wrapped.BaseObject : input;
        return item switch
        {
            null => new Unreadable("An object is null. Check the command before this one."),
            LoginAuditAlarmNotification or FileInfo or string or Counted => item,
            XmlNode node => new Text(node.OuterXml),
            IDictionary members => FromMembers(ObjectJson.ToObject(members)),
            IList list => RowOf(list) is { } row ? FromMembers(row) : new Several(list),
            _ => FromMembers(PSObject.AsPSObject(input!)),
        };
    }

    /// <summary>The notification that a text is; null if the text is something else.</summary>
    public static LoginAuditAlarmNotification? NotificationOf(string text) =>
        text.AsSpan().TrimStart() is ['{', ..] ? LoginAuditAlarmNotification.TryParse(text) : null;

    /// <summary>The notification or the <see cref="Alarm"/> that an object is; null if it is something else.</summary>
    public static object? AlarmOf(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) switch
    {
        LoginAuditAlarmNotification notification => notification,
        string text => NotificationOf(text),
        null or LoginAuditFailure or IDictionary or IList => null,
        _ => AlarmOf(PSObject.AsPSObject(input!)),
    };

    // By its name alone the alarm's latest firing would be read, and not the one that the notification is about.
    private static object? AlarmOf(PSObject input) => DeserializedReader.IsDeserialized<LoginAuditAlarmNotification>(input)
        ? new DeserializedReader(LoginAuditError.NotANotification, "a notification of Receive-LoginAuditNotification").Read<LoginAuditAlarmNotification>(input)
        : ObjectJson.TextOf(input, "AlarmName") is { Length: > 0 } name ? new Alarm(name) : null;

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
        if (AlarmOf(input) is { } alarm)
            return alarm;
        // What holds events can be an event itself.
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
        return count.Window.LogGroupNames.Count == 0 ? new Unreadable("A count of files or of objects from the pipeline has no window to read. Read the files again.") : new Counted(count.Window, count);
    }

    // The object is read as a file of its JSON is.
    private static Text OfRecording(PSObject input) => new(ObjectJson.Write(input)) { Source = input };

    private static object FromForeign(PSObject input, string json)
    {
        var read = ObjectJson.Read(json);
        if (read.Problem is { } problem)
            return new Unreadable($"An event of {read.Format} cannot be read: {problem}. Send the event with that field, or as event XML.");
        return EventXmlOf(input) is { } xml ? new Text(xml) : Unknown(input);
    }

    private static Unreadable Unknown(PSObject input) => new(
        $"An object of type {TypeOf(input)} is not an event, a file or an alarm. Give events of Get-WinEvent, event XML, the lines of a recording, a file, log events of AWS Tools, or an alarm's notification.");

    private static bool IsEvent(PSObject answer)
    {
        var rest = new PSObject();
        foreach (var property in answer.Properties.Where(property => ObjectJson.ValueOf(property) is string or not IEnumerable))
            rest.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        return EventXmlOf(rest) is not null || ObjectJson.Read(ObjectJson.Write(rest)).Format is not null;
    }

    // Export-Csv writes event XML into a column of any name, and Import-Csv makes a property of it.
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
            // The record was disposed of, or belongs to a log that is gone. Its properties may still tell.
            return null;
        }
    }

    // FilteredLogEvent has all of these, OutputLogEvent no stream and no id; so have the objects of ConvertFrom-Json (CloudWatch Logs API reference).
    private static LogEvent? EventOf(PSObject input)
    {
        if (ObjectJson.TextOf(input, "Message") is not { } message
            || input.Properties["Timestamp"] is not { } timestamp
            || (input.Properties["IngestionTime"] is null && input.Properties["LogStreamName"] is null)
            // Only the reader of recordings knows the formats in which times are written as text.
            || ObjectJson.TextOf(input, "Timestamp") is not null)
        {
            return null;
        }
        return new LogEvent(ObjectJson.TextOf(input, "LogStreamName") ?? "", ObjectJson.TimeOf(timestamp.Value), message, ObjectJson.TextOf(input, "EventId"));
    }

    // The answers of FilterLogEvents, GetLogEvents and GetQueryResults; the SDK has null for an empty list.
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

    // A row of Logs Insights is a list of fields and values.
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

    // A copy's type has "Deserialized." before its name.
    private static bool IsNamed(PSObject input, string name) => input.TypeNames.Any(known => known.EndsWith(name, StringComparison.Ordinal));

    private static string TypeOf(PSObject input) => input.BaseObject is PSCustomObject ? input.TypeNames[0] : input.BaseObject.GetType().ToString();
}

using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>What a part of a JSON recording is for.</summary>
internal enum JsonRole
{
    /// <summary>An object: an event, or what holds events.</summary>
    Object,

    /// <summary>An array of events or records.</summary>
    List,

    /// <summary>An array of the fields of one row of Logs Insights.</summary>
    Row,

    /// <summary>An object around the data of a record: <c>awslogs</c>, <c>kinesis</c>.</summary>
    Wrapper,
}

/// <summary>A member of JSON that AWS writes.</summary>
internal enum JsonMember
{
    Foreign, Known, Message, InsightsMessage, Xml, LogStream, Timestamp, EventId, Id, MessageType, Events, Results, LogEvents, Records, Value, Field, Status, NextToken, Wrapper, Data,
}

/// <summary>An object or array that is being read, and what an object says of an event.</summary>
internal sealed class JsonLogObject
{
    private const string ControlMessage = "CONTROL_MESSAGE";
    private const int HeldOverhead = 100;

    // An id, a computer and a provider with their names are longer in any product's JSON.
    private const int ShortestEvent = 64;

    // Members of FilteredLogEvent and OutputLogEvent (botocore's model of CloudWatch Logs; AWS Tools for PowerShell has the same names),
    // of subscription records, and of rows of Logs Insights. Case does not matter.
    private static readonly Dictionary<string, JsonMember> Members = new(StringComparer.OrdinalIgnoreCase)
    {
        ["message"] = JsonMember.Message,
        ["@message"] = JsonMember.InsightsMessage,
        ["xml"] = JsonMember.Xml,
        ["logStreamName"] = JsonMember.LogStream,
        ["logStream"] = JsonMember.LogStream,
        ["@logStream"] = JsonMember.LogStream,
        ["timestamp"] = JsonMember.Timestamp,
        ["@timestamp"] = JsonMember.Timestamp,
        ["time"] = JsonMember.Timestamp,
        ["eventId"] = JsonMember.EventId,
        ["id"] = JsonMember.Id,
        ["ingestionTime"] = JsonMember.Known,
        ["@ingestionTime"] = JsonMember.Known,
        ["@log"] = JsonMember.Known,
        ["@ptr"] = JsonMember.Known,
        ["extractedFields"] = JsonMember.Known,
        ["messageType"] = JsonMember.MessageType,
        ["events"] = JsonMember.Events,
        ["results"] = JsonMember.Results,
        ["logEvents"] = JsonMember.LogEvents,
        ["records"] = JsonMember.Records,
        // Batches of OpenTelemetry: OTLP's JSON encoding, as the collector's file exporter writes it.
        ["resourceLogs"] = JsonMember.Events,
        ["scopeLogs"] = JsonMember.Events,
        ["logRecords"] = JsonMember.Events,
        // Windows PowerShell's ConvertTo-Json writes some arrays as an object of value and Count.
        ["value"] = JsonMember.Value,
        ["field"] = JsonMember.Field,
        ["status"] = JsonMember.Status,
        ["nextToken"] = JsonMember.NextToken,
        ["awslogs"] = JsonMember.Wrapper,
        ["kinesis"] = JsonMember.Wrapper,
        ["data"] = JsonMember.Data,
    };

    private string? message;
    private string? xml;
    private string? eventId;
    private string? field;
    private string? value;
    private string? status;
    private DateTimeOffset? timestamp;
    private bool isInsights;
    private bool isQuery;
    private int heldLength;
    private BoundedText? kept;

    public JsonRole Role { get; private set; }

    /// <summary>The line on which it begins.</summary>
    public long Line { get; private set; }

    public bool IsArray => Role is JsonRole.List or JsonRole.Row;

    public char Closer => IsArray ? ']' : '}';

    public bool IsEmpty { get; set; }

    /// <summary>The list is of records, whose data may be packed.</summary>
    public bool IsRecords { get; set; }

    /// <summary>It holds events, or data of them, and is none itself.</summary>
    public bool IsEnvelope { get; set; }

    /// <summary>It says that it has no events: a list that is null, as the SDK writes an empty one.</summary>
    public bool IsEmptyEnvelope { get; private set; }

    /// <summary>It has a member that AWS does not write in a log event.</summary>
    public bool IsForeign { get; set; }

    /// <summary>It is a record of a subscription filter.</summary>
    public bool IsSubscription { get; private set; }

    public string? MessageType { get; private set; }

    public string? LogStream { get; private set; }

    /// <summary>CloudWatch Logs sends such a record to see whether the destination is there; what it holds is no event.</summary>
    public bool IsControl => MessageType == ControlMessage;

    /// <summary>Events whose log stream is not known yet.</summary>
    public List<LogEvent>? Held { get; private set; }

    /// <summary>What of its events is none, until it is known whether it is a control message.</summary>
    public string? HeldProblem { get; set; }

    /// <summary>Why its data is not that of a record; null if the data is, or if there is none.</summary>
    public string? DataProblem { get; set; }

    /// <summary>The status of a query that has not returned all of its rows; null if there is none.</summary>
    public string? UnfinishedStatus => isQuery && status is not (null or "Complete") ? status : null;

    /// <summary>It is one page of an answer of FilterLogEvents that has more: get-log-events has no token of this name.</summary>
    public bool HasMore { get; private set; }

    public static JsonMember MemberOf(string name) => Members.TryGetValue(name, out var member) ? member : JsonMember.Foreign;

    public void Begin(JsonRole role, long startLine)
    {
        (Role, IsEmpty, Line, HeldProblem, DataProblem) = (role, true, startLine, null, null);
        (IsRecords, IsEnvelope, IsEmptyEnvelope, IsForeign, IsSubscription, HasMore, isInsights, isQuery) = (false, false, false, false, false, false, false, false);
        (MessageType, LogStream, message, xml, eventId, field, value, status, timestamp, heldLength) = (null, null, null, null, null, null, null, null, null, 0);
        Held?.Clear();
        kept?.Clear();
    }

    /// <summary>Whether the array under a name holds events or records.</summary>
    public bool CanHold(JsonMember member, bool isOutermost)
    {
        IsSubscription |= member == JsonMember.LogEvents;
        isQuery |= member == JsonMember.Results;
        return member is JsonMember.Events or JsonMember.Results or JsonMember.LogEvents or JsonMember.Records
            || (member == JsonMember.Value && isOutermost && message is null && xml is null);
    }

    /// <summary>Takes a member whose value is text, a number, true, false or null; null stands for an object or array that was passed over.</summary>
    public void Set(JsonMember member, string? text, bool isText)
    {
        if (member == JsonMember.Timestamp && text is not null)
            timestamp = LogTime.Read(text);
        else if (isText)
            SetText(member, text);
        else if (text == "null" && member is (JsonMember.Events or JsonMember.Results or JsonMember.LogEvents or JsonMember.Records))
            (IsEnvelope, IsEmptyEnvelope) = (true, true);
        else
            IsForeign |= member != JsonMember.Known && text != "null";
    }

    private void SetText(JsonMember member, string? text)
    {
        switch (member)
        {
            case JsonMember.Xml:
                xml = text;
                break;
            case JsonMember.Message:
                message = text;
                break;
            case JsonMember.InsightsMessage:
                (message, isInsights) = (text, true);
                break;
            case JsonMember.LogStream:
                LogStream = text;
                break;
            case JsonMember.MessageType:
                MessageType = text;
                break;
            case JsonMember.EventId:
                eventId = text;
                break;
            case JsonMember.Field:
                field = text;
                break;
            case JsonMember.Value:
                value = text;
                break;
            case JsonMember.Status:
                (status, IsForeign) = (text, true);
                break;
            case JsonMember.NextToken:
                (HasMore, IsForeign) = (!string.IsNullOrEmpty(text), true);
                break;
            case JsonMember.Known or JsonMember.Id:
                break;
            default:
                IsForeign = true;
                break;
        }
    }

    /// <summary>Takes a field of a row: an object of field and value.</summary>
    public void SetField(JsonLogObject pair)
    {
        if (pair.field is { } name)
            Set(MemberOf(name), pair.value, isText: pair.value is not null);
        else
            IsForeign = true;
    }

    /// <summary>Keeps the text so far, because the tape is used again for each event of the list that follows.</summary>
    public void KeepText(BoundedText tape) => (kept ??= new BoundedText()).Append(tape.Text);

    /// <summary>Adds an empty list to the text that is kept.</summary>
    public void PassList() => kept!.Append("[]".AsSpan());

    /// <summary>Its text without the events that it holds.</summary>
    public BoundedText TextOf(BoundedText tape)
    {
        if (kept is not { Length: > 0 })
            return tape;
        KeepText(tape);
        return kept;
    }

    /// <returns>How many characters are held.</returns>
    public int Hold(LogEvent logEvent)
    {
        (Held ??= []).Add(logEvent);
        return heldLength += logEvent.Message.Length + HeldOverhead;
    }

    /// <summary>The event that the object is; null if it is none.</summary>
    /// <param name="text">The object as it is written.</param>
    /// <param name="problem">What the object is instead; null if it only holds events.</param>
    public LogEvent? ToEvent(BoundedText text, out string? problem)
    {
        problem = null;
        if ((xml ?? message) is { } read && (EventText.BeginsAsWindows(read.AsSpan()) || ((isInsights || !IsForeign) && EventText.Begins(read.AsSpan()))))
            return Event(EventText.WithoutZeros(read));
        if (IsEnvelope && (!IsForeign || MessageType is not null))
            return null;
        if (Role == JsonRole.Row || !IsForeign)
        {
            problem = message is null ? "JSON without the message of a log event" : "a message that is not a Windows event";
            return null;
        }

        var (converted, format, why) = Convert(text);
        if (converted is not null)
            return Event(converted);
        problem = format is not null ? $"JSON of {format} that cannot be read, because {why}"
            : IsEnvelope ? null
            : DataProblem ?? "JSON that is not an event";
        return null;
    }

    private LogEvent Event(string text) => new(LogStream ?? "", timestamp, text, eventId, Line);

    private static JsonEventResult Convert(BoundedText text)
    {
        // A file can have a small object in every few characters.
        if (text.Length < ShortestEvent)
            return default;
        try
        {
            using var document = JsonDocument.Parse(text.ToString().AsMemory());
            return JsonEvent.Read(document.RootElement);
        }
        catch (JsonException)
        {
            // It is longer than what is kept of one event, or the tape has more than the object.
            return default;
        }
    }
}

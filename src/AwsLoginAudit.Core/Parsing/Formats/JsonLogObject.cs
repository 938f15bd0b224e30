using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>The role of an object or array in a JSON recording.</summary>
internal enum JsonRole
{
    /// <summary>An object: an event, or an object that contains events.</summary>
    Object,

    /// <summary>An array of events or records.</summary>
    List,

    /// <summary>An array of the fields of one row of Logs Insights.</summary>
    Row,

    /// <summary>An object around the data of a record: <c>awslogs</c>, <c>kinesis</c>.</summary>
    Wrapper,
}

/// <summary>An object or array that is being read, with the members of a log event.</summary>
internal sealed class JsonLogObject
{
    private const string ControlMessage = "CONTROL_MESSAGE";
    private const int HeldOverhead = 100;

    /// <summary>The minimum length of an event in characters. Any product's JSON with an id, a computer and a provider is longer.</summary>
    public const int ShortestEvent = 64;

    private const string Unread = "text beside events that is not read";

    private readonly LogMembers members = new();
    private bool isInsights;
    private bool isQuery;
    private bool hasOther;
    private bool hasUnread;
    private int heldLength;
    private BoundedText? kept;

    public JsonRole Role { get; private set; }

    /// <summary>The line where the object begins.</summary>
    public long Line { get; private set; }

    public bool IsArray => Role is JsonRole.List or JsonRole.Row;

    public char Closer => IsArray ? ']' : '}';

    public bool IsEmpty { get; set; }

    /// <summary>Whether the list contains records, whose data may be compressed.</summary>
    public bool IsRecords { get; set; }

    /// <summary>Whether the object contains events, or their data, and is not an event itself.</summary>
    public bool IsEnvelope { get; set; }

    /// <summary>Whether the object has a list that is null, which is how the SDK writes an empty list.</summary>
    public bool IsEmptyEnvelope { get; private set; }

    /// <summary>Whether the object has a member that AWS does not write in a log event.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Whether the object is a record of a subscription filter.</summary>
    public bool IsSubscription { get; private set; }

    public string? MessageType => members.Text(JsonMember.MessageType);

    public string? LogStream => members.Text(JsonMember.LogStream);

    /// <summary>Whether the record is a control message. CloudWatch Logs sends it to check the destination, and its text need not be an event.</summary>
    public bool IsControl => MessageType == ControlMessage;

    /// <summary>The events whose log stream is not known yet.</summary>
    public List<LogEvent>? Held { get; private set; }

    /// <summary>The problem of an event, kept until it is known whether the record is a control message.</summary>
    public string? HeldProblem { get; set; }

    /// <summary>The reason why the data is not that of a record; null if the data is, or if there is none.</summary>
    public string? DataProblem { get; set; }

    /// <summary>The status of a query that has not returned all rows; null for none.</summary>
    public string? UnfinishedStatus => isQuery && members.Text(JsonMember.Status) is { } status and not "Complete" ? status : null;

    /// <summary>Whether the object is one of several pages of FilterLogEvents. GetLogEvents has no token with this name.</summary>
    public bool HasMore => !string.IsNullOrEmpty(members.Text(JsonMember.NextToken));

    /// <summary>What is not read of a record's object without an event of its own; null for nothing.</summary>
    public string? WrapperProblem => !IsEnvelope ? DataProblem ?? "a record without data" : HasUnread ? Unread : null;

    public void Begin(JsonRole role, long startLine)
    {
        (Role, IsEmpty, Line, HeldProblem, DataProblem) = (role, true, startLine, null, null);
        (IsRecords, IsEnvelope, IsEmptyEnvelope, IsForeign, IsSubscription) = (false, false, false, false, false);
        (isInsights, isQuery, hasOther, hasUnread, heldLength) = (false, false, false, false, 0);
        members.Clear();
        Held?.Clear();
        kept?.Clear();
    }

    /// <summary>Whether the array of a member contains events or records.</summary>
    public bool CanHold(JsonMember member, bool isOutermost)
    {
        IsSubscription |= member == JsonMember.LogEvents;
        isQuery |= member == JsonMember.Results;
        return member is JsonMember.Events or JsonMember.Results or JsonMember.LogEvents or JsonMember.Records
            || (member == JsonMember.Value && isOutermost && members.Text(JsonMember.Message) is null && members.Text(JsonMember.Xml) is null);
    }

    /// <summary>Sets a member.</summary>
    /// <param name="member">The member that the name stands for.</param>
    /// <param name="name">The name as it is written.</param>
    /// <param name="text">The value as text, a number, true, false or null; null for an object or array that was skipped.</param>
    /// <param name="isText">Whether the value is text.</param>
    /// <param name="length">The length of the value, in characters.</param>
    public void Set(JsonMember member, string name, string? text, bool isText, int length)
    {
        if (!isText && text == "null")
        {
            if (member is JsonMember.Events or JsonMember.Results or JsonMember.LogEvents or JsonMember.Records)
                (IsEnvelope, IsEmptyEnvelope) = (true, true);
            return;
        }
        var isKnown = isText || (member == JsonMember.Timestamp && text is not null);
        members.Set(member, name, isKnown ? text : null);
        isInsights |= isText && member == JsonMember.InsightsMessage;
        if (member == JsonMember.Known || (isKnown && member < JsonMember.Status))
            return;
        IsForeign = true;
        if (member == JsonMember.Beside || (isKnown && member <= JsonMember.NextToken))
            return;
        hasOther = true;
        hasUnread |= length > ShortestEvent;
    }

    /// <summary>Sets a field of a row from an object with a field and a value.</summary>
    public void SetField(JsonLogObject pair)
    {
        var value = pair.members.Text(JsonMember.Value);
        if (pair.members.Text(JsonMember.Field) is { } name)
            Set(LogMembers.Of(name), name, value, isText: value is not null, length: 0);
        else
            Pass(value?.Length ?? 0);
        if (pair.members.Repeated is { } repeated)
            members.Note(repeated);
        hasUnread |= pair.hasUnread;
    }

    /// <summary>Skips a value that is not from AWS: a value of a row that is not a field, or data that is not of a record.</summary>
    /// <param name="length">The length of the value, in characters.</param>
    public void Pass(int length)
    {
        IsForeign = true;
        hasUnread |= length > ShortestEvent;
    }

    /// <summary>Keeps the text so far, because the raw text restarts with each event of the list that follows.</summary>
    public void KeepText(BoundedText rawText) => (kept ??= new BoundedText()).Append(rawText.Text);

    /// <summary>Adds an empty list to the kept text.</summary>
    public void PassList() => kept!.Append("[]".AsSpan());

    /// <summary>The text of the object without the events in it.</summary>
    public BoundedText TextOf(BoundedText rawText)
    {
        if (kept is not { Length: > 0 })
            return rawText;
        KeepText(rawText);
        return kept;
    }

    /// <returns>The total length of the held events, in characters.</returns>
    public int Hold(LogEvent logEvent)
    {
        (Held ??= []).Add(logEvent);
        return heldLength += logEvent.Message.Length + HeldOverhead;
    }

    /// <summary>Converts the object to an event; null if it is not one.</summary>
    /// <param name="text">The text of the object.</param>
    /// <param name="problem">What the object is instead, or what is not read of it; null if all of it is read.</param>
    public LogEvent? ToEvent(BoundedText text, out string? problem)
    {
        var read = Read(text, out problem);
        if (read is not null && hasUnread && problem is null && (Role == JsonRole.Row || IsEnvelope))
            problem = Unread;
        if (members.Repeated is { } name)
            problem ??= $"a second value of {name} that is not read";
        return read;
    }

    private LogEvent? Read(BoundedText text, out string? problem)
    {
        problem = null;
        var own = Own();
        var isWindows = own is not null && EventText.BeginsAsWindows(own.AsSpan());
        var isPlain = Role == JsonRole.Row || !IsForeign;
        if (isWindows ? isPlain : own is not null && (isInsights || !IsForeign) && EventText.Begins(own.AsSpan()))
            return Event(own!);
        if (!isWindows && IsEnvelope && !hasOther)
        {
            problem = HasUnread ? Unread : null;
            return null;
        }
        if (!isWindows && isPlain)
        {
            problem = members.Text(JsonMember.Message) is null ? "JSON without the message of a log event" : "a message that is not a Windows event";
            return null;
        }

        // An event of another product is read from its own fields, because anybody can choose the text of a message.
        var (converted, format, why) = Convert(text);
        if (converted is not null)
            hasUnread = false;
        else if (format is null && isWindows)
            converted = own;
        if (converted is not null)
            return Event(converted);
        problem = format is not null ? $"JSON of {format} that cannot be read, because {why}"
            : IsEnvelope ? (HasUnread ? Unread : null)
            : DataProblem ?? "JSON that is not an event";
        return null;
    }

    // Returns the event's text. If two members are events, CloudWatch's own member counts.
    private string? Own()
    {
        var (message, xml) = (members.Text(JsonMember.Message), members.Text(JsonMember.Xml));
        if (xml is null || message is null || message == xml || !EventText.BeginsAsWindows(message.AsSpan()))
            return xml ?? message;
        if (EventText.BeginsAsWindows(xml.AsSpan()))
            members.Note("xml");
        return message;
    }

    // Whether a text is long enough for an event but is not read as one.
    private bool HasUnread => hasUnread || IsLong(JsonMember.Message) || IsLong(JsonMember.Xml) || IsLong(JsonMember.Value);

    private bool IsLong(JsonMember member) => members.Text(member)?.Length > ShortestEvent;

    private LogEvent Event(string text) => new(LogStream ?? "", members.Timestamp, EventText.WithoutZeros(text), members.EventId, Line);

    private static JsonEventResult Convert(BoundedText text)
    {
        // A file can have a small object in every few characters, and parsing all of them would take too long.
        if (text.Length < ShortestEvent)
            return default;
        try
        {
            using var document = JsonDocument.Parse(text.ToString().AsMemory());
            return JsonEvent.Read(document.RootElement);
        }
        catch (JsonException)
        {
            // The text was cut at the maximum length of an event, or the raw text contains more than the object.
            return default;
        }
    }
}

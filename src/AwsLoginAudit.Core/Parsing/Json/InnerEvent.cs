using System.Globalization;

namespace AwsLoginAudit;

/// <summary>An event in a text member of another product's event: either the same event in full, or text that somebody typed.</summary>
internal sealed class InnerEvent
{
    private static readonly string[] Messages = ["message", "Message", "@message"];
    private static readonly string[] Copies = ["xml", "Xml", "XML"];

    // These values together identify a record.
    private static readonly string[] Record = ["EventID", "Computer", "EventRecordID"];

    private readonly List<KeyValuePair<string, string>> values = [];
    private readonly bool isCopy;

    private InnerEvent(string text, bool isCopy)
    {
        (Text, this.isCopy) = (text, isCopy);
        if (TextFormat.Read(text.TrimStart()) is { } agent)
            AddHeader(agent);
        else
            AddXml(text.AsSpan());
    }

    /// <summary>The text of the event.</summary>
    public string Text { get; }

    /// <summary>Finds all events in the members of an object.</summary>
    public static List<InnerEvent> Find(JsonFields fields) => [.. Find(fields, Messages, isCopy: false), .. Find(fields, Copies, isCopy: true)];

    private static IEnumerable<InnerEvent> Find(JsonFields fields, string[] members, bool isCopy) =>
        fields.Texts(members).Where(text => EventText.BeginsAsWindows(text.AsSpan())).Select(text => new InnerEvent(text, isCopy));

    /// <summary>Whether no value of the inner event differs from the outer event.</summary>
    public bool Agrees(Dictionary<string, List<string>> system) =>
        values.Exists(value => value.Key == "EventID")
        && values.TrueForAll(value => system[value.Key].TrueForAll(outer => Log.Is(outer.AsSpan(), value.Value.Trim())));

    /// <summary>Whether the inner event is certainly the outer one: their values agree, and it has the same record or is the member for XML.</summary>
    public bool IsSame(Dictionary<string, List<string>> system) =>
        Agrees(system) && (isCopy || Record.All(name => system[name].Count > 0 && values.Exists(value => value.Key == name)));

    /// <summary>Marks the outer event as suspicious if the two differ, and as a failed login if the inner event is one.</summary>
    public void AddTo(Dictionary<string, List<string>> system, EventXmlBuilder xml)
    {
        if (Agrees(system))
            return;
        xml.AddData(null, Text);
        if (new EventParser().Parse(new LogEvent("", null, Text)).Kind is not (LoginAuditEventKind.FailedLogin or LoginAuditEventKind.Unreadable))
            return;
        foreach (var value in values)
        {
            if (value.Key is not ("Computer" or "EventRecordID") && !system[value.Key].Contains(value.Value))
                system[value.Key].Add(value.Value);
        }
    }

    private void AddHeader(TextFormat agent)
    {
        values.Add(new("EventID", agent.EventId.ToString(CultureInfo.InvariantCulture)));
        values.Add(new("Channel", agent.Channel));
        values.Add(new("Provider", agent.Provider));
        values.Add(new("Computer", agent.Computer));
    }

    private void AddXml(ReadOnlySpan<char> text)
    {
        var scanner = new EventXmlScanner();
        scanner.Scan(text);
        foreach (ref readonly var field in scanner.Fields)
        {
            var name = field.Name(text).ToString();
            if (!field.IsData && name is "EventID" or "Provider" or "Channel" or "Keywords" or "EventRecordID" or "Computer")
                values.Add(new(name, XmlCharacters.Decode(field.Value(text))));
        }
    }
}

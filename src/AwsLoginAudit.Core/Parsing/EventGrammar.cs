namespace AwsLoginAudit;

/// <summary>The structure of a well-formed failure of the Security log, as Windows creates it and the agent renders it.</summary>
/// <remarks>
/// The fast parser compares events with it, the checking parser looks up elements in it, and the regular expression for CloudWatch Logs Insights is
/// built from it. The values of EventData are in <see cref="EventTemplates"/>.
/// </remarks>
public static class EventGrammar
{
    /// <summary>The start tag of an event.</summary>
    public const string Start = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>";

    /// <summary>The beginning of the RenderingInfo tag; the culture follows.</summary>
    public const string RenderingStart = "<RenderingInfo Culture='";

    /// <summary>The last element of RenderingInfo, which is a list.</summary>
    public const string RenderedList = "Keywords";

    /// <summary>An element of this list.</summary>
    public const string RenderedItem = "Keyword";

    private static readonly EventValue Number = new(@"\d+");
    private static readonly EventValue Guid = new(@"\{[0-9A-Fa-f-]+\}");

    /// <summary>The parts of an event, in this order. RenderingInfo may be missing.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["System", "EventData", "RenderingInfo"];

    /// <summary>The elements of RenderingInfo before the list, in this order. Each may be missing.</summary>
    public static IReadOnlyList<string> Rendered { get; } = ["Message", "Level", "Task", "Opcode", "Channel", "Provider"];

    /// <summary>A character of a value: no markup, no reference, no control character, and nothing that XML forbids.</summary>
    public const string Character = "[ -%'-;=?-~\u00a0-\ufffd]";

    /// <summary>The elements of System, in this order.</summary>
    public static IReadOnlyList<EventElement> System { get; } =
    [
        new("Provider") { Attributes = [new("Name", EventValue.Of(FailedLogin.Provider)), new("Guid", Guid)], IsRead = true },
        new("EventID", Number) { IsRead = true },
        new("Version", Number),
        new("Level", Number),
        new("Task", Number),
        new("Opcode", Number),
        new("Keywords", new EventValue("0x[0-9a-f]+")) { IsRead = true },
        new("TimeCreated") { Attributes = [new("SystemTime", new EventValue("[0-9TZ:.-]+"))], IsRead = true },
        new("EventRecordID", Number) { IsRead = true },
        new("Correlation") { Attributes = [new("ActivityID", Guid)], MayBeBare = true },
        new("Execution") { Attributes = [new("ProcessID", Number), new("ThreadID", Number)] },
        new("Channel", EventValue.Of(FailedLogin.Channel)) { IsRead = true },
        new("Computer", new EventValue($"{Character}*")) { IsRead = true },
        new("Security"),
    ];
}

/// <summary>A value at one place of an event.</summary>
/// <param name="Pattern">A regular expression in the syntax that all engines share.</param>
/// <param name="IsFixed">Whether the value is always the same text; the pattern is then this text. The default is false.</param>
public sealed record EventValue(string Pattern, bool IsFixed = false)
{
    /// <summary>Creates a value that is always the same text.</summary>
    /// <param name="text">The text, of letters and hyphens.</param>
    public static EventValue Of(string text) => new(text, IsFixed: true);

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(EventValue), PrintMembers);
}

/// <summary>An attribute of an element.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Value">The attribute's value.</param>
public sealed record EventAttribute(string Name, EventValue Value)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(EventAttribute), PrintMembers);
}

/// <summary>A piece of an element.</summary>
/// <param name="Before">The fixed text before the value.</param>
/// <param name="Value">The value; null for none.</param>
/// <param name="After">The fixed text after the value.</param>
/// <param name="MayMiss">Whether the whole piece may be missing. The default is false.</param>
public sealed record EventPiece(string Before, EventValue? Value = null, string After = "", bool MayMiss = false)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(EventPiece), PrintMembers);
}

/// <summary>An element of System.</summary>
/// <param name="Name">The element's name.</param>
/// <param name="Text">The element's text; null if the element is empty.</param>
public sealed record EventElement(string Name, EventValue? Text = null)
{
    /// <summary>The attributes, in this order.</summary>
    public IReadOnlyList<EventAttribute> Attributes { get; init; } = [];

    /// <summary>Whether the attributes may be missing. The default is false.</summary>
    public bool MayBeBare { get; init; }

    /// <summary>Whether the parser reads the value: the text, or the first attribute of an element without text. The default is false.</summary>
    public bool IsRead { get; init; }

    /// <summary>The whole element, in pieces.</summary>
    public IEnumerable<EventPiece> Pieces =>
    [
        new($"<{Name}"),
        .. Attributes.Select(attribute => new EventPiece($" {attribute.Name}='", attribute.Value, "'", MayBeBare)),
        Text is { } text ? new(">", text, $"</{Name}>") : new("/>"),
    ];

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(nameof(EventElement), PrintMembers);
}

using System.Globalization;
using System.Text;

namespace AwsLoginAudit.Aws;

/// <summary>
/// The events that a query can be trusted to count: built to the letter as Windows and the agent build them, so that the values at their places
/// are the values that the parser finds. Every other event is read and parsed here.
/// </summary>
/// <remarks>
/// A query language cannot see that a name is given twice, or that an element ends where it should not, but by a pattern of the whole text. It
/// uses what all regular expressions have in common.
/// </remarks>
internal static class EventShape
{
    /// <summary>The field that only such an event has: its Windows event id.</summary>
    public const string EventId = "id";

    /// <summary>The record number.</summary>
    public const string Record = "record";

    /// <summary>The time in milliseconds since 1970.</summary>
    public const string Time = "time";

    /// <summary>The arrival in milliseconds since 1970.</summary>
    public const string Arrival = "arrival";

    /// <summary>The number of the cell of time.</summary>
    public const string Cell = "cell";

    /// <summary>The computer's name.</summary>
    public const string Computer = "computer";

    private const string Failure = "0x8010000000000000";

    private const string Prose = @"[\t\n\r -%'-;=?-~" + "\u00a0-\ufffd]*(?:&(?:amp|lt|gt|quot|apos|\\x23(?:9|10|13));" + @"[\t\n\r -%'-;=?-~" + "\u00a0-\ufffd]*)*";

    // Up to the keywords, which say whether an event is a failure.
    private static readonly int BeginningLength = EventGrammar.System.TakeWhile(element => element.Name != "Keywords").Count() + 1;

    private static readonly Dictionary<string, FailureFacts> FactOf = new()
    {
        ["SubjectUserName"] = FailureFacts.Account,
        ["TargetUserName"] = FailureFacts.Account,
        ["TargetDomainName"] = FailureFacts.Account,
        ["IpAddress"] = FailureFacts.Source,
        ["Status"] = FailureFacts.Reason,
        ["SubStatus"] = FailureFacts.Reason,
        ["FailureReason"] = FailureFacts.Reason,
        ["LogonType"] = FailureFacts.Reason,
    };

    // The same value has a name of its own for each event id: a group of an alternative that was not taken is null to some engines, empty to others. The names
    // are short, since a query has them several times.
    private static readonly List<(string Field, int EventId, string Data, FailureFacts Fact)> Values =
    [
        .. EventTemplates.Data.SelectMany(template => template.Value.Where(FactOf.ContainsKey).Select(data => (EventId: template.Key, Data: data)))
            .Select((value, index) => (FormattableString.Invariant($"v{index}"), value.EventId, value.Data, FactOf[value.Data])),
    ];

    private static readonly Dictionary<(int EventId, string Data), string> FieldOf = Values.ToDictionary(value => (value.EventId, value.Data), value => value.Field);

    /// <summary>The regular expression, for between two slashes; it names the values.</summary>
    /// <param name="names">The query's names.</param>
    public static string Pattern(QueryNames names) => string.Concat(
        Beginning($"(?<{names[EventId]}>{string.Join("|", EventTemplates.Data.Keys)})"),
        string.Concat(EventGrammar.System.Skip(BeginningLength).Select(element => Element(element, element.Name switch
        {
            "EventRecordID" => $@"(?<{names[Record]}>\d+)",
            "Computer" => $"(?<{names[Computer]}>{EventGrammar.Character}*)",
            _ => null,
        }))),
        $@"<\/System><EventData>(?:{string.Join("|", EventTemplates.Data.Select(template => Elements(template.Key, template.Value, names)))})<\/EventData>",
        $"(?:{EventGrammar.RenderingStart}[A-Za-z-]+'>",
        string.Concat(EventGrammar.Rendered.Select(name => $@"(?:<{name}>{Prose}<\/{name}>)?")),
        $@"(?:<{EventGrammar.RenderedList}>(?:<{EventGrammar.RenderedItem}>{Prose}<\/{EventGrammar.RenderedItem}>)*<\/{EventGrammar.RenderedList}>)?",
        @"<\/RenderingInfo>)?<\/Event>$");

    /// <summary>The condition for other audit failures: they are counted apart, and need not be read one by one.</summary>
    /// <remarks>An event that has a second id may be a failed login, so it is read. What was typed stands behind the beginning, and cannot change it.</remarks>
    public static string OtherAuditFailure { get; } =
        $@"(@message like /{Beginning($"(?:{Except(FailedLogin.EventId.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToList())})")}/ and @message not like /EventID[\s\S]*EventID[\s\S]*EventID/)";

    private static string Beginning(string eventId) => string.Concat(
        EventGrammar.System.Take(BeginningLength).Select(element => Element(element, element.Name switch { "EventID" => eventId, "Keywords" => Failure, _ => null }))
            .Prepend($"^{Escape(EventGrammar.Start)}<System>"));

    // Its text may be narrower than the grammar has it.
    private static string Element(EventElement element, string? text) => string.Concat(element.Pieces.Select(piece =>
    {
        var pattern = Escape(piece.Before) + (piece.Value is { } value ? text ?? value.Pattern : "") + Escape(piece.After);
        return piece.MayMiss ? $"(?:{pattern})?" : pattern;
    }));

    private static string Escape(string text) => text.Replace("/", @"\/").Replace(".", @"\.");

    // Every number but some. The query language has no negative look-ahead, so it is spelled out digit by digit.
    private static string Except(IReadOnlyCollection<string> numbers)
    {
        var first = numbers.Where(number => number.Length > 0).GroupBy(number => number[0]).ToList();
        var others = "0123456789".Where(digit => first.TrueForAll(group => group.Key != digit));
        return string.Join("|", [
            .. numbers.Contains("") ? Array.Empty<string>() : [""],
            $@"[{string.Concat(others)}]\d*",
            .. first.Select(group => $"{group.Key}(?:{Except(group.Select(number => number.Substring(1)).ToList())})"),
        ]);
    }

    private static string Elements(int eventId, IReadOnlyList<string> data, QueryNames names)
    {
        var newer = EventTemplates.Newer(eventId);
        return string.Concat(data.Select(name => Element(eventId, name, names)))
            + (newer.Count == 0 ? "" : $@"(?:<Data Name='(?:{string.Join("|", newer)})'>{Prose}<\/Data>)*");
    }

    private static string Element(int eventId, string data, QueryNames names) =>
        FieldOf.TryGetValue((eventId, data), out var field) ? $@"<Data Name='{data}'>(?<{names[field]}>{EventGrammar.Character}*)<\/Data>" : $@"<Data Name='{data}'>{EventGrammar.Character}*<\/Data>";

    /// <summary>The fields that tell some facts.</summary>
    public static IEnumerable<string> FieldsOf(FailureFacts facts) =>
        ((facts & FailureFacts.Instance) != FailureFacts.None ? ["@logStream", Computer] : Array.Empty<string>())
        .Concat(Values.Where(value => (value.Fact & facts) != FailureFacts.None || IsDecisive(value.EventId, value.Data)).Select(value => value.Field));

    // Whether a ticket was refused for a failed login can only be told by its code.
    private static bool IsDecisive(int eventId, string data) => data == "Status" && eventId is (4768 or 4769);

    /// <summary>A failure that has the values of a row; null where the row is of events that are built otherwise.</summary>
    /// <remarks>Its text is put together from the values, and read by the parser that reads every other: so a name or a reason is the same on either way.</remarks>
    public static LoginAuditFailure? Sample(QueryRow row, EventParser parser, LoginAuditRead read)
    {
        if (row[EventId] is not { } id || !EventTemplates.Data.Keys.Any(known => known.ToString(CultureInfo.InvariantCulture) == id))
            return null;
        var text = new StringBuilder("<Event><System><EventID>").Append(id).Append("</EventID><Keywords>").Append(Failure)
            .Append("</Keywords><Computer>").Append(row[Computer]).Append("</Computer></System><EventData>");
        foreach (var (field, _, data, _) in Values)
        {
            if (row[field] is { Length: > 0 } value)
                text.Append("<Data Name='").Append(data).Append("'>").Append(value).Append("</Data>");
        }
        text.Append("</EventData></Event>");
        return parser.Parse(new LogEvent(row["@logStream"] ?? "", null, text.ToString()), read);
    }
}

using System.Globalization;
using System.Text;

namespace AwsLoginAudit.Aws;

/// <summary>
/// The form of the events that a query may count: exactly as Windows and the agent write them, so that the query extracts the same values as the parser.
/// Events of any other form are read and parsed here.
/// </summary>
/// <remarks>
/// A query can detect a repeated name or a misplaced end tag only with a pattern for the whole text. The pattern uses only syntax that all regular expression
/// engines share.
/// </remarks>
internal static class EventShape
{
    /// <summary>The field with the Windows event id, which only events of this form have.</summary>
    public const string EventId = "id";

    /// <summary>The field with the record number.</summary>
    public const string Record = "record";

    /// <summary>The field with the time, in milliseconds since 1970.</summary>
    public const string Time = "time";

    /// <summary>The field with the arrival time, in milliseconds since 1970.</summary>
    public const string Arrival = "arrival";

    /// <summary>The field with the number of the time cell.</summary>
    public const string Cell = "cell";

    /// <summary>The field with the computer name.</summary>
    public const string Computer = "computer";

    private const string Failure = "0x8010000000000000";

    private const string Prose = @"[\t\n\r -%'-;=?-~" + "\u00a0-\ufffd]*(?:&(?:amp|lt|gt|quot|apos|\\x23(?:9|10|13));" + @"[\t\n\r -%'-;=?-~" + "\u00a0-\ufffd]*)*";

    // The number of elements up to and including the keywords, which say whether an event is a failure.
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

    // Each event id has its own fields, because a group of an alternative that did not match is null in some engines and empty in others. The names are short
    // because a query contains them several times.
    private static readonly List<(string Field, int EventId, string Data, FailureFacts Fact)> Values =
    [
        .. EventTemplates.Data.SelectMany(template => template.Value.Where(FactOf.ContainsKey).Select(data => (EventId: template.Key, Data: data)))
            .Select((value, index) => (FormattableString.Invariant($"v{index}"), value.EventId, value.Data, FactOf[value.Data])),
    ];

    private static readonly Dictionary<(int EventId, string Data), string> FieldOf = Values.ToDictionary(value => (value.EventId, value.Data), value => value.Field);

    /// <summary>The regular expression, to be written between two slashes. Its named groups are the values.</summary>
    /// <param name="names">The names of the query's fields.</param>
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

    /// <summary>The condition for other audit failures, which are counted separately and need not be read one by one.</summary>
    /// <remarks>
    /// An event with a second id may be a failed login, so it is read. Typed text follows the beginning of an event and cannot change it.
    /// </remarks>
    public static string OtherAuditFailure { get; } =
        $@"(@message like /{Beginning($"(?:{Except(FailedLogin.EventId.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToList())})")}/ and @message not like /EventID[\s\S]*EventID[\s\S]*EventID/)";

    /// <summary>The condition for events that Windows audited as failures. Typed text follows the beginning of an event and cannot change it.</summary>
    public static string AuditFailure { get; } = $@"@message like /{Beginning(@"\d+")}/";

    private static string Beginning(string eventId) => string.Concat(
        EventGrammar.System.Take(BeginningLength).Select(element => Element(element, element.Name switch { "EventID" => eventId, "Keywords" => Failure, _ => null }))
            .Prepend($"^{Escape(EventGrammar.Start)}<System>"));

    // The given text can be narrower than the pattern of the grammar.
    private static string Element(EventElement element, string? text) => string.Concat(element.Pieces.Select(piece =>
    {
        var pattern = Escape(piece.Before) + (piece.Value is { } value ? text ?? value.Pattern : "") + Escape(piece.After);
        return piece.MayMiss ? $"(?:{pattern})?" : pattern;
    }));

    private static string Escape(string text) => text.Replace("/", @"\/").Replace(".", @"\.");

    // Matches every number except the given ones. The query language has no negative look-ahead, so the pattern lists the digits.
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

    /// <summary>The fields that contain some facts.</summary>
    public static IEnumerable<string> FieldsOf(FailureFacts facts) =>
        ((facts & FailureFacts.Instance) != FailureFacts.None ? ["@logStream", Computer] : Array.Empty<string>())
        .Concat(Values.Where(value => (value.Fact & facts) != FailureFacts.None || IsDecisive(value.EventId, value.Data)).Select(value => value.Field));

    // Only the status code of a ticket event shows whether the ticket was denied because of a failed login.
    private static bool IsDecisive(int eventId, string data) => data == "Status" && eventId is (4768 or 4769);

    /// <summary>Creates a failure with the values of a row; null if the row represents events of another form.</summary>
    /// <remarks>
    /// The event's text is built from the values and parsed like any other event, so that names and reasons are the same in both ways of counting.
    /// </remarks>
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
        return parser.Parse(new LogEvent(row["@logStream"] ?? "", null, text.ToString()), read) as LoginAuditFailure;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>How one product writes Windows events as JSON: where each value of an event stands.</summary>
/// <remarks>A value can stand in several places. If they differ, all of them are in the XML, and the event is suspicious.</remarks>
internal sealed class JsonShape
{
    private const ulong AuditFailure = 0x0010000000000000;
    private const ulong AuditSuccess = 0x0020000000000000;
    private const ulong Reserved = 0x8000000000000000;

    private static readonly Regex PowerShellDate = new(@"^/Date\((?<milliseconds>-?[0-9]{1,15})\)/$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(30));

    private static readonly Regex HasOffset = new(@"(Z|[+-][0-9]{2}:?[0-9]{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(30));

    // Fluent Bit writes the offset without a colon, which .NET does not read.
    private static readonly Regex OffsetWithoutColon = new(@"(?<before>:[0-9]{2}(\.[0-9]+)?) ?(?<hours>[+-][0-9]{2})(?<minutes>[0-9]{2})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(30));

    /// <summary>The product's name.</summary>
    public required string Name { get; init; }

    /// <summary>Tells the product by fields that only its objects have together.</summary>
    public required Func<JsonFields, bool> IsRecognised { get; init; }

    /// <summary>The Windows event id: a number.</summary>
    public required string[] EventId { get; init; }

    /// <summary>The name of the computer that logged the event.</summary>
    public required string[] Computer { get; init; }

    /// <summary>The record number.</summary>
    public string[] RecordId { get; init; } = [];

    /// <summary>When the event was logged.</summary>
    public string[] Time { get; init; } = [];

    /// <summary>Whether a time without an offset is the time of the machine's own zone, which is not known, so that it is not read.</summary>
    public bool IsTimeLocal { get; init; }

    /// <summary>The name of the event's provider.</summary>
    public string[] Provider { get; init; } = [];

    /// <summary>The channel, such as Security.</summary>
    public string[] Channel { get; init; } = [];

    /// <summary>The keywords as a number, decimal or hexadecimal; text is in the machine's language and is not read.</summary>
    public string[] Keywords { get; init; } = [];

    /// <summary>Where the product itself says, in a constant of its own, how Windows audited the event.</summary>
    public string[] Outcome { get; init; } = [];

    /// <summary>The constant of <see cref="Outcome"/> for an audit failure.</summary>
    public string Failure { get; init; } = "";

    /// <summary>The constant of <see cref="Outcome"/> for an audit success.</summary>
    public string Success { get; init; } = "";

    /// <summary>Takes the event as the XML that an object holds whole; null if it holds none.</summary>
    public Func<JsonFields, string?> Xml { get; init; } = static _ => null;

    /// <summary>Adds the values of EventData, and gives the name of the field that they should stand in if it is missing; null if it is there.</summary>
    public required Func<JsonFields, int, EventXmlBuilder, string?> AddData { get; init; }

    /// <summary>Converts an object of the product.</summary>
    public JsonEventResult Convert(JsonFields fields)
    {
        if (Xml(fields) is { } whole)
            return new JsonEventResult(whole, Name, null);
        var ids = fields.Texts(EventId);
        int? eventId = ids.Count > 0 && int.TryParse(ids[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var system = SystemOf(fields, ids, eventId);
        var inner = InnerEvent.Find(fields);
        if (inner is [var only] && only.IsSame(system))
            return new JsonEventResult(only.Text, Name, null);
        var xml = new EventXmlBuilder();
        if ((FindMissing(system, eventId) ?? AddDataOf(fields, eventId!.Value, system["Keywords"], xml)) is { } problem)
            return inner is [var full] && full.Agrees(system) ? new JsonEventResult(full.Text, Name, null) : new JsonEventResult(null, Name, problem);

        inner.ForEach(other => other.AddTo(system, xml));
        foreach (var values in system)
            values.Value.ForEach(value => AddSystem(xml, values.Key, value));
        foreach (var repeated in fields.Repeated)
            xml.AddData(null, repeated);
        return new JsonEventResult(xml.ToString(), Name, null);
    }

    private Dictionary<string, List<string>> SystemOf(JsonFields fields, List<string> ids, int? eventId) => new(StringComparer.Ordinal)
    {
        ["Provider"] = fields.Texts(Provider),
        ["EventID"] = ids,
        ["Keywords"] = KeywordsOf(fields, isAlways: eventId is { } id && FailedLogin.IsAlways(id)),
        ["TimeCreated"] = fields.Texts(Time).ConvertAll(time => ToTime(time) ?? ""),
        ["EventRecordID"] = fields.Texts(RecordId),
        ["Channel"] = fields.Texts(Channel),
        ["Computer"] = fields.Texts(Computer),
    };

    private static void AddSystem(EventXmlBuilder xml, string name, string value)
    {
        if (name == "Provider")
            xml.AddSystem(name, "Name", value);
        else if (name == "TimeCreated")
            xml.AddSystem(name, "SystemTime", value);
        else
            xml.AddSystem(name, value);
    }

    private string? FindMissing(Dictionary<string, List<string>> system, int? eventId) =>
        system["EventID"].Count == 0 ? $"{EventId[0]} is missing"
        : eventId is null ? $"{EventId[0]} is not a number"
        : system["Computer"].TrueForAll(string.IsNullOrWhiteSpace) ? $"{Computer[0]} is missing"
        : null;

    // What a success or another event lacks makes no difference.
    private string? AddDataOf(JsonFields fields, int eventId, List<string> keywords, EventXmlBuilder xml)
    {
        if (AddData(fields, eventId, xml) is { } missing && EventTemplates.Data.ContainsKey(eventId)
            && (keywords.Count == 0 || !keywords.TrueForAll(bits => IsAudited(bits, AuditSuccess))))
        {
            return $"{missing} is missing";
        }
        // Windows writes such an event for a success too, and nothing else tells the two apart.
        return FailedLogin.IsByCode(eventId) && !xml.HasData && !keywords.Exists(bits => IsAudited(bits, AuditFailure | AuditSuccess))
            ? "its keywords and its error code are missing"
            : null;
    }

    private static bool IsAudited(string bits, ulong audit) => Digits.Hex(bits.AsSpan()) is { } number && (number & audit) != 0;

    // The number, and what the product says if the number does not say the same. An event that is a failed login by its id is none the less
    // one if the product says success: the two keywords make it suspicious.
    private List<string> KeywordsOf(JsonFields fields, bool isAlways)
    {
        var found = fields.Texts(Keywords).Select(ToBits).OfType<string>().ToList();
        foreach (var outcome in fields.Texts(Outcome))
        {
            var audit = outcome.Equals(Failure, StringComparison.OrdinalIgnoreCase) ? AuditFailure
                : outcome.Equals(Success, StringComparison.OrdinalIgnoreCase) ? AuditSuccess
                : 0;
            if (audit == AuditSuccess && isAlways && !found.Exists(bits => IsAudited(bits, AuditFailure)))
                found.Add($"0x{Reserved | AuditFailure:x}");
            if (audit != 0 && !found.Exists(bits => IsAudited(bits, audit)))
                found.Add($"0x{Reserved | audit:x}");
        }
        return found;
    }

    // The 64 bits, which .NET and JSON also write as a signed number.
    private static string? ToBits(string value)
    {
        if (value.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return value;
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var signed))
            return $"0x{signed:x}";
        return ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? $"0x{bits:x}" : null;
    }

    // Milliseconds since 1970 as Windows PowerShell writes them, or ISO 8601. Day and month of any other form depend on a culture.
    private string? ToTime(string value)
    {
        if (IsTimeLocal && !HasOffset.IsMatch(value))
            return null;
        if (value is [_, _, _, _, '-', _, _, '-', ..])
            return OffsetWithoutColon.Replace(value, "${before}${hours}:${minutes}");
        return PowerShellDate.Match(value) is { Success: true } date
            && long.Parse(date.Groups["milliseconds"].Value, CultureInfo.InvariantCulture) is >= -62_135_596_800_000 and <= 253_402_300_799_999 and var milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : null;
    }
}

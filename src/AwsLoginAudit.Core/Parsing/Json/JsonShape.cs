using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>The places of an event's values in the JSON of one product.</summary>
/// <remarks>A value can be at several places. If they differ, all of them are written to the XML, which makes the event suspicious.</remarks>
internal sealed class JsonShape
{
    private const ulong AuditFailure = 0x0010000000000000;
    private const ulong AuditSuccess = 0x0020000000000000;
    private const ulong Reserved = 0x8000000000000000;

    private static readonly Regex PowerShellDate = new(@"^/Date\((?<milliseconds>-?[0-9]{1,15})\)/$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(30));

    private static readonly Regex HasOffset = new(@"(Z|[+-][0-9]{2}:?[0-9]{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(30));

    // Fluent Bit writes the offset without a colon, which .NET does not parse.
    private static readonly Regex OffsetWithoutColon = new(@"(?<before>:[0-9]{2}(\.[0-9]+)?) ?(?<hours>[+-][0-9]{2})(?<minutes>[0-9]{2})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(30));

    /// <summary>The product's name.</summary>
    public required string Name { get; init; }

    /// <summary>Recognises the product by fields that only its objects have together.</summary>
    public required Func<JsonFields, bool> IsRecognised { get; init; }

    /// <summary>The Windows event id, as a number.</summary>
    public required string[] EventId { get; init; }

    /// <summary>The name of the computer that logged the event.</summary>
    public required string[] Computer { get; init; }

    /// <summary>The record number.</summary>
    public string[] RecordId { get; init; } = [];

    /// <summary>The time when the event was logged.</summary>
    public string[] Time { get; init; } = [];

    /// <summary>Whether a time without an offset is in the machine's time zone. The zone is unknown, so such a time is not read.</summary>
    public bool IsTimeLocal { get; init; }

    /// <summary>The name of the event's provider.</summary>
    public string[] Provider { get; init; } = [];

    /// <summary>The channel, such as Security.</summary>
    public string[] Channel { get; init; } = [];

    /// <summary>The keywords as a decimal or hexadecimal number. Text is in the machine's language and is not read.</summary>
    public string[] Keywords { get; init; } = [];

    /// <summary>The field where the product itself gives the audit outcome, as a constant.</summary>
    public string[] Outcome { get; init; } = [];

    /// <summary>The constant of <see cref="Outcome"/> for an audit failure.</summary>
    public string Failure { get; init; } = "";

    /// <summary>The constant of <see cref="Outcome"/> for an audit success.</summary>
    public string Success { get; init; } = "";

    /// <summary>Returns the whole event XML in an object; null for none.</summary>
    public Func<JsonFields, string?> Xml { get; init; } = static _ => null;

    /// <summary>Adds the values of EventData. Returns the name of the field that should contain them if it is missing; otherwise null.</summary>
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

    // Missing values of an audit success or of an unknown event are ignored.
    private string? AddDataOf(JsonFields fields, int eventId, List<string> keywords, EventXmlBuilder xml)
    {
        if (AddData(fields, eventId, xml) is { } missing && EventTemplates.Data.ContainsKey(eventId)
            && (keywords.Count == 0 || !keywords.TrueForAll(bits => IsAudited(bits, AuditSuccess))))
        {
            return $"{missing} is missing";
        }
        // Windows also logs such an event for successes, and nothing else distinguishes the two.
        return FailedLogin.IsByCode(eventId) && !xml.HasData && !keywords.Exists(bits => IsAudited(bits, AuditFailure | AuditSuccess))
            ? "its keywords and its error code are missing"
            : null;
    }

    private static bool IsAudited(string bits, ulong audit) => Digits.Hex(bits.AsSpan()) is { } number && (number & audit) != 0;

    // Returns the number, and the product's outcome if the number differs. If the event id alone makes a failed login but the product says
    // success, both keywords are returned, which makes the event suspicious.
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

    // Converts the 64 bits, which .NET and JSON also write as a signed number.
    private static string? ToBits(string value)
    {
        if (value.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return value;
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var signed))
            return $"0x{signed:x}";
        return ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? $"0x{bits:x}" : null;
    }

    // Reads milliseconds since 1970 as Windows PowerShell writes them, or ISO 8601. In any other form the order of day and month depends on the culture.
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

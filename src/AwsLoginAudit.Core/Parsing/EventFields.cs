using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The values of one event by name; null if the event has no value or several values of a name.</summary>
/// <remarks>A struct over the parser's own buffers. Nothing is copied, and only requested values become strings.</remarks>
internal readonly ref struct EventFields
{
    private readonly ReadOnlySpan<char> text;
    private readonly ReadOnlySpan<EventXmlScanner.Field> fields;
    private readonly ReadOnlySpan<EventXmlScanner.Field> fromData;
    private readonly StringCache strings;
    private readonly FieldConflicts conflicts;

    public EventFields(
        ReadOnlySpan<char> text,
        ReadOnlySpan<EventXmlScanner.Field> fields,
        StringCache strings,
        FieldConflicts conflicts)
    {
        this.text = text;
        this.fields = fields;
        fromData = FromFirstData(fields);
        this.strings = strings;
        this.conflicts = conflicts;
    }

    /// <summary>Returns a value of EventData.</summary>
    [MethodImpl(Hot.Path)]
    public string? Data(string name) => Find(name, isData: true, out var value) ? strings.Value(value) : null;

    /// <summary>Returns a value of EventData without white space at its end.</summary>
    [MethodImpl(Hot.Path)]
    public string? Trimmed(string name) => Find(name, isData: true, out var value) ? strings.Value(value.TrimEnd()) : null;

    /// <summary>Returns a number of EventData.</summary>
    [MethodImpl(Hot.Path)]
    public long? Number(string name) => Find(name, isData: true, out var value) ? Digits.Decimal(value) : null;

    /// <summary>Whether EventData has a value with this name, even if it is empty or there are several.</summary>
    [MethodImpl(Hot.Path)]
    public bool HasData(string name) => Find(name, isData: true, out var value) || !value.IsEmpty || conflicts.Has(name, isData: true);

    /// <summary>Returns a value of System.</summary>
    [MethodImpl(Hot.Path)]
    public string? System(string name) => Find(name, isData: false, out var value) ? strings.Value(value) : null;

    /// <summary>Whether System has no value with this name, or the expected one. Case and white space are ignored.</summary>
    [MethodImpl(Hot.Path)]
    public bool SystemMayBe(string name, string expected) =>
        conflicts.OfSystem(name) is { } several
            ? Log.AnyIs(several, expected)
            : !Find(name, isData: false, out var value) || value.IsWhiteSpace() || Log.Is(value, expected);

    /// <summary>Returns the event id. White space around it is ignored.</summary>
    [MethodImpl(Hot.Path)]
    public long? EventId() => Find("EventID", isData: false, out var value) ? Digits.Decimal(value.Trim()) : null;

    /// <summary>Returns a number of System.</summary>
    [MethodImpl(Hot.Path)]
    public long? SystemNumber(string name) => Find(name, isData: false, out var value) ? Digits.Decimal(value) : null;

    [MethodImpl(Hot.Path)]
    private bool Find(string name, bool isData, out ReadOnlySpan<char> value)
    {
        foreach (ref readonly var field in isData ? fromData : fields)
        {
            if (field.NameLength == name.Length && field.IsData == isData && ByteSearch.AreSame(field.Name(text), name.AsSpan()))
            {
                value = field.Value(text);
                if (field.MayRefer && value.IndexOf('&') >= 0)
                    value = XmlCharacters.Decode(value).AsSpan();
                return !conflicts.Has(name, isData);
            }
        }
        value = default;
        return false;
    }

    // Most lookups are for values of EventData, which follows System.
    [MethodImpl(Hot.Path)]
    private static ReadOnlySpan<EventXmlScanner.Field> FromFirstData(ReadOnlySpan<EventXmlScanner.Field> fields)
    {
        var first = 0;
        while (first < fields.Length && !fields[first].IsData)
            first++;
        return fields.Slice(first);
    }
}

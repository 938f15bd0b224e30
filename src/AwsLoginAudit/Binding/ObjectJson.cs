using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace AwsLoginAudit.Commands;

/// <summary>Converts objects without a known type, such as those of ConvertFrom-Json and copies of EventLogRecord, to JSON.</summary>
internal static class ObjectJson
{
    // OTLP wraps each value in two objects and an array, and the value is two objects deep in an event.
    private const int Deepest = 16;

    // An EventProperty is two objects deep in an event. References between .NET objects can be endless.
    private const int DeepestOfDotNet = 2;

    /// <summary>Writes an object as JSON.</summary>
    public static string Write(PSObject input)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
            Write(writer, input, 0);
        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }

    /// <summary>Reads JSON as a Windows event of another product.</summary>
    public static JsonEventResult Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonEvent.Read(document.RootElement);
    }

    /// <summary>Converts a hashtable to an object.</summary>
    public static PSObject ToObject(IDictionary members)
    {
        var made = new PSObject();
        foreach (DictionaryEntry member in members)
            made.Properties.Add(new PSNoteProperty(member.Key.ToString(), member.Value));
        return made;
    }

    /// <summary>The text of a property; null if the property does not exist or is not text.</summary>
    public static string? TextOf(PSObject input, string name) => Bare(input.Properties[name]?.Value) as string;

    /// <summary>Converts a time: AWS Tools use a date in UTC, and the AWS CLI milliseconds since 1970. The result has a precision of milliseconds.</summary>
    public static DateTimeOffset? TimeOf(object? value) => Bare(value) switch
    {
        DateTime { Kind: DateTimeKind.Local } local => Cut(new DateTimeOffset(local)),
        DateTime utc => Cut(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))),
        DateTimeOffset time => Cut(time),
        IConvertible number and not string when number.ToDouble(CultureInfo.InvariantCulture) is >= -62_135_596_800_000 and <= 253_402_300_799_999 and var milliseconds =>
            DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds),
        _ => null,
    };

    private static DateTimeOffset Cut(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static void Write(Utf8JsonWriter to, object? value, int depth)
    {
        switch (Bare(value))
        {
            case null:
                to.WriteNullValue();
                break;
            case string text:
                to.WriteStringValue(Legal(text));
                break;
            case bool flag:
                to.WriteBooleanValue(flag);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                to.WriteNumberValue(Convert.ToInt64(Bare(value), CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                to.WriteStringValue((time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).ToString("O", CultureInfo.InvariantCulture));
                break;
            case PSObject custom when depth < Deepest:
                WriteObject(to, custom, depth);
                break;
            case IFormattable other and not PSObject:
                to.WriteStringValue(Legal(other.ToString(other is DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture)));
                break;
            case IDictionary members when depth < Deepest:
                WriteObject(to, ToObject(members), depth);
                break;
            case ICollection items when depth < Deepest:
                WriteArray(to, items, depth);
                break;
            case { } item when depth <= DeepestOfDotNet:
                WriteObject(to, PSObject.AsPSObject(item), depth);
                break;
            case { } item:
                to.WriteStringValue(Legal(item.ToString() ?? ""));
                break;
        }
    }

    private static void WriteArray(Utf8JsonWriter to, IEnumerable items, int depth)
    {
        to.WriteStartArray();
        foreach (var item in items)
            Write(to, item, depth + 1);
        to.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter to, PSObject item, int depth)
    {
        to.WriteStartObject();
        foreach (var property in item.Properties)
        {
            to.WritePropertyName(Legal(property.Name));
            Write(to, ValueOf(property), depth + 1);
        }
        to.WriteEndObject();
    }

    /// <summary>The value of a property; null if the property cannot be read.</summary>
    public static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    // The JSON writer throws an exception for an unpaired surrogate, so it is replaced.
    private static string Legal(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}

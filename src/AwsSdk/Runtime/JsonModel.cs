using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;

namespace Amazon.StandIn;

/// <summary>Converts the model classes of a service to and from JSON.</summary>
/// <remarks>
/// The class gets and sets properties by reflection. JsonSerializer compiles code for each type of property, which takes longer, because most processes
/// call an operation only once.
/// </remarks>
internal sealed class JsonModel
{
    /// <summary>Writes names in camelCase, and times as whole milliseconds.</summary>
    public static readonly JsonModel CamelCaseMilliseconds = new(JsonNamingPolicy.CamelCase, unitMilliseconds: 1);

    /// <summary>Writes names as in the classes, and times as seconds with a fraction.</summary>
    public static readonly JsonModel PascalCaseSeconds = new(naming: null, unitMilliseconds: 1000);

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonNamingPolicy? naming;
    private readonly int unitMilliseconds;
    private readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> members = new();

    private JsonModel(JsonNamingPolicy? naming, int unitMilliseconds) => (this.naming, this.unitMilliseconds) = (naming, unitMilliseconds);

    /// <summary>Writes a request. Properties that are null are omitted.</summary>
    /// <param name="input">The request.</param>
    /// <param name="isWritten">Returns true for a property that belongs in the body. If null, all properties are written.</param>
    public byte[] Write(object input, Func<PropertyInfo, bool>? isWritten = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Relaxed))
            WriteObject(writer, input, isWritten);
        return stream.ToArray();
    }

    /// <summary>Reads a response. Unknown properties are ignored.</summary>
    /// <exception cref="JsonException">The body is not JSON, or a property has a different type than in the class.</exception>
    public T Read<T>(ReadOnlySpan<byte> body)
        where T : new()
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            var answer = ReadValue(ref reader, typeof(T));
            // Throws an exception if data follows the JSON value.
            reader.Read();
            return answer is T read ? read : new T();
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }

    private void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsNaN(number) || double.IsInfinity(number):
                writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case DateTime time:
                writer.WriteNumberValue(decimal.Divide((time.ToUniversalTime() - Epoch).Ticks / TimeSpan.TicksPerMillisecond, unitMilliseconds));
                break;
            case ConstantClass constant:
                writer.WriteStringValue(constant.Value);
                break;
            case MemoryStream blob:
                writer.WriteBase64StringValue(blob.ToArray());
                break;
            case IDictionary map:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    writer.WritePropertyName((string)entry.Key);
                    WriteValue(writer, entry.Value);
                }
                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var element in list)
                    WriteValue(writer, element);
                writer.WriteEndArray();
                break;
            default:
                WriteObject(writer, value, isWritten: null);
                break;
        }
    }

    private void WriteObject(Utf8JsonWriter writer, object input, Func<PropertyInfo, bool>? isWritten)
    {
        writer.WriteStartObject();
        foreach (var member in Members(input.GetType()))
        {
            if (isWritten?.Invoke(member.Value) == false || member.Value.GetValue(input) is not { } value)
                continue;
            writer.WritePropertyName(member.Key);
            WriteValue(writer, value);
        }
        writer.WriteEndObject();
    }

    private object? ReadValue(ref Utf8JsonReader reader, Type type)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return reader.GetString();
        if (type == typeof(bool))
            return reader.GetBoolean();
        if (type == typeof(int))
            return reader.GetInt32();
        if (type == typeof(long))
            return reader.GetInt64();
        if (type == typeof(double))
            return reader.TokenType == JsonTokenType.String ? double.Parse(reader.GetString()!, CultureInfo.InvariantCulture) : reader.GetDouble();
        if (type == typeof(DateTime))
            return ReadTime(ref reader);
        if (type == typeof(MemoryStream))
            return new MemoryStream(reader.GetBytesFromBase64());
        if (typeof(ConstantClass).IsAssignableFrom(type))
            return Constant(type, reader.GetString()!);
        if (typeof(IList).IsAssignableFrom(type))
            return ReadList(ref reader, type);
        return typeof(IDictionary).IsAssignableFrom(type) ? ReadMap(ref reader, type) : ReadObject(ref reader, type);
    }

    // Rounded to milliseconds, because further digits of a double are not accurate.
    private DateTime ReadTime(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : Epoch.AddTicks((long)Math.Round(reader.GetDouble() * unitMilliseconds) * TimeSpan.TicksPerMillisecond);

    // Every constant class has FindValue, as in the SDK: known values are shared instances, and unknown values are kept.
    private static object Constant(Type type, string value) => type.GetMethod("FindValue", [typeof(string)])!.Invoke(null, [value])!;

    private IList ReadList(ref Utf8JsonReader reader, Type type)
    {
        Demand(reader.TokenType == JsonTokenType.StartArray, type);
        var list = (IList)Activator.CreateInstance(type)!;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            list.Add(ReadValue(ref reader, type.GenericTypeArguments[0]));
        return list;
    }

    private IDictionary ReadMap(ref Utf8JsonReader reader, Type type)
    {
        Demand(reader.TokenType == JsonTokenType.StartObject, type);
        var map = (IDictionary)Activator.CreateInstance(type)!;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            map[key] = ReadValue(ref reader, type.GenericTypeArguments[1]);
        }
        return map;
    }

    private object ReadObject(ref Utf8JsonReader reader, Type type)
    {
        Demand(reader.TokenType == JsonTokenType.StartObject, type);
        var read = Activator.CreateInstance(type)!;
        var known = Members(type);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKnown = known.TryGetValue(reader.GetString()!, out var member);
            reader.Read();
            if (isKnown)
                member!.SetValue(read, ReadValue(ref reader, member.PropertyType));
            else
                reader.Skip();
        }
        return read;
    }

    private static void Demand(bool holds, Type type)
    {
        if (!holds)
            throw new JsonException($"The response is invalid: expected {type.Name}.");
    }

    // Properties of the SDK's base classes, such as the request id and the status, are never part of a body.
    private Dictionary<string, PropertyInfo> Members(Type type) => members.GetOrAdd(type, model => model
        .GetProperties()
        .Where(member => member.DeclaringType!.Assembly == typeof(JsonModel).Assembly)
        .ToDictionary(member => naming?.ConvertName(member.Name) ?? member.Name));
}

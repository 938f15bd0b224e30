using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Amazon.StandIn;

/// <summary>How a service's model classes look in JSON. One set of options a service, so that what is known of a class is kept.</summary>
internal static class JsonModel
{
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Members in camelCase, times as whole milliseconds.</summary>
    public static JsonSerializerOptions CamelCaseMilliseconds() => Options(JsonNamingPolicy.CamelCase, new EpochConverter(unitMilliseconds: 1));

    /// <summary>Members as the classes spell them, times as seconds with a fraction.</summary>
    public static JsonSerializerOptions PascalCaseSeconds() => Options(null, new EpochConverter(unitMilliseconds: 1000));

    private static JsonSerializerOptions Options(JsonNamingPolicy? naming, EpochConverter times) => new()
    {
        PropertyNamingPolicy = naming,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutInherited } },
        Converters = { times, new BlobConverter(), new ConstantConverterFactory() },
    };

    // Request id, status and the like belong to the SDK's base classes and never stand in a body.
    private static void LeaveOutInherited(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider is MemberInfo member && member.DeclaringType?.Assembly != typeof(JsonModel).Assembly)
                type.Properties.RemoveAt(i);
        }
    }

    private sealed class EpochConverter(int unitMilliseconds) : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                return DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

            // Whole milliseconds, as finer digits of a double are noise.
            return Epoch.AddTicks((long)Math.Round(reader.GetDouble() * unitMilliseconds) * TimeSpan.TicksPerMillisecond);
        }

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
        {
            var milliseconds = (value.ToUniversalTime() - Epoch).Ticks / TimeSpan.TicksPerMillisecond;
            writer.WriteNumberValue(decimal.Divide(milliseconds, unitMilliseconds));
        }
    }

    private sealed class BlobConverter : JsonConverter<MemoryStream>
    {
        public override MemoryStream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, MemoryStream value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.ToArray());
    }

    private sealed class ConstantConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeof(ConstantClass).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ConstantConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class ConstantConverter<T> : JsonConverter<T>
        where T : ConstantClass
    {
        // Every constant class has it, as the SDK's own have: known values are shared instances, others are kept as they are.
        private static readonly Func<string, T> FindValue = (Func<string, T>)Delegate.CreateDelegate(
            typeof(Func<string, T>),
            typeof(T).GetMethod(nameof(FindValue), BindingFlags.Public | BindingFlags.Static, null, [typeof(string)], null)!);

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } value ? FindValue(value) : null;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

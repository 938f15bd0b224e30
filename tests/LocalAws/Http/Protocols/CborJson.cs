using System.Formats.Cbor;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAws.Http;

/// <summary>CBOR as the JSON of the same values, and back. A timestamp is the tag 1 there, and a number of seconds here.</summary>
internal static class CborJson
{
    private const int Deepest = 64;

    public static byte[] ToJson(byte[] cbor)
    {
        try
        {
            var reader = new CborReader(cbor, CborConformanceMode.Lax);
            if (reader.PeekState() is CborReaderState.StartMap && Read(reader, 0) is { } parameters && reader.BytesRemaining == 0)
                return JsonSerializer.SerializeToUtf8Bytes(parameters);
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            // The error below is AWS's answer to it.
        }
        throw new AwsException("SerializationException", "The request body is not a CBOR map.");
    }

    public static byte[] FromJson(ReadOnlyMemory<byte> json, IReadOnlySet<string> timestamps)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        if (json.Length == 0)
        {
            writer.WriteStartMap(0);
            writer.WriteEndMap();
            return writer.Encode();
        }
        using var document = JsonDocument.Parse(json);
        Write(writer, document.RootElement, isTimestamp: false, timestamps);
        return writer.Encode();
    }

    public static byte[] Map(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(members.Length);
        foreach (var (name, value) in members)
        {
            writer.WriteTextString(name);
            writer.WriteTextString(value);
        }
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static JsonNode? Read(CborReader reader, int depth)
    {
        if (depth > Deepest)
            throw new CborContentException("Too deep.");
        switch (reader.PeekState())
        {
            case CborReaderState.Tag:
                if (reader.ReadTag() != CborTag.UnixTimeSeconds)
                    throw new CborContentException("A tag that is no timestamp.");
                return Read(reader, depth);
            case CborReaderState.StartMap:
                return ReadMap(reader, depth);
            case CborReaderState.StartArray:
                return ReadArray(reader, depth);
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString:
                return reader.ReadTextString();
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                return reader.ReadInt64();
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat:
                return reader.ReadDouble();
            case CborReaderState.Boolean:
                return reader.ReadBoolean();
            case CborReaderState.Null:
                reader.ReadNull();
                return null;
            default:
                throw new CborContentException("A value that no request has.");
        }
    }

    private static JsonObject ReadMap(CborReader reader, int depth)
    {
        var map = new JsonObject();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
            map[reader.ReadTextString()] = Read(reader, depth + 1);
        reader.ReadEndMap();
        return map;
    }

    private static JsonArray ReadArray(CborReader reader, int depth)
    {
        var list = new JsonArray();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
            list.Add(Read(reader, depth + 1));
        reader.ReadEndArray();
        return list;
    }

    private static void Write(CborWriter writer, JsonElement value, bool isTimestamp, IReadOnlySet<string> timestamps)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartMap(null);
                foreach (var member in value.EnumerateObject())
                {
                    writer.WriteTextString(member.Name);
                    Write(writer, member.Value, timestamps.Contains(member.Name), timestamps);
                }
                writer.WriteEndMap();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                    Write(writer, item, isTimestamp: false, timestamps);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, value, isTimestamp);
                break;
            case JsonValueKind.String:
                writer.WriteTextString(value.GetString()!);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBoolean(value.GetBoolean());
                break;
            default:
                writer.WriteNull();
                break;
        }
    }

    private static void WriteNumber(CborWriter writer, JsonElement value, bool isTimestamp)
    {
        if (isTimestamp)
            writer.WriteTag(CborTag.UnixTimeSeconds);
        if (!isTimestamp && value.TryGetInt64(out var whole))
            writer.WriteInt64(whole);
        else
            writer.WriteDouble(value.GetDouble());
    }
}

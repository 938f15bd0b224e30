using System.Text.Json;
using LocalAws.Http;

namespace LocalAws.Validation;

/// <summary>Members of a request that has passed its shape; null stands for absent.</summary>
internal static class Json
{
    public static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new AwsException("SerializationException", "A string is not valid Unicode.");
        }
    }

    public static string? Text(this JsonElement request, string name) => request.Member(name) is { } value ? Text(value) : null;

    public static string Demand(this JsonElement request, string name) => Text(request.GetProperty(name));

    public static long? Long(this JsonElement request, string name) => request.Member(name)?.GetInt64();

    public static int Int(this JsonElement request, string name, int otherwise) => (int)(request.Member(name)?.GetInt64() ?? otherwise);

    public static double? Number(this JsonElement request, string name) => request.Member(name)?.GetDouble();

    public static bool Flag(this JsonElement request, string name, bool otherwise = false) => request.Member(name)?.GetBoolean() ?? otherwise;

    public static IReadOnlyList<string>? Texts(this JsonElement request, string name) =>
        request.Member(name) is { } list ? [.. list.EnumerateArray().Select(Text)] : null;

    public static DateTimeOffset? Time(this JsonElement request, string name) =>
        request.Member(name) is { } value ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(value.GetDouble() * 1000)) : null;

    public static JsonElement? Member(this JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

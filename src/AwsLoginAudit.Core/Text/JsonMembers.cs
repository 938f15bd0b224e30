using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>Reads members of JSON that somebody else wrote: what is absent or of another type is null, never an exception.</summary>
internal static class JsonMembers
{
    // SNS takes 256 KiB, which an envelope makes longer; each character of JSON can cost as much memory as a dozen.
    private const int Longest = 512 * 1024;

    /// <summary>Reads a text; null where it is not JSON, and why.</summary>
    public static JsonDocument? Open(string json, out string? problem)
    {
        if (json.Length > Longest)
        {
            problem = $"It is longer than {Longest} characters, as no message of SNS is.";
            return null;
        }
        try
        {
            problem = null;
            return JsonDocument.Parse(json);
        }
        catch (JsonException broken)
        {
            problem = broken.Message;
        }
        catch (ArgumentException)
        {
            problem = "It has half of a surrogate pair, which is no text.";
        }
        return null;
    }

    public static JsonElement? Member(this JsonElement element, string name) => Unless(
        () => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default(JsonElement?));

    public static string? Text(this JsonElement element, string name) => element.Member(name)?.Text();

    public static string? Text(this JsonElement element) => Unless(() => element.ValueKind == JsonValueKind.String ? element.GetString() : null);

    public static string? NameText(this JsonProperty member) => Unless(() => member.Name);

    // .NET reads a number that is too large as infinity.
    public static double? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && !double.IsInfinity(number) ? number : null;

    // Half of a surrogate pair: JSON can spell it, in names too, and text cannot hold it.
    private static T? Unless<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}

using System.Text.Json;

namespace AwsLoginAudit;

/// <summary>Reads members of untrusted JSON: a member that is absent or of another type is null and never throws.</summary>
internal static class JsonMembers
{
    // An SNS message has at most 256 KiB, and an envelope makes it longer. Parsed JSON can take a dozen times the memory of its text.
    private const int Longest = 512 * 1024;

    /// <summary>Parses a text; if it is not JSON, returns null and the problem.</summary>
    public static JsonDocument? Open(string json, out string? problem)
    {
        if (json.Length > Longest)
        {
            problem = $"The text has more than {Longest} characters, which is longer than any SNS message.";
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
            problem = "The text contains an incomplete surrogate pair.";
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

    // JSON text and names can contain half of a surrogate pair, for which .NET throws InvalidOperationException.
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

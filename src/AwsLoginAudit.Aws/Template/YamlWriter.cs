using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>Writes a JSON tree as YAML in block style. Texts that YAML could read as another type are quoted as in JSON, which YAML accepts.</summary>
internal static class YamlWriter
{
    // Without CultureInvariant, the Turkish culture does not match I with a-z, and the file would differ between machines.
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private static readonly Regex Plain = new("^[a-z/]([a-z0-9_/.:-]*[a-z0-9_/*])?$", Options, TimeSpan.FromSeconds(1));
    private static readonly Regex Reserved = new("^(y|yes|n|no|true|false|on|off|null)$", Options, TimeSpan.FromSeconds(1));
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonObject tree) => string.Join("\n", Lines(tree)) + "\n";

    private static IEnumerable<string> Lines(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => Member(Scalar(member.Key), member.Value)),
        JsonArray items => items.SelectMany(Item),
        _ => [],
    };

    private static IEnumerable<string> Member(string key, JsonNode? value) =>
        IsBlock(value) ? [key + ":", .. Lines(value!).Select(line => "  " + line)] : [$"{key}: {Flow(value)}"];

    private static IEnumerable<string> Item(JsonNode? value) =>
        IsBlock(value) ? Lines(value!).Select((line, index) => (index == 0 ? "- " : "  ") + line) : [$"- {Flow(value)}"];

    private static bool IsBlock(JsonNode? value) => value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 };

    private static string Flow(JsonNode? value) =>
        value is JsonValue single && single.TryGetValue<string>(out var text) ? Scalar(text) : value?.ToJsonString() ?? "null";

    private static string Scalar(string text) => Plain.IsMatch(text) && !Reserved.IsMatch(text) ? text : JsonSerializer.Serialize(text, Relaxed);
}

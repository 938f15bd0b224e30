using System.Text.Json;
using LocalAws.Validation;

namespace LocalAws.Http;

/// <summary>The tags of one resource.</summary>
internal sealed class ResourceTags
{
    private const int Most = 50;
    private readonly SortedDictionary<string, string> tags = new(StringComparer.Ordinal);

    /// <summary>Adds tags, or changes them; the error is thrown where there would be too many.</summary>
    public void Add(IEnumerable<KeyValuePair<string, string>> added, Func<AwsException> tooMany)
    {
        var list = added.ToList();
        if (tags.Keys.Union(list.Select(tag => tag.Key), StringComparer.Ordinal).Count() > Most)
            throw tooMany();
        foreach (var (key, value) in list)
            tags[key] = value;
    }

    /// <summary>As a list of Key and Value.</summary>
    public void WriteList(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        foreach (var (key, value) in tags)
        {
            json.WriteStartObject();
            json.WriteString("Key", key);
            json.WriteString("Value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>As a map; nothing where there is no tag.</summary>
    public void WriteMap(Utf8JsonWriter json, string name)
    {
        if (tags.Count == 0)
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in tags)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    /// <summary>The tags of a request, as a list of Key and Value; none where it has no such member.</summary>
    public static IEnumerable<KeyValuePair<string, string>> InList(JsonElement request, string name) =>
        request.Member(name)?.EnumerateArray().Select(tag => KeyValuePair.Create(tag.Demand("Key"), tag.Demand("Value"))).ToList() ?? [];

    /// <summary>The tags of a request, as a map; none where it has no such member.</summary>
    public static IEnumerable<KeyValuePair<string, string>> InMap(JsonElement request, string name) =>
        request.Member(name)?.EnumerateObject().Select(tag => KeyValuePair.Create(tag.Name, Json.Text(tag.Value))).ToList() ?? [];
}

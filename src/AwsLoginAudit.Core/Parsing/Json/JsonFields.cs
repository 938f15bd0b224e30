using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AwsLoginAudit;

/// <summary>The fields of a JSON object by path, such as <c>winlog.event_id</c>. Nested objects and dotted names give the same path.</summary>
internal sealed class JsonFields
{
    // Paths of known products are shorter. The maximum limits the memory for deeply nested long names.
    private const int LongestPath = 128;

    private const string OtlpList = "kvlistValue";

    // Matches an escaped backslash, a surrogate pair, or a lone surrogate, in JSON escapes.
    private static readonly Regex Surrogates = new(
        @"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}",
        RegexOptions.CultureInvariant, TimeSpan.FromSeconds(30));

    private readonly List<KeyValuePair<string, JsonElement>> all = [];
    private readonly ILookup<string, JsonElement> byPath;

    public JsonFields(JsonElement root)
    {
        Flatten("", root);
        byPath = all.ToLookup(field => field.Key, field => field.Value);
    }

    private void Flatten(string prefix, JsonElement value)
    {
        foreach (var property in value.EnumerateObject())
        {
            var name = NameOf(property);
            if (name == OtlpList)
                FlattenOtlp(prefix, property.Value);
            else
                Add(prefix, prefix.Length == 0 && IsEnvelope(name, property.Value) ? "" : name, property.Value);
        }
    }

    private void Add(string prefix, string name, JsonElement value)
    {
        var path = prefix + name;
        if (path.Length > LongestPath)
            return;
        all.Add(new(path, value));
        if (value.ValueKind == JsonValueKind.Object)
            Flatten(name.Length == 0 ? prefix : path + ".", value);
    }

    // Elasticsearch writes the event in _source, and OpenTelemetry in body.
    private static bool IsEnvelope(string name, JsonElement value) =>
        name is "_source" or "body" && value.ValueKind == JsonValueKind.Object && TextOf(value) is null;

    // OTLP writes an object as {"kvlistValue":{"values":[{"key":"a","value":{"stringValue":"b"}}]}} (opentelemetry-proto, common/v1/common.proto).
    private void FlattenOtlp(string prefix, JsonElement list)
    {
        if (list.Member("values") is not { ValueKind: JsonValueKind.Array } values)
            return;
        foreach (var pair in values.EnumerateArray())
        {
            if (pair.Member("key") is { } key && TextOf(key) is { } name && pair.Member("value") is { } value)
                Add(prefix, name, value);
        }
    }

    /// <summary>Whether the object has a field, even if it is null or empty.</summary>
    public bool Has(string path) => byPath.Contains(path);

    /// <summary>The first value of a field; undefined for none.</summary>
    public JsonElement First(string path) => byPath[path].FirstOrDefault();

    /// <summary>The text of a field's first value that has a text; null for none.</summary>
    public string? Text(string path) => byPath[path].Select(TextOf).FirstOrDefault(text => text is not null);

    /// <summary>The values of a field that may be at several paths: each different value once, or all values if a path has several.</summary>
    public List<string> Texts(IEnumerable<string> paths)
    {
        var found = new List<string>();
        var isRepeated = false;
        foreach (var path in paths)
        {
            var before = found.Count;
            found.AddRange(byPath[path].SelectMany(Items).Select(TextOf).OfType<string>());
            isRepeated |= found.Count > before + 1;
        }
        return isRepeated ? found : [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>All values of names that their object repeats.</summary>
    public IEnumerable<string> Repeated =>
        from values in byPath
        where values.Key.Length > 0 && values.Skip(1).Any()
        from value in values
        select $"{values.Key}: {TextOf(value) ?? value.GetRawText()}";

    /// <summary>Whether there is a field below a path.</summary>
    public bool HasUnder(string path) => Under(path).Any();

    /// <summary>The fields below a path, by their names relative to the path.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> Under(string path) =>
        from entry in all
        where entry.Key.Length > path.Length + 1 && entry.Key[path.Length] == '.' && entry.Key.StartsWith(path, StringComparison.Ordinal)
        select new KeyValuePair<string, JsonElement>(entry.Key.Substring(path.Length + 1), entry.Value);

    /// <summary>All fields with a text, by path.</summary>
    public IEnumerable<KeyValuePair<string, string>> AllTexts =>
        from entry in all
        where TextOf(entry.Value) is not null
        select new KeyValuePair<string, string>(entry.Key, TextOf(entry.Value)!);

    /// <summary>The items of an array; a value that is not an array is returned as the only item.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray();
        return value.Member("arrayValue") is { } array && array.Member("values") is { ValueKind: JsonValueKind.Array } values
            ? values.EnumerateArray()
            : [value];
    }

    /// <summary>A value as text. Objects that PowerShell or OTLP wraps around a value are unwrapped. Null for null, objects, arrays and missing values.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => StringOf(value),
        JsonValueKind.Number => value.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : value.GetRawText(),
        JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Object => Wrapped(value) is { } inner ? TextOf(inner) : null,
        _ => null,
    };

    // ConvertTo-Json writes a security identifier as an object with a Value, and a date from Select-Object as an object with a value.
    private static JsonElement? Wrapped(JsonElement value)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (NameOf(property) is "Value" or "value" or "stringValue" or "intValue" or "doubleValue" or "boolValue"
                && property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                return property.Value;
            }
        }
        return null;
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // A name with half of a surrogate pair belongs to no known product.
            return "\uFFFD";
        }
    }

    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // A typed name may contain half of a surrogate pair, which System.Text.Json does not decode.
            var raw = Surrogates.Replace(value.GetRawText(), found => found.Length == 6 ? "\\uFFFD" : found.Value);
            using var repaired = JsonDocument.Parse(raw);
            return repaired.RootElement.GetString();
        }
    }
}

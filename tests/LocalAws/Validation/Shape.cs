using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Http;

namespace LocalAws.Validation;

/// <summary>The members of a request or of a structure in it.</summary>
internal sealed class Shape : Rule, IEnumerable<KeyValuePair<string, Rule>>
{
    private readonly Dictionary<string, Rule> members = new(StringComparer.Ordinal);

    public void Add(string name, Rule rule) => members.Add(name, rule);

    public override void Check(JsonElement value, string path, List<string> violations)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new AwsException("SerializationException", $"Unexpected value at '{path}': a structure is expected.");

        var present = 0;
        foreach (var member in value.EnumerateObject())
        {
            if (!members.TryGetValue(member.Name, out var rule))
                throw AwsException.NotSupported($"The parameter {Join(path, member.Name)}");
            if (member.Value.ValueKind == JsonValueKind.Null)
                continue;
            present += rule.IsRequired ? 1 : 0;
            rule.Check(member.Value, Join(path, member.Name), violations);
        }
        if (present < required)
            violations.AddRange(members.Where(m => m.Value.IsRequired && !IsPresent(value, m.Key))
                .Select(m => $"Value null at '{Join(path, m.Key)}' failed to satisfy constraint: Member must not be null"));
    }

    public override JsonNode? FromForm(QueryForm form)
    {
        var json = new JsonObject();
        foreach (var (name, child) in form.Children)
            json[name] = members.TryGetValue(name, out var rule) ? rule.FromForm(child) : child.Value ?? "";
        return json;
    }

    /// <summary>Throws what AWS answers when a request breaks its model.</summary>
    public void Demand(JsonElement request, string code)
    {
        var violations = new List<string>();
        Check(request, "", violations);
        if (violations.Count > 0)
            throw new AwsException(code, $"{violations.Count} validation error{(violations.Count == 1 ? "" : "s")} detected: {string.Join("; ", violations.Take(10))}");
    }

    public IEnumerator<KeyValuePair<string, Rule>> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int required => requiredCount ??= members.Values.Count(r => r.IsRequired);

    private int? requiredCount;

    private static bool IsPresent(JsonElement value, string name) => value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Tables;

/// <summary>What #names and :values of expressions stand for. Each must be used, as DynamoDB demands.</summary>
/// <remarks>Plain names of attributes are not supported, so that no reserved word can stand in an expression.</remarks>
internal sealed class ExpressionPlaceholders(JsonElement request)
{
    private const string Names = "ExpressionAttributeNames";
    private const string Values = "ExpressionAttributeValues";

    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    public string Name(string token) => (string?)Find(Names, token)
        ?? throw Table.Invalid($"Invalid expression: An expression attribute name used in the document path is not defined; attribute name: {token}");

    public JsonNode Value(string token) => Find(Values, token)
        ?? throw Table.Invalid($"Invalid expression: An expression attribute value used in expression is not defined; attribute value: {token}");

    public void DemandAllUsed()
    {
        foreach (var list in new[] { Names, Values })
        {
            var unused = request.Member(list)?.EnumerateObject().Select(entry => entry.Name).Where(name => !used.Contains(name)).ToList() ?? [];
            if (unused.Count > 0)
                throw Table.Invalid($"Value provided in {list} unused in expressions: keys: {{{string.Join(", ", unused)}}}");
        }
    }

    private JsonNode? Find(string list, string token)
    {
        used.Add(token);
        return request.Member(list)?.Member(token) is { } value ? JsonSerializer.SerializeToNode(value) : null;
    }
}

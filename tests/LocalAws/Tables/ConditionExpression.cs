using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.Http;

namespace LocalAws.Tables;

/// <summary>A condition or key condition: attribute_exists, attribute_not_exists, = and &lt;&gt; of a #name and a :value, joined by AND and OR.</summary>
/// <remarks>Source: "Condition and filter expressions, operators, and functions", DynamoDB Developer Guide. AND binds closer than OR.</remarks>
internal sealed partial class ConditionExpression
{
    private readonly ExpressionPlaceholders placeholders;
    private readonly List<List<Func<JsonObject, bool>>> alternatives;
    private readonly string text;

    public ConditionExpression(string text, ExpressionPlaceholders placeholders)
    {
        (this.text, this.placeholders) = (text, placeholders);
        alternatives = [.. Or().Split(text).Select(alternative => And().Split(alternative).Select(Term).ToList())];
    }

    /// <summary>Whether it is true of an item; all terms are read, whatever the first of them says.</summary>
    public bool Holds(JsonObject item) => alternatives.Exists(terms => terms.TrueForAll(term => term(item)));

    /// <summary>The value of the partition key, where the expression is one of a query.</summary>
    public string PartitionOf(string key)
    {
        if (Comparison().Match(text) is not { Success: true } match || match.Groups["operator"].Value != "=")
            throw AwsException.NotSupported($"The key condition {text}");
        if (placeholders.Name(match.Groups["name"].Value) != key)
            throw Table.Invalid($"Query condition missed key schema element: {key}");
        return (string?)placeholders.Value(match.Groups["value"].Value)["S"] ?? throw Table.Invalid("One or more parameter values were invalid: Condition parameter type does not match schema type");
    }

    private Func<JsonObject, bool> Term(string term)
    {
        if (Function().Match(term) is { Success: true } function)
        {
            var (name, wanted) = (placeholders.Name(function.Groups["name"].Value), function.Groups["function"].Value == "attribute_exists");
            return item => item.ContainsKey(name) == wanted;
        }
        if (Comparison().Match(term) is { Success: true } comparison)
        {
            var (name, value) = (placeholders.Name(comparison.Groups["name"].Value), placeholders.Value(comparison.Groups["value"].Value));
            var wanted = comparison.Groups["operator"].Value == "=";
            return item => JsonNode.DeepEquals(item[name], value) == wanted;
        }
        throw AwsException.NotSupported($"The condition {term}");
    }

    [GeneratedRegex(@"\s+OR\s+", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Or();

    [GeneratedRegex(@"\s+AND\s+", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex And();

    [GeneratedRegex(@"^\s*(?<function>attribute_exists|attribute_not_exists)\s*\(\s*(?<name>#\w+)\s*\)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Function();

    [GeneratedRegex(@"^\s*(?<name>#\w+)\s*(?<operator>=|<>)\s*(?<value>:\w+)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comparison();
}

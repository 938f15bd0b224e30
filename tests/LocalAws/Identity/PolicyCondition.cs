using System.Text.Json;
using LocalAws.Http;

namespace LocalAws.Identity;

/// <summary>What conditions of policies may ask of a request: the values of each key, whatever the case of its name.</summary>
internal sealed class ConditionValues() : Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

/// <summary>The Condition of a statement. Operators that are not here are answered 501, since to guess would be to allow or to deny wrongly.</summary>
internal static class PolicyCondition
{
    private const string ForAll = "ForAllValues:";
    private const string ForAny = "ForAnyValue:";

    public static bool Holds(JsonElement statement, ConditionValues values) => !statement.TryGetProperty("Condition", out var condition)
        || condition.EnumerateObject().All(test => test.Value.EnumerateObject().All(key => Holds(test.Name, PolicyDocument.Texts(key.Value), values.GetValueOrDefault(key.Name) ?? [])));

    private static bool Holds(string test, IEnumerable<string> expected, IReadOnlyList<string> actual)
    {
        // "true": the key is absent from the request.
        if (test == "Null")
            return expected.Any(e => e == (actual.Count == 0 ? "true" : "false"));
        var isForAll = test.StartsWith(ForAll, StringComparison.Ordinal);
        var compare = Comparison(isForAll ? test[ForAll.Length..] : test.StartsWith(ForAny, StringComparison.Ordinal) ? test[ForAny.Length..] : test);
        var wanted = expected.ToList();
        // A request without the key passes what is asked of all of its values, and nothing else.
        return isForAll ? actual.All(IsWanted) : actual.Any(IsWanted);

        bool IsWanted(string value) => wanted.Any(e => compare(e, value));
    }

    private static Func<string, string, bool> Comparison(string name) => name switch
    {
        "StringEquals" => (expected, value) => PolicyDocument.Literal(expected) == value,
        "Bool" => (expected, value) => string.Equals(expected, value, StringComparison.OrdinalIgnoreCase),
        // ArnEquals and ArnLike behave alike.
        "StringLike" or "ArnLike" or "ArnEquals" => (expected, value) => PolicyDocument.IsLike(expected, value, ignoreCase: false),
        _ => throw AwsException.NotSupported($"The condition operator {name}"),
    };
}

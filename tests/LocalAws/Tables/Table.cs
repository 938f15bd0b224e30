using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Tables;

/// <summary>A table of DynamoDB, with its items in the order of their keys.</summary>
/// <param name="name">The name.</param>
/// <param name="arn">The ARN.</param>
/// <param name="keys">The partition key's attribute, then the sort key's if there is one. Both are of type S.</param>
/// <param name="createdAt">When it was created.</param>
internal sealed class Table(string name, string arn, IReadOnlyList<string> keys, DateTimeOffset createdAt)
{
    // Quotas of DynamoDB's developer guide ("Quotas in Amazon DynamoDB": items and attributes).
    private const int LargestItem = 400 * 1024;
    private static readonly int[] LargestKeys = [2048, 1024];

    public string Name => name;

    public string Arn => arn;

    public IReadOnlyList<string> Keys => keys;

    public DateTimeOffset CreatedAt => createdAt;

    public string Id { get; } = Guid.NewGuid().ToString();

    public ResourceTags Tags { get; } = new();

    /// <summary>The attribute that says when an item expires; null while Time to Live is off.</summary>
    public string? ExpiryAttribute { get; set; }

    /// <summary>By the values of their keys. DynamoDB compares texts by their bytes in UTF-8.</summary>
    public SortedDictionary<IReadOnlyList<string>, JsonObject> Items { get; } = new(Comparer<IReadOnlyList<string>>.Create(Compare));

    /// <summary>The values of an item's keys.</summary>
    /// <exception cref="AwsException">ValidationException: a key is missing, of another type, empty or too long, or the item is too large.</exception>
    public IReadOnlyList<string> KeyOf(JsonObject item)
    {
        var values = keys.Select(key => KeyValue(item, key)).ToList();
        for (var i = 0; i < values.Count; i++)
        {
            if (Encoding.UTF8.GetByteCount(values[i]) > LargestKeys[i])
            {
                throw Invalid(i == 0
                    ? "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes"
                    : "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
            }
        }
        if (SizeOf(item) > LargestItem)
            throw Invalid("Item size has exceeded the maximum allowed size");
        return values;
    }

    public static AwsException Invalid(string message) => new("ValidationException", message);

    private static string KeyValue(JsonObject item, string key)
    {
        if (item[key] is not JsonObject value)
            throw Invalid($"One or more parameter values were invalid: Missing the key {key} in the item");
        if ((string?)value["S"] is not { } text)
            throw Invalid($"One or more parameter values were invalid: Type mismatch for key {key} expected: S actual: {value.Single().Key}");
        return text.Length > 0
            ? text
            : throw Invalid($"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: {key}");
    }

    // Names and texts count by their bytes in UTF-8, a number about two digits a byte ("DynamoDB item sizes and formats").
    private static int SizeOf(JsonObject item) => item.Sum(attribute =>
        Encoding.UTF8.GetByteCount(attribute.Key) + attribute.Value!.AsObject().Sum(value => Encoding.UTF8.GetByteCount(value.Value!.ToString())));

    private static int Compare(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        left.Zip(right, (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))).FirstOrDefault(order => order != 0);
}

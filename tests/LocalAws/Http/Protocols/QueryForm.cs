using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LocalAws.Validation;

namespace LocalAws.Http;

/// <summary>The parameters of a Query request as a tree: what follows a dot is a child.</summary>
internal sealed class QueryForm
{
    private readonly Dictionary<string, QueryForm> children = new(StringComparer.Ordinal);

    public string? Value { get; private set; }

    public IEnumerable<KeyValuePair<string, QueryForm>> Children => children;

    public QueryForm? this[string name] => children.GetValueOrDefault(name);

    public static QueryForm Parse(byte[] body)
    {
        var root = new QueryForm();
        foreach (var pair in Encoding.UTF8.GetString(body).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (pair[..at], pair[(at + 1)..]) : (pair, "");
            var node = root;
            foreach (var step in WebUtility.UrlDecode(name).Split('.'))
                node = node.children.TryGetValue(step, out var child) ? child : node.children[step] = new QueryForm();
            if (node.Value is not null)
                throw new AwsException("MalformedQueryString", $"The parameter {name} is given twice.");
            node.Value = WebUtility.UrlDecode(value);
        }
        return root;
    }

    /// <summary>The parameters in the shape that a JSON request would have.</summary>
    public byte[] ToJson(Shape shape)
    {
        children.Remove("Action");
        children.Remove("Version");
        return Encoding.UTF8.GetBytes(shape.FromForm(this)!.ToJsonString());
    }

    /// <summary>The children in the order of their numbers, which begin at 1 without a gap.</summary>
    public IEnumerable<QueryForm> Numbered(string name)
    {
        var list = this[name];
        if (list is null && children.Count > 0)
            throw new AwsException("MalformedInput", $"A list or map is written {name}.1, {name}.2 and so on.");
        for (var i = 1; i <= (list?.children.Count ?? 0); i++)
            yield return list![i.ToString(CultureInfo.InvariantCulture)] ?? throw new AwsException("MalformedInput", $"{name}.{i} is missing.");
    }

    public JsonNode? Scalar() => children.Count == 0 ? Value : throw new AwsException("MalformedInput", "A value is expected, not a structure.");
}

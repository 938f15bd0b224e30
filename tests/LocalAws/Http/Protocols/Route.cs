using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Http;

/// <summary>One operation of a REST service: the method and path that ask for it, and the status of its answer.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with labels in braces: each stands for one segment.</param>
/// <param name="Operation">The operation's name.</param>
/// <param name="Status">Of an answer that is no error.</param>
internal sealed record Route(string Method, string Path, string Operation, HttpStatusCode Status)
{
    /// <summary>Whether a request asks for the operation.</summary>
    public bool IsFor(HttpRequest request) => request.Method == Method && Segments(request).Length == Template.Length
        && Segments(request).Zip(Template).All(pair => pair.First.Length > 0 && (IsLabel(pair.Second) || pair.First == pair.Second));

    /// <summary>The body with what path and query say beside it, in the shape that a JSON request would have.</summary>
    public byte[] ToJson(HttpRequest request, byte[] body)
    {
        var labels = Segments(request).Zip(Template).Where(pair => IsLabel(pair.Second)).Select(pair => KeyValuePair.Create(pair.Second[1..^1], pair.First));
        var parameters = Parse(body);
        foreach (var (name, value) in labels.Concat(request.Query.Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()))))
            parameters[name] = value;
        return JsonSerializer.SerializeToUtf8Bytes(parameters);
    }

    private string[] Template { get; } = Path.Split('/')[1..];

    private static string[] Segments(HttpRequest request) => request.Path.Value!.Split('/')[1..];

    private static bool IsLabel(string segment) => segment.StartsWith('{');

    private static JsonObject Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? [] : JsonNode.Parse(body) as JsonObject ?? throw NoObject();
        }
        catch (JsonException)
        {
            throw NoObject();
        }
    }

    private static AwsException NoObject() => new("SerializationException", "The request body is not a JSON object.");
}

using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Logs;

/// <summary>The operations on the tags of groups.</summary>
internal sealed class LogGroupTags(LogGroups groups)
{
    private const int TagsPerGroup = 50;

    public void TagResource(JsonElement request, Utf8JsonWriter response)
    {
        var group = groups.WithArn(request.Demand("resourceArn"));
        var tags = Read(request);
        if (group.Tags.Keys.Union(tags.Keys, StringComparer.Ordinal).Count() > TagsPerGroup)
            throw new AwsException("TooManyTagsException", $"A resource can have no more than {TagsPerGroup} tags.");
        foreach (var (key, value) in tags)
            group.Tags[key] = value;
    }

    public void ListTagsForResource(JsonElement request, Utf8JsonWriter response)
    {
        var group = groups.WithArn(request.Demand("resourceArn"));
        response.WriteStartObject();
        response.WriteStartObject("tags");
        foreach (var (key, value) in group.Tags)
            response.WriteString(key, value);
        response.WriteEndObject();
        response.WriteEndObject();
    }

    /// <summary>The tags of a request; keys that begin with aws: are AWS's own.</summary>
    public static Dictionary<string, string> Read(JsonElement request)
    {
        var tags = request.Member("tags")?.EnumerateObject().ToDictionary(t => t.Name, t => Json.Text(t.Value), StringComparer.Ordinal) ?? [];
        return tags.Keys.Any(k => k.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            ? throw AwsException.InvalidParameter("aws: prefixed tag key names are not allowed for external use.")
            : tags;
    }
}

using System.Net;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Alarms;

/// <summary>The operations on the tags of alarms.</summary>
internal sealed class AlarmTags(AlarmService service)
{
    private const int TagsPerAlarm = 50;

    public void TagResource(JsonElement request, Utf8JsonWriter response)
    {
        var alarm = WithArn(request.Demand("ResourceARN"));
        var tags = Read(request);
        if (alarm.Tags.Keys.Union(tags.Keys, StringComparer.Ordinal).Count() > TagsPerAlarm)
            throw Invalid($"A resource can have no more than {TagsPerAlarm} tags.");
        foreach (var (key, value) in tags)
            alarm.Tags[key] = value;
        response.WriteStartObject();
        response.WriteEndObject();
    }

    public void ListTagsForResource(JsonElement request, Utf8JsonWriter response)
    {
        var alarm = WithArn(request.Demand("ResourceARN"));
        response.WriteStartObject();
        response.WriteStartArray("Tags");
        foreach (var (key, value) in alarm.Tags)
        {
            response.WriteStartObject();
            response.WriteString("Key", key);
            response.WriteString("Value", value);
            response.WriteEndObject();
        }
        response.WriteEndArray();
        response.WriteEndObject();
    }

    public static Dictionary<string, string> Read(JsonElement request)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in request.Member("Tags")?.EnumerateArray().ToList() ?? [])
        {
            var key = tag.Demand("Key");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Invalid("Tag keys that begin with aws: are AWS's own.");
            if (!tags.TryAdd(key, tag.Demand("Value")))
                throw Invalid($"The tag key {key} is given twice.");
        }
        return tags;
    }

    private Alarm WithArn(string arn)
    {
        if (!arn.StartsWith(service.ArnOf(""), StringComparison.Ordinal))
            throw Invalid($"The ARN {arn} is of no alarm of this account and region.");
        return service.All.TryGetValue(arn[service.ArnOf("").Length..], out var alarm)
            ? alarm
            : throw new AwsException("ResourceNotFoundException", $"The alarm {arn} does not exist.", HttpStatusCode.NotFound);
    }

    private static AwsException Invalid(string message) => new("InvalidParameterValueException", message) { QueryCode = "InvalidParameterValue" };
}

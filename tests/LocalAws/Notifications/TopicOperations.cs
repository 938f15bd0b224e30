using System.Globalization;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Identity;
using LocalAws.Validation;

namespace LocalAws.Notifications;

/// <summary>The operations on topics.</summary>
internal sealed class TopicOperations(ServerContext context, IDictionary<string, Topic> topics)
{
    private const int MostTags = 50;

    public string ArnOf(string name) => $"arn:aws:sns:{context.Options.Region}:{context.Options.AccountId}:{name}";

    public void CreateTopic(JsonElement request, Utf8JsonWriter response)
    {
        var name = request.Demand("Name");
        var attributes = request.Member("Attributes")?.EnumerateObject().ToDictionary(a => a.Name, a => Json.Text(a.Value), StringComparer.Ordinal) ?? [];
        var tags = ReadTags(request);
        foreach (var (key, value) in attributes)
            Check(key, value);
        if (!topics.TryGetValue(ArnOf(name), out var topic))
        {
            topics.Add(ArnOf(name), topic = new Topic(name, ArnOf(name)) { Attributes = { ["Policy"] = DefaultPolicy(ArnOf(name)) } });
            foreach (var (key, value) in attributes)
                topic.Attributes[key] = value;
            Tag(topic, tags);
        }
        else if (attributes.Any(a => topic.Attributes.GetValueOrDefault(a.Key, "") != a.Value))
        {
            throw Invalid("Attributes Reason: Topic already exists with different attributes");
        }
        else if (tags.Count > 0 && !(tags.Count == topic.Tags.Count && tags.All(t => topic.Tags.GetValueOrDefault(t.Key) == t.Value)))
        {
            throw Invalid("Tags Reason: Topic already exists with different tags");
        }
        response.WriteStartObject();
        response.WriteString("TopicArn", topic.Arn);
        response.WriteEndObject();
    }

    public void GetTopicAttributes(JsonElement request, Utf8JsonWriter response)
    {
        var topic = Named(topics, request.Demand("TopicArn"));
        response.WriteStartObject();
        response.WriteStartObject("Attributes");
        response.WriteString("TopicArn", topic.Arn);
        response.WriteString("Owner", context.Options.AccountId);
        response.WriteString("DisplayName", topic.Attributes.GetValueOrDefault("DisplayName", ""));
        response.WriteString("SubscriptionsConfirmed", Count(topic, isConfirmed: true));
        response.WriteString("SubscriptionsPending", Count(topic, isConfirmed: false));
        response.WriteString("SubscriptionsDeleted", "0");
        foreach (var (key, value) in topic.Attributes.Where(a => a.Key != "DisplayName" && a.Value.Length > 0))
            response.WriteString(key, value);
        response.WriteEndObject();
        response.WriteEndObject();
    }

    public void SetTopicAttributes(JsonElement request, Utf8JsonWriter response)
    {
        var (name, value) = (request.Demand("AttributeName"), request.Text("AttributeValue") ?? "");
        var topic = Named(topics, request.Demand("TopicArn"));
        Check(name, value);
        topic.Attributes[name] = value;
    }

    /// <summary>A topic that does not exist is deleted without complaint.</summary>
    public void DeleteTopic(JsonElement request, Utf8JsonWriter response)
    {
        CheckArn(request.Demand("TopicArn"));
        topics.Remove(request.Demand("TopicArn"));
    }

    public void TagResource(JsonElement request, Utf8JsonWriter response)
    {
        Tag(Resource(request), ReadTags(request));
        response.WriteStartObject();
        response.WriteEndObject();
    }

    public void ListTagsForResource(JsonElement request, Utf8JsonWriter response)
    {
        var topic = Resource(request);
        response.WriteStartObject();
        response.WriteStartArray("Tags");
        foreach (var (key, value) in topic.Tags)
        {
            response.WriteStartObject();
            response.WriteString("Key", key);
            response.WriteString("Value", value);
            response.WriteEndObject();
        }
        response.WriteEndArray();
        response.WriteEndObject();
    }

    public static Topic Named(IDictionary<string, Topic> topics, string arn)
    {
        CheckArn(arn);
        return topics.TryGetValue(arn, out var topic) ? topic : throw new AwsException("NotFound", "Topic does not exist", System.Net.HttpStatusCode.NotFound);
    }

    public static AwsException Invalid(string what) => new("InvalidParameter", $"Invalid parameter: {what}");

    private static void CheckArn(string arn)
    {
        if (arn.Split(':') is not ["arn", _, "sns", _, _, { Length: > 0 }])
            throw Invalid($"TopicArn Reason: An ARN must have at least 6 elements, not {arn.Split(':').Length}");
    }

    private Topic Resource(JsonElement request) => topics.TryGetValue(request.Demand("ResourceArn"), out var topic)
        ? topic : throw new AwsException("ResourceNotFound", "Resource does not exist", System.Net.HttpStatusCode.NotFound);

    private static Dictionary<string, string> ReadTags(JsonElement request)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in request.Member("Tags")?.EnumerateArray().ToList() ?? [])
        {
            if (!tags.TryAdd(tag.Demand("Key"), tag.Demand("Value")))
                throw Invalid("Tags Reason: Duplicated keys are not allowed.");
        }
        return tags;
    }

    private static void Tag(Topic topic, Dictionary<string, string> tags)
    {
        if (topic.Tags.Keys.Union(tags.Keys, StringComparer.Ordinal).Count() > MostTags)
            throw new AwsException("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
        foreach (var (key, value) in tags)
            topic.Tags[key] = value;
    }

    private static void Check(string name, string value)
    {
        var isValid = name switch
        {
            "Policy" => PolicyDocument.IsValid(value),
            "DisplayName" => value.Length <= 100,
            "KmsMasterKeyId" => value.Length <= 2048,
            _ => throw AwsException.NotSupported($"The topic attribute {name}"),
        };
        if (!isValid)
            throw Invalid($"Attributes Reason: {name} is not valid");
    }

    private static string Count(Topic topic, bool isConfirmed) => topic.Subscriptions.Count(s => s.IsConfirmed == isConfirmed).ToString(CultureInfo.InvariantCulture);

    private string DefaultPolicy(string arn) => $$$$"""
        {"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID","Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"{{{{arn}}}}","Condition":{"StringEquals":{"AWS:SourceOwner":"{{{{context.Options.AccountId}}}}"}}}]}
        """;
}

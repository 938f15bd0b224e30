using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Notifications;

/// <summary>The operations on subscriptions.</summary>
internal sealed partial class SubscriptionOperations(ServerContext context, IDictionary<string, Topic> topics)
{
    private const int PageSize = 100;
    private const string Pending = "pending confirmation";

    public void Subscribe(JsonElement request, Utf8JsonWriter response)
    {
        var topic = TopicOperations.Named(topics, request.Demand("TopicArn"));
        var (protocol, endpoint) = (request.Demand("Protocol"), request.Text("Endpoint") ?? "");
        var isRaw = ReadIsRaw(request);
        if (isRaw && protocol != "sqs")
            throw TopicOperations.Invalid("Attributes Reason: Delivery protocol does not support raw message delivery.");
        CheckEndpoint(protocol, endpoint);

        var subscription = topic.Subscriptions.FirstOrDefault(s => s.Protocol == protocol && s.Endpoint == endpoint);
        if (subscription is null)
            topic.Subscriptions.Add(subscription = new Subscription($"{topic.Arn}:{Guid.NewGuid()}", protocol, endpoint) { IsRaw = isRaw, IsConfirmed = protocol is "sqs" or "lambda" });
        else if (request.Member("Attributes") is not null && subscription.IsRaw != isRaw)
            throw TopicOperations.Invalid("Attributes Reason: Subscription already exists with different attributes");
        response.WriteStartObject();
        response.WriteString("SubscriptionArn", subscription.IsConfirmed || request.Flag("ReturnSubscriptionArn") ? subscription.Arn : Pending);
        response.WriteEndObject();
    }

    /// <summary>A subscription that does not exist is ended without complaint; one that is not confirmed cannot be.</summary>
    public void Unsubscribe(JsonElement request, Utf8JsonWriter response)
    {
        var arn = request.Demand("SubscriptionArn");
        CheckArn(arn);
        if (Find(arn) is not var (topic, subscription))
            return;
        if (!subscription.IsConfirmed)
            throw TopicOperations.Invalid("SubscriptionArn Reason: This subscription is pending confirmation and can't be deleted.");
        topic.Subscriptions.Remove(subscription);
    }

    public void ListSubscriptionsByTopic(JsonElement request, Utf8JsonWriter response)
    {
        var topic = TopicOperations.Named(topics, request.Demand("TopicArn"));
        var page = new PageRequest("Subscriptions", "NextToken", $"subscriptions {topic.Arn}", request.Text("NextToken"), PageSize, () => TopicOperations.Invalid("NextToken"));
        response.WriteStartObject();
        context.WritePage(response, page, topic.Subscriptions, subscription =>
        {
            response.WriteStartObject();
            response.WriteString("SubscriptionArn", subscription.IsConfirmed ? subscription.Arn : "PendingConfirmation");
            response.WriteString("Owner", context.Options.AccountId);
            response.WriteString("Protocol", subscription.Protocol);
            response.WriteString("Endpoint", subscription.Endpoint);
            response.WriteString("TopicArn", topic.Arn);
            response.WriteEndObject();
        });
        response.WriteEndObject();
    }

    public void GetSubscriptionAttributes(JsonElement request, Utf8JsonWriter response)
    {
        var arn = request.Demand("SubscriptionArn");
        CheckArn(arn);
        if (Find(arn) is not var (topic, subscription))
            throw new AwsException("NotFound", "Subscription does not exist", System.Net.HttpStatusCode.NotFound);
        response.WriteStartObject();
        response.WriteStartObject("Attributes");
        response.WriteString("SubscriptionArn", subscription.Arn);
        response.WriteString("TopicArn", topic.Arn);
        response.WriteString("Owner", context.Options.AccountId);
        response.WriteString("Protocol", subscription.Protocol);
        response.WriteString("Endpoint", subscription.Endpoint);
        response.WriteString("PendingConfirmation", subscription.IsConfirmed ? "false" : "true");
        response.WriteString("RawMessageDelivery", subscription.IsRaw ? "true" : "false");
        response.WriteEndObject();
        response.WriteEndObject();
    }

    private (Topic Topic, Subscription Subscription)? Find(string arn) => topics.Values
        .SelectMany(t => t.Subscriptions.Where(s => s.Arn == arn).Select(s => ((Topic, Subscription)?)(t, s))).FirstOrDefault();

    private static bool ReadIsRaw(JsonElement request)
    {
        var isRaw = false;
        foreach (var attribute in request.Member("Attributes")?.EnumerateObject().ToList() ?? [])
        {
            if (attribute.Name != "RawMessageDelivery")
                throw AwsException.NotSupported($"The subscription attribute {attribute.Name}");
            if (!bool.TryParse(Json.Text(attribute.Value), out isRaw))
                throw TopicOperations.Invalid($"Attributes Reason: RawMessageDelivery: Invalid value [{Json.Text(attribute.Value)}]. Must be true or false.");
        }
        return isRaw;
    }

    private static void CheckEndpoint(string protocol, string endpoint)
    {
        var isValid = protocol switch
        {
            "email" or "email-json" => Email().IsMatch(endpoint),
            "sqs" => endpoint.Split(':') is ["arn", _, "sqs", _, _, { Length: > 0 }],
            "lambda" => endpoint.Split(':') is ["arn", _, "lambda", _, _, "function", { Length: > 0 }, ..],
            "http" or "https" or "sms" or "application" or "firehose" => throw AwsException.NotSupported($"The protocol {protocol}"),
            _ => throw TopicOperations.Invalid($"Does not support this protocol string: {protocol}"),
        };
        if (!isValid)
            throw TopicOperations.Invalid(protocol.StartsWith("email", StringComparison.Ordinal) ? "Email address" : $"{protocol.ToUpperInvariant()} endpoint ARN");
    }

    private static void CheckArn(string arn)
    {
        if (arn.Split(':') is not ["arn", _, "sns", _, _, _, { Length: > 0 }])
            throw TopicOperations.Invalid("SubscriptionId");
    }

    [GeneratedRegex(@"\A[^@\s]+@[^@\s]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Email();
}

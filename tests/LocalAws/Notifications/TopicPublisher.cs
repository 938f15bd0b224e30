using System.Globalization;
using System.Text.Json;
using LocalAws.Alarms;
using LocalAws.Functions;
using LocalAws.Http;
using LocalAws.Identity;
using LocalAws.Queues;

namespace LocalAws.Notifications;

/// <summary>Carries messages from alarms to topics and from topics to subscribers, where policies let them pass.</summary>
internal sealed class TopicPublisher(ServerContext context, QueueService queues, FunctionService functions)
{
    public List<Delivery> Outbox { get; } = [];

    public List<LostMessage> Lost { get; } = [];

    public void Publish(Topic topic, string sourceArn, string subject, string message)
    {
        // The key of alias/aws/sns lets no other service in.
        if (topic.Attributes.GetValueOrDefault("KmsMasterKeyId")?.EndsWith("alias/aws/sns", StringComparison.Ordinal) == true)
            Lost.Add(new LostMessage(topic.Arn, "CloudWatch may not use the AWS managed key of the topic."));
        else if (!PolicyDocument.Allows(topic.Attributes["Policy"], "cloudwatch.amazonaws.com", "SNS:Publish", topic.Arn, Conditions(sourceArn)))
            Lost.Add(new LostMessage(topic.Arn, "The topic's policy does not let cloudwatch.amazonaws.com publish."));
        else
            Deliver(topic, subject, message);
    }

    public void Deliver(Topic topic, string subject, string message)
    {
        foreach (var subscription in topic.Subscriptions.Where(s => s.IsConfirmed))
        {
            if (subscription.Protocol == "sqs")
                Enqueue(topic, subscription, subject, message);
            else if (subscription.Protocol == "lambda")
                Invoke(topic, subscription, subject, message);
            else
                Outbox.Add(new Delivery(subscription.Protocol, subscription.Endpoint, subject, message));
        }
    }

    private void Enqueue(Topic topic, Subscription subscription, string subject, string message)
    {
        if (queues.ByArn(subscription.Endpoint) is not { } queue)
            Lost.Add(new LostMessage(subscription.Endpoint, "The queue does not exist."));
        else if (queue.Attributes.GetValueOrDefault("KmsMasterKeyId")?.EndsWith("alias/aws/sqs", StringComparison.Ordinal) == true)
            Lost.Add(new LostMessage(queue.Arn, "SNS may not use the AWS managed key of the queue."));
        else if (queue.Attributes.GetValueOrDefault("Policy") is not { Length: > 0 } policy
            || !PolicyDocument.Allows(policy, "sns.amazonaws.com", "sqs:SendMessage", queue.Arn, Conditions(topic.Arn)))
            Lost.Add(new LostMessage(queue.Arn, "The queue's policy does not let sns.amazonaws.com send from this topic."));
        else
            queue.Add(new QueuedMessage(Guid.NewGuid().ToString(), subscription.IsRaw ? message : Envelope(topic, subscription, subject, message), context.Now));
    }

    private void Invoke(Topic topic, Subscription subscription, string subject, string message)
    {
        var payload = AlarmTexts.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("Records");
            json.WriteStartObject();
            json.WriteString("EventSource", "aws:sns");
            json.WriteString("EventVersion", "1.0");
            json.WriteString("EventSubscriptionArn", subscription.Arn);
            json.WriteStartObject("Sns");
            // Lambda's events spell it Url, SNS's envelopes URL.
            WriteNotification(json, topic, subscription, subject, message, "SigningCertUrl", "UnsubscribeUrl");
            json.WriteStartObject("MessageAttributes");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
        if (functions.Accept(subscription.Endpoint, "sns.amazonaws.com", payload, Conditions(topic.Arn)) is { } reason)
            Lost.Add(new LostMessage(subscription.Endpoint, reason));
    }

    private ConditionValues Conditions(string sourceArn) => new()
    {
        ["aws:SourceArn"] = [sourceArn],
        ["aws:SourceAccount"] = [context.Options.AccountId],
        ["aws:SourceOwner"] = [context.Options.AccountId],
        // Services of AWS call each other over TLS.
        ["aws:SecureTransport"] = ["true"],
    };

    private string Envelope(Topic topic, Subscription subscription, string subject, string message) => AlarmTexts.Json(json =>
    {
        json.WriteStartObject();
        WriteNotification(json, topic, subscription, subject, message, "SigningCertURL", "UnsubscribeURL");
        json.WriteEndObject();
    });

    private void WriteNotification(Utf8JsonWriter json, Topic topic, Subscription subscription, string subject, string message, string certificateName, string unsubscribeName)
    {
        var host = $"https://sns.{context.Options.Region}.amazonaws.com/";
        json.WriteString("Type", "Notification");
        json.WriteString("MessageId", Guid.NewGuid());
        json.WriteString("TopicArn", topic.Arn);
        json.WriteString("Subject", subject);
        json.WriteString("Message", message);
        json.WriteString("Timestamp", context.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("SignatureVersion", "1");
        // Nothing here has SNS's key; who checks signatures cannot be tested against this server.
        json.WriteString("Signature", Convert.ToBase64String(new byte[256]));
        json.WriteString(certificateName, host + "SimpleNotificationService-0.pem");
        json.WriteString(unsubscribeName, $"{host}?Action=Unsubscribe&SubscriptionArn={subscription.Arn}");
    }
}

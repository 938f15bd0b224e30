using System.Text.Json;
using LocalAws.Alarms;
using LocalAws.Functions;
using LocalAws.Http;
using LocalAws.Queues;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Notifications;

/// <summary>SNS: standard topics, told by alarms, that tell queues, functions and e-mail addresses.</summary>
public sealed class NotificationService
{
    private const int SubjectLength = 100;
    private static readonly Rule Arn = Required(Text(1));
    private static readonly Rule Strings = Map(Text(0), Text(0), 0, int.MaxValue);
    private static readonly Rule Tags = List(new Shape { { "Key", Required(Text(1, 128)) }, { "Value", Required(Text(0, 256)) } }, 0, 50);

    private readonly ServerContext context;
    private readonly TopicPublisher publisher;
    private readonly SortedDictionary<string, Topic> topics = new(StringComparer.Ordinal);

    internal NotificationService(ServerContext context, QueueService queues, FunctionService functions, AlarmService alarms)
    {
        this.context = context;
        publisher = new TopicPublisher(context, queues, functions);
        alarms.StateChanged += (_, change) => Tell(change, alarms.ArnOf(change.AlarmName));
        var operations = new TopicOperations(context, topics);
        var subscriptions = new SubscriptionOperations(context, topics);
        Wire = new Service
        {
            SigningName = "sns",
            ActionPrefix = "sns",
            QueryVersion = "2010-03-31",
            XmlNamespace = "http://sns.amazonaws.com/doc/2010-03-31/",
            MapNames = new HashSet<string>(StringComparer.Ordinal) { "Attributes" },
            ValidationCode = "InvalidParameter",
            DeniedQueryCode = "AuthorizationError",
            ResourcesOf = (_, request) => [request.Text("TopicArn") ?? request.Text("ResourceArn") ?? request.Text("SubscriptionArn") ?? operations.ArnOf(request.Text("Name") ?? "")],
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["CreateTopic"] = (new Shape { { "Name", Required(Text(1, 256, "[A-Za-z0-9_-]+")) }, { "Attributes", Strings }, { "Tags", Tags }, { "DataProtectionPolicy", Unsupported() } }, operations.CreateTopic),
                ["GetTopicAttributes"] = (new Shape { { "TopicArn", Arn } }, operations.GetTopicAttributes),
                ["SetTopicAttributes"] = (new Shape { { "TopicArn", Arn }, { "AttributeName", Arn }, { "AttributeValue", Text(0) } }, operations.SetTopicAttributes),
                ["DeleteTopic"] = (new Shape { { "TopicArn", Arn } }, operations.DeleteTopic),
                ["TagResource"] = (new Shape { { "ResourceArn", Required(Text(1, 1011)) }, { "Tags", Required(Tags) } }, operations.TagResource),
                ["ListTagsForResource"] = (new Shape { { "ResourceArn", Required(Text(1, 1011)) } }, operations.ListTagsForResource),
                ["Subscribe"] = (new Shape { { "TopicArn", Arn }, { "Protocol", Arn }, { "Endpoint", Text(1) }, { "Attributes", Strings }, { "ReturnSubscriptionArn", Bool() } }, subscriptions.Subscribe),
                ["Unsubscribe"] = (new Shape { { "SubscriptionArn", Arn } }, subscriptions.Unsubscribe),
                ["ListSubscriptionsByTopic"] = (new Shape { { "TopicArn", Arn }, { "NextToken", Text(0) } }, subscriptions.ListSubscriptionsByTopic),
                ["GetSubscriptionAttributes"] = (new Shape { { "SubscriptionArn", Arn } }, subscriptions.GetSubscriptionAttributes),
            },
        };
    }

    /// <summary>What e-mail addresses were sent.</summary>
    public IReadOnlyList<Delivery> Outbox
    {
        get
        {
            lock (context.Gate)
                return [.. publisher.Outbox];
        }
    }

    /// <summary>Messages that did not arrive, and why.</summary>
    public IReadOnlyList<LostMessage> Lost
    {
        get
        {
            lock (context.Gate)
                return [.. publisher.Lost];
        }
    }

    internal Service Wire { get; }

    /// <summary>Clicks the link in the mail that asks to confirm a subscription; without one nothing happens.</summary>
    /// <param name="emailAddress">The address that was subscribed, to any number of topics.</param>
    public void Confirm(string emailAddress)
    {
        lock (context.Gate)
        {
            foreach (var subscription in topics.Values.SelectMany(t => t.Subscriptions).Where(s => s.Endpoint == emailAddress))
                subscription.IsConfirmed = true;
        }
    }

    /// <summary>Publishes a message, as an identity of the topic's account that may: it needs no statement of the topic's policy.</summary>
    /// <param name="topicArn">The topic.</param>
    /// <param name="message">The message.</param>
    /// <exception cref="KeyNotFoundException">There is no such topic.</exception>
    public void Publish(string topicArn, string message)
    {
        lock (context.Gate)
            publisher.Deliver(topics[topicArn], "", message);
    }

    private void Tell(AlarmStateChangedEventArgs change, string alarmArn)
    {
        var subject = $"{change.NewState}: \"{change.AlarmName}\" in {Regions.LongName(context.Options.Region)}";
        foreach (var action in change.Actions.Where(a => a.Contains(":sns:", StringComparison.Ordinal)))
        {
            if (topics.TryGetValue(action, out var topic))
                publisher.Publish(topic, alarmArn, subject.Length > SubjectLength ? subject[..SubjectLength] : subject, change.Notification);
            else
                publisher.Lost.Add(new LostMessage(action, "The topic does not exist."));
        }
    }
}

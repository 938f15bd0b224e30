using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the queue, which keeps notifications until they are acknowledged, and its dead-letter queue.</summary>
internal sealed class QueuePlan(AwsSession session, AccountScope scope)
{
    // Seconds in which one report is read, counted and mailed, before the notification is delivered again.
    public const int VisibilitySeconds = 300;

    private const string AnyAction = "sqs:*";

    // The number of receives after which SQS moves a notification to the dead-letter queue.
    private const int MostReceives = 5;

    // 4 days, the default of SQS.
    public const int RetentionSeconds = 345600;

    // 14 days, the maximum of SQS. It must exceed the 4 days of the queue, because a message's age is counted from its first arrival.
    public const int DeadLetterRetentionSeconds = 1209600;

    /// <summary>The URL of the queue, once it is known.</summary>
    public string? Url { get; private set; }

    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(AlarmSettings settings, string topicArn, CancellationToken cancellationToken)
    {
        var (name, deadLetters) = (AlarmNames.Queue(settings.AlarmName), AlarmNames.DeadLetterQueue(settings.AlarmName));
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [QueueAttributeName.Policy] = PolicyFor(scope.Queue(name), topicArn).ToJsonString(),
            [QueueAttributeName.RedrivePolicy] = RedriveTo(scope.Queue(deadLetters)).ToJsonString(),
        };
        var initial = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [QueueAttributeName.VisibilityTimeout] = Text(VisibilitySeconds),
            [QueueAttributeName.MessageRetentionPeriod] = Text(RetentionSeconds),
        };
        return
        [
            await PlanDeadLettersAsync(deadLetters, settings.Force, cancellationToken),
            await PlanOneAsync(name, settings.Force, wanted, initial, url => Url = url, cancellationToken),
        ];
    }

    /// <summary>Plans a dead-letter queue.</summary>
    public Task<PlannedChange> PlanDeadLettersAsync(string name, bool force, CancellationToken cancellationToken) => PlanOneAsync(
        name,
        force,
        new() { [QueueAttributeName.Policy] = DeadLetterPolicyFor(scope.Queue(name)).ToJsonString() },
        new() { [QueueAttributeName.MessageRetentionPeriod] = Text(DeadLetterRetentionSeconds) },
        _ => { },
        cancellationToken);

    /// <summary>The approximate number of messages in a queue; null if the queue does not exist.</summary>
    public async Task<int?> CountAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not { } url)
            return null;
        var request = new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.ApproximateNumberOfMessages] };
        var answer = await session.Queues.GetQueueAttributesAsync(request, cancellationToken);
        return answer.ApproximateNumberOfMessages;
    }

    /// <summary>Plans the removal of queues. Queues that do not exist, or that this module did not create, are skipped.</summary>
    public async Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var plan = new List<PlannedChange>();
        foreach (var name in names)
        {
            if (await FindAsync(name, cancellationToken) is not { } url || !await IsOursAsync(url, cancellationToken))
                continue;
            plan.Add(PlannedChange.Remove(ResourceKind.Queue, name, cancel => session.Queues.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = url }, cancel)));
        }
        return plan;
    }

    /// <summary>Returns the URL of a queue; null if the queue does not exist.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await session.Queues.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name }, cancellationToken).OrNullAsync())?.QueueUrl;

    /// <param name="name">The name of the queue.</param>
    /// <param name="force">Whether to take over a queue that this module did not create.</param>
    /// <param name="kept">Attributes that are set again if they differ.</param>
    /// <param name="initial">Attributes of a new queue, which an administrator may change later.</param>
    /// <param name="known">Called with the URL of the queue.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    private async Task<PlannedChange> PlanOneAsync(
        string name, bool force, Dictionary<string, string> kept, Dictionary<string, string> initial, Action<string> known, CancellationToken cancellationToken)
    {
        var url = await FindAsync(name, cancellationToken);
        if (url is null)
            return PlannedChange.Create(ResourceKind.Queue, name, async cancel => known(await CreateAsync(name, [.. initial, .. kept], cancel)));

        known(url);
        var ours = await IsOursAsync(url, cancellationToken);
        if (!ours && !force)
            throw Ownership.NotCreatedByModule("queue", name, RemedySetting.AlarmName);
        var request = new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.All] };
        var answer = await session.Queues.GetQueueAttributesAsync(request, cancellationToken);
        var differing = kept.Where(pair => !IsSame(answer.Attributes, pair.Key, pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value);
        return ours && differing.Count == 0
            ? PlannedChange.None(ResourceKind.Queue, name)
            : PlannedChange.Update(ResourceKind.Queue, name, cancel => UpdateAsync(name, url, differing, takeOver: !ours, cancel));
    }

    private async Task<bool> IsOursAsync(string url, CancellationToken cancellationToken)
    {
        var answer = await session.Queues.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, cancellationToken);
        return Ownership.IsOurs(answer.Tags);
    }

    private async Task<string> CreateAsync(string name, IEnumerable<KeyValuePair<string, string>> attributes, CancellationToken cancellationToken)
    {
        var request = new CreateQueueRequest
        {
            QueueName = name,
            Attributes = attributes.Append(new(QueueAttributeName.SqsManagedSseEnabled, "true")).ToDictionary(pair => pair.Key, pair => pair.Value),
            Tags = session.NewTags,
        };
        var answer = await session.Queues.CreateQueueAsync(request, cancellationToken);
        return answer.QueueUrl;
    }

    private async Task UpdateAsync(string name, string url, Dictionary<string, string> attributes, bool takeOver, CancellationToken cancellationToken)
    {
        if (attributes.Count > 0)
        {
            var request = new SetQueueAttributesRequest { QueueUrl = url, Attributes = attributes };
            await session.Queues.SetQueueAttributesAsync(request, cancellationToken);
        }
        if (takeOver)
        {
            var request = new TagQueueRequest { QueueUrl = url, Tags = Ownership.Tags };
            await session.Queues.TagQueueAsync(request, cancellationToken);
        }
    }

    private static bool IsSame(Dictionary<string, string>? attributes, string name, string wanted) =>
        attributes is not null && attributes.TryGetValue(name, out var current) && JsonNode.DeepEquals(JsonNode.Parse(current), JsonNode.Parse(wanted));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The redrive policy: SQS moves a notification to the dead-letter queue after five receives.</summary>
    public static JsonObject RedriveTo(string deadLettersArn) => new() { ["deadLetterTargetArn"] = deadLettersArn, ["maxReceiveCount"] = MostReceives };

    /// <summary>Only this topic may send messages, and all requests without TLS are denied.</summary>
    public static JsonObject PolicyFor(string queueArn, string topicArn) => ResourcePolicy.Document(
        ResourcePolicy.Allow(
            "OnlyTheAlarmsTopic",
            "sns.amazonaws.com",
            "sqs:SendMessage",
            queueArn,
            new JsonObject { ["ArnEquals"] = new JsonObject { ["aws:SourceArn"] = topicArn } }),
        ResourcePolicy.OnlyOverTls(AnyAction, queueArn));

    /// <summary>SQS moves messages to this queue itself, and Lambda sends with the role of the function, over TLS.</summary>
    public static JsonObject DeadLetterPolicyFor(string queueArn) => ResourcePolicy.Document(ResourcePolicy.OnlyOverTls(AnyAction, queueArn));
}

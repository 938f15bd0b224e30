using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The queue that keeps notifications until they are dealt with, and the one for those that nobody can deal with.</summary>
internal sealed class QueuePlan(AwsSession session, AccountScope scope)
{
    // Room for one report: reading back, counting and mailing, before the notification comes again.
    public const int VisibilitySeconds = 300;

    private const string AnyAction = "sqs:*";

    // How often a notification comes before it is set aside.
    private const int MostReceives = 5;

    // 4 days, as SQS has it where nothing is said.
    public const int RetentionSeconds = 345600;

    // SQS's longest, 14 days: longer than the queue's own 4, since a message's age is counted from its first arrival.
    public const int DeadLetterRetentionSeconds = 1209600;

    /// <summary>Where the queue is, once it is known.</summary>
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

    /// <summary>A queue for what nobody could deal with.</summary>
    public Task<PlannedChange> PlanDeadLettersAsync(string name, bool force, CancellationToken cancellationToken) => PlanOneAsync(
        name,
        force,
        new() { [QueueAttributeName.Policy] = DeadLetterPolicyFor(scope.Queue(name)).ToJsonString() },
        new() { [QueueAttributeName.MessageRetentionPeriod] = Text(DeadLetterRetentionSeconds) },
        _ => { },
        cancellationToken);

    /// <summary>About how many messages are in a queue; null where there is none.</summary>
    public async Task<int?> CountAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not { } url)
            return null;
        var request = new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.ApproximateNumberOfMessages] };
        var answer = await session.Queues.GetQueueAttributesAsync(request, cancellationToken);
        return answer.ApproximateNumberOfMessages;
    }

    /// <summary>Nothing where there are no such queues, or they are somebody else's.</summary>
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

    /// <summary>The URL of a queue; null where there is none.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await session.Queues.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name }, cancellationToken).OrNullAsync())?.QueueUrl;

    /// <param name="name">The queue's name.</param>
    /// <param name="force">Whether somebody else's queue is taken over.</param>
    /// <param name="kept">Attributes that are set again where they differ.</param>
    /// <param name="initial">Attributes that a new queue begins with, and that an administrator may change.</param>
    /// <param name="known">Told the queue's URL.</param>
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
            throw Ownership.NotOurs("queue", name, RemedySetting.AlarmName);
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

    /// <summary>Where a notification goes that nobody can deal with.</summary>
    public static JsonObject RedriveTo(string deadLettersArn) => new() { ["deadLetterTargetArn"] = deadLettersArn, ["maxReceiveCount"] = MostReceives };

    /// <summary>This topic may send, and nobody else; nobody may do anything without TLS.</summary>
    public static JsonObject PolicyFor(string queueArn, string topicArn) => ResourcePolicy.Document(
        ResourcePolicy.Allow(
            "OnlyTheAlarmsTopic",
            "sns.amazonaws.com",
            "sqs:SendMessage",
            queueArn,
            new JsonObject { ["ArnEquals"] = new JsonObject { ["aws:SourceArn"] = topicArn } }),
        ResourcePolicy.OnlyOverTls(AnyAction, queueArn));

    /// <summary>SQS moves messages here itself, and Lambda sends under the function's role, over TLS.</summary>
    public static JsonObject DeadLetterPolicyFor(string queueArn) => ResourcePolicy.Document(ResourcePolicy.OnlyOverTls(AnyAction, queueArn));
}

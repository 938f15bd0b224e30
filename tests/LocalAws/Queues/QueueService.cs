using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAws.Http;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Queues;

/// <summary>SQS: standard queues.</summary>
public sealed partial class QueueService
{
    private static readonly Rule Url = Required(Text(1));
    private static readonly Rule Strings = Map(Text(0), Text(0), 0, int.MaxValue);

    private readonly ServerContext context;
    private readonly Func<Uri> endpoint;
    private static readonly TimeSpan ReuseDelay = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, DateTimeOffset> deleted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue> queues = new(StringComparer.Ordinal);

    internal QueueService(ServerContext context, Func<Uri> endpoint)
    {
        this.context = context;
        this.endpoint = endpoint;
        var messages = new MessageOperations(context, this);
        Wire = new Service
        {
            SigningName = "sqs",
            ActionPrefix = "sqs",
            TargetPrefix = "AmazonSQS",
            JsonContentType = "application/x-amz-json-1.0",
            IsQueryCompatible = true,
            ValidationCode = "InvalidParameterValue",
            ResourcesOf = (_, request) => [ArnOf(request.Text("QueueName") ?? request.Text("QueueUrl")?.Split('/')[^1] ?? "")],
            IsPath = path => QueuePath().IsMatch(path),
            Wait = (operation, request, token) => operation == "ReceiveMessage" ? WaitForMessage(request, token) : Task.CompletedTask,
            Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
            {
                ["CreateQueue"] = (new Shape { { "QueueName", Required(Text(1, 80, "[A-Za-z0-9_-]+")) }, { "Attributes", Strings }, { "tags", Strings } }, CreateQueue),
                ["GetQueueUrl"] = (new Shape { { "QueueName", Required(Text(1)) }, { "QueueOwnerAWSAccountId", Unsupported() } }, GetQueueUrl),
                ["GetQueueAttributes"] = (new Shape { { "QueueUrl", Url }, { "AttributeNames", List(Text(1), 0, int.MaxValue) } }, GetQueueAttributes),
                ["SetQueueAttributes"] = (new Shape { { "QueueUrl", Url }, { "Attributes", Required(Strings) } }, SetQueueAttributes),
                ["DeleteQueue"] = (new Shape { { "QueueUrl", Url } }, DeleteQueue),
                ["TagQueue"] = (new Shape { { "QueueUrl", Url }, { "Tags", Required(Map(Text(1, 128), Text(0, 256), 1, 50)) } }, TagQueue),
                ["ListQueueTags"] = (new Shape { { "QueueUrl", Url } }, ListQueueTags),
                ["SendMessage"] = (MessageOperations.Send, messages.SendMessage),
                ["ReceiveMessage"] = (MessageOperations.Receive, messages.ReceiveMessage),
                ["ChangeMessageVisibility"] = (new Shape { { "QueueUrl", Url }, { "ReceiptHandle", Required(Text(1)) }, { "VisibilityTimeout", Required(Int(0, 43_200)) } }, messages.ChangeMessageVisibility),
                ["DeleteMessage"] = (new Shape { { "QueueUrl", Url }, { "ReceiptHandle", Required(Text(1)) } }, messages.DeleteMessage),
            },
        };
    }

    internal Service Wire { get; }

    /// <summary>Bodies of a queue's messages, visible or not, oldest first.</summary>
    /// <param name="queue">Name of the queue.</param>
    /// <exception cref="KeyNotFoundException">There is no such queue.</exception>
    public IReadOnlyList<string> BodiesIn(string queue)
    {
        lock (context.Gate)
            return [.. queues[queue].Messages.Select(m => m.Body)];
    }

    /// <summary>Lets the time go by for which received messages are hidden.</summary>
    /// <param name="queue">Name of the queue.</param>
    /// <exception cref="KeyNotFoundException">There is no such queue.</exception>
    public void ShowAgain(string queue)
    {
        lock (context.Gate)
        {
            foreach (var message in queues[queue].Messages.Where(m => m.VisibleAt > context.Now))
                message.VisibleAt = context.Now;
            queues[queue].Signal();
        }
    }

    /// <summary>Lets 60 seconds go by since queues were deleted, after which their names may be used again.</summary>
    public void ForgetDeleted()
    {
        lock (context.Gate)
            deleted.Clear();
    }

    internal string ArnOf(string name) => $"arn:aws:sqs:{context.Options.Region}:{context.Options.AccountId}:{name}";

    internal Queue? ByArn(string arn) => queues.Values.FirstOrDefault(q => q.Arn == arn);

    internal Queue Of(JsonElement request) =>
        Uri.TryCreate(request.Demand("QueueUrl"), UriKind.Absolute, out var url) && QueuePath().Match(url.AbsolutePath) is { Success: true } match
            && match.Groups["account"].Value == context.Options.AccountId && queues.TryGetValue(match.Groups["name"].Value, out var queue) ? queue : throw Missing();

    private void CreateQueue(JsonElement request, Utf8JsonWriter response)
    {
        var (name, attributes) = (request.Demand("QueueName"), Entries(request, "Attributes"));
        CheckAll(attributes);
        if (!queues.TryGetValue(name, out var queue))
        {
            if (deleted.TryGetValue(name, out var time) && context.Now - time < ReuseDelay)
                throw new AwsException("com.amazonaws.sqs#QueueDeletedRecently", "You must wait 60 seconds after deleting a queue before you can create another with the same name.") { QueryCode = "AWS.SimpleQueueService.QueueDeletedRecently" };
            queue = new Queue(name, ArnOf(name), context.Now);
            foreach (var (key, value) in attributes)
                queue.Attributes[key] = value;
            foreach (var (key, value) in Entries(request, "tags"))
                queue.Tags[key] = value;
            queues.Add(name, queue);
        }
        else if (attributes.FirstOrDefault(a => (queue.Attributes.GetValueOrDefault(a.Key) ?? QueueAttributes.Defaults.GetValueOrDefault(a.Key, "")) != a.Value).Key is { } different)
        {
            throw new AwsException("com.amazonaws.sqs#QueueNameExists", $"A queue already exists with the same name and a different value for attribute {different}") { QueryCode = "QueueAlreadyExists" };
        }
        WriteUrl(response, name);
    }

    private void DeleteQueue(JsonElement request, Utf8JsonWriter response)
    {
        var name = Of(request).Name;
        queues.Remove(name);
        deleted[name] = context.Now;
    }

    private void GetQueueUrl(JsonElement request, Utf8JsonWriter response) =>
        WriteUrl(response, queues.TryGetValue(request.Demand("QueueName"), out var queue) ? queue.Name : throw Missing());

    private void WriteUrl(Utf8JsonWriter response, string name)
    {
        response.WriteStartObject();
        response.WriteString("QueueUrl", new Uri(endpoint(), $"/{context.Options.AccountId}/{name}").AbsoluteUri);
        response.WriteEndObject();
    }

    private void GetQueueAttributes(JsonElement request, Utf8JsonWriter response)
    {
        var queue = Of(request);
        var all = new Dictionary<string, string>(QueueAttributes.Defaults, StringComparer.Ordinal)
        {
            ["QueueArn"] = queue.Arn,
            ["CreatedTimestamp"] = queue.CreatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["ApproximateNumberOfMessages"] = queue.Messages.Count(m => m.VisibleAt <= context.Now).ToString(CultureInfo.InvariantCulture),
            ["ApproximateNumberOfMessagesNotVisible"] = queue.Messages.Count(m => m.VisibleAt > context.Now && m.Receives > 0).ToString(CultureInfo.InvariantCulture),
            ["ApproximateNumberOfMessagesDelayed"] = queue.Messages.Count(m => m.VisibleAt > context.Now && m.Receives == 0).ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in queue.Attributes)
            all[key] = value;
        var names = request.Texts("AttributeNames") ?? [];
        if (names.FirstOrDefault(n => n is not ("All" or "Policy" or "RedrivePolicy" or "KmsMasterKeyId" or "KmsDataKeyReusePeriodSeconds") && !all.ContainsKey(n)) is { } unknown)
            throw QueueAttributes.Unknown(unknown);
        response.WriteStartObject();
        WriteMap(response, "Attributes", all.Where(a => a.Value.Length > 0 && (names.Contains("All", StringComparer.Ordinal) || names.Contains(a.Key, StringComparer.Ordinal))));
        response.WriteEndObject();
    }

    private void SetQueueAttributes(JsonElement request, Utf8JsonWriter response)
    {
        var (queue, attributes) = (Of(request), Entries(request, "Attributes"));
        CheckAll(attributes);
        foreach (var (key, value) in attributes)
            queue.Attributes[key] = value;
    }

    private void TagQueue(JsonElement request, Utf8JsonWriter response)
    {
        var queue = Of(request);
        foreach (var (key, value) in Entries(request, "Tags"))
            queue.Tags[key] = value;
    }

    private void ListQueueTags(JsonElement request, Utf8JsonWriter response)
    {
        response.WriteStartObject();
        WriteMap(response, "Tags", Of(request).Tags);
        response.WriteEndObject();
    }

    private void CheckAll(List<KeyValuePair<string, string>> attributes)
    {
        foreach (var (key, value) in attributes)
        {
            QueueAttributes.Check(key, value);
            if (key == "RedrivePolicy" && QueueAttributes.Redrive(value) is { } redrive && ByArn(redrive.Target) is null)
                throw new AwsException("com.amazonaws.sqs#InvalidAttributeValue", $"Value {value} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.") { QueryCode = "InvalidAttributeValue" };
        }
    }

    private static void WriteMap(Utf8JsonWriter response, string name, IEnumerable<KeyValuePair<string, string>> entries)
    {
        response.WriteStartObject(name);
        foreach (var (key, value) in entries)
            response.WriteString(key, value);
        response.WriteEndObject();
    }

    private static List<KeyValuePair<string, string>> Entries(JsonElement request, string name) =>
        [.. request.Member(name)?.EnumerateObject().Select(e => KeyValuePair.Create(e.Name, Json.Text(e.Value))) ?? []];

    /// <summary>Waits in real time; what becomes visible is looked up on the account's clock.</summary>
    private async Task WaitForMessage(JsonElement request, CancellationToken token)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            Task changed;
            TimeSpan left;
            lock (context.Gate)
            {
                var queue = Of(request);
                left = TimeSpan.FromSeconds(request.Int("WaitTimeSeconds", queue.Seconds("ReceiveMessageWaitTimeSeconds"))) - waited.Elapsed;
                if (left <= TimeSpan.Zero || queue.Messages.Any(m => m.VisibleAt <= context.Now))
                    return;
                changed = queue.Changed.Task;
            }
            await Task.WhenAny(changed, Task.Delay(left < Look ? left : Look, token));
            token.ThrowIfCancellationRequested();
        }
    }

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private static AwsException Missing() => new("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.") { QueryCode = "AWS.SimpleQueueService.NonExistentQueue" };

    [GeneratedRegex(@"\A/(?<account>\d{12})/(?<name>[A-Za-z0-9_-]{1,80})/?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QueuePath();
}

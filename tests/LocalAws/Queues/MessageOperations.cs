using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;
using static LocalAws.Validation.Rule;

namespace LocalAws.Queues;

/// <summary>The operations on a queue's messages.</summary>
internal sealed class MessageOperations(ServerContext context, QueueService queues)
{
    public static readonly Shape Send = new()
    {
        { "QueueUrl", Required(Text(1)) },
        { "MessageBody", Required(Text(1)) },
        { "DelaySeconds", Int(0, 900) },
        { "MessageAttributes", Unsupported() },
        { "MessageSystemAttributes", Unsupported() },
        { "MessageDeduplicationId", Unsupported() },
        { "MessageGroupId", Unsupported() },
    };

    public static readonly Shape Receive = new()
    {
        { "QueueUrl", Required(Text(1)) },
        { "AttributeNames", List(Text(1), 0, int.MaxValue) },
        { "MessageSystemAttributeNames", List(Text(1), 0, int.MaxValue) },
        { "MessageAttributeNames", List(Text(1), 0, int.MaxValue) },
        { "MaxNumberOfMessages", Int(1, 10) },
        { "VisibilityTimeout", Int(0, 43_200) },
        { "WaitTimeSeconds", Int(0, 20) },
        { "ReceiveRequestAttemptId", Unsupported() },
    };

    public void SendMessage(JsonElement request, Utf8JsonWriter response)
    {
        var (queue, body) = (queues.Of(request), request.Demand("MessageBody"));
        if (Encoding.UTF8.GetByteCount(body) > queue.Seconds("MaximumMessageSize"))
            throw new AwsException("InvalidParameterValue", $"One or more parameters are invalid. Reason: Message must be shorter than {queue.Seconds("MaximumMessageSize")} bytes.");
        var delay = TimeSpan.FromSeconds(request.Int("DelaySeconds", queue.Seconds("DelaySeconds")));
        var message = new QueuedMessage(Guid.NewGuid().ToString(), body, context.Now) { VisibleAt = context.Now + delay };
        queue.Add(message);
        response.WriteStartObject();
        response.WriteString("MD5OfMessageBody", Md5(body));
        response.WriteString("MessageId", message.Id);
        response.WriteEndObject();
    }

    public void ReceiveMessage(JsonElement request, Utf8JsonWriter response)
    {
        var queue = queues.Of(request);
        var timeout = TimeSpan.FromSeconds(request.Int("VisibilityTimeout", queue.Seconds("VisibilityTimeout")));
        queue.Messages.RemoveAll(m => m.SentAt.AddSeconds(queue.Seconds("MessageRetentionPeriod")) <= context.Now);
        MoveToDeadLetters(queue);
        var wantedAttributes = request.Texts("MessageAttributeNames") ?? [];
        var wanted = (request.Texts("MessageSystemAttributeNames") ?? []).Concat(request.Texts("AttributeNames") ?? []).ToHashSet(StringComparer.Ordinal);

        response.WriteStartObject();
        var received = queue.Messages.Where(m => m.VisibleAt <= context.Now).Take(request.Int("MaxNumberOfMessages", 1)).ToList();
        // Absent when there is none.
        if (received.Count > 0)
        {
            response.WriteStartArray("Messages");
            foreach (var message in received)
            {
                message.Receives++;
                message.FirstReceivedAt ??= context.Now;
                message.VisibleAt = context.Now + timeout;
                message.ReceiptHandle = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
                Write(response, message, wanted, wantedAttributes);
            }
            response.WriteEndArray();
        }
        response.WriteEndObject();
    }

    public void ChangeMessageVisibility(JsonElement request, Utf8JsonWriter response)
    {
        var queue = queues.Of(request);
        var message = ByReceipt(queue, request) ?? throw Invalid();
        if (message.VisibleAt <= context.Now)
            throw new AwsException("com.amazonaws.sqs#MessageNotInflight", "The specified message isn't in flight.") { QueryCode = "AWS.SimpleQueueService.MessageNotInflight" };
        message.VisibleAt = context.Now.AddSeconds(request.Int("VisibilityTimeout", 0));
        queue.Signal();
    }

    public void DeleteMessage(JsonElement request, Utf8JsonWriter response)
    {
        var queue = queues.Of(request);
        // A message that is gone already is deleted once more without complaint.
        if (ByReceipt(queue, request) is { } message)
            queue.Messages.Remove(message);
        else if (!IsReceipt(request.Demand("ReceiptHandle")))
            throw Invalid();
    }

    private void MoveToDeadLetters(Queue queue)
    {
        if (QueueAttributes.Redrive(queue.Attributes.GetValueOrDefault("RedrivePolicy")) is not { } redrive || queues.ByArn(redrive.Target) is not { } target)
            return;
        foreach (var message in queue.Messages.Where(m => m.VisibleAt <= context.Now && m.Receives >= redrive.MaxReceives).ToList())
        {
            queue.Messages.Remove(message);
            message.DeadLetterSource = queue.Arn;
            message.ReceiptHandle = null;
            target.Add(message);
        }
    }

    private void Write(Utf8JsonWriter response, QueuedMessage message, HashSet<string> wanted, IReadOnlyList<string> wantedAttributes)
    {
        response.WriteStartObject();
        response.WriteString("MessageId", message.Id);
        response.WriteString("ReceiptHandle", message.ReceiptHandle);
        response.WriteString("MD5OfBody", Md5(message.Body));
        response.WriteString("Body", message.Body);
        if (wanted.Count > 0)
        {
            response.WriteStartObject("Attributes");
            Attribute("SenderId", context.Options.AccountId);
            Attribute("SentTimestamp", Milliseconds(message.SentAt));
            Attribute("ApproximateReceiveCount", message.Receives.ToString(CultureInfo.InvariantCulture));
            Attribute("ApproximateFirstReceiveTimestamp", Milliseconds(message.FirstReceivedAt!.Value));
            Attribute("DeadLetterQueueSourceArn", message.DeadLetterSource);
            response.WriteEndObject();
        }
        MessageAttributes.Write(response, message, wantedAttributes);
        response.WriteEndObject();

        void Attribute(string name, string? value)
        {
            if (value is not null && (wanted.Contains("All") || wanted.Contains(name)))
                response.WriteString(name, value);
        }
    }

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static QueuedMessage? ByReceipt(Queue queue, JsonElement request) =>
        queue.Messages.FirstOrDefault(m => m.ReceiptHandle is not null && m.ReceiptHandle == request.Demand("ReceiptHandle"));

    private static bool IsReceipt(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length == 48;

    private static AwsException Invalid() => new("com.amazonaws.sqs#ReceiptHandleIsInvalid", "The input receipt handle is invalid.") { QueryCode = "ReceiptHandleIsInvalid" };

    private static string Md5(string text) => MessageAttributes.Md5(Encoding.UTF8.GetBytes(text));
}

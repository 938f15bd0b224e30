namespace LocalAws.Queues;

internal sealed class Queue(string name, string arn, DateTimeOffset createdAt)
{
    public string Name => name;

    public string Arn => arn;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>What was set; what was not has its default.</summary>
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public List<QueuedMessage> Messages { get; } = [];

    /// <summary>Completes when messages may have become visible.</summary>
    public TaskCompletionSource Changed { get; private set; } = NewSignal();

    public int Seconds(string attribute) => int.Parse(Attributes.GetValueOrDefault(attribute) ?? QueueAttributes.Defaults[attribute], System.Globalization.CultureInfo.InvariantCulture);

    public void Add(QueuedMessage message)
    {
        Messages.Add(message);
        Signal();
    }

    public void Signal()
    {
        var signal = Changed;
        Changed = NewSignal();
        signal.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal sealed class QueuedMessage(string id, string body, DateTimeOffset sentAt)
{
    public string Id => id;

    public string Body => body;

    public DateTimeOffset SentAt { get; } = sentAt;

    public DateTimeOffset VisibleAt { get; set; } = sentAt;

    public DateTimeOffset? FirstReceivedAt { get; set; }

    public int Receives { get; set; }

    /// <summary>Of the latest receive; earlier ones are no longer good.</summary>
    public string? ReceiptHandle { get; set; }

    public string? DeadLetterSource { get; set; }

    /// <summary>What goes with the body.</summary>
    public SortedDictionary<string, MessageAttribute> Attributes { get; init; } = new(StringComparer.Ordinal);
}

/// <param name="Type">String or Number.</param>
/// <param name="Value">As text.</param>
internal sealed record MessageAttribute(string Type, string Value);

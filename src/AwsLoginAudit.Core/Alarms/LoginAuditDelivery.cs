namespace AwsLoginAudit;

/// <summary>How a notification came from a queue, and how far it has been worked on.</summary>
/// <remarks>The one thing here that changes: an acknowledgement has to know whether what came before it failed.</remarks>
/// <param name="queueUrl">The queue.</param>
/// <param name="messageId">SQS's id of the message.</param>
/// <param name="receiptHandle">What SQS wants back for an acknowledgement.</param>
/// <param name="receiveCount">How often the message has been received, this time included.</param>
public sealed class LoginAuditDelivery(string queueUrl, string messageId, string receiptHandle, int receiveCount)
{
    /// <summary>The queue.</summary>
    public string QueueUrl => queueUrl;

    /// <summary>SQS's id of the message.</summary>
    public string MessageId => messageId;

    /// <summary>What SQS wants back for an acknowledgement.</summary>
    public string ReceiptHandle => receiptHandle;

    /// <summary>How often the message has been received, this time included. The queue sets it aside after the fifth time.</summary>
    public int ReceiveCount => receiveCount;

    /// <summary>Why it must not be acknowledged yet; null where nothing speaks against it.</summary>
    public string? Unfinished { get; private set; }

    /// <summary>True once it is acknowledged.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>Says that something has begun, or failed, without which the notification is not answered.</summary>
    /// <param name="reason">What it is, as the end of a sentence.</param>
    public void Hold(string reason) => Unfinished = reason;

    /// <summary>Says that it has been done.</summary>
    public void Release() => Unfinished = null;

    /// <summary>Says that it is acknowledged.</summary>
    public void Complete() => IsCompleted = true;

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(messageId);
}

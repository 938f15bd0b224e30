namespace AwsLoginAudit;

/// <summary>The delivery of a notification from a queue.</summary>
/// <param name="QueueUrl">The queue's URL.</param>
/// <param name="MessageId">The message id that SQS assigned.</param>
/// <param name="ReceiptHandle">The handle that SQS requires to acknowledge the message.</param>
/// <param name="ReceiveCount">How many times the message was received, including this time. After the fifth, it moves to the dead-letter queue.</param>
/// <param name="ReceivedAt">The time of this delivery, UTC.</param>
public sealed record LoginAuditDelivery(string QueueUrl, string MessageId, string ReceiptHandle, int ReceiveCount, DateTimeOffset ReceivedAt)
{
    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(MessageId);
}

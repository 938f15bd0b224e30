namespace AwsLoginAudit;

/// <summary>How a notification came from a queue.</summary>
/// <param name="QueueUrl">The queue.</param>
/// <param name="MessageId">SQS's id of the message.</param>
/// <param name="ReceiptHandle">What SQS wants back for an acknowledgement.</param>
/// <param name="ReceiveCount">How often the message has been received, this time included. The queue sets it aside after the fifth time.</param>
/// <param name="ReceivedAt">When the message was received this time, UTC.</param>
public sealed record LoginAuditDelivery(string QueueUrl, string MessageId, string ReceiptHandle, int ReceiveCount, DateTimeOffset ReceivedAt)
{
    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(MessageId);
}

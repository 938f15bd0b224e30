using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Receives an alarm's notifications from its queue, and shows those in its dead-letter queue.</summary>
public sealed class NotificationQueue
{
    // The maximum and the usual wait for a message in seconds; without waiting for more, a short poll is enough.
    private const int LongestPoll = 20;
    private const int ShortPoll = 2;

    // Seconds. Dead-letter queue messages are only shown, so they are hidden from others for a short time.
    private const int ShowingSeconds = 60;

    private static readonly TimeSpan UsuallyHidden = TimeSpan.FromMinutes(5);

    private readonly AwsSession session;
    private readonly TimeSpan hidden;
    private readonly MailRecord record;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="hidden">The time for which a received notification is hidden from other receivers, in whole seconds up to 12 hours; the default is 5
    /// minutes. It is extended while the notification is being handled.</param>
    public NotificationQueue(AwsSession session, TimeSpan? hidden = null) =>
        (this.session, this.hidden, record) = (session, hidden ?? UsuallyHidden, new MailRecord(session));

    /// <summary>Receives the notifications of one alarm, one after the other. Each is hidden from other receivers while it is being handled.</summary>
    /// <param name="alarmName">The alarm. Only its changes to ALARM are returned.</param>
    /// <param name="queueUrl">The URL of the queue; null for the alarm's own.</param>
    /// <param name="wait">Whether to wait for more notifications without end.</param>
    /// <param name="other">Called with a description of each message that is skipped.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The notifications.</returns>
    /// <exception cref="LoginAuditException">QueueNotFound, AccessDenied, …</exception>
    public async IAsyncEnumerable<LoginAuditAlarmNotification> ReceiveAsync(
        string alarmName, string? queueUrl, bool wait, Action<string> other, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var url = queueUrl ?? await FindAsync(AlarmNames.Queue(alarmName), cancellationToken);
        while (true)
        {
            // One message is received at a time, so that a killed script hides only one from others.
            var message = await ReceiveOneAsync(url, (int)hidden.TotalSeconds, wait ? LongestPoll : ShortPoll, cancellationToken);
            if (message is null)
            {
                if (!wait)
                    yield break;
                continue;
            }
            if (Read(message, url) is not { } notification)
                other($"Message {message.MessageId} is not an alarm notification. It stays in the queue.");
            else if (notification.AlarmName != alarmName || notification.NewState != "ALARM")
                other($"Message {message.MessageId} reports the state {notification.NewState} of {notification.AlarmName}. It stays in the queue.");
            else
            {
                notification = notification with { Repeated = await IsRepeatedAsync(notification, cancellationToken) };
                using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var hiding = KeepHiddenAsync(notification.Delivery!, working.Token);
                try
                {
                    yield return notification;
                }
                finally
                {
                    working.Cancel();
                    await hiding;
                }
            }
        }
    }

    /// <summary>Returns the notifications in the dead-letter queue, each once. They stay in the queue.</summary>
    /// <param name="alarmName">The name of the alarm.</param>
    /// <param name="other">Called with a description of each message that is not a notification.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The notifications, of any alarm and state.</returns>
    /// <exception cref="LoginAuditException">QueueNotFound, AccessDenied, …</exception>
    public async IAsyncEnumerable<LoginAuditAlarmNotification> DeadLettersAsync(
        string alarmName, Action<string> other, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var url = await FindAsync(AlarmNames.DeadLetterQueue(alarmName), cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (await ReceiveOneAsync(url, ShowingSeconds, ShortPoll, cancellationToken) is { } message && seen.Add(message.MessageId))
        {
            if (Read(message, url) is { } notification)
                yield return notification;
            else
                other($"Message {message.MessageId} is not an alarm notification.");
        }
    }

    /// <summary>Acknowledges a notification, so that it is not delivered again.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">NotFromQueue, QueueNotFound, AccessDenied, …</exception>
    public async Task CompleteAsync(LoginAuditAlarmNotification notification, CancellationToken cancellationToken)
    {
        var delivery = notification.Delivery ?? throw new LoginAuditException(
            LoginAuditError.NotFromQueue,
            $"The notification of {notification.AlarmName} did not come from a queue, so there is nothing to acknowledge.",
            notification.AlarmName,
            remedies: [new LoginAuditRemedy(RemedyAction.ReceiveNotifications).With("AlarmName", notification.AlarmName)]);
        await TryNoteAsync(() => record.MarkHandledAsync(MailRecord.Subject(notification.AlarmName, notification.StateChangeTime), cancellationToken));
        var request = new DeleteMessageRequest { QueueUrl = delivery.QueueUrl, ReceiptHandle = delivery.ReceiptHandle };
        await session.Queues.DeleteMessageAsync(request, cancellationToken);
    }

    private static LoginAuditAlarmNotification? Read(Message message, string url) =>
        LoginAuditAlarmNotification.TryParse(message.Body) is { } notification
            ? notification with { Delivery = new LoginAuditDelivery(url, message.MessageId, message.ReceiptHandle, ReceiveCount(message), DateTimeOffset.UtcNow) }
            : null;

    private static int ReceiveCount(Message message) =>
        message.Attributes is { } attributes && attributes.TryGetValue(MessageSystemAttributeName.ApproximateReceiveCount, out var count)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    private async Task<bool> IsRepeatedAsync(LoginAuditAlarmNotification notification, CancellationToken cancellationToken)
    {
        var repeated = false;
        await TryNoteAsync(async () => repeated = await record.IsHandledAsync(
            MailRecord.Subject(notification.AlarmName, notification.StateChangeTime), cancellationToken));
        return repeated;
    }

    // An identity without access to the record works without it, and then no notification is marked as repeated.
    private static async Task TryNoteAsync(Func<Task> note)
    {
        try
        {
            await note();
        }
        catch (LoginAuditException failure) when (failure.Error == LoginAuditError.AccessDenied)
        {
            // The trace contains the denied call.
        }
    }

    private async Task KeepHiddenAsync(LoginAuditDelivery delivery, CancellationToken cancellationToken)
    {
        var request = new ChangeMessageVisibilityRequest
        {
            QueueUrl = delivery.QueueUrl,
            ReceiptHandle = delivery.ReceiptHandle,
            VisibilityTimeout = (int)hidden.TotalSeconds,
        };
        try
        {
            while (true)
            {
                // Half of the time leaves enough for a slow call.
                await Task.Delay(TimeSpan.FromTicks(hidden.Ticks / 2), cancellationToken);
                await session.Queues.ChangeMessageVisibilityAsync(request, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The notification is no longer being handled.
        }
        catch (LoginAuditException)
        {
            // The notification was acknowledged; or it is delivered again, and then the record shows whether it was handled.
        }
    }

    private async Task<Message?> ReceiveOneAsync(string url, int hiddenSeconds, int pollSeconds, CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = 1,
            WaitTimeSeconds = pollSeconds,
            VisibilityTimeout = hiddenSeconds,
            MessageSystemAttributeNames = [MessageSystemAttributeName.ApproximateReceiveCount],
        };
        var answer = await session.Queues.ReceiveMessageAsync(request, cancellationToken);
        return answer.Messages?.FirstOrDefault();
    }

    private async Task<string> FindAsync(string name, CancellationToken cancellationToken) =>
        (await session.Queues.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name }, cancellationToken)).QueueUrl;
}

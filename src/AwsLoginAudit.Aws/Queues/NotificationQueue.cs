using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The queue that an alarm's notifications wait in, and the one of those that nobody could deal with.</summary>
public sealed class NotificationQueue
{
    // SQS waits so long for a message at most. One pass does not wait for what is not there yet.
    private const int LongestPoll = 20;
    private const int ShortPoll = 2;

    // Dead letters are only shown: they are hidden from others no longer than showing them takes.
    private const int ShowingSeconds = 60;

    private static readonly TimeSpan UsuallyHidden = TimeSpan.FromMinutes(5);

    private readonly AwsSession session;
    private readonly TimeSpan hidden;
    private readonly MailRecord record;

    /// <param name="session">The connection.</param>
    /// <param name="hidden">For how long a notification is hidden from others at a time, in whole seconds up to 12 hours; 5 minutes unless given. While it is worked on, this begins anew.</param>
    public NotificationQueue(AwsSession session, TimeSpan? hidden = null) =>
        (this.session, this.hidden, record) = (session, hidden ?? UsuallyHidden, new MailRecord(session));

    /// <summary>The notifications of one alarm, one after the other: each is hidden from others while it is worked on.</summary>
    /// <param name="alarmName">The alarm; only its changes into ALARM are handed out.</param>
    /// <param name="queueUrl">The queue; the alarm's own unless given.</param>
    /// <param name="wait">Whether to wait for ever for more.</param>
    /// <param name="other">Told what lies in the queue and is left alone.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The notifications.</returns>
    /// <exception cref="LoginAuditException">QueueNotFound, AccessDenied, …</exception>
    public async IAsyncEnumerable<LoginAuditAlarmNotification> ReceiveAsync(
        string alarmName, string? queueUrl, bool wait, Action<string> other, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var url = queueUrl ?? await FindAsync(AlarmNames.Queue(alarmName), cancellationToken);
        while (true)
        {
            // One at a time, so that a script that is killed has kept one message from others and no more.
            var message = await ReceiveOneAsync(url, (int)hidden.TotalSeconds, wait ? LongestPoll : ShortPoll, cancellationToken);
            if (message is null)
            {
                if (!wait)
                    yield break;
                continue;
            }
            if (Read(message, url) is not { } notification)
                other($"Message {message.MessageId} is no alarm's notification; it is left alone.");
            else if (notification.AlarmName != alarmName || notification.NewState != "ALARM")
                other($"Message {message.MessageId} says that {notification.AlarmName} is {notification.NewState}; it is left alone.");
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

    /// <summary>The notifications that were set aside because nobody acknowledged them, each once. They stay.</summary>
    /// <param name="alarmName">The alarm whose queue it is.</param>
    /// <param name="other">Told of each that is no notification.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The notifications, whatever alarm and state they are of.</returns>
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
                other($"Message {message.MessageId} is no alarm's notification.");
        }
    }

    /// <summary>Acknowledges a notification, so that it does not come again.</summary>
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

    // Who may not see or keep the record works without it: a notification is then never known to be repeated.
    private static async Task TryNoteAsync(Func<Task> note)
    {
        try
        {
            await note();
        }
        catch (LoginAuditException failure) when (failure.Error == LoginAuditError.AccessDenied)
        {
            // The trace has named the call.
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
                // Long before it would show again.
                await Task.Delay(TimeSpan.FromTicks(hidden.Ticks / 2), cancellationToken);
                await session.Queues.ChangeMessageVisibilityAsync(request, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Worked on no more.
        }
        catch (LoginAuditException)
        {
            // It was acknowledged, or it may come a second time, and is then known to be handled.
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

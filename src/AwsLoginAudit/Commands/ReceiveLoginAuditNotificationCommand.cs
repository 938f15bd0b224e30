using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Takes notifications of an alarm from its queue, one after the other. One that is not acknowledged with Complete-LoginAuditNotification comes again;
/// while the pipeline works on one, nobody else gets it.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "LoginAuditNotification", DefaultParameterSetName = QueueSet)]
[OutputType(typeof(LoginAuditAlarmNotification))]
public sealed class ReceiveLoginAuditNotificationCommand : AwsCmdlet
{
    private const string QueueSet = "Queue";
    private const string DeadLetterSet = "DeadLetter";

    private readonly ConcurrentQueue<string> others = new();
    private ProgressBar? waiting;
    private int received;

    /// <summary>The alarm that New-LoginAuditAlarm -Queue has made.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Expected(Expected.AlarmName, AlarmSettings.NamePattern)]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string AlarmName { get; set; } = Defaults.AlarmName;

    /// <summary>Another queue that the alarm's notifications go to; the alarm's own unless given.</summary>
    [Parameter(ParameterSetName = QueueSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? QueueUrl { get; set; }

    /// <summary>Waits for ever for more, until Ctrl+C; otherwise one pass takes what is there.</summary>
    [Parameter(ParameterSetName = QueueSet)]
    public new SwitchParameter Wait { get; set; }

    /// <summary>Shows what was set aside because nobody acknowledged it; it stays there.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DeadLetterSet)]
    public SwitchParameter DeadLetter { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        try
        {
            var queue = new NotificationQueue(Session);
            waiting = ShowWaiting();
            Pull(
                DeadLetter ? queue.DeadLettersAsync(AlarmName, others.Enqueue, StopToken) : queue.ReceiveAsync(AlarmName, QueueUrl, Wait, others.Enqueue, StopToken),
                Emit);
            if (received == 0)
                WriteVerbose($"No notification {(DeadLetter ? "is in the dead-letter queue" : "is waiting in the queue")} of {AlarmName}.");
        }
        finally
        {
            waiting?.Dispose();
        }
    }

    // While the pipeline works on it, nobody waits.
    private void Emit(LoginAuditAlarmNotification notification)
    {
        waiting?.Dispose();
        received++;
        WriteObject(notification);
        waiting = ShowWaiting();
    }

    private ProgressBar ShowWaiting() => ShowProgress(
        ProgressKind.Queue, $"Waiting for notifications of {AlarmName}", string.Format(CultureInfo.CurrentCulture, "{0:N0} received", received));

    /// <inheritdoc/>
    protected override void OnProgress()
    {
        base.OnProgress();
        while (others.TryDequeue(out var other))
            WriteVerbose(other);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Receives the notifications of an alarm from its queue, one after the other. A notification that is not acknowledged with Complete-LoginAuditNotification is
/// delivered again. It is hidden from other receivers while the pipeline handles it.
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

    /// <summary>Specifies the alarm, which New-LoginAuditAlarm -Queue created. The default is WindowsSecurityLogsAlarm.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Expected(Expected.AlarmName, AlarmSettings.NamePattern)]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string AlarmName { get; set; } = Defaults.AlarmName;

    /// <summary>Specifies the URL of another queue that receives the alarm's notifications. The default is the queue of the alarm.</summary>
    [Parameter(ParameterSetName = QueueSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? QueueUrl { get; set; }

    /// <summary>Waits for more notifications until Ctrl+C. Without it, the cmdlet receives the notifications in the queue and ends.</summary>
    [Parameter(ParameterSetName = QueueSet)]
    public new SwitchParameter Wait { get; set; }

    /// <summary>Shows the notifications in the dead-letter queue, which nobody acknowledged. They stay in the queue.</summary>
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
                WriteVerbose($"No notification is visible in the {(DeadLetter ? "dead-letter queue" : "queue")} of {AlarmName}. A notification that was received before and not acknowledged is hidden for {(DeadLetter ? "1 minute" : "up to 5 minutes")}.");
        }
        finally
        {
            waiting?.Dispose();
        }
    }

    // The progress bar is hidden while the pipeline handles the notification.
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

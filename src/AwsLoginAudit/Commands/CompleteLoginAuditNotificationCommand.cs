using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Acknowledges notifications whose failed logins were read completely, as their reports show, so that they are not delivered again.</summary>
[Cmdlet(VerbsLifecycle.Complete, "LoginAuditNotification", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class CompleteLoginAuditNotificationCommand : AwsCmdlet
{
    /// <summary>
    /// Specifies a notification that Receive-LoginAuditNotification emitted in the same session. A copy from a job or a file ends the pipeline, because it
    /// does not identify the message in the queue.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>
    /// Specifies the reports of the notification's failed logins, from Send-LoginAuditReport -PassThru or New-LoginAuditReport. The notification is
    /// acknowledged if every report is complete and concerns its state change.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public LoginAuditReport?[]? Report { get; set; }

    /// <summary>Acknowledges the notification without a report, and regardless of the reports.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (InputObject is null || PSObject.AsPSObject(InputObject).BaseObject is not LoginAuditAlarmNotification notification)
        {
            base.Fail(new LoginAuditException(
                LoginAuditError.NotANotification,
                $"{(InputObject is null ? "$null" : "An object of type " + SafeText.Show(PSObject.AsPSObject(InputObject).TypeNames[0]))} is not a notification that Receive-LoginAuditNotification returned in this session. "
                + "A copy cannot be acknowledged, because it does not identify its message in the queue. The queue delivers the notification again in a few minutes.",
                InputObject));
            return;
        }
        // If an earlier statement failed without stopping the script, its variable still contains an old report.
        if (!Force && notification.Delivery is not null && ReasonNot(notification) is { } reason)
        {
            throw new LoginAuditException(
                LoginAuditError.NotificationNotHandled,
                $"The notification of {notification.AlarmName} is not acknowledged, because {reason}. The queue delivers it again in a few minutes. Use -Report with a report of its failed logins (Send-LoginAuditReport -PassThru or New-LoginAuditReport), or use -Force.",
                notification);
        }
        if (ShouldProcess($"notification of {notification.AlarmName}, {notification.StateChangeTime:u}", "Acknowledge"))
            Wait(new NotificationQueue(Session).CompleteAsync(notification, StopToken));
    }

    /// <inheritdoc/>
    protected override void Fail(LoginAuditException failure) => WriteError(failure);

    private string? ReasonNot(LoginAuditAlarmNotification notification) => Report is not { Length: > 0 } reports || Array.IndexOf(reports, null) >= 0
        ? "no report shows that its failed logins were read and, if necessary, mailed"
        : reports.Select(report => notification.WhyNotHandledBy(report!)).FirstOrDefault(reason => reason is not null)
            ?? (reports.Any(report => report!.Counts.Count > 0) || CompletedReads.Has(notification) ? null : "its failed logins were not read completely in this session");
}

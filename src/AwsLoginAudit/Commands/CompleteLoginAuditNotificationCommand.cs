using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Acknowledges notifications, so that they do not come again. One whose failures could not be read or mailed stays in the queue.</summary>
[Cmdlet(VerbsLifecycle.Complete, "LoginAuditNotification", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class CompleteLoginAuditNotificationCommand : AwsCmdlet
{
    /// <summary>
    /// The notification that Receive-LoginAuditNotification emitted, in the same session. A copy from a job or a file ends the pipeline: it does not know
    /// whether its failed logins were read and mailed.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Also where its failures were not read to the end, or not mailed.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (InputObject is null || PSObject.AsPSObject(InputObject).BaseObject is not LoginAuditAlarmNotification notification)
        {
            ThrowTerminatingError(new LoginAuditException(
                LoginAuditError.NotANotification,
                $"{(InputObject is null ? "$null" : "An object of type " + SafeText.Show(PSObject.AsPSObject(InputObject).TypeNames[0]))} is not a notification of Receive-LoginAuditNotification in this session. "
                + "A copy cannot be acknowledged, since it does not know whether its failed logins were read and mailed. The notification is delivered again in a few minutes.",
                InputObject).ToErrorRecord());
            return;
        }
        try
        {
            // The statement before this one may have failed without stopping the script.
            if (!Force && notification.Delivery?.Unfinished is { } reason)
            {
                throw new LoginAuditException(
                    LoginAuditError.AuditUnfinished,
                    $"The notification of {notification.AlarmName} is not acknowledged, since {reason}. It comes again in a few minutes. -Force acknowledges it all the same.",
                    notification);
            }
            if (ShouldProcess($"notification of {notification.AlarmName}, {notification.StateChangeTime:u}", "Acknowledge"))
                Wait(new NotificationQueue(Session).CompleteAsync(notification, StopToken));
        }
        catch (LoginAuditException failure)
        {
            WriteError(failure.ToErrorRecord());
        }
    }
}

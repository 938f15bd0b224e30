using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Acknowledges notifications, so that they do not come again. One whose failures could not be read or mailed stays in the queue.</summary>
[Cmdlet(VerbsLifecycle.Complete, "LoginAuditAlarm", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class CompleteLoginAuditAlarmCommand : AwsCmdlet
{
    /// <summary>What Receive-LoginAuditAlarm emits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public LoginAuditAlarmNotification InputObject { get; set; } = null!;

    /// <summary>Also where its failures were not read to the end, or not mailed.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        try
        {
            // The statement before this one may have failed without stopping the script.
            if (!Force && InputObject.Delivery?.Unfinished is { } reason)
            {
                throw new LoginAuditException(
                    LoginAuditError.AuditUnfinished,
                    $"The notification of {InputObject.AlarmName} is not acknowledged, since {reason}. It comes again in a few minutes. -Force acknowledges it all the same.",
                    InputObject);
            }
            if (ShouldProcess($"notification of {InputObject.AlarmName}, {InputObject.StateChangeTime:u}", "Acknowledge"))
                Wait(new NotificationQueue(Session).CompleteAsync(InputObject, StopToken));
        }
        catch (LoginAuditException failure)
        {
            WriteError(failure.ToErrorRecord());
        }
    }
}

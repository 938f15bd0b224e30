using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Takes away what Install-LoginAuditResponder made, and nothing else. The alarm stays.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "LoginAuditResponder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(LoginAuditResponder))]
public sealed class UninstallLoginAuditResponderCommand : AwsCmdlet
{
    /// <summary>Names of the alarms whose responders go.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Expected(Expected.ResponderAlarmName, ResponderSettings.AlarmNamePattern)]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string[] AlarmName { get; set; } = [];

    /// <summary>Also deletes the function's log group, which says what it did and remembers what it mailed.</summary>
    [Parameter]
    public SwitchParameter IncludeLogGroup { get; set; }

    /// <summary>Emits each responder, with what was removed. Nothing is emitted otherwise.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var name in AlarmName)
            Attempt(() => Remove(name), LoginAuditError.ResponderNotFound, LoginAuditError.NotOurs);
    }

    private void Remove(string name)
    {
        var removal = Wait(ResponderRemoval.PlanAsync(Session, name, IncludeLogGroup, StopToken));
        Apply(removal.Changes, (done, _) =>
        {
            if (PassThru && done.Count > 0)
                WriteObject(removal.Responder with { Changes = done });
        });
    }
}

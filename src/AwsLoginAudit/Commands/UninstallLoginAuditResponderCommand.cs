using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Removes responders and the resources that Install-LoginAuditResponder created for them, and nothing else. The alarms stay.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "LoginAuditResponder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(LoginAuditResponder))]
public sealed class UninstallLoginAuditResponderCommand : AwsCmdlet
{
    /// <summary>Specifies the alarms whose responders are removed, by name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Expected(Expected.ResponderAlarmName, ResponderSettings.AlarmNamePattern)]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string[] AlarmName { get; set; } = [];

    /// <summary>Also deletes the log group of the function.</summary>
    [Parameter]
    public SwitchParameter IncludeLogGroup { get; set; }

    /// <summary>Emits each responder, with the resources that were removed. By default, the cmdlet emits nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var name in AlarmName)
            Attempt(() => Remove(name), LoginAuditError.ResponderNotFound, LoginAuditError.NotCreatedByModule);
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

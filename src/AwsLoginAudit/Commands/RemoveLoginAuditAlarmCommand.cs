using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Removes alarms and the resources that New-LoginAuditAlarm created for them, and nothing else.</summary>
[Cmdlet(VerbsCommon.Remove, "LoginAuditAlarm", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(LoginAuditAlarm))]
public sealed class RemoveLoginAuditAlarmCommand : AwsCmdlet
{
    /// <summary>Specifies the alarms by name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Expected(Expected.AlarmName, AlarmSettings.NamePattern)]
    [ArgumentCompleter(typeof(OwnAlarmCompleter))]
    public string[] AlarmName { get; set; } = [];

    /// <summary>Also deletes the log group that this module created, with all its events.</summary>
    [Parameter]
    public SwitchParameter IncludeLogGroup { get; set; }

    /// <summary>Emits each alarm, with the resources that were removed. By default, the cmdlet emits nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var name in AlarmName)
            Attempt(() => Remove(name), LoginAuditError.AlarmNotFound, LoginAuditError.NotCreatedByModule);
    }

    private void Remove(string name)
    {
        var removal = Wait(AlarmRemoval.PlanAsync(Session, name, IncludeLogGroup, StopToken));
        foreach (var rejected in removal.Rejected)
            WriteError(rejected);
        foreach (var stranger in removal.Strangers)
            WriteWarning(stranger.Text());
        Apply(removal.Changes, (done, _) =>
        {
            if (PassThru && done.Count > 0)
                WriteObject(removal.Alarm with { Changes = done });
        });
    }
}

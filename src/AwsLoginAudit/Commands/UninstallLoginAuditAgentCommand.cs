using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Removes the CloudWatch agent, with all its configurations, from Windows machines through Systems Manager.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "LoginAuditAgent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = InstanceIdSet)]
[OutputType(typeof(LoginAuditAgent))]
public sealed class UninstallLoginAuditAgentCommand : FleetCmdlet
{
    /// <summary>Specifies machines by id, i-… or mi-….</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = InstanceIdSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public override string[] InstanceId { get; set; } = [];

    /// <summary>Specifies machines by tags, of which they must have all: a hashtable of keys, each with one or more values.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TagSet)]
    [ValidateNotNullOrEmpty]
    [Tags]
    public override Hashtable Tag { get; set; } = [];

    /// <summary>Specifies the maximum time of the command on a machine: 45m, 1h, 1:30 (90 minutes) or a TimeSpan. The default is 30 minutes.</summary>
    [Parameter]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Emits each machine, with its state. By default, the cmdlet emits nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override string Activity => "Removing the CloudWatch agent";

    /// <inheritdoc/>
    protected override bool EmitsMachines => PassThru;

    /// <inheritdoc/>
    protected override void Work(FleetTriage fleet)
    {
        foreach (var other in fleet.Others)
            WriteAgent(other);
        if (this.ShouldProcessAll("machine", [.. fleet.Reachable.Select(instance => (instance.Id, "Remove the CloudWatch agent"))]))
            PullMachines(new AgentRollout(Session, Timeout, Note).UninstallAsync(fleet.Reachable, StopToken), WriteAgent);
    }
}

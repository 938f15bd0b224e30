using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Says of each managed Windows machine whether its events arrive, and with -Detailed why not: then a machine that is silent is sent one
/// command, which asks its agent for its status and changes nothing.
/// </summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditAgent", DefaultParameterSetName = InstanceIdSet)]
[OutputType(typeof(LoginAuditAgent))]
public sealed class GetLoginAuditAgentCommand : FleetCmdlet
{
    /// <summary>The machines, i-… or mi-…; every managed Windows machine unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = InstanceIdSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public override string[] InstanceId { get; set; } = [];

    /// <summary>The machines that have all these tags: a hashtable of keys, and a value or several each.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TagSet)]
    [ValidateNotNullOrEmpty]
    [Tags]
    public override Hashtable Tag { get; set; } = [];

    /// <summary>The log group that events go to.</summary>
    [Parameter]
    [ValidateLength(1, 512)]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string LogGroupName { get; set; } = AgentConfiguration.DefaultLogGroupName;

    /// <summary>A machine whose latest event is older than this is Silent: 30m, 12h, 1d, 2:00 (2 hours) or a TimeSpan. The default is 1 hour.</summary>
    [Parameter]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Sends each silent machine a command that asks its agent for its status, and says why no events arrive.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override bool MeansEveryMachine => InstanceId.Length == 0 && Tag.Count == 0 && !MyInvocation.ExpectingInput;

    /// <inheritdoc/>
    protected override string Activity => "Asking about the CloudWatch agent";

    /// <inheritdoc/>
    protected override void Work(FleetTriage fleet) =>
        PullMachines(new AgentCoverage(Session, fleet, LogGroupName, SilentAfter, Detailed, Note).AskAsync(StopToken), Tell);
}

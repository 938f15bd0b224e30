using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Gets, for each managed Windows machine, whether its events arrive. With -Detailed, it also gets the reason: each silent machine runs a command that reads
/// the status of its agent and changes nothing.
/// </summary>
[Cmdlet(VerbsCommon.Get, "LoginAuditAgent", DefaultParameterSetName = InstanceIdSet)]
[OutputType(typeof(LoginAuditAgent))]
public sealed class GetLoginAuditAgentCommand : FleetCmdlet
{
    /// <summary>Specifies machines by id, i-… or mi-…. The default is every managed Windows machine.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = InstanceIdSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public override string[] InstanceId { get; set; } = [];

    /// <summary>Specifies machines by tags, of which they must have all: a hashtable of keys, each with one or more values.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TagSet)]
    [ValidateNotNullOrEmpty]
    [Tags]
    public override Hashtable Tag { get; set; } = [];

    /// <summary>Specifies the log group that receives the events.</summary>
    [Parameter]
    [ValidateLength(1, 512)]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string LogGroupName { get; set; } = AgentConfiguration.DefaultLogGroupName;

    /// <summary>
    /// Specifies the age of the latest event above which a machine is Silent: 30m, 12h, 1d, 2:00 (2 hours) or a TimeSpan. The default is 1 hour.
    /// </summary>
    [Parameter]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Sends each silent machine a command that reads the status of its agent, and reports why no events arrive.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override bool MeansEveryMachine => InstanceId.Length == 0 && Tag.Count == 0 && !MyInvocation.ExpectingInput;

    /// <inheritdoc/>
    protected override string Activity => "Checking the CloudWatch agent";

    /// <inheritdoc/>
    protected override void Work(FleetTriage fleet)
    {
        var coverage = new AgentCoverage(Session, fleet, LogGroupName, SilentAfter, Detailed, Note);
        PullMachines(coverage.AskAsync(StopToken), WriteAgent);
        if (coverage.NoLogGroup is { } failure)
            WriteWarning(failure.Text());
    }
}

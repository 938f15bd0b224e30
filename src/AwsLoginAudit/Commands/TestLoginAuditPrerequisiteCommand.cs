using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>Checks everything that an audit needs, and emits one object for each check, with a command that fixes a problem. Changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LoginAuditPrerequisite", DefaultParameterSetName = InstanceIdSet)]
[OutputType(typeof(LoginAuditCheck), typeof(bool))]
public sealed class TestLoginAuditPrerequisiteCommand : AwsCmdlet
{
    private const string InstanceIdSet = "InstanceId";
    private const string TagSet = "Tag";

    private readonly List<string> ids = [];

    /// <summary>Specifies machines by id, i-… or mi-…. The default is every managed Windows machine.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = InstanceIdSet)]
    [ValidateNotNullOrEmpty]
    [Expected(Expected.InstanceId, Expected.NoWildcards)]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string[] InstanceId { get; set; } = [];

    /// <summary>Specifies machines by tags, of which they must have all: a hashtable of keys, each with one or more values.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TagSet)]
    [ValidateNotNullOrEmpty]
    [Tags]
    public Hashtable Tag { get; set; } = [];

    /// <summary>Specifies the sender of reports.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string? From { get; set; }

    /// <summary>Specifies the recipients of reports.</summary>
    [Parameter]
    [Expected(Expected.Address, ResponderSettings.AddressPattern, LoginAuditError.InvalidAddress)]
    public string[] To { get; set; } = [];

    /// <summary>Specifies the role of EC2 instances. The default is AwsLoginAudit-Agent.</summary>
    [Parameter]
    [Expected(Expected.RoleName, Expected.RolePattern)]
    public string RoleName { get; set; } = Defaults.RoleName;

    /// <summary>Specifies the log group that receives the events.</summary>
    [Parameter]
    [ValidateLength(1, 512)]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string LogGroupName { get; set; } = AgentConfiguration.DefaultLogGroupName;

    /// <summary>Specifies the name of the alarm. The default is WindowsSecurityLogsAlarm.</summary>
    [Parameter]
    [ValidateLength(1, 255)]
    [ArgumentCompleter(typeof(AlarmCompleter))]
    public string AlarmName { get; set; } = Defaults.AlarmName;

    /// <summary>Emits one Boolean: false if a check failed, otherwise true. Each check that could not be made causes a warning.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Process() => ids.AddRange(InstanceId);

    /// <inheritdoc/>
    protected override void End()
    {
        var question = new PrerequisiteQuestion
        {
            From = From,
            To = To,
            Fleet = new FleetSelection(ids, TagValues.Of(Tag), Every: InstanceId.Length == 0 && Tag.Count == 0 && !MyInvocation.ExpectingInput),
            RoleName = RoleName,
            LogGroupName = LogGroupName,
            AlarmName = AlarmName,
        };
        var checks = new PrerequisiteChecks(Session, question).RunAsync(StopToken);
        if (Quiet)
            WriteWhetherMet(checks);
        else
            Pull(checks, check => WriteObject(check.ToOutput()));
    }

    private void WriteWhetherMet(IAsyncEnumerable<PrerequisiteCheck> checks)
    {
        var isMet = true;
        Pull(checks, check =>
        {
            isMet &= check.Status != LoginAuditCheckStatus.Failed;
            if (check.Status == LoginAuditCheckStatus.NotChecked)
                WriteWarning($"{check.Name}{(check.Resource is null ? "" : $" {check.Resource}")} was not checked. {check.Detail}");
        });
        WriteObject(isMet);
    }
}

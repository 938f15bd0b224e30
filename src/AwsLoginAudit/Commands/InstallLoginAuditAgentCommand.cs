using System.Collections;
using System.Management.Automation;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Installs the CloudWatch agent on Windows machines through Systems Manager, and configures it to send the Security log to CloudWatch Logs. The configuration
/// is stored in Parameter Store. Then AWS-ConfigureAWSPackage and AmazonCloudWatch-ManageAgent run on each machine.
/// </summary>
[Cmdlet(VerbsLifecycle.Install, "LoginAuditAgent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = InstanceIdSet)]
[OutputType(typeof(LoginAuditAgent))]
public sealed class InstallLoginAuditAgentCommand : FleetCmdlet
{
    private const string IdConfigurationSet = "InstanceIdConfiguration";
    private const string TagConfigurationSet = "TagConfiguration";
    private const int LongestShown = 260;

    private string configuration = "";

    /// <summary>Specifies machines by id, i-… or mi-….</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = InstanceIdSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = IdConfigurationSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public override string[] InstanceId { get; set; } = [];

    /// <summary>Specifies machines by tags, of which they must have all: a hashtable of keys, each with one or more values.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TagSet)]
    [Parameter(Mandatory = true, ParameterSetName = TagConfigurationSet)]
    [ValidateNotNullOrEmpty]
    [Tags]
    public override Hashtable Tag { get; set; } = [];

    /// <summary>
    /// Specifies the log group that receives the events. With -Configuration, it is the log group that the alarm reads, and another one in the configuration
    /// causes a warning.
    /// </summary>
    [Parameter]
    [ValidateLength(1, 512)]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string LogGroupName { get; set; } = AgentConfiguration.DefaultLogGroupName;

    /// <summary>Specifies the event ids to send, at least one of them of a failed login. The default is all.</summary>
    [Parameter(ParameterSetName = InstanceIdSet)]
    [Parameter(ParameterSetName = TagSet)]
    [Number(0, 65535, Several = true)]
    [ArgumentCompleter(typeof(FailedLoginIdCompleter))]
    public int[] EventId { get; set; } = [];

    /// <summary>Specifies the retention of the log group in days.</summary>
    [Parameter(ParameterSetName = InstanceIdSet)]
    [Parameter(ParameterSetName = TagSet)]
    [ArgumentCompleter(typeof(RetentionCompleter))]
    [Number]
    public int? RetentionInDays { get; set; }

    /// <summary>Specifies a configuration as JSON text, instead of -EventId and -RetentionInDays. A path is an error.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdConfigurationSet)]
    [Parameter(Mandatory = true, ParameterSetName = TagConfigurationSet)]
    [ValidateNotNullOrEmpty]
    public string? Configuration { get; set; }

    /// <summary>
    /// Specifies the Systems Manager parameter for the configuration. The one for hybrid machines has the suffix -Hybrid. The default is
    /// AmazonCloudWatch-Windows.
    /// </summary>
    [Parameter]
    [Expected(Expected.ParameterName, "^AmazonCloudWatch-[a-zA-Z0-9_.-]{1,200}$")]
    public string ParameterName { get; set; } = Defaults.ParameterName;

    /// <summary>Specifies the tier of the parameter: Standard (4,096 bytes) or Advanced (8,192 bytes, charged). The default is Standard.</summary>
    [Parameter]
    [ValidateSet("Standard", "Advanced")]
    public string Tier { get; set; } = "Standard";

    /// <summary>Replaces the agent's existing configurations instead of adding to them.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>Starts the installation and returns. A later call without this parameter configures the agent.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Specifies the maximum time of one command on a machine: 45m, 1h, 1:30 (90 minutes) or a TimeSpan. The default is 30 minutes.</summary>
    [Parameter]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    [Parameter]
    [ValidateNotNull]
    [Tags]
    public override Hashtable ResourceTag { get; set; } = [];

    /// <summary>Overwrites a parameter with this name that this module did not create.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override string Activity => "Installing the CloudWatch agent";

    private string NameFor(bool hybrid) => hybrid ? ParameterName + "-Hybrid" : ParameterName;

    /// <inheritdoc/>
    protected override void Begin() => configuration = OwnOrNew();

    /// <inheritdoc/>
    protected override void Work(FleetTriage fleet)
    {
        foreach (var other in fleet.Others)
            WriteAgent(other);
        if (fleet.Reachable.Count == 0 || !PutParameters(fleet.Reachable))
            return;
        if (!this.ShouldProcessAll("machine", [.. fleet.Reachable.Select(instance => (instance.Id, "Install and configure the CloudWatch agent"))]))
            return;

        var rollout = new AgentRollout(Session, Timeout, Note);
        if (NoWait)
        {
            foreach (var result in Wait(rollout.BeginInstallAsync(fleet.Reachable, StopToken)))
                WriteAgent(result);
            return;
        }
        PullMachines(rollout.InstallAsync(fleet.Reachable, NameFor, Replace, StopToken), WriteAgent);
    }

    private string OwnOrNew()
    {
        var json = Configuration is { } own
            ? NotAPath(own)
            : new AgentConfiguration { LogGroupName = LogGroupName, EventId = EventId, RetentionInDays = Retention.Check(RetentionInDays) }.ToJson();
        foreach (var warning in AgentConfigurationCheck.Check(json, Session.Region).Concat(AgentConfigurationWarnings.Find(json, LogGroupName)))
            WriteWarning(warning);
        return json;
    }

    // A configuration is a JSON object. A single line without a brace is probably the path of a file.
    private static string NotAPath(string text)
    {
        if (text.IndexOfAny(['{', '\n']) >= 0)
            return text;
        var shown = PowerShellText.Quote(SafeText.Show(text, LongestShown));
        throw new LoginAuditException(
            LoginAuditError.InvalidConfiguration,
            $"-Configuration expects the JSON text of a configuration, not {shown}. To use a file, pass its content: -Configuration (Get-Content -Raw {shown}).",
            text);
    }

    // EC2 instances and hybrid machines need different parameters. Returns false if the user declined.
    private bool PutParameters(IEnumerable<ManagedInstance> instances)
    {
        var store = new ParameterStore(Session);
        var plan = new List<PlannedChange>();
        foreach (var hybrid in instances.Select(instance => instance.IsHybrid).Distinct().OrderBy(hybrid => hybrid))
        {
            var value = hybrid ? AgentConfiguration.ForHybrid(configuration) : configuration;
            plan.Add(Wait(store.PlanAsync(NameFor(hybrid), value, Tier, Force, StopToken)));
        }
        return Apply(plan);
    }
}

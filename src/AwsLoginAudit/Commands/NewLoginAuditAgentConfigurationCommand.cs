using System.Management.Automation;

namespace AwsLoginAudit.Commands;

/// <summary>Creates the configuration with which the CloudWatch agent sends a machine's Security log, as JSON.</summary>
[Cmdlet(VerbsCommon.New, "LoginAuditAgentConfiguration")]
[OutputType(typeof(string))]
public sealed class NewLoginAuditAgentConfigurationCommand : LoginAuditCmdlet
{
    /// <summary>Specifies the log group that receives the events.</summary>
    [Parameter(Position = 0)]
    [ValidateLength(1, 512)]
    [ArgumentCompleter(typeof(LogGroupCompleter))]
    public string LogGroupName { get; set; } = AgentConfiguration.DefaultLogGroupName;

    /// <summary>
    /// Specifies the event ids to send, such as 4625, at least one of them of a failed login. The default is all. It requires version 1.300059 of the agent or
    /// later.
    /// </summary>
    [Parameter]
    [Number(0, 65535, Several = true)]
    [ArgumentCompleter(typeof(FailedLoginIdCompleter))]
    public int[] EventId { get; set; } = [];

    /// <summary>Specifies the retention of the log group in days, one of the values that CloudWatch Logs accepts.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RetentionCompleter))]
    [Number]
    public int? RetentionInDays { get; set; }

    /// <summary>Creates a configuration for machines outside EC2, whose log stream has the name of the machine.</summary>
    [Parameter]
    public SwitchParameter Hybrid { get; set; }

    /// <summary>Makes the agent also listen for StatsD metrics on UDP port 8125.</summary>
    [Parameter]
    public SwitchParameter IncludeStatsd { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var configuration = Make().ToJson();
        foreach (var warning in AgentConfigurationCheck.Check(configuration).Concat(AgentConfigurationWarnings.Find(configuration, LogGroupName)))
            WriteWarning(warning);
        WriteObject(configuration);
    }

    private AgentConfiguration Make() => new()
    {
        LogGroupName = LogGroupName,
        LogStreamName = Hybrid ? AgentConfiguration.HostNameStream : AgentConfiguration.InstanceIdStream,
        EventId = EventId,
        RetentionInDays = Retention.Check(RetentionInDays),
        IncludeStatsd = IncludeStatsd,
    };
}

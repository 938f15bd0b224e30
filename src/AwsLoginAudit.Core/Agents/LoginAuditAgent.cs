namespace AwsLoginAudit;

/// <summary>The state of the CloudWatch agent on a machine.</summary>
public enum LoginAuditAgentState
{
    /// <summary>The machine's events arrive in the log group.</summary>
    Reporting,
    /// <summary>The machine is online, but none of its events arrived recently; Detail gives the reason.</summary>
    Silent,
    /// <summary>The agent is not installed.</summary>
    NotInstalled,
    /// <summary>Systems Manager cannot reach the machine.</summary>
    Offline,
    /// <summary>Systems Manager does not manage the machine.</summary>
    NotManaged,
    /// <summary>The machine's operating system is not Windows.</summary>
    NotWindows,
    /// <summary>The installation has started, and the command does not wait for its end.</summary>
    Installing,
    /// <summary>The agent is installed and uses the configuration.</summary>
    Configured,
    /// <summary>The agent could not be installed.</summary>
    InstallFailed,
    /// <summary>The agent is installed, but it could not be configured.</summary>
    ConfigureFailed,
    /// <summary>The agent was removed.</summary>
    Uninstalled,
    /// <summary>The agent could not be removed.</summary>
    UninstallFailed,
    /// <summary>Systems Manager returned no result of the command within the timeout.</summary>
    TimedOut,
}

/// <summary>One machine and its CloudWatch agent.</summary>
public sealed record LoginAuditAgent
{
    /// <summary>The instance id: i-… on EC2, mi-… elsewhere.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The computer name that the machine reported to Systems Manager; escaped.</summary>
    public string? ComputerName { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The operating system, such as "Microsoft Windows Server 2022 Datacenter".</summary>
    public string? PlatformName { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The agent's state.</summary>
    public required LoginAuditAgentState State { get; init; }

    /// <summary>The reason for the state and the recommended action; escaped.</summary>
    public required string Detail { get; init => field = SafeText.Show(value); }

    /// <summary>Whether Systems Manager can reach the machine.</summary>
    public bool Online { get; init; }

    /// <summary>Whether the agent is installed; null if unknown.</summary>
    public bool? AgentInstalled { get; init; }

    /// <summary>Whether the agent is running; null if unknown.</summary>
    public bool? AgentRunning { get; init; }

    /// <summary>The agent's version; null if unknown.</summary>
    public string? AgentVersion { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The Systems Manager parameter that holds the agent's configuration; null if none was applied.</summary>
    public string? ParameterName { get; init; }

    /// <summary>The time of the machine's latest event in the log group, UTC; null if there is none or if the log group was not searched.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>The id of the latest Run Command invocation on this machine; null for none.</summary>
    public string? CommandId { get; init; }

    /// <summary>The output of this command if it failed, at most 2,500 characters a step. Escaped line by line.</summary>
    public string? Output { get; init => field = value is null ? null : SafeText.Lines(value); }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{InstanceId}{(ComputerName is null ? "" : " ")}{ComputerName}: {State}");
}

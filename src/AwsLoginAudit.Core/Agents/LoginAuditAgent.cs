namespace AwsLoginAudit;

/// <summary>How a machine stands with the CloudWatch agent.</summary>
public enum LoginAuditAgentState
{
    /// <summary>Its events arrive in the log group.</summary>
    Reporting,
    /// <summary>It is online, but no event of it has arrived lately; Detail says why.</summary>
    Silent,
    /// <summary>The agent is not installed.</summary>
    NotInstalled,
    /// <summary>Systems Manager does not reach it.</summary>
    Offline,
    /// <summary>Systems Manager does not know it.</summary>
    NotManaged,
    /// <summary>It runs something other than Windows.</summary>
    NotWindows,
    /// <summary>The agent is being installed; nobody waits for it.</summary>
    Installing,
    /// <summary>The agent is installed and has taken the configuration.</summary>
    Configured,
    /// <summary>The agent could not be installed.</summary>
    InstallFailed,
    /// <summary>The agent is installed, and did not take the configuration.</summary>
    ConfigureFailed,
    /// <summary>The agent is removed.</summary>
    Uninstalled,
    /// <summary>The agent could not be removed.</summary>
    UninstallFailed,
    /// <summary>Nothing was heard of the command within the time given.</summary>
    Unanswered,
}

/// <summary>One machine and its CloudWatch agent.</summary>
public sealed record LoginAuditAgent
{
    /// <summary>The instance's id: i-… on EC2, mi-… elsewhere.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The machine's name, as it told Systems Manager; escaped.</summary>
    public string? ComputerName { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The operating system, such as "Microsoft Windows Server 2022 Datacenter".</summary>
    public string? PlatformName { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>How it stands.</summary>
    public required LoginAuditAgentState State { get; init; }

    /// <summary>Why, in words, and what to do; escaped.</summary>
    public required string Detail { get; init => field = SafeText.Show(value); }

    /// <summary>Whether Systems Manager reaches it.</summary>
    public bool Online { get; init; }

    /// <summary>Whether the agent is installed; null where nobody knows.</summary>
    public bool? AgentInstalled { get; init; }

    /// <summary>Whether the agent runs; null where nobody knows.</summary>
    public bool? AgentRunning { get; init; }

    /// <summary>The agent's version, where it was asked.</summary>
    public string? AgentVersion { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The Systems Manager parameter with the agent's configuration, where one was applied.</summary>
    public string? ParameterName { get; init; }

    /// <summary>The time of its latest event in the log group, UTC; null where there is none, or nobody looked.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>The latest Run Command of this machine.</summary>
    public string? CommandId { get; init; }

    /// <summary>What that command wrote, where it failed; at most 2,500 characters a step. Escaped line by line.</summary>
    public string? Output { get; init => field = value is null ? null : SafeText.Lines(value); }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{InstanceId}{(ComputerName is null ? "" : " ")}{ComputerName}: {State}");
}

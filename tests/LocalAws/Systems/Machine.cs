using System.Text.Json;

namespace LocalAws.Systems;

/// <summary>A machine that Systems Manager manages.</summary>
/// <param name="instanceId">i-… for EC2, mi-… for any other.</param>
public sealed class Machine(string instanceId)
{
    /// <summary>Version that the agent's package installs.</summary>
    public const string PackageVersion = "1.300059.0";

    /// <summary>i-… or mi-….</summary>
    public string InstanceId => instanceId;

    /// <summary>The machine's own name.</summary>
    public string ComputerName { get; init; } = instanceId + ".corp.example";

    /// <summary>Windows, Linux or MacOS.</summary>
    public string PlatformType { get; init; } = "Windows";

    /// <summary>The operating system.</summary>
    public string PlatformName { get; init; } = "Microsoft Windows Server 2022 Datacenter";

    /// <summary>Online, ConnectionLost or Inactive.</summary>
    public string PingStatus { get; set; } = "Online";

    /// <summary>The role of a machine outside EC2.</summary>
    public string? IamRole { get; init; }

    /// <summary>The machine's tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Version of the CloudWatch agent; null where it is not installed.</summary>
    public string? AgentVersion { get; set; }

    /// <summary>The parameters that the CloudWatch agent was configured from.</summary>
    public IList<string> Configurations { get; } = [];

    /// <summary>How commands end here, by the document's action (Install, "configure (append)", …); those without an entry do what they are for.</summary>
    public IDictionary<string, CommandOutcome> Outcomes { get; } = new Dictionary<string, CommandOutcome>(StringComparer.Ordinal);

    internal bool IsHybrid => instanceId.StartsWith("mi-", StringComparison.Ordinal);

    /// <summary>Does what a document is for, as far as the machine's plan lets it.</summary>
    internal CommandOutcome Run(string action, string? mode, string? configuration, Func<string, bool> isParameter)
    {
        if (Outcomes.TryGetValue(action, out var planned) && planned.Status != "Success")
            return planned;
        return action switch
        {
            "Install" => Install(),
            "Uninstall" => Uninstall(),
            _ when AgentVersion is null => CommandOutcome.Failed("CloudWatch Agent not installed.  Please install it using the AWS-ConfigureAWSPackage SSM Document."),
            // There is no instance metadata to read.
            _ when IsHybrid && mode == "ec2" && action != "status" => CommandOutcome.Failed("Unable to fetch EC2 metadata: not an EC2 instance."),
            "status" => new CommandOutcome("Success") { Output = Status() },
            _ => Configure(action, configuration!, isParameter),
        };
    }

    private CommandOutcome Install()
    {
        AgentVersion = PackageVersion;
        return new CommandOutcome("Success") { Output = $"Initiating AmazonCloudWatchAgent {PackageVersion} install\nSuccessfully installed AmazonCloudWatchAgent {PackageVersion}" };
    }

    private CommandOutcome Uninstall()
    {
        AgentVersion = null;
        Configurations.Clear();
        return new CommandOutcome("Success") { Output = "Successfully uninstalled AmazonCloudWatchAgent" };
    }

    private CommandOutcome Configure(string action, string parameter, Func<string, bool> isParameter)
    {
        if (!isParameter(parameter))
            return CommandOutcome.Failed($"Fail to fetch/remove json config: ParameterNotFound: {parameter}");
        if (action == "configure")
            Configurations.Clear();
        if (!Configurations.Contains(parameter))
            Configurations.Add(parameter);
        return new CommandOutcome("Success") { Output = "Configuration validation succeeded\nAmazonCloudWatchAgent has been started" };
    }

    private string Status() => JsonSerializer.Serialize(new
    {
        status = Configurations.Count > 0 ? "running" : "stopped",
        starttime = "2026-03-01T12:00:00",
        configstatus = Configurations.Count > 0 ? "configured" : "not configured",
        version = AgentVersion,
    });
}

/// <summary>How a command ends on a machine.</summary>
/// <param name="Status">Success, Failed, TimedOut or Cancelled.</param>
public sealed record CommandOutcome(string Status)
{
    /// <summary>Failed, ExecutionTimedOut, DeliveryTimedOut, Undeliverable, …; the status itself unless given.</summary>
    public string Details { get; init; } = Status;

    /// <summary>What the step wrote.</summary>
    public string Output { get; init; } = "";

    /// <summary>How many listings find it Pending, then InProgress, before it has ended.</summary>
    public int Listings { get; init; }

    internal static CommandOutcome Failed(string output) => new("Failed") { Output = output };
}

namespace AwsLoginAudit.Aws;

/// <summary>A Systems Manager document that this module runs, its parameters, and the state of a machine after the command has succeeded or failed.</summary>
internal sealed record AgentCommand(string Document, string Action, LoginAuditAgentState Done, LoginAuditAgentState Failed)
{
    private const string Package = "AWS-ConfigureAWSPackage";
    private const string Manage = "AmazonCloudWatch-ManageAgent";

    public static AgentCommand Install { get; } =
        new(Package, "Install", LoginAuditAgentState.Installing, LoginAuditAgentState.InstallFailed) { Parameters = { ["name"] = "AmazonCloudWatchAgent" } };

    public static AgentCommand Uninstall { get; } =
        new(Package, "Uninstall", LoginAuditAgentState.Uninstalled, LoginAuditAgentState.UninstallFailed) { Parameters = { ["name"] = "AmazonCloudWatchAgent" } };

    public static AgentCommand Status { get; } = new(Manage, "status", LoginAuditAgentState.Silent, LoginAuditAgentState.Silent);

    /// <summary>The document's parameters except its action.</summary>
    public Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The Systems Manager parameter that holds the agent's configuration; null if the command does not configure the agent.</summary>
    public string? ConfigurationName => Parameters.TryGetValue("optionalConfigurationLocation", out var name) ? name : null;

    /// <summary>Loads a configuration into the agent, in addition to its existing configurations or instead of them.</summary>
    public static AgentCommand Configure(string parameterName, bool hybrid, bool replace) =>
        new(Manage, replace ? "configure" : "configure (append)", LoginAuditAgentState.Configured, LoginAuditAgentState.ConfigureFailed)
        {
            Parameters =
            {
                ["mode"] = hybrid ? "onPremise" : "ec2",
                ["optionalConfigurationSource"] = "ssm",
                ["optionalConfigurationLocation"] = parameterName,
                ["optionalRestart"] = "yes",
            },
        };
}

namespace AwsLoginAudit.Aws;

/// <summary>One of the Systems Manager documents that this module runs, with its parameters, and what it makes of a machine.</summary>
internal sealed record AgentCommand(string Document, string Action, LoginAuditAgentState Done, LoginAuditAgentState Failed)
{
    private const string Package = "AWS-ConfigureAWSPackage";
    private const string Manage = "AmazonCloudWatch-ManageAgent";

    public static AgentCommand Install { get; } =
        new(Package, "Install", LoginAuditAgentState.Installing, LoginAuditAgentState.InstallFailed) { Parameters = { ["name"] = "AmazonCloudWatchAgent" } };

    public static AgentCommand Uninstall { get; } =
        new(Package, "Uninstall", LoginAuditAgentState.Uninstalled, LoginAuditAgentState.UninstallFailed) { Parameters = { ["name"] = "AmazonCloudWatchAgent" } };

    public static AgentCommand Status { get; } = new(Manage, "status", LoginAuditAgentState.Silent, LoginAuditAgentState.Silent);

    /// <summary>The document's parameters beside its action.</summary>
    public Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The parameter of Systems Manager that the agent is configured from.</summary>
    public string? ConfigurationName => Parameters.TryGetValue("optionalConfigurationLocation", out var name) ? name : null;

    /// <summary>Has the agent take a configuration: beside what it has already, or instead of it.</summary>
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

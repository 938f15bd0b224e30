namespace AwsLoginAudit.Aws;

/// <summary>Whether Systems Manager reaches the machines.</summary>
internal sealed class FleetChecks(AwsSession session, FleetSelection selection)
{
    /// <summary>The roles of the machines outside EC2, once they were looked at.</summary>
    public IReadOnlyList<string> HybridRoles { get; private set; } = [];

    public async Task<IReadOnlyList<LoginAuditCheck>> OnlineAsync(CancellationToken cancellationToken)
    {
        var fleet = await FleetTriage.AskAsync(session, selection, cancellationToken);
        HybridRoles = [.. fleet.Reachable.Select(instance => instance.IamRole).OfType<string>().Select(NameOf).Distinct()];
        var all = fleet.Reachable.Count > 0 && fleet.Others.Count == 0;
        var summary = new LoginAuditCheck
        {
            Name = "Managed instances",
            Result = CheckStatus.Of(all),
            Detail = $"{fleet.Reachable.Count} Windows machines are managed and online, {fleet.Others.Count} are not.",
            Remedy = all || fleet.Others.Count > 0 ? null : "Initialize-LoginAuditPrerequisite",
        };
        return [summary, .. fleet.Others.Select(other => ToCheck(other.Agent))];
    }

    // Systems Manager names a role with its path: service-role/….
    private static string NameOf(string role) => role.Substring(role.LastIndexOf('/') + 1);

    private static LoginAuditCheck ToCheck(LoginAuditAgent agent) => new()
    {
        Name = "Managed instance",
        Resource = agent.InstanceId,
        Result = LoginAuditCheckStatus.Failed,
        Detail = agent.Detail,
        Remedy = agent.State switch
        {
            LoginAuditAgentState.Offline when agent.InstanceId.StartsWith("i-", StringComparison.Ordinal) => $"Start-EC2Instance -InstanceId {PowerShellText.Quote(agent.InstanceId)}",
            LoginAuditAgentState.Offline => "Restart-Service AmazonSSMAgent",
            LoginAuditAgentState.NotManaged => "Initialize-LoginAuditPrerequisite",
            _ => null,
        },
    };
}

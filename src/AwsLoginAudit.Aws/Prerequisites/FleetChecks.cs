namespace AwsLoginAudit.Aws;

/// <summary>Checks whether Systems Manager can manage the machines.</summary>
internal sealed class FleetChecks(AwsSession session, FleetSelection selection)
{
    /// <summary>The roles of the machines outside EC2, after <see cref="OnlineAsync"/>.</summary>
    public IReadOnlyList<string> HybridRoles { get; private set; } = [];

    public async Task<IReadOnlyList<PrerequisiteCheck>> OnlineAsync(CancellationToken cancellationToken)
    {
        var fleet = await FleetTriage.AskAsync(session, selection, cancellationToken);
        HybridRoles = [.. fleet.Reachable.Select(instance => instance.IamRole).OfType<string>().Select(NameOf).Distinct()];
        var all = fleet.Reachable.Count > 0 && fleet.Others.Count == 0;
        var summary = new PrerequisiteCheck
        {
            Name = "Managed instances",
            Status = CheckStatus.Of(all),
            Detail = $"Windows machines that are managed and online: {fleet.Reachable.Count}. Other machines: {fleet.Others.Count}.",
            Remedy = all || fleet.Others.Count > 0 ? null : new LoginAuditRemedy(RemedyAction.InitializePrerequisites),
        };
        return [summary, .. fleet.Others.Select(other => ToCheck(other.Agent))];
    }

    // Systems Manager returns the name of a role with its path, service-role/….
    private static string NameOf(string role) => role.Substring(role.LastIndexOf('/') + 1);

    private static PrerequisiteCheck ToCheck(LoginAuditAgent agent) => new()
    {
        Name = "Managed instance",
        Resource = agent.InstanceId,
        Status = LoginAuditCheckStatus.Failed,
        Detail = agent.Detail,
        Remedy = agent.State switch
        {
            LoginAuditAgentState.Offline when agent.InstanceId.StartsWith("i-", StringComparison.Ordinal) => new LoginAuditRemedy(RemedyAction.StartInstance).With("InstanceId", agent.InstanceId),
            LoginAuditAgentState.Offline => new LoginAuditRemedy(RemedyAction.RestartSystemsManagerAgent),
            LoginAuditAgentState.NotManaged => new LoginAuditRemedy(RemedyAction.InitializePrerequisites),
            _ => null,
        },
    };
}

namespace AwsLoginAudit.Aws;

/// <summary>Divides the selected machines into those that a command can reach and those that it cannot, with the reason.</summary>
/// <param name="Reachable">Machines that are online and run Windows.</param>
/// <param name="Others">The other machines, each with the reason.</param>
public sealed record FleetTriage(IReadOnlyList<ManagedInstance> Reachable, IReadOnlyList<AgentResult> Others)
{
    /// <summary>Reads the selected machines from Systems Manager.</summary>
    /// <param name="session">The connection to AWS.</param>
    /// <param name="selection">The machines.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>Each machine once.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public static async Task<FleetTriage> AskAsync(AwsSession session, FleetSelection selection, CancellationToken cancellationToken)
    {
        var unknown = new HashSet<string>(selection.InstanceId, StringComparer.Ordinal);
        var reachable = new List<ManagedInstance>();
        var others = new List<AgentResult>();
        await foreach (var instance in new ManagedInstances(session).FindAsync(selection, cancellationToken))
        {
            unknown.Remove(instance.Id);
            if (Unreachable(instance) is { } reason)
                others.Add(reason);
            else
                reachable.Add(instance);
        }
        others.AddRange(selection.InstanceId.Where(unknown.Remove).Select(NotManaged));
        return new FleetTriage(reachable, others);
    }

    private static AgentResult? Unreachable(ManagedInstance instance)
    {
        if (!instance.IsWindows)
        {
            return Result(
                instance.With(LoginAuditAgentState.NotWindows, $"The machine runs {instance.PlatformName ?? "another system"}, which has no Security log."),
                LoginAuditError.InstanceNotWindows);
        }
        return instance.IsOnline
            ? null
            : Result(
                instance.With(LoginAuditAgentState.Offline, "Systems Manager cannot reach the machine's SSM Agent. Start the machine, or restart its service AmazonSSMAgent."),
                LoginAuditError.InstanceOffline);
    }

    private static AgentResult NotManaged(string id) => Result(
        new LoginAuditAgent
        {
            InstanceId = id,
            State = LoginAuditAgentState.NotManaged,
            Detail = "Systems Manager does not manage the machine in this account and Region. Its SSM Agent is not running, or its role lacks AmazonSSMManagedInstanceCore.",
        },
        LoginAuditError.InstanceNotManaged);

    private static AgentResult Result(LoginAuditAgent agent, LoginAuditError error) =>
        new(agent, new LoginAuditException(error, $"{agent.InstanceId} was skipped. {agent.Detail}", agent.InstanceId));
}

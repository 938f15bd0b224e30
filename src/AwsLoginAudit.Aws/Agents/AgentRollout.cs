using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Aws;

/// <summary>Installs, configures and removes the CloudWatch agent on many machines at the same time.</summary>
public sealed class AgentRollout
{
    private readonly AwsSession session;
    private readonly TimeSpan timeout;
    private readonly Action<FleetProgress> progress;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="timeout">The maximum time of one command on a machine.</param>
    /// <param name="progress">Called each time the work on some machines has ended.</param>
    public AgentRollout(AwsSession session, TimeSpan timeout, Action<FleetProgress> progress)
    {
        this.session = session;
        this.timeout = timeout;
        this.progress = progress;
    }

    /// <summary>Installs the agent, and configures it on each machine as soon as its installation has ended.</summary>
    /// <param name="instances">The machines, which are online.</param>
    /// <param name="parameterName">Returns the name of the parameter that holds the configuration of hybrid machines (true) or of EC2 instances
    /// (false).</param>
    /// <param name="replace">Whether the configuration replaces the agent's existing configurations instead of adding to them.</param>
    /// <param name="cancellationToken">Stops the wait. Commands that were sent keep running.</param>
    /// <returns>One result for each machine, as its work ends.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, … of the first command; or a later error while waiting, after the results of all
    /// machines.</exception>
    public IAsyncEnumerable<AgentResult> InstallAsync(
        IReadOnlyList<ManagedInstance> instances, Func<bool, string> parameterName, bool replace, CancellationToken cancellationToken) =>
        RunAsync(instances, AgentCommand.Install, hybrid => AgentCommand.Configure(parameterName(hybrid), hybrid, replace), cancellationToken);

    /// <summary>Starts the installation of the agent and does not wait for its end.</summary>
    /// <param name="instances">The machines, which are online.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>One result for each machine, with the id of its command.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async Task<IReadOnlyList<AgentResult>> BeginInstallAsync(IReadOnlyList<ManagedInstance> instances, CancellationToken cancellationToken)
    {
        var runner = new CommandRunner(session, timeout);
        var rejected = await runner.SendAsync(AgentCommand.Install, instances, cancellationToken);
        return [.. rejected.Concat(runner.Unfinished(null)).Select(ToAgent)];
    }

    /// <summary>Removes the agent.</summary>
    /// <param name="instances">The machines, which are online.</param>
    /// <param name="cancellationToken">Stops the wait. Commands that were sent keep running.</param>
    /// <returns>One result for each machine, as its work ends.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, … of the first command; or a later error while waiting, after the results of all
    /// machines.</exception>
    public IAsyncEnumerable<AgentResult> UninstallAsync(IReadOnlyList<ManagedInstance> instances, CancellationToken cancellationToken) =>
        RunAsync(instances, AgentCommand.Uninstall, null, cancellationToken);

    private async IAsyncEnumerable<AgentResult> RunAsync(
        IReadOnlyList<ManagedInstance> instances,
        AgentCommand first,
        Func<bool, AgentCommand>? second,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runner = new CommandRunner(session, timeout);
        var results = new List<CommandResult>(await runner.SendAsync(first, instances, cancellationToken));
        var ready = new WaitingRoom();
        LoginAuditException? broken = null;
        var ended = 0;
        bool GoesOn(CommandResult result) => second is not null && result.Command == first && result.Succeeded;
        while (true)
        {
            foreach (var result in results.Where(result => !GoesOn(result)))
            {
                ended++;
                yield return ToAgent(result);
            }
            progress(new FleetProgress(ended, instances.Count));
            if (broken is not null)
                throw broken;

            ready.Add(results.Where(GoesOn).Select(result => result.Instance));
            results = [];
            foreach (var kind in ready.Leave(isLast: runner.Open == 0))
                results.AddRange(await runner.SendAsync(second!(kind.Key), kind, cancellationToken));
            if (results.Count > 0)
                continue;
            if (runner.Open == 0)
                yield break;
            try
            {
                await runner.PollAsync(results, cancellationToken);
            }
            catch (LoginAuditException failure)
            {
                broken = failure;
                results.AddRange(ready.Leave(isLast: true).SelectMany(kind => kind).Select(instance => new CommandResult(instance, second!(instance.IsHybrid), null, false, "", failure)));
                results.AddRange(runner.Unfinished(failure));
            }
        }
    }

    /// <summary>Collects machines whose installation has ended, so that they are configured in batches: each batch costs one call at every poll.</summary>
    private sealed class WaitingRoom
    {
        private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

        private readonly List<ManagedInstance> waiting = [];
        private readonly Stopwatch sinceFirst = new();
        private bool isLull;

        public void Add(IEnumerable<ManagedInstance> instances)
        {
            var before = waiting.Count;
            waiting.AddRange(instances);
            isLull = waiting.Count == before;
            if (before == 0)
                sinceFirst.Restart();
        }

        /// <summary>Returns all collected machines by kind (hybrid or not), or none while more machines are expected soon.</summary>
        public IReadOnlyList<IGrouping<bool, ManagedInstance>> Leave(bool isLast)
        {
            if (!isLast && !isLull && waiting.Count < CommandRunner.MostInstances && sinceFirst.Elapsed < LongestWait)
                return [];
            var leaving = waiting.GroupBy(instance => instance.IsHybrid).ToList();
            waiting.Clear();
            return leaving;
        }
    }

    private static AgentResult ToAgent(CommandResult result)
    {
        var state = result.Failure?.Error switch
        {
            null => result.Command.Done,
            LoginAuditError.InstanceOffline => LoginAuditAgentState.Offline,
            LoginAuditError.CommandTimedOut => LoginAuditAgentState.TimedOut,
            _ => result.Command.Failed,
        };
        var agent = result.Instance.With(state, result.Failure?.Message ?? Words(state)) with
        {
            CommandId = result.CommandId,
            ParameterName = result.Command.ConfigurationName,
            Output = result.Failure is null || result.Output.Length == 0 ? null : result.Output,
        };
        var reported = new AgentResult(agent, result.Failure);
        return state == LoginAuditAgentState.Installing ? reported with { Remedies = [new LoginAuditRemedy(RemedyAction.InstallAgent).With("InstanceId", agent.InstanceId)] } : reported;
    }

    private static string Words(LoginAuditAgentState state) => state switch
    {
        LoginAuditAgentState.Installing => "The agent is being installed. Configure the agent when the installation has ended.",
        LoginAuditAgentState.Uninstalled => "The agent is removed. Its events stay in the log group.",
        _ => "The agent is installed and configured. Events arrive within minutes.",
    };
}

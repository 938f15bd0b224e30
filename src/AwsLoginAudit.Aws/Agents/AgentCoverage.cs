using System.Runtime.CompilerServices;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Determines for each machine whether its events arrive in the log group and, if not, why.</summary>
public sealed class AgentCoverage
{
    // The connection limits calls to the Region's quota of GetLogEvents, so more calls at once would only wait.
    private const int AtOnce = 5;

    private static readonly TimeSpan StatusTimeout = TimeSpan.FromMinutes(2);

    private readonly AwsSession session;
    private readonly FleetTriage triage;
    private readonly LatestEvents latest;
    private readonly CommandHistory history;
    private readonly string logGroupName;
    private readonly TimeSpan silentAfter;
    private readonly bool asksAgents;
    private readonly Action<FleetProgress> progress;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="triage">The machines.</param>
    /// <param name="logGroupName">The log group that receives the events.</param>
    /// <param name="silentAfter">A machine whose latest event is older than this is silent.</param>
    /// <param name="asksAgents">Whether a status command is sent to silent machines.</param>
    /// <param name="progress">Called each time the state of some machines has been determined.</param>
    public AgentCoverage(AwsSession session, FleetTriage triage, string logGroupName, TimeSpan silentAfter, bool asksAgents, Action<FleetProgress> progress)
    {
        this.session = session;
        this.triage = triage;
        this.logGroupName = logGroupName;
        this.silentAfter = silentAfter;
        this.asksAgents = asksAgents;
        this.progress = progress;
        latest = new LatestEvents(
            session, logGroupName, [.. triage.Reachable.Select(machine => (machine.Id, machine.ComputerName)), .. triage.Others.Select(other => (other.Agent.InstanceId, other.Agent.ComputerName))]);
        history = new CommandHistory(session);
    }

    /// <summary>The error if the log group does not exist, after the coverage was determined; otherwise null.</summary>
    public LoginAuditException? NoLogGroup => latest.NoLogGroup;

    /// <summary>
    /// Determines the state of each machine. With asksAgents, silent machines run a command that reads the agent's status and changes nothing.
    /// </summary>
    /// <param name="cancellationToken">Stops the calls and the wait.</param>
    /// <returns>One result for each machine.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async IAsyncEnumerable<AgentResult> AskAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (total, ended) = (triage.Others.Count + triage.Reachable.Count, triage.Others.Count);
        foreach (var other in triage.Others)
            yield return new AgentResult(other.Agent);

        progress(new FleetProgress(ended, total));
        var configured = await history.ConfigurationsAsync(triage.Reachable, cancellationToken);
        var silent = new Dictionary<ManagedInstance, DateTimeOffset?>();
        for (var at = 0; at < triage.Reachable.Count; at += AtOnce)
        {
            var some = triage.Reachable.Skip(at).Take(AtOnce).ToList();
            var times = await Task.WhenAll(some.Select(instance => latest.OfAsync(instance, cancellationToken)));
            foreach (var (instance, time) in some.Zip(times, (instance, time) => (instance, time)))
            {
                if (time is null || time < DateTimeOffset.UtcNow - silentAfter)
                {
                    silent.Add(instance, time);
                    continue;
                }
                ended++;
                var reporting = instance.With(LoginAuditAgentState.Reporting, $"Events arrive in {logGroupName}.") with { AgentInstalled = true, AgentRunning = true };
                yield return WithDetails(new AgentResult(reporting), time, configured);
            }
            progress(new FleetProgress(ended, total));
        }

        await foreach (var (result, lastEvent) in SilentAsync(silent, cancellationToken))
        {
            progress(new FleetProgress(++ended, total));
            yield return WithDetails(result, lastEvent, configured);
        }
    }

    private static AgentResult WithDetails(AgentResult result, DateTimeOffset? lastEvent, IReadOnlyDictionary<string, string> configured) =>
        result with { Agent = result.Agent with { LastEvent = lastEvent, ParameterName = configured.TryGetValue(result.Agent.InstanceId, out var name) ? name : null } };

    // A status command would report that the agent is absent while its installation is still running, so such a machine gets none.
    private async IAsyncEnumerable<(AgentResult Result, DateTimeOffset? LastEvent)> SilentAsync(
        IReadOnlyDictionary<ManagedInstance, DateTimeOffset?> silent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var installations = await history.InstallationsAsync(silent.Keys, cancellationToken);
        var asked = new List<ManagedInstance>();
        foreach (var (instance, lastEvent) in silent.Select(pair => (pair.Key, pair.Value)))
        {
            if (installations.TryGetValue(instance.Id, out var installation) && !CommandRunner.IsFinal(installation.Status))
                yield return (new AgentResult(instance.With(LoginAuditAgentState.Installing, "The agent is being installed.") with { CommandId = installation.CommandId }), lastEvent);
            else if (asksAgents)
                asked.Add(instance);
            else
                yield return (new AgentResult(instance.With(LoginAuditAgentState.Silent, Since(instance, lastEvent) + Tried(installation))) { Remedies = [LoginAuditRemedy.Use(RemedySetting.Detailed)] }, lastEvent);
        }
        await foreach (var (instance, result) in StatusAsync(asked, cancellationToken))
        {
            installations.TryGetValue(instance.Id, out var installation);
            yield return (Judge(result, silent[instance], installation), silent[instance]);
        }
    }

    private async IAsyncEnumerable<(ManagedInstance Instance, CommandResult Result)> StatusAsync(
        IReadOnlyList<ManagedInstance> instances, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runner = new CommandRunner(session, StatusTimeout);
        var results = new List<CommandResult>(await runner.SendAsync(AgentCommand.Status, instances, cancellationToken));
        while (true)
        {
            foreach (var result in results)
                yield return (result.Instance, result);
            if (runner.Open == 0)
                yield break;
            results = [];
            await runner.PollAsync(results, cancellationToken);
        }
    }

    private AgentResult Judge(CommandResult result, DateTimeOffset? lastEvent, CommandInvocation? installation)
    {
        var isAbsent = result.Failure is not null && result.Output.IndexOf("not installed", StringComparison.OrdinalIgnoreCase) >= 0;
        var agent = AgentStatus.Read(result.Output);
        var (state, why) = (result.Failure, agent) switch
        {
            ({ Error: LoginAuditError.InstanceOffline }, _) => (LoginAuditAgentState.Offline, result.Failure.Message),
            _ when isAbsent => (LoginAuditAgentState.NotInstalled, "The agent is not installed." + Tried(installation)),
            ({ } failure, _) => (LoginAuditAgentState.Silent, failure.Message),
            (_, { IsConfigured: false }) => (LoginAuditAgentState.Silent, "The agent is installed but has no configuration."),
            (_, { IsRunning: false }) => (LoginAuditAgentState.Silent, "The agent is installed but not running. Start the service AmazonCloudWatchAgent, or install the agent again."),
            _ => (LoginAuditAgentState.Silent,
                "The agent is running, but no recent event arrived. Possible causes: another configuration (install the agent again), a role without permission to write to the log group (CloudWatchAgentServerPolicy), or no audited event (auditpol /get /category:*)."),
        };
        var judged = result.Instance.With(state, $"{why} {Since(result.Instance, lastEvent)}") with
        {
            AgentInstalled = isAbsent ? false : agent is null ? null : true,
            AgentRunning = isAbsent ? false : agent?.IsRunning,
            AgentVersion = agent?.Version,
            CommandId = result.CommandId,
            Output = result.Failure is null || result.Output.Length == 0 ? null : result.Output,
        };
        return new AgentResult(judged) { Remedies = isAbsent || result.Failure is null ? [Install(judged.InstanceId)] : result.Failure.Remedies };
    }

    private LoginAuditRemedy Install(string instanceId) => new LoginAuditRemedy(RemedyAction.InstallAgent)
        .With("InstanceId", instanceId)
        .With("LogGroupName", logGroupName == AgentConfiguration.DefaultLogGroupName ? null : logGroupName);

    private string Since(ManagedInstance instance, DateTimeOffset? lastEvent) =>
        lastEvent is { } time ? $"The machine's latest event is from {time:u}." : $"No event of the machine's Security log is in {logGroupName}.{latest.SharedStreamNote(instance)}";

    private static string Tried(CommandInvocation? installation) =>
        installation is null || installation.Status == CommandInvocationStatus.Success
            ? ""
            : $" The last installation, {installation.CommandId}, ended with {installation.StatusDetails}.";
}

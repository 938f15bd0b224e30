using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AwsLoginAudit.Aws;

/// <summary>Says of each machine whether its events arrive, and if not, why.</summary>
public sealed class AgentCoverage
{
    // Under the quota of GetLogEvents (25 a second in most Regions), also beside other users of the account.
    private const int AtOnce = 5;

    private static readonly TimeSpan StatusTimeout = TimeSpan.FromMinutes(2);

    private readonly AwsSession session;
    private readonly LatestEvents latest;
    private readonly string logGroupName;
    private readonly TimeSpan silentAfter;
    private readonly Action<FleetProgress> progress;

    /// <param name="session">The connection.</param>
    /// <param name="logGroupName">Where the events go.</param>
    /// <param name="silentAfter">A machine whose latest event is older is silent.</param>
    /// <param name="progress">Told whenever some machines have ended.</param>
    public AgentCoverage(AwsSession session, string logGroupName, TimeSpan silentAfter, Action<FleetProgress> progress)
    {
        this.session = session;
        this.logGroupName = logGroupName;
        this.silentAfter = silentAfter;
        this.progress = progress;
        latest = new LatestEvents(session, logGroupName);
    }

    /// <summary>Asks about machines. Only the silent ones are sent a command, which asks their agent how it is and changes nothing.</summary>
    /// <param name="triage">The machines.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Each machine once.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async IAsyncEnumerable<LoginAuditAgent> AskAsync(FleetTriage triage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (total, ended) = (triage.Others.Count + triage.Reachable.Count, triage.Others.Count);
        foreach (var other in triage.Others)
            yield return other.Agent;

        var configured = await new ConfigurationHistory(session).ReadAsync(cancellationToken);
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
                yield return Told(instance.With(LoginAuditAgentState.Reporting, $"Events arrive in {logGroupName}."), time, configured);
            }
            progress(new FleetProgress(ended, total));
        }

        await foreach (var (instance, result) in StatusAsync([.. silent.Keys], cancellationToken))
        {
            progress(new FleetProgress(++ended, total));
            yield return Told(Judge(instance, result, silent[instance]), silent[instance], configured);
        }
    }

    private static LoginAuditAgent Told(LoginAuditAgent agent, DateTimeOffset? lastEvent, IReadOnlyDictionary<string, string> configured) => agent with
    {
        LastEvent = lastEvent,
        ParameterName = configured.TryGetValue(agent.InstanceId, out var name) ? name : null,
    };

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

    private LoginAuditAgent Judge(ManagedInstance instance, CommandResult result, DateTimeOffset? lastEvent)
    {
        var agent = Status.Read(result.Output);
        var since = lastEvent is { } time ? $"Its latest event is of {time:u}." : $"No event of it is in {logGroupName}.";
        var (state, why) = (result.Failure, agent) switch
        {
            ({ Error: LoginAuditError.InstanceOffline }, _) => (LoginAuditAgentState.Offline, result.Failure.Message),
            ({ }, _) when result.Output.IndexOf("not installed", StringComparison.OrdinalIgnoreCase) >= 0 =>
                (LoginAuditAgentState.NotInstalled, "The agent is not installed: run Install-LoginAuditAgent."),
            ({ } failure, _) => (LoginAuditAgentState.Silent, failure.Message),
            (_, { IsConfigured: false }) => (LoginAuditAgentState.Silent, "The agent is installed and has no configuration: run Install-LoginAuditAgent."),
            (_, { IsRunning: false }) => (LoginAuditAgentState.Silent, "The agent is installed and does not run: run Install-LoginAuditAgent, or start the service AmazonCloudWatchAgent."),
            _ => (LoginAuditAgentState.Silent,
                "The agent runs. Either it has another configuration (run Install-LoginAuditAgent), or its role may not write to the log group (CloudWatchAgentServerPolicy), or nothing was logged (auditpol /get /category:*)."),
        };
        return instance.With(state, $"{why} {since}") with
        {
            AgentVersion = agent?.Version,
            CommandId = result.CommandId,
            Output = result.Failure is null || result.Output.Length == 0 ? null : result.Output,
        };
    }

    /// <summary>What the agent's control script answers to "status".</summary>
    private sealed record Status(bool IsRunning, bool IsConfigured, string? Version)
    {
        public static Status? Read(string output)
        {
            var (start, end) = (output.IndexOf('{'), output.LastIndexOf('}'));
            if (start < 0 || end < start)
                return null;
            try
            {
                using var document = JsonDocument.Parse(output.Substring(start, end - start + 1));
                string? Text(string name) =>
                    document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
                return new Status(Text("status") == "running", Text("configstatus") != "not configured", Text("version"));
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

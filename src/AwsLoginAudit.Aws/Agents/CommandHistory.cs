using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The commands that were run on machines. Run Command keeps its history for 30 days.</summary>
internal sealed class CommandHistory(AwsSession session)
{
    private const int PageSize = 50;

    /// <summary>The name of the parameter that each machine last loaded as its agent's configuration.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ConfigurationsAsync(IEnumerable<ManagedInstance> instances, CancellationToken cancellationToken)
    {
        var latest = await LatestAsync(
            AgentCommand.Status.Document,
            command => ConfigurationName(command).Length > 0,
            invocation => invocation.Status == CommandInvocationStatus.Success,
            instances,
            cancellationToken);
        return latest.ToDictionary(pair => pair.Key, pair => ConfigurationName(pair.Value.Command));
    }

    /// <summary>The latest installation of the agent on each machine, with or without success.</summary>
    public async Task<IReadOnlyDictionary<string, CommandInvocation>> InstallationsAsync(IEnumerable<ManagedInstance> instances, CancellationToken cancellationToken)
    {
        var latest = await LatestAsync(
            AgentCommand.Install.Document,
            command => Value(command, "action") == AgentCommand.Install.Action && Value(command, "name") == AgentCommand.Install.Parameters["name"],
            _ => true,
            instances,
            cancellationToken);
        return latest.ToDictionary(pair => pair.Key, pair => pair.Value.Invocation);
    }

    // Commands are read from the newest to the oldest, until one is found for each machine.
    private async Task<Dictionary<string, (Command Command, CommandInvocation Invocation)>> LatestAsync(
        string document,
        Func<Command, bool> isWanted,
        Func<CommandInvocation, bool> counts,
        IEnumerable<ManagedInstance> instances,
        CancellationToken cancellationToken)
    {
        var latest = new Dictionary<string, (Command, CommandInvocation)>(StringComparer.Ordinal);
        var open = new HashSet<string>(instances.Select(instance => instance.Id), StringComparer.Ordinal);
        var commands = open.Count == 0 ? [] : await CommandsAsync(document, cancellationToken);
        foreach (var command in commands.Where(isWanted).OrderByDescending(command => command.RequestedDateTime))
        {
            foreach (var invocation in await InvocationsAsync(command.CommandId, cancellationToken))
            {
                if (counts(invocation) && open.Remove(invocation.InstanceId))
                    latest.Add(invocation.InstanceId, (command, invocation));
            }
            if (open.Count == 0)
                break;
        }
        return latest;
    }

    private async Task<List<Command>> CommandsAsync(string document, CancellationToken cancellationToken)
    {
        var found = new List<Command>();
        ListCommandsRequest Request(string? token) => new()
        {
            Filters = [new CommandFilter { Key = CommandFilterKey.DocumentName, Value = document }],
            MaxResults = PageSize,
            NextToken = token,
        };
        await foreach (var page in Pages.AllAsync(token => session.SystemsManager.ListCommandsAsync(Request(token), cancellationToken), page => page.NextToken))
            found.AddRange(page.Commands ?? []);
        return found;
    }

    private async Task<List<CommandInvocation>> InvocationsAsync(string commandId, CancellationToken cancellationToken)
    {
        var found = new List<CommandInvocation>();
        ListCommandInvocationsRequest Request(string? token) => new() { CommandId = commandId, MaxResults = PageSize, NextToken = token };
        await foreach (var page in Pages.AllAsync(token => session.SystemsManager.ListCommandInvocationsAsync(Request(token), cancellationToken), page => page.NextToken))
            found.AddRange(page.CommandInvocations ?? []);
        return found;
    }

    private static string ConfigurationName(Command command) =>
        Value(command, "action") is "configure" or "configure (append)" ? Value(command, "optionalConfigurationLocation") : "";

    private static string Value(Command command, string name) => command.Parameters?.TryGetValue(name, out var values) == true ? values.FirstOrDefault() ?? "" : "";
}

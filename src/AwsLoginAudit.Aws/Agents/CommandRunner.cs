using System.Diagnostics;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The result of a command on one instance.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Command">The command.</param>
/// <param name="CommandId">The id of the command; null if it was not sent.</param>
/// <param name="Succeeded">Whether the command succeeded.</param>
/// <param name="Output">The output of the command's steps.</param>
/// <param name="Failure">Why the command failed; null if it succeeded or is still running.</param>
internal sealed record CommandResult(
    ManagedInstance Instance, AgentCommand Command, string? CommandId, bool Succeeded, string Output, LoginAuditException? Failure = null);

/// <summary>
/// Runs commands on many instances. All batches run at the same time. One list call a batch polls the progress, however many instances it has.
/// </summary>
/// <param name="session">The connection to AWS.</param>
/// <param name="timeout">The maximum time of one command on an instance, including delivery.</param>
internal sealed class CommandRunner(AwsSession session, TimeSpan timeout)
{
    /// <summary>The quota of SendCommand: instances in one call.</summary>
    public const int MostInstances = 50;

    // TimeoutSeconds of SendCommand: 30 seconds to 30 days.
    private static readonly TimeSpan ShortestDelivery = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowestPoll = TimeSpan.FromSeconds(10);

    private readonly List<Batch> batches = [];
    private TimeSpan interval = FirstPoll;

    /// <summary>The number of instances whose command has not ended yet.</summary>
    public int Open => batches.Sum(batch => batch.Open.Count);

    /// <summary>Sends a command to instances, and returns the results of those that Systems Manager rejects.</summary>
    /// <exception cref="LoginAuditException">The first command was rejected, for a reason that does not lie with an instance.</exception>
    public async Task<IReadOnlyList<CommandResult>> SendAsync(AgentCommand command, IEnumerable<ManagedInstance> instances, CancellationToken cancellationToken)
    {
        var rejected = new List<CommandResult>();
        foreach (var group in instances.Select((instance, i) => (instance, i)).GroupBy(pair => pair.i / MostInstances, pair => pair.instance))
            await SendBatchAsync(command, [.. group], rejected, cancellationToken);
        interval = FirstPoll;
        return rejected;
    }

    /// <summary>Waits, then reads the state of the open commands.</summary>
    /// <param name="ended">Receives the results of commands that have ended, even if a later call fails.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async Task PollAsync(ICollection<CommandResult> ended, CancellationToken cancellationToken)
    {
        await Task.Delay(interval, cancellationToken);
        interval = TimeSpan.FromTicks(Math.Min(interval.Ticks * 3 / 2, SlowestPoll.Ticks));
        foreach (var batch in batches)
            await PollAsync(batch, ended, cancellationToken);
        batches.RemoveAll(batch => batch.Open.Count == 0);
    }

    /// <summary>Returns the results of commands that have not ended yet.</summary>
    /// <param name="reason">Why the wait ended early; null if no wait was intended.</param>
    public IReadOnlyList<CommandResult> Unfinished(LoginAuditException? reason) =>
        [.. batches.SelectMany(batch => batch.Open.Values.Select(instance => new CommandResult(instance, batch.Command, batch.CommandId, false, "", reason)))];

    private async Task SendBatchAsync(AgentCommand command, List<ManagedInstance> instances, List<CommandResult> rejected, CancellationToken cancellationToken)
    {
        var delivery = timeout < ShortestDelivery ? ShortestDelivery : timeout;
        var request = new SendCommandRequest
        {
            DocumentName = command.Document,
            Comment = "AwsLoginAudit",
            InstanceIds = [.. instances.Select(instance => instance.Id)],
            Parameters = command.Parameters.Append(new("action", command.Action)).ToDictionary(pair => pair.Key, pair => new List<string> { pair.Value }),
            TimeoutSeconds = (int)delivery.TotalSeconds,
            // With the default of 0, the first instance that fails would stop the command on the others.
            MaxErrors = "100%",
        };
        try
        {
            var answer = await session.SystemsManager.SendCommandAsync(request, cancellationToken);
            batches.Add(new Batch(command, answer.Command.CommandId, instances.ToDictionary(instance => instance.Id, StringComparer.Ordinal)));
        }
        catch (LoginAuditException failure) when (failure.HasCode("InvalidInstanceId", "UnsupportedPlatformType") && instances.Count > 1)
        {
            // One of the instances has gone since it was listed, and AWS does not name it.
            var half = instances.Count / 2;
            await SendBatchAsync(command, instances.GetRange(0, half), rejected, cancellationToken);
            await SendBatchAsync(command, instances.GetRange(half, instances.Count - half), rejected, cancellationToken);
        }
        catch (LoginAuditException failure) when (failure.HasCode("InvalidInstanceId", "UnsupportedPlatformType"))
        {
            var offline = new LoginAuditException(
                LoginAuditError.InstanceOffline, $"Systems Manager no longer reaches {instances[0].Id}: {Sentence.End(failure.InnerException!.Message)}", instances[0].Id, failure);
            rejected.Add(new CommandResult(instances[0], command, null, false, "", offline));
        }
        catch (LoginAuditException failure) when (batches.Count > 0)
        {
            // Other commands are running, so the failure becomes a result and their results are still reported.
            rejected.AddRange(instances.Select(instance => new CommandResult(instance, command, null, false, "", failure)));
        }
    }

    private async Task PollAsync(Batch batch, ICollection<CommandResult> ended, CancellationToken cancellationToken)
    {
        var pages = Pages.AllAsync(
            token => session.SystemsManager.ListCommandInvocationsAsync(
                new ListCommandInvocationsRequest { CommandId = batch.CommandId, Details = true, MaxResults = MostInstances, NextToken = token }, cancellationToken),
            page => page.NextToken);
        await foreach (var page in pages)
        {
            foreach (var invocation in page.CommandInvocations ?? [])
            {
                if (IsFinal(invocation.Status) && batch.Open.TryGetValue(invocation.InstanceId, out var instance))
                {
                    batch.Open.Remove(instance.Id);
                    ended.Add(Result(batch, instance, invocation));
                }
            }
        }

        if (batch.Age.Elapsed > timeout)
            LetGo(batch, ended);
    }

    private void LetGo(Batch batch, ICollection<CommandResult> ended)
    {
        foreach (var instance in batch.Open.Values)
        {
            var reason = new LoginAuditException(
                LoginAuditError.CommandTimedOut,
                $"Systems Manager returned no result of the command on {instance.Id} within {timeout.TotalMinutes:0.#} minutes. The command {batch.CommandId} may still be running.",
                instance.Id,
                remedies: [new LoginAuditRemedy(RemedyAction.CheckAgents).With("InstanceId", instance.Id)]);
            ended.Add(new CommandResult(instance, batch.Command, batch.CommandId, false, "", reason));
        }
        batch.Open.Clear();
    }

    /// <summary>Whether a command has ended, with or without success.</summary>
    public static bool IsFinal(CommandInvocationStatus status) =>
        status == CommandInvocationStatus.Success || status == CommandInvocationStatus.Failed
        || status == CommandInvocationStatus.TimedOut || status == CommandInvocationStatus.Cancelled;

    private static CommandResult Result(Batch batch, ManagedInstance instance, CommandInvocation invocation)
    {
        var succeeded = invocation.Status == CommandInvocationStatus.Success;
        var steps = (invocation.CommandPlugins ?? []).Where(step => succeeded || step.Status != CommandPluginStatus.Success);
        var output = string.Join(Environment.NewLine, steps.Select(step => step.Output?.Trim()).Where(text => !string.IsNullOrEmpty(text)));
        var failure = succeeded
            ? null
            : new LoginAuditException(
                LoginAuditError.CommandFailed,
                $"{batch.Command.Document} ({batch.Command.Action}) ended with {invocation.StatusDetails} on {instance.Id}. {Brief(output)}",
                instance.Id);
        return new CommandResult(instance, batch.Command, batch.CommandId, succeeded, output, failure);
    }

    private static string Brief(string output)
    {
        const int Longest = 300;
        return output.Length == 0 ? "The command wrote no output." : "Output: " + (output.Length <= Longest ? output : "…" + output.Substring(output.Length - Longest));
    }

    private sealed record Batch(AgentCommand Command, string CommandId, Dictionary<string, ManagedInstance> Open)
    {
        public Stopwatch Age { get; } = Stopwatch.StartNew();
    }
}

using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Completes a parameter with names that AWS tells. It asks as the cmdlet would with what is typed already, and waits for a moment only.
/// Where nothing comes of it nothing is offered: what is wrong is told by the cmdlet when it is run.
/// </summary>
internal abstract class AwsNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks for names that begin so, and perhaps for others.</summary>
    protected abstract IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (string.IsNullOrEmpty(wordToComplete) && MayFollowBacktick(commandAst.Extent))
            return [];
        var word = new CompletionWord(wordToComplete);
        var typed = new TypedParameters(commandAst, fakeBoundParameters);
        var connection = typed.Connection();
        var found = new ConcurrentQueue<KnownName>();
        using var late = new CancellationTokenSource(Patience);
        var token = late.Token;
        // On another thread: looking for credentials can take as long as asking.
        var asking = Task.Run(() => GatherAsync(connection, word, typed, found, token));
        // What has come until then is offered also where more was to come.
        if (Task.WaitAny([asking], Patience) == 0 && !asking.Result)
            return [];
        return [.. found.Where(word.Fits).Select(word.Complete).OfType<CompletionResult>()];
    }

    // PowerShell puts what is completed behind a backtick at the cursor, which takes the meaning of the quotation mark before a name: the rest would be run.
    // Where the cursor is, it does not say.
    private static bool MayFollowBacktick(IScriptExtent command)
    {
        var line = command.StartScriptPosition.GetFullScript();
        for (var at = line.IndexOf('`', command.StartOffset); at >= 0; at = line.IndexOf('`', at + 1))
        {
            if (at + 1 == line.Length || line[at + 1] is ' ' or '\t')
                return true;
        }
        return false;
    }

    private async Task<bool> GatherAsync(
        AwsConnection connection, CompletionWord word, TypedParameters typed, ConcurrentQueue<KnownName> found, CancellationToken cancellationToken)
    {
        try
        {
            using var session = new AwsSession(connection, _ => { });
            var names = new KnownNames(session);
            await foreach (var name in Ask(names, word.Prefix, typed, cancellationToken))
                found.Enqueue(name);
            // AWS tells capitals from small letters; who types in PowerShell does not.
            if (found.IsEmpty && word.Prefix.Length > 0)
            {
                await foreach (var name in Ask(names, "", typed, cancellationToken))
                    found.Enqueue(name);
            }
            return true;
        }
        catch (Exception failure)
        {
            // Whatever it is: PowerShell would offer the names of files instead.
            return failure is OperationCanceledException;
        }
    }
}

/// <summary>Log groups.</summary>
internal sealed class LogGroupCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        names.LogGroupsAsync(prefix, cancellationToken);
}

/// <summary>Metric alarms.</summary>
internal sealed class AlarmCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        names.AlarmsAsync(prefix, ownOnly: false, cancellationToken);
}

/// <summary>Alarms of this module, for cmdlets that refuse others.</summary>
internal sealed class OwnAlarmCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        names.AlarmsAsync(prefix, ownOnly: true, cancellationToken);
}

/// <summary>Windows machines that Systems Manager manages.</summary>
internal sealed class InstanceCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        names.InstancesAsync(cancellationToken);
}

/// <summary>Instances whose events are in the log group that is typed; before one is, the machines that Systems Manager manages.</summary>
internal sealed class LogStreamCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        typed.Text("LogGroupName") is { } group
            ? names.LogStreamsAsync(group, prefix, cancellationToken)
            : names.InstancesAsync(cancellationToken);
}

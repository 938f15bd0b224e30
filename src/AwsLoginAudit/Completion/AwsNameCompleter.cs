using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>
/// Completes a parameter with names from AWS. It uses the connection parameters that are typed already, and waits for a short time only. After an error it
/// offers nothing, because the cmdlet reports the error when it is run.
/// </summary>
internal abstract class AwsNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Lists names that begin with the prefix, and possibly others.</summary>
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
        // Another thread is used, because the search for credentials can take as long as the call.
        var asking = Task.Run(() => GatherAsync(connection, word, typed, found, token));
        // Names that arrived in time are offered even if there are more.
        if (Task.WaitAny([asking], Patience) == 0 && !asking.Result)
            return [];
        return [.. found.Where(word.Fits).Select(word.Complete).OfType<CompletionResult>()];
    }

    // PowerShell inserts the completion after a backtick at the cursor, which would escape the quotation mark before a name, so that the rest would be
    // executed. PowerShell does not pass the position of the cursor.
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
            // Names in AWS are case-sensitive, while the user may type any case.
            if (found.IsEmpty && word.Prefix.Length > 0)
            {
                await foreach (var name in Ask(names, "", typed, cancellationToken))
                    found.Enqueue(name);
            }
            return true;
        }
        catch (Exception failure)
        {
            // After an exception of any type, PowerShell would offer file names instead.
            return failure is OperationCanceledException;
        }
    }
}

/// <summary>Completes names of log groups.</summary>
internal sealed class LogGroupCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        names.LogGroupsAsync(prefix, cancellationToken);
}

/// <summary>Completes names of metric alarms.</summary>
internal sealed class AlarmCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        names.AlarmsAsync(prefix, ownOnly: false, cancellationToken);
}

/// <summary>Completes names of this module's alarms, for cmdlets that reject others.</summary>
internal sealed class OwnAlarmCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        names.AlarmsAsync(prefix, ownOnly: true, cancellationToken);
}

/// <summary>Completes ids of Windows machines that Systems Manager manages.</summary>
internal sealed class InstanceCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        names.InstancesAsync(cancellationToken);
}

/// <summary>Completes instances with events in the log group that is typed already, or else machines that Systems Manager manages.</summary>
internal sealed class LogStreamCompleter : AwsNameCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<KnownName> Ask(KnownNames names, string prefix, TypedParameters typed, CancellationToken cancellationToken) =>
        typed.Text("LogGroupName") is { } group
            ? names.LogStreamsAsync(group, prefix, cancellationToken)
            : names.InstancesAsync(cancellationToken);
}

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Amazon.Lambda.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Lists the responders that this module created.</summary>
public sealed class ResponderCatalog
{
    private readonly AwsSession session;
    private readonly string fingerprint;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="zip">The code of the function in this version of the module.</param>
    public ResponderCatalog(AwsSession session, byte[] zip) => (this.session, fingerprint) = (session, FunctionPlan.Fingerprint(zip));

    /// <summary>Lists the responders of the alarms that this module created.</summary>
    /// <param name="isWanted">Whether the responder of an alarm with a given name is listed.</param>
    /// <param name="unreadable">Called for each alarm that cannot be read, while the others are read; called on any thread.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The responders.</returns>
    /// <exception cref="LoginAuditException">AccessDenied, …</exception>
    public async IAsyncEnumerable<LoginAuditResponder> AllAsync(
        Func<string, bool> isWanted, Action<LoginAuditException> unreadable, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        await foreach (var alarm in new AlarmCatalog(session).AllAsync(isWanted, unreadable, cancellationToken))
        {
            var found = await FunctionPlan.FindAsync(session, AlarmNames.Responder(alarm.AlarmName), cancellationToken);
            if (found is not null && Ownership.IsOurs(found.Tags))
                yield return await ReadAsync(alarm.AlarmName, found, scope, cancellationToken);
        }
    }

    /// <summary>Reads the responder of one alarm, even if the alarm no longer exists.</summary>
    /// <param name="alarmName">The name of the alarm.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The responder.</returns>
    /// <exception cref="LoginAuditException">ResponderNotFound, NotCreatedByModule, AccessDenied, …</exception>
    public async Task<LoginAuditResponder> GetAsync(string alarmName, CancellationToken cancellationToken)
    {
        // Lambda rejects a name that this module cannot have used for a function.
        if (!Regex.IsMatch(alarmName, ResponderSettings.AlarmNamePattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            throw NotFound(alarmName);
        var name = AlarmNames.Responder(alarmName);
        var found = await FunctionPlan.FindAsync(session, name, cancellationToken) ?? throw NotFound(alarmName);
        return Ownership.IsOurs(found.Tags)
            ? await ReadAsync(alarmName, found, await AccountScope.AskAsync(session, cancellationToken), cancellationToken)
            : throw Ownership.NotCreatedByModule("function", name, "Check the function in the Lambda console.");
    }

    internal static LoginAuditException NotFound(string alarmName) => new(
        LoginAuditError.ResponderNotFound,
        $"The alarm {alarmName} has no responder in this account and Region.",
        alarmName,
        remedies: [LoginAuditRemedy.Check(RemedySetting.AlarmName, RemedySetting.Region), new LoginAuditRemedy(RemedyAction.InstallResponder).With("AlarmName", alarmName)]);

    private async Task<LoginAuditResponder> ReadAsync(string alarmName, GetFunctionResponse found, AccountScope scope, CancellationToken cancellationToken)
    {
        var function = found.Configuration!;
        var settings = ResponderFunction.Settings(alarmName, function.Environment?.Variables ?? []);
        var callers = await new FunctionCallers(session, function.FunctionName!).ReadAsync(cancellationToken);
        return new LoginAuditResponder
        {
            AlarmName = alarmName,
            FunctionName = function.FunctionName!,
            FunctionArn = function.FunctionArn!,
            FunctionState = function.State?.Value,
            IsCurrent = FunctionPlan.IsCurrent(function, fingerprint),
            From = settings.Sender.Length > 0 ? settings.Sender : null,
            Recipients = settings.Recipient,
            Threshold = settings.Threshold,
            ConfigurationSetName = settings.ConfigurationSetName,
            TopicArn = callers.TryGetValue(FunctionCallers.Topic, out var topic) ? topic : null,
            FollowUpSchedule = await new FollowUpSchedule(session, scope, alarmName).ReadAsync(cancellationToken),
            ReservedConcurrency = found.Concurrency?.ReservedConcurrentExecutions,
            DeadLetters = await new QueuePlan(session, scope).CountAsync(AlarmNames.ResponderDeadLetterQueue(alarmName), cancellationToken),
        };
    }
}

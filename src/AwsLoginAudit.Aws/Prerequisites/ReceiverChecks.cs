using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>Checks whether the alarm's topic, queue and function work, so that somebody is notified.</summary>
internal sealed class ReceiverChecks(AwsSession session, string alarmName, SetupRemedies remedies)
{
    private const string FunctionName = "Responder";

    /// <summary>Checks the topic of the alarm, and the queue that is subscribed to it.</summary>
    public async Task<IReadOnlyList<PrerequisiteCheck>> TopicAsync(CancellationToken cancellationToken)
    {
        if (await ResponseParts.FindAsync(session, alarmName, cancellationToken) is not { } parts)
            return [];
        var scope = parts.Scope;
        Func<CancellationToken, Task<LoginAuditRemedy>> createAsync = cancel => remedies.NewTopicAsync(parts.HasQueue, cancel);
        Func<CancellationToken, Task<LoginAuditRemedy>>? repairAsync = parts.TopicArn == scope.Topic(AlarmNames.Topic(alarmName)) ? remedies.AlarmAsync : null;
        var topic = await new TopicCheck(session, scope, "Alarm topic").LookAsync(parts.TopicArn, parts.Alarm.AlarmArn!, createAsync, repairAsync, cancellationToken);
        return parts.QueueIsSubscribed && await QueueAsync(scope, cancellationToken) is { } queue ? [topic, queue] : [topic];
    }

    /// <summary>Checks the function that responds to the alarm, if the alarm has or had one.</summary>
    public async Task<IReadOnlyList<PrerequisiteCheck>> FunctionAsync(CancellationToken cancellationToken)
    {
        var name = AlarmNames.Responder(alarmName);
        if (await ResponseParts.FindAsync(session, alarmName, cancellationToken) is not { HasFunction: true } parts)
            return [];
        var check = new PrerequisiteCheck { Name = FunctionName, Resource = name, Status = LoginAuditCheckStatus.Failed, Detail = "" };
        var function = await FunctionPlan.FindAsync(session, name, cancellationToken);
        var callers = function is null ? null : await new FunctionCallers(session, name).ReadAsync(cancellationToken);
        var problem = function is null ? "The function does not exist, although the alarm's topic or an operations alarm refers to it."
            : !parts.FunctionIsSubscribed ? "The alarm's topic does not call the function."
            : !callers!.TryGetValue(FunctionCallers.Topic, out var caller) || caller != parts.TopicArn ? "The function's policy does not let the alarm's topic call the function."
            : null;
        if (problem is not null)
            return [check with { Detail = $"{problem} No mails are sent.", Remedy = await remedies.ResponderAsync(cancellationToken) }];
        if (function!.Concurrency?.ReservedConcurrentExecutions == 0)
            return [check with { Detail = "The reserved concurrency of the function is 0, so Lambda never runs the function.", Remedy = new LoginAuditRemedy(RemedyAction.RemoveFunctionConcurrency).With("FunctionName", name) }];
        return [check with { Status = LoginAuditCheckStatus.Passed, Detail = "The alarm's topic calls the function." }];
    }

    /// <summary>Checks the role of the function.</summary>
    public async Task<IReadOnlyList<PrerequisiteCheck>> RoleAsync(CancellationToken cancellationToken)
    {
        // Lambda rejects a name that this module cannot have used for a function.
        if (!Regex.IsMatch(alarmName, ResponderSettings.AlarmNamePattern, RegexOptions.None, TimeSpan.FromSeconds(1))
            || await AlarmLookup.FindAsync(session, alarmName, cancellationToken) is not { } alarm
            || await FunctionPlan.FindAsync(session, AlarmNames.Responder(alarmName), cancellationToken) is not { Configuration: { } function })
        {
            return [];
        }
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var name = AlarmNames.ResponderRole(alarmName, scope.Region);
        var settings = await ResponderSetup.WithLogGroupsAsync(session, ResponderFunction.Settings(alarmName, function.Environment?.Variables ?? []), alarm, cancellationToken);
        var changes = await new ResponderRole(session, scope).PlanAsync(settings, cancellationToken);
        var check = new PrerequisiteCheck { Name = "Responder role", Resource = name, Status = LoginAuditCheckStatus.Passed, Detail = "The trust policy and the permissions of the role are unchanged." };
        return changes.All(change => change.Change.Action == LoginAuditChangeAction.Unchanged) ? [check] :
        [
            check with
            {
                Status = LoginAuditCheckStatus.Failed,
                Detail = "Somebody changed the trust policy or the permissions of the role, so the function may fail.",
                Remedy = await remedies.ResponderAsync(cancellationToken),
            },
        ];
    }

    // A subscription remains when its queue is deleted.
    private async Task<PrerequisiteCheck?> QueueAsync(AccountScope scope, CancellationToken cancellationToken)
    {
        var name = AlarmNames.Queue(alarmName);
        return await new QueuePlan(session, scope).FindAsync(name, cancellationToken) is not null ? null : new PrerequisiteCheck
        {
            Name = "Alarm queue",
            Resource = name,
            Status = LoginAuditCheckStatus.Failed,
            Detail = "The queue does not exist, although the alarm's topic sends to it.",
            Remedy = await remedies.QueueAsync(cancellationToken),
        };
    }
}

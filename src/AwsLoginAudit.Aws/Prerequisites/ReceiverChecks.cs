using System.Text.RegularExpressions;

namespace AwsLoginAudit.Aws;

/// <summary>Whether the alarm's topic, queue and function work, so that somebody gets a message.</summary>
internal sealed class ReceiverChecks(AwsSession session, string alarmName, SetupCommands commands)
{
    private const string FunctionName = "Responder";

    /// <summary>The topic of the alarm, and the queue that is subscribed to it.</summary>
    public async Task<IReadOnlyList<LoginAuditCheck>> TopicAsync(CancellationToken cancellationToken)
    {
        if (await AlarmLookup.FindAsync(session, alarmName, cancellationToken) is not { } alarm || alarm.AlarmActions?.Find(AlarmLookup.IsTopic) is not { } topicArn)
            return [];
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var parts = await ResponseParts.ReadAsync(session, scope, alarmName, topicArn, cancellationToken);
        Func<CancellationToken, Task<string>> createAsync = async cancel => await commands.NewTopicAsync(cancel) + (parts.HasQueue ? " -Queue" : "");
        Func<CancellationToken, Task<string>>? repairAsync = topicArn == scope.Topic(AlarmNames.Topic(alarmName)) ? commands.AlarmAsync : null;
        var topic = await new TopicCheck(session, scope, "Alarm topic").LookAsync(topicArn, alarm.AlarmArn!, createAsync, repairAsync, cancellationToken);
        return parts.QueueIsSubscribed && await QueueAsync(scope, cancellationToken) is { } queue ? [topic, queue] : [topic];
    }

    /// <summary>The function that responds to the alarm, if the alarm has one or had one.</summary>
    public async Task<IReadOnlyList<LoginAuditCheck>> FunctionAsync(CancellationToken cancellationToken)
    {
        var name = AlarmNames.Responder(alarmName);
        if (await AlarmLookup.FindAsync(session, alarmName, cancellationToken) is not { } alarm || alarm.AlarmActions?.Find(AlarmLookup.IsTopic) is not { } topicArn)
            return [];
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var parts = await ResponseParts.ReadAsync(session, scope, alarmName, topicArn, cancellationToken);
        if (!parts.HasFunction)
            return [];
        var check = new LoginAuditCheck { Name = FunctionName, Resource = name, Result = LoginAuditCheckStatus.Failed, Detail = "" };
        var function = await FunctionPlan.FindAsync(session, name, cancellationToken);
        var callers = function is null ? null : await new FunctionCallers(session, name).ReadAsync(cancellationToken);
        var problem = function is null ? "There is no such function, although the alarm's topic or an operations alarm is set up for it."
            : !parts.FunctionIsSubscribed ? "The alarm's topic does not call it."
            : !callers!.TryGetValue(FunctionCallers.Topic, out var caller) || caller != topicArn ? "Its policy does not let the alarm's topic call it."
            : null;
        if (problem is not null)
            return [check with { Detail = $"{problem} So it mails nobody.", Remedy = await commands.ResponderAsync(cancellationToken) }];
        if (function!.Concurrency?.ReservedConcurrentExecutions == 0)
            return [check with { Detail = "Its reserved concurrency is 0, so Lambda never executes it.", Remedy = $"Remove-LMFunctionConcurrency -FunctionName {PowerShellText.Quote(name)}" }];
        return [check with { Result = LoginAuditCheckStatus.Passed, Detail = "The alarm's topic calls it." }];
    }

    /// <summary>The role that the function runs under.</summary>
    public async Task<IReadOnlyList<LoginAuditCheck>> RoleAsync(CancellationToken cancellationToken)
    {
        // Lambda rejects the name of a function that Install-LoginAuditResponder cannot have created.
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
        var check = new LoginAuditCheck { Name = "Responder role", Resource = name, Result = LoginAuditCheckStatus.Passed, Detail = "Its trust policy and its permissions are those of Install-LoginAuditResponder." };
        return changes.All(change => change.Change.Action == LoginAuditChangeAction.Unchanged) ? [check] :
        [
            check with
            {
                Result = LoginAuditCheckStatus.Failed,
                Detail = "Its trust policy or its permissions are not those of Install-LoginAuditResponder, so the function may fail.",
                Remedy = await commands.ResponderAsync(cancellationToken),
            },
        ];
    }

    // A subscription outlives its queue.
    private async Task<LoginAuditCheck?> QueueAsync(AccountScope scope, CancellationToken cancellationToken)
    {
        var name = AlarmNames.Queue(alarmName);
        return await new QueuePlan(session, scope).FindAsync(name, cancellationToken) is not null ? null : new LoginAuditCheck
        {
            Name = "Alarm queue",
            Resource = name,
            Result = LoginAuditCheckStatus.Failed,
            Detail = "There is no such queue, although the alarm's topic sends to it.",
            Remedy = await commands.AlarmAsync(cancellationToken) + " -Queue",
        };
    }
}

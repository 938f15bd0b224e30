namespace AwsLoginAudit.Aws;

/// <summary>Removes a responder with what was created for it, and nothing else.</summary>
/// <param name="Responder">The responder that goes.</param>
/// <param name="Changes">What goes, in this order: whoever could still call the function first.</param>
public sealed record ResponderRemoval(LoginAuditResponder Responder, IReadOnlyList<PlannedChange> Changes)
{
    /// <summary>Finds out what is there; changes nothing. What a call that broke off has left is found by its name.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="alarmName">The alarm; it need not exist any more.</param>
    /// <param name="includeLogGroup">Whether the function's log goes too.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="LoginAuditException">ResponderNotFound where nothing of it is there; NotOurs, AccessDenied, …</exception>
    public static async Task<ResponderRemoval> PlanAsync(AwsSession session, string alarmName, bool includeLogGroup, CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var name = AlarmNames.Responder(alarmName);
        var found = await FunctionPlan.FindAsync(session, name, cancellationToken);
        if (found is not null && !Ownership.IsOurs(found.Tags))
            throw Ownership.NotOurs("function", name, "It stays.");

        var changes = new List<PlannedChange>();
        if (found is not null)
        {
            var callers = await new FunctionCallers(session, name).ReadAsync(cancellationToken);
            if (callers.TryGetValue(FunctionCallers.Topic, out var topicArn))
                changes.AddRange(await new SubscriptionPlan(session).PlanFunctionRemovalAsync(topicArn, scope.Function(name), cancellationToken));
        }
        changes.AddRange(await new OperationsPlan(session, scope, alarmName).PlanRemovalAsync(
            OperationsAlarm.OfResponder(alarmName), OperationsAlarm.OfQueue(alarmName), cancellationToken));
        changes.AddRange(await new FollowUpSchedule(session, scope, alarmName).PlanRemovalAsync(cancellationToken));
        if (found is not null)
            changes.Add(FunctionPlan.PlanRemoval(session, name));
        changes.AddRange(await new ResponderRole(session, scope).PlanRemovalAsync(alarmName, cancellationToken));
        changes.AddRange(await new QueuePlan(session, scope).PlanRemovalAsync([AlarmNames.ResponderDeadLetterQueue(alarmName)], cancellationToken));
        changes.AddRange(await new MailTable(session, AlarmNames.ResponderMailTable(alarmName)).PlanRemovalAsync(scope, cancellationToken));
        if (includeLogGroup && await LogGroupSearch.FindOneAsync(session, AlarmNames.ResponderLogGroup(alarmName), cancellationToken) is not null)
            changes.Add(await new LogGroupPlan(session, scope).PlanRemovalAsync(AlarmNames.ResponderLogGroup(alarmName), cancellationToken));
        return changes.Count > 0
            ? new ResponderRemoval(new LoginAuditResponder { AlarmName = alarmName, FunctionName = name, FunctionArn = scope.Function(name) }, changes)
            : throw ResponderCatalog.NotFound(alarmName);
    }
}

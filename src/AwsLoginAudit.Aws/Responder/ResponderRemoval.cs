namespace AwsLoginAudit.Aws;

/// <summary>A plan that removes a responder and the resources that were created for it, and nothing else.</summary>
/// <param name="Responder">The responder to remove.</param>
/// <param name="Changes">The removals in order: resources that can invoke the function first.</param>
public sealed record ResponderRemoval(LoginAuditResponder Responder, IReadOnlyList<PlannedChange> Changes)
{
    /// <summary>Plans the removal. Changes nothing. Resources that an interrupted call left are found by their names.</summary>
    /// <param name="session">The connection to AWS.</param>
    /// <param name="alarmName">The name of the alarm, which need not exist.</param>
    /// <param name="includeLogGroup">Whether the log group of the function is removed too.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="LoginAuditException">ResponderNotFound if none of its resources exists; NotCreatedByModule, AccessDenied, …</exception>
    public static async Task<ResponderRemoval> PlanAsync(AwsSession session, string alarmName, bool includeLogGroup, CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var name = AlarmNames.Responder(alarmName);
        var found = await FunctionPlan.FindAsync(session, name, cancellationToken);
        if (found is not null && !Ownership.IsOurs(found.Tags))
            throw Ownership.NotCreatedByModule("function", name, "The function was not removed.");

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

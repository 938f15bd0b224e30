namespace AwsLoginAudit.Aws;

/// <summary>A plan that removes an alarm and the resources that were created for it, and nothing else.</summary>
/// <param name="Alarm">The alarm to remove.</param>
/// <param name="Changes">The removals in order: resources that can notify somebody first, the log group with its events last.</param>
/// <param name="Refused">The errors of requested removals that are not possible; these resources stay.</param>
public sealed record AlarmRemoval(LoginAuditAlarm Alarm, IReadOnlyList<PlannedChange> Changes, IReadOnlyList<LoginAuditException> Refused)
{
    /// <summary>Plans the removal. Changes nothing. Resources that an interrupted call left are found by their names.</summary>
    /// <param name="session">The connection to AWS.</param>
    /// <param name="alarmName">The alarm's name.</param>
    /// <param name="includeLogGroup">Whether the log groups are removed too, with all their events.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound if none of its resources exists; NotOurs, AccessDenied, …</exception>
    public static async Task<AlarmRemoval> PlanAsync(AwsSession session, string alarmName, bool includeLogGroup, CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var alarms = new AlarmPlan(session, scope);
        var found = await AlarmLookup.FindAsync(session, alarmName, cancellationToken);
        if (found is not null && !await alarms.IsOursAsync(alarmName, cancellationToken))
            throw Ownership.NotOurs("alarm", alarmName, "It stays.");

        var changes = new List<PlannedChange>();
        var refused = new List<LoginAuditException>();
        var queues = await new QueuePlan(session, scope).PlanRemovalAsync(
            [AlarmNames.Queue(alarmName), AlarmNames.DeadLetterQueue(alarmName)], cancellationToken);
        // Deleting the alarm's own topic also deletes its subscriptions. From any other topic the queue is unsubscribed.
        var others = (found?.AlarmActions ?? []).Where(action => AlarmLookup.IsTopic(action) && action != scope.Topic(AlarmNames.Topic(alarmName)));
        foreach (var topic in queues.Count > 0 ? others : [])
            changes.AddRange(await new SubscriptionPlan(session).PlanRemovalAsync(topic, scope.Queue(AlarmNames.Queue(alarmName)), cancellationToken));
        if (found is not null)
            changes.Add(alarms.PlanRemoval(ResourceKind.Alarm, alarmName));
        changes.AddRange(await new OperationsPlan(session, scope, alarmName).PlanRemovalAsync(
            OperationsAlarm.OfQueue(alarmName), OperationsAlarm.OfResponder(alarmName), cancellationToken));
        changes.AddRange(await new TopicPlan(session, scope).PlanRemovalAsync(AlarmNames.Topic(alarmName), cancellationToken));
        changes.AddRange(queues);
        changes.AddRange(await FiltersAsync(session, scope, alarmName, found?.AlarmDescription, includeLogGroup, refused, cancellationToken));
        return changes.Count > 0
            ? new AlarmRemoval(new LoginAuditAlarm { AlarmName = alarmName, AlarmArn = scope.Alarm(alarmName) }, changes, refused)
            : throw AlarmLookup.NotFound(alarmName);
    }

    // Deleting a log group also deletes its metric filters, by which an interrupted removal finds the log group, so they are not deleted separately.
    private static async Task<IReadOnlyList<PlannedChange>> FiltersAsync(
        AwsSession session, AccountScope scope, string alarmName, string? description, bool includeLogGroup, List<LoginAuditException> refused, CancellationToken cancellationToken)
    {
        var changes = new List<PlannedChange>();
        var filters = new MetricFilterPlan(session);
        var byGroup = new Dictionary<string, List<LoginAuditMetricFilter>>(StringComparer.Ordinal);
        await foreach (var filter in filters.OfAlarmAsync(alarmName, cancellationToken))
        {
            if (!byGroup.TryGetValue(filter.LogGroupName, out var some))
                byGroup.Add(filter.LogGroupName, some = []);
            some.Add(filter);
        }
        foreach (var group in byGroup)
        {
            try
            {
                if (includeLogGroup)
                {
                    await DemandOwnAsync(filters, group.Key, alarmName, description, cancellationToken);
                    changes.Add(await new LogGroupPlan(session, scope).PlanRemovalAsync(group.Key, cancellationToken));
                    continue;
                }
            }
            catch (LoginAuditException failure) when (failure.Error == LoginAuditError.NotOurs)
            {
                refused.Add(failure);
            }
            changes.AddRange(group.Value.Select(filters.PlanRemoval));
        }
        return changes;
    }

    // Another alarm may read the log group, and a metric filter that somebody else created in another alarm's log group may feed this alarm's metric.
    private static async Task DemandOwnAsync(MetricFilterPlan filters, string logGroupName, string alarmName, string? description, CancellationToken cancellationToken)
    {
        var isOwn = AlarmSources.Has(description, logGroupName) || !AlarmSources.HasAny(description);
        await foreach (var filter in filters.InGroupAsync(logGroupName, cancellationToken))
            isOwn &= MetricFilterPlan.IsExact(filter, alarmName);
        if (!isOwn)
        {
            throw new LoginAuditException(
                LoginAuditError.NotOurs,
                $"The log group {logGroupName} stays, with its events: the alarm {alarmName} was not created for it, or other metric filters read it. Delete it yourself if nobody else needs it.",
                logGroupName);
        }
    }
}

namespace AwsLoginAudit.Aws;

/// <summary>Removes an alarm with what was created for it, and nothing else.</summary>
/// <param name="Alarm">The alarm that goes.</param>
/// <param name="Changes">What goes, in this order: whoever could still fire first, the log group with its events last.</param>
/// <param name="Refused">What stays although it was asked for, and why.</param>
public sealed record AlarmRemoval(LoginAuditAlarm Alarm, IReadOnlyList<PlannedChange> Changes, IReadOnlyList<LoginAuditException> Refused)
{
    /// <summary>Finds out what is there; changes nothing. What a call that broke off has left is found by its name.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="alarmName">The alarm's name.</param>
    /// <param name="includeLogGroup">Whether the log groups go too, with all their events.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound where nothing of it is there; NotOurs, AccessDenied, …</exception>
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
        // The alarm's own topic takes its subscriptions along; from any other the queue has to be taken off.
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
            : throw await AlarmLookup.NotFoundAsync(session, alarmName, cancellationToken);
    }

    // A log group takes its metric filters along, and is known by them: it goes instead of them, so that nothing is left half-way.
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

    // Another alarm may read the log group too. And a stranger's metric filter, of any name, may feed the alarm's metric from the log group of another alarm.
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

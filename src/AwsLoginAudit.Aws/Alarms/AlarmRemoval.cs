using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>A plan that removes an alarm and the resources that were created for it, and nothing else.</summary>
public sealed class AlarmRemoval
{
    private readonly List<PlannedChange> changes = [];
    private readonly List<LoginAuditException> rejected = [];
    private readonly List<LoginAuditException> strangers = [];

    private AlarmRemoval(LoginAuditAlarm alarm) => Alarm = alarm;

    /// <summary>The alarm to remove.</summary>
    public LoginAuditAlarm Alarm { get; }

    /// <summary>The planned removals in order: the alarm before its receivers, the log group with its events last.</summary>
    public IReadOnlyList<PlannedChange> Changes => changes;

    /// <summary>The errors of requested removals that are not possible; these resources stay.</summary>
    public IReadOnlyList<LoginAuditException> Rejected => rejected;

    /// <summary>A warning for each metric filter that feeds the alarm's metric and that the module did not create. These filters stay.</summary>
    public IReadOnlyList<LoginAuditException> Strangers => strangers;

    /// <summary>Plans the removal. Changes nothing. Resources that an interrupted call left are found by their names.</summary>
    /// <param name="session">The connection to AWS.</param>
    /// <param name="alarmName">The alarm's name.</param>
    /// <param name="includeLogGroup">Whether the log groups are removed too, with all their events.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound if none of its resources exists; NotCreatedByModule, AccessDenied, …</exception>
    public static async Task<AlarmRemoval> PlanAsync(AwsSession session, string alarmName, bool includeLogGroup, CancellationToken cancellationToken)
    {
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var alarms = new AlarmPlan(session, scope);
        var found = await AlarmLookup.FindAsync(session, alarmName, cancellationToken);
        if (found is not null && !await alarms.IsOursAsync(alarmName, cancellationToken))
            throw Ownership.NotCreatedByModule("alarm", alarmName, "The alarm was not removed.");

        var removal = new AlarmRemoval(new LoginAuditAlarm { AlarmName = alarmName, AlarmArn = scope.Alarm(alarmName) });
        var queues = await new QueuePlan(session, scope).PlanRemovalAsync(
            [AlarmNames.Queue(alarmName), AlarmNames.DeadLetterQueue(alarmName)], cancellationToken);
        // Deleting the alarm's own topic also deletes its subscriptions. From any other topic the queue is unsubscribed.
        var others = (found?.AlarmActions ?? []).Where(action => AlarmLookup.IsTopic(action) && action != scope.Topic(AlarmNames.Topic(alarmName)));
        foreach (var topic in queues.Count > 0 ? others : [])
            removal.changes.AddRange(await new SubscriptionPlan(session).PlanRemovalAsync(topic, scope.Queue(AlarmNames.Queue(alarmName)), cancellationToken));
        if (found is not null)
            removal.changes.Add(alarms.PlanRemoval(ResourceKind.Alarm, alarmName));
        removal.changes.AddRange(await new OperationsPlan(session, scope, alarmName).PlanRemovalAsync(
            OperationsAlarm.OfQueue(alarmName), OperationsAlarm.OfResponder(alarmName), cancellationToken));
        removal.changes.AddRange(await new TopicPlan(session, scope).PlanRemovalAsync(AlarmNames.Topic(alarmName), cancellationToken));
        removal.changes.AddRange(queues);
        await removal.PlanFiltersAsync(session, scope, found?.AlarmDescription, includeLogGroup, cancellationToken);
        return removal.changes.Count > 0 ? removal : throw removal.rejected.FirstOrDefault() ?? await AlarmLookup.NotFoundAsync(session, alarmName, cancellationToken);
    }

    // Deleting a log group also deletes its metric filters, by which an interrupted removal finds the log group, so they are not deleted separately.
    private async Task PlanFiltersAsync(AwsSession session, AccountScope scope, string? description, bool includeLogGroup, CancellationToken cancellationToken)
    {
        var filters = new MetricFilterPlan(session);
        var byGroup = new SortedDictionary<string, List<MetricFilter>>(StringComparer.Ordinal);
        await foreach (var filter in MetricFilterPlan.OfMetricAsync(session, AlarmNames.MetricNamespace, AlarmNames.Metric(Alarm.AlarmName), cancellationToken))
            Of(filter.LogGroupName!).Add(filter);
        foreach (var listed in includeLogGroup ? AlarmSources.In(description ?? "") : [])
            Of(listed);
        foreach (var group in byGroup)
        {
            if (includeLogGroup && await TryPlanLogGroupAsync(new LogGroupPlan(session, scope), filters, group.Key, description, cancellationToken))
                continue;
            var own = group.Value.FindAll(filter => MetricFilterPlan.IsOwn(filter, Alarm.AlarmName) && IsOwnGroup(description, group.Key));
            changes.AddRange(own.Select(filters.PlanRemoval));
            strangers.AddRange(group.Value.Except(own).Select(filter => MetricFilterPlan.Stranger(filter, Alarm.AlarmName)));
        }
        if (includeLogGroup && byGroup.Count == 0)
            rejected.Add(LogGroupUnknown());

        List<MetricFilter> Of(string logGroupName)
        {
            if (!byGroup.TryGetValue(logGroupName, out var some))
                byGroup.Add(logGroupName, some = []);
            return some;
        }
    }

    private async Task<bool> TryPlanLogGroupAsync(LogGroupPlan plan, MetricFilterPlan filters, string logGroupName, string? description, CancellationToken cancellationToken)
    {
        try
        {
            await DemandOwnAsync(filters, logGroupName, Alarm.AlarmName, description, cancellationToken);
            changes.Add(await plan.PlanRemovalAsync(logGroupName, cancellationToken));
            return true;
        }
        catch (LoginAuditException failure) when (failure.Error == LoginAuditError.NotCreatedByModule)
        {
            rejected.Add(failure);
            return false;
        }
        catch (LoginAuditException gone) when (gone.Error == LoginAuditError.LogGroupNotFound)
        {
            return false;
        }
    }

    private LoginAuditException LogGroupUnknown() => new(
        LoginAuditError.AlarmNotFound,
        $"No log group was deleted. Only the alarm {Alarm.AlarmName} and its metric filters identify the log group, and they no longer exist. Delete the log group yourself if nobody needs its events.",
        Alarm.AlarmName);

    private static bool IsOwnGroup(string? description, string logGroupName) => AlarmSources.Has(description, logGroupName) || !AlarmSources.HasAny(description);

    // Another alarm may read the log group, and a metric filter that somebody else created in another alarm's log group may feed this alarm's metric.
    private static async Task DemandOwnAsync(MetricFilterPlan filters, string logGroupName, string alarmName, string? description, CancellationToken cancellationToken)
    {
        var isOwn = IsOwnGroup(description, logGroupName);
        await foreach (var filter in filters.InGroupAsync(logGroupName, cancellationToken))
            isOwn &= MetricFilterPlan.IsExact(filter, alarmName);
        if (!isOwn)
        {
            throw new LoginAuditException(
                LoginAuditError.NotCreatedByModule,
                $"The log group {logGroupName} and its events were kept: the alarm {alarmName} was not created for the log group, or other metric filters use it. Delete the log group yourself if nobody else needs it.",
                logGroupName);
        }
    }
}

using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans steps 2 and 3 of the solution: all resources between a log group and the people or the queue that an alarm notifies.</summary>
public sealed class AlarmSetup
{
    private readonly AlarmSettings settings;
    private readonly QueuePlan queue;
    private readonly string topicArn;
    private readonly string alarmArn;
    private readonly string? state;

    private AlarmSetup(AlarmSettings settings, QueuePlan queue, string topicArn, string alarmArn, string? state, IReadOnlyList<PlannedChange> changes)
    {
        this.settings = settings;
        this.queue = queue;
        this.topicArn = topicArn;
        this.alarmArn = alarmArn;
        this.state = state;
        Changes = changes;
    }

    /// <summary>The changes in the order in which they are made. The alarm is last, so it never fires before its topic exists.</summary>
    public IReadOnlyList<PlannedChange> Changes { get; }

    /// <summary>The remedy that subscribes somebody to the operations alarms of the queue; null if they have a subscriber, or there is no queue.</summary>
    public LoginAuditRemedy? MissingSubscriber { get; private init; }

    /// <summary>A warning for each metric filter of the log group that feeds the alarm's metric and that the module did not create. These filters stay.</summary>
    public IReadOnlyList<LoginAuditException> Strangers { get; private init; } = [];

    /// <summary>Plans the alarm and its resources. Changes nothing.</summary>
    /// <param name="session">The connection to AWS.</param>
    /// <param name="given">The requested settings. An existing alarm keeps the others.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="LoginAuditException">InvalidAlarmRule, NotCreatedByModule, TopicNotFound, InvalidFilterPattern, AccessDenied, …</exception>
    public static async Task<AlarmSetup> PlanAsync(AwsSession session, AlarmSettings given, CancellationToken cancellationToken)
    {
        var found = await AlarmLookup.FindAsync(session, given.AlarmName, cancellationToken);
        return await PlanAsync(session, given.Over(found), found, cancellationToken);
    }

    private static async Task<AlarmSetup> PlanAsync(AwsSession session, AlarmSettings settings, MetricAlarm? found, CancellationToken cancellationToken)
    {
        await TryFiltersAsync(session, settings, cancellationToken);

        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var (alarm, topic, queue, filters) = (new AlarmPlan(session, scope), new TopicPlan(session, scope), new QueuePlan(session, scope), new MetricFilterPlan(session));
        var alarmTopicArn = topic.ArnFor(settings);
        var queueArn = settings.Queue ? scope.Queue(AlarmNames.Queue(settings.AlarmName)) : null;

        var changes = new List<PlannedChange>();
        changes.AddRange(await new LogGroupPlan(session, scope).PlanAsync(
            settings.LogGroupName, settings.RetentionInDays, settings.Force, cancellationToken));
        changes.AddRange(await filters.PlanAsync(settings, cancellationToken));
        changes.Add(await topic.PlanAsync(settings, cancellationToken));
        if (settings.Queue)
            changes.AddRange(await queue.PlanAsync(settings, alarmTopicArn, cancellationToken));
        changes.AddRange(await new SubscriptionPlan(session).PlanAsync(alarmTopicArn, settings.EmailAddress, queueArn, cancellationToken));
        if (settings.Queue)
        {
            changes.AddRange(await new OperationsPlan(session, scope, settings.AlarmName).PlanAsync(
                OperationsAlarm.OfQueue(settings.AlarmName), alarmTopicArn, settings.EmailAddress, settings.KmsKeyId, settings.Force, cancellationToken));
        }
        changes.Add(await alarm.PlanAsync(settings, alarmTopicArn, found, cancellationToken));
        return new AlarmSetup(settings, queue, alarmTopicArn, scope.Alarm(settings.AlarmName), found?.StateValue?.Value, changes)
        {
            Strangers = filters.Strangers,
            MissingSubscriber = settings.Queue && !changes.Exists(change => change.Change.ResourceType == ResourceKind.OperationsSubscription)
                ? await MissingSubscriberAsync(session, scope.Topic(AlarmNames.OperationsTopic(settings.AlarmName)), cancellationToken) : null,
        };
    }

    private static async Task<LoginAuditRemedy?> MissingSubscriberAsync(AwsSession session, string operationsTopicArn, CancellationToken cancellationToken)
    {
        var subscribers = await new SubscriptionPlan(session).ReadAsync(operationsTopicArn, cancellationToken);
        return subscribers.Addresses.Concat(subscribers.ResourceArns).Any() ? null : SetupRemedies.Subscribe(operationsTopicArn);
    }

    private static async Task TryFiltersAsync(AwsSession session, AlarmSettings settings, CancellationToken cancellationToken)
    {
        var test = new FailurePatternTest(session);
        if (settings.AllAuditFailures == true)
            await test.TryAllAsync(cancellationToken);
        foreach (var id in MetricFilterPlan.EventIds(settings))
            await test.TryAsync(id, cancellationToken);
    }

    /// <summary>The alarm that the caller receives.</summary>
    /// <param name="done">The changes that were made, and the resources that were unchanged.</param>
    /// <returns>The alarm.</returns>
    public LoginAuditAlarm Result(IReadOnlyList<LoginAuditChange> done) => new()
    {
        AlarmName = settings.AlarmName,
        AlarmArn = alarmArn,
        // CloudWatch creates an alarm in this state.
        AlarmState = state ?? (done.Any(change => change.ResourceType == ResourceKind.Alarm) ? "INSUFFICIENT_DATA" : null),
        Rule = settings.Rule,
        MetricFilters = MetricFilterPlan.Wanted(settings),
        CountsOtherAuditFailures = MetricFilterPlan.Wanted(settings).Any(filter => FailurePattern.CountsOther(filter.FilterPattern)),
        TopicArn = topicArn,
        EmailAddresses = settings.EmailAddress,
        QueueUrl = queue.Url,
        Changes = done,
    };
}

using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The operations alarms of a login alarm, and the topic that they tell.</summary>
/// <remarks>
/// The topic is another than the login alarm's: its subscribers are people only, so that an operations alarm never calls the function, never fills
/// the queue, and no filter can drop a login alarm.
/// </remarks>
internal sealed class OperationsPlan(AwsSession session, AccountScope scope, string alarmName)
{
    private readonly AlarmPlan alarms = new(session, scope);
    private readonly TopicPlan topics = new(session, scope);
    private readonly SubscriptionPlan subscriptions = new(session);
    private readonly string topicArn = scope.Topic(AlarmNames.OperationsTopic(alarmName));

    /// <summary>The operations alarms that exist, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, MetricAlarm>> FindAsync(
        AwsSession session, IEnumerable<OperationsAlarm> wanted, CancellationToken cancellationToken)
    {
        var request = new DescribeAlarmsRequest { AlarmNames = [.. wanted.Select(alarm => alarm.Name)], AlarmTypes = [AlarmType.MetricAlarm] };
        var answer = await session.CloudWatch.DescribeAlarmsAsync(request, cancellationToken);
        return (answer.MetricAlarms ?? []).ToDictionary(alarm => alarm.AlarmName!, StringComparer.Ordinal);
    }

    /// <param name="wanted">The alarms.</param>
    /// <param name="toldTopicArn">The topic of the login alarm. Its e-mail subscribers get these alarms too.</param>
    /// <param name="addresses">More addresses that get them.</param>
    /// <param name="key">The KMS key of the topic; null for that of the login alarm's own topic.</param>
    /// <param name="force">Whether what somebody else made is taken over.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">NotOurs, AccessDenied, …</exception>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(
        IReadOnlyList<OperationsAlarm> wanted, string toldTopicArn, IEnumerable<string> addresses, string? key, bool force, CancellationToken cancellationToken)
    {
        var people = (await subscriptions.ReadAsync(toldTopicArn, cancellationToken)).Addresses.Concat(addresses).ToList();
        key ??= await topics.KeyAsync(scope.Topic(AlarmNames.Topic(alarmName)), cancellationToken);
        var publishers = OperationsAlarm.OfQueue(alarmName).Concat(OperationsAlarm.OfResponder(alarmName)).Select(alarm => scope.Alarm(alarm.Name));
        var plan = new List<PlannedChange>
        {
            await topics.PlanOwnAsync(topicArn, [.. publishers.OrderBy(arn => arn, StringComparer.Ordinal)], key, force, asItIs: null, cancellationToken),
        };
        plan.AddRange(await subscriptions.PlanPeopleAsync(ResourceKind.OperationsSubscription, topicArn, people, cancellationToken));
        var present = await FindAsync(session, wanted, cancellationToken);
        foreach (var alarm in wanted)
            plan.Add(await PlanOneAsync(alarm, present.TryGetValue(alarm.Name, out var found) ? found : null, force, cancellationToken));
        return plan;
    }

    /// <summary>Removes alarms, and the topic with the last of them.</summary>
    /// <param name="going">The alarms to remove.</param>
    /// <param name="others">The alarms that tell the same topic.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<PlannedChange>> PlanRemovalAsync(
        IReadOnlyList<OperationsAlarm> going, IReadOnlyList<OperationsAlarm> others, CancellationToken cancellationToken)
    {
        var present = await FindAsync(session, [.. going, .. others], cancellationToken);
        var plan = new List<PlannedChange>();
        foreach (var alarm in going)
        {
            if (present.ContainsKey(alarm.Name) && await alarms.IsOursAsync(alarm.Name, cancellationToken))
                plan.Add(alarms.PlanRemoval(ResourceKind.OperationsAlarm, alarm.Name));
        }
        if (!others.Any(alarm => present.ContainsKey(alarm.Name)))
            plan.AddRange(await topics.PlanRemovalAsync(AlarmNames.OperationsTopic(alarmName), cancellationToken));
        return plan;
    }

    private async Task<PlannedChange> PlanOneAsync(OperationsAlarm wanted, MetricAlarm? found, bool force, CancellationToken cancellationToken)
    {
        var request = wanted.Request(topicArn);
        if (found is null)
            return PlannedChange.Create(ResourceKind.OperationsAlarm, wanted.Name, cancel => alarms.PutAsync(request, cancel));

        var ours = await alarms.IsOursAsync(wanted.Name, cancellationToken);
        if (!ours && !force)
            throw Ownership.NotOurs("alarm", wanted.Name, RemedySetting.AlarmName);
        if (ours && Watches(found, request))
        {
            // An earlier version wrote another description; an administrator's own stays, as do the threshold and the periods.
            if (found.AlarmDescription == request.AlarmDescription || found.AlarmDescription?.EndsWith(OperationsAlarm.Mark, StringComparison.Ordinal) != true)
                return PlannedChange.None(ResourceKind.OperationsAlarm, wanted.Name);
            (request.Threshold, request.Period, request.EvaluationPeriods) = (found.Threshold, found.Period, found.EvaluationPeriods);
            (request.DatapointsToAlarm, request.TreatMissingData) = (found.DatapointsToAlarm, found.TreatMissingData);
        }
        request.AlarmActions!.AddRange((found.AlarmActions ?? []).Where(action => action != topicArn));
        request.OKActions = found.OKActions;
        request.InsufficientDataActions = found.InsufficientDataActions;
        return PlannedChange.Update(ResourceKind.OperationsAlarm, wanted.Name, async cancel =>
        {
            await alarms.PutAsync(request, cancel);
            if (!ours)
                await alarms.TagAsync(wanted.Name, cancel);
        });
    }

    private bool Watches(MetricAlarm found, PutMetricAlarmRequest wanted) =>
        found.Namespace == wanted.Namespace && found.MetricName == wanted.MetricName && found.Statistic == wanted.Statistic
        && found.Dimensions is [var only] && only.Name == wanted.Dimensions![0].Name && only.Value == wanted.Dimensions[0].Value
        && found.ComparisonOperator == wanted.ComparisonOperator && found.ActionsEnabled == true && (found.AlarmActions ?? []).Contains(topicArn);
}

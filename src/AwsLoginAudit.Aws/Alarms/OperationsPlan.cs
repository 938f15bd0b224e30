using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the operations alarms of a login alarm, and the topic that they notify.</summary>
/// <remarks>
/// The operations alarms have a topic of their own, whose subscribers are people only. On the login alarm's topic, they would invoke the function and fill the
/// queue, and a filter policy against that could drop a login alarm.
/// </remarks>
internal sealed class OperationsPlan(AwsSession session, AccountScope scope, string alarmName)
{
    private readonly AlarmPlan alarms = new(session, scope);
    private readonly TopicPlan topics = new(session, scope);
    private readonly SubscriptionPlan subscriptions = new(session);
    private readonly string topicArn = scope.Topic(AlarmNames.OperationsTopic(alarmName));

    /// <summary>Returns the existing operations alarms by name.</summary>
    public static async Task<IReadOnlyDictionary<string, MetricAlarm>> FindAsync(
        AwsSession session, IEnumerable<OperationsAlarm> wanted, CancellationToken cancellationToken)
    {
        var request = new DescribeAlarmsRequest { AlarmNames = [.. wanted.Select(alarm => alarm.Name)], AlarmTypes = [AlarmType.MetricAlarm] };
        var answer = await session.CloudWatch.DescribeAlarmsAsync(request, cancellationToken);
        return (answer.MetricAlarms ?? []).ToDictionary(alarm => alarm.AlarmName!, StringComparer.Ordinal);
    }

    /// <param name="wanted">The alarms to create.</param>
    /// <param name="alarmTopicArn">The topic of the login alarm. Its e-mail subscribers receive these alarms too.</param>
    /// <param name="addresses">Additional addresses that receive them.</param>
    /// <param name="key">The KMS key of the topic; null to use the key of the login alarm's own topic.</param>
    /// <param name="force">Whether to take over resources that this module did not create.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="LoginAuditException">NotCreatedByModule, AccessDenied, …</exception>
    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(
        IReadOnlyList<OperationsAlarm> wanted, string alarmTopicArn, IEnumerable<string> addresses, string? key, bool force, CancellationToken cancellationToken)
    {
        var people = (await subscriptions.ReadAsync(alarmTopicArn, cancellationToken)).Addresses.Concat(addresses).ToList();
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

    /// <summary>Plans the removal of alarms, and of the topic with the last alarm.</summary>
    /// <param name="going">The alarms to remove.</param>
    /// <param name="others">The other alarms that notify the same topic.</param>
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
            throw Ownership.NotCreatedByModule("alarm", wanted.Name, RemedySetting.AlarmName);
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

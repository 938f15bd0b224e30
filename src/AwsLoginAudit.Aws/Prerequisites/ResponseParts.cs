using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>
/// The resources that respond to an alarm. They are determined from its topic's subscriptions and the operations alarms, which remain when a queue or function
/// is deleted.
/// </summary>
/// <param name="Scope">The account and Region.</param>
/// <param name="Alarm">The alarm.</param>
/// <param name="TopicArn">The alarm's topic.</param>
/// <param name="QueueIsSubscribed">Whether the queue is subscribed to the alarm's topic.</param>
/// <param name="FunctionIsSubscribed">Whether the function is subscribed to the alarm's topic.</param>
/// <param name="HasQueue">Whether the alarm has or had a queue.</param>
/// <param name="HasFunction">Whether the alarm has or had a function.</param>
/// <param name="OperationsAlarms">The operations alarms that exist, by name.</param>
internal sealed record ResponseParts(
    AccountScope Scope, MetricAlarm Alarm, string TopicArn, bool QueueIsSubscribed, bool FunctionIsSubscribed, bool HasQueue, bool HasFunction, IReadOnlyDictionary<string, MetricAlarm> OperationsAlarms)
{
    /// <summary>Finds the parts of an alarm's response; null if there is no alarm, or it has no topic.</summary>
    public static async Task<ResponseParts?> FindAsync(AwsSession session, string alarmName, CancellationToken cancellationToken)
    {
        if (await AlarmLookup.FindAsync(session, alarmName, cancellationToken) is not { } alarm || alarm.AlarmActions?.Find(AlarmLookup.IsTopic) is not { } topicArn)
            return null;
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var (ofQueue, ofFunction) = (OperationsAlarm.OfQueue(alarmName), OperationsAlarm.OfResponder(alarmName));
        var subscribed = (await new SubscriptionPlan(session).ReadAsync(topicArn, cancellationToken)).ResourceArns;
        var alarms = await OperationsPlan.FindAsync(session, ofQueue.Concat(ofFunction), cancellationToken);
        var queue = subscribed.Contains(scope.Queue(AlarmNames.Queue(alarmName)));
        var function = subscribed.Contains(scope.Function(AlarmNames.Responder(alarmName)));
        return new ResponseParts(
            scope, alarm, topicArn, queue, function, queue || ofQueue.Any(IsThere), function || ofFunction.Any(IsThere), alarms);

        bool IsThere(OperationsAlarm one) => alarms.ContainsKey(one.Name);
    }
}

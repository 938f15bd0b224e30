using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>
/// The resources that respond to an alarm. They are determined from its topic's subscriptions and the operations alarms, which remain when a queue or function
/// is deleted.
/// </summary>
/// <param name="QueueIsSubscribed">Whether the queue is subscribed to the alarm's topic.</param>
/// <param name="FunctionIsSubscribed">Whether the function is subscribed to the alarm's topic.</param>
/// <param name="HasQueue">Whether the alarm has or had a queue.</param>
/// <param name="HasFunction">Whether the alarm has or had a function.</param>
/// <param name="OperationsAlarms">The operations alarms that exist, by name.</param>
internal sealed record ResponseParts(
    bool QueueIsSubscribed, bool FunctionIsSubscribed, bool HasQueue, bool HasFunction, IReadOnlyDictionary<string, MetricAlarm> OperationsAlarms)
{
    public static async Task<ResponseParts> ReadAsync(
        AwsSession session, AccountScope scope, string alarmName, string topicArn, CancellationToken cancellationToken)
    {
        var (ofQueue, ofFunction) = (OperationsAlarm.OfQueue(alarmName), OperationsAlarm.OfResponder(alarmName));
        var subscribed = (await new SubscriptionPlan(session).ReadAsync(topicArn, cancellationToken)).ResourceArns;
        var alarms = await OperationsPlan.FindAsync(session, ofQueue.Concat(ofFunction), cancellationToken);
        var queue = subscribed.Contains(scope.Queue(AlarmNames.Queue(alarmName)));
        var function = subscribed.Contains(scope.Function(AlarmNames.Responder(alarmName)));
        return new ResponseParts(
            queue, function, queue || ofQueue.Any(alarm => alarms.ContainsKey(alarm.Name)), function || ofFunction.Any(alarm => alarms.ContainsKey(alarm.Name)), alarms);
    }
}

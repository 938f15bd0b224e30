using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Whether the queue and the function that respond to an alarm are watched themselves, and work.</summary>
internal sealed class OperationsChecks(AwsSession session, string logGroupName, string alarmName)
{
    private const string Name = "Operations alarm";

    /// <summary>One check for each operations alarm that the alarm's subscribers call for; none where nothing responds.</summary>
    public async Task<IReadOnlyList<LoginAuditCheck>> LookAsync(CancellationToken cancellationToken)
    {
        if (await AlarmLookup.FindAsync(session, alarmName, cancellationToken) is not { } alarm || alarm.AlarmActions?.Find(AlarmLookup.IsTopic) is not { } topicArn)
            return [];
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var subscriptions = new SubscriptionPlan(session);
        var responding = (await subscriptions.ReadAsync(topicArn, cancellationToken)).ResourceArns;
        var hasQueue = responding.Contains(scope.Queue(AlarmNames.Queue(alarmName)));
        var hasFunction = responding.Contains(scope.Function(AlarmNames.Responder(alarmName)));
        if (!hasQueue && !hasFunction)
            return [];

        var wanted = new List<(OperationsAlarm Alarm, string Remedy)>();
        if (hasQueue)
            wanted.AddRange(OperationsAlarm.OfQueue(alarmName).Select(one => (one, NewAgain(alarm, topicArn, scope))));
        if (hasFunction)
            wanted.AddRange(OperationsAlarm.OfResponder(alarmName).Select(one => (one, $"Install-LoginAuditResponder -AlarmName {PowerShellText.Quote(alarmName)}")));
        var present = await OperationsPlan.FindAsync(session, wanted.Select(one => one.Alarm), cancellationToken);
        return
        [
            .. wanted.Select(one => Check(one.Alarm, one.Remedy, present)),
            People(scope.Topic(AlarmNames.OperationsTopic(alarmName)), await subscriptions.ReadAsync(scope.Topic(AlarmNames.OperationsTopic(alarmName)), cancellationToken)),
        ];
    }

    private string NewAgain(MetricAlarm alarm, string topicArn, AccountScope scope)
    {
        var topic = topicArn == scope.Topic(AlarmNames.Topic(alarmName)) ? "" : $" -TopicArn {PowerShellText.Quote(topicArn)}";
        return $"{AlarmCommand.New(alarmName, logGroupName, alarm)}{topic} -Queue";
    }

    private static LoginAuditCheck Check(OperationsAlarm wanted, string remedy, IReadOnlyDictionary<string, MetricAlarm> present)
    {
        var check = new LoginAuditCheck { Name = Name, Resource = wanted.Name, Status = LoginAuditCheckStatus.Failed, Detail = "There is none.", Remedy = remedy };
        if (!present.TryGetValue(wanted.Name, out var found))
            return check;
        if (found.ActionsEnabled != true)
            return check with { Detail = "Its actions are disabled, so nobody is told.", Remedy = $"Enable-CWAlarmAction -AlarmName {PowerShellText.Quote(wanted.Name)}" };
        return found.StateValue == StateValue.ALARM
            ? check with { Detail = $"It is ALARM. {wanted.Description}", Remedy = null }
            : check with { Status = LoginAuditCheckStatus.Passed, Detail = $"It is {found.StateValue}, and fires above {found.Threshold}.", Remedy = null };
    }

    private static LoginAuditCheck People(string topicArn, Subscribers subscribers)
    {
        var told = subscribers.Confirmed.Concat(subscribers.ResourceArns).ToList();
        var check = new LoginAuditCheck { Name = Name, Resource = topicArn, Status = LoginAuditCheckStatus.Passed, Detail = $"Its topic tells {string.Join(", ", told)}." };
        return told.Count > 0 ? check : check with
        {
            Status = LoginAuditCheckStatus.Failed,
            Detail = subscribers.Unconfirmed.Count > 0
                ? $"Its topic tells nobody: {string.Join(", ", subscribers.Unconfirmed)} did not confirm. Follow the link in the mail from AWS Notifications."
                : "Its topic tells nobody.",
            Remedy = $"Connect-SNSNotification -TopicArn {PowerShellText.Quote(topicArn)} -Protocol email -Endpoint 'you@example.com'",
        };
    }
}

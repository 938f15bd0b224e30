using Amazon.CloudWatch;

namespace AwsLoginAudit.Aws;

/// <summary>Checks whether the queue and the function that respond to an alarm are monitored, and whether they work.</summary>
internal sealed class OperationsChecks(AwsSession session, string alarmName, SetupRemedies remedies)
{
    private const string Name = "Operations alarm";

    /// <summary>Returns one check for each operations alarm that the alarm needs; none if neither a queue nor a function responds to the alarm.</summary>
    public async Task<IReadOnlyList<PrerequisiteCheck>> LookAsync(CancellationToken cancellationToken)
    {
        if (await ResponseParts.FindAsync(session, alarmName, cancellationToken) is not { } parts || !(parts.HasQueue || parts.HasFunction))
            return [];
        var scope = parts.Scope;

        var wanted = new List<(OperationsAlarm Alarm, Func<CancellationToken, Task<LoginAuditRemedy>> RestoreAsync)>();
        if (parts.HasQueue)
            wanted.AddRange(OperationsAlarm.OfQueue(alarmName).Select(one => (one, (Func<CancellationToken, Task<LoginAuditRemedy>>)remedies.QueueAsync)));
        if (parts.HasFunction)
            wanted.AddRange(OperationsAlarm.OfResponder(alarmName).Select(one => (one, (Func<CancellationToken, Task<LoginAuditRemedy>>)remedies.ResponderAsync)));

        var topicArn = scope.Topic(AlarmNames.OperationsTopic(alarmName));
        var checks = new List<PrerequisiteCheck>();
        foreach (var (one, restoreAsync) in wanted)
            checks.Add(await CheckAsync(one, topicArn, restoreAsync, parts, cancellationToken));
        // If there is a function, its remedy is used, because it also subscribes the recipients.
        var (last, restoreTopicAsync) = wanted[wanted.Count - 1];
        checks.Add(await new TopicCheck(session, scope, Name).LookAsync(topicArn, scope.Alarm(last.Name), restoreTopicAsync, restoreTopicAsync, cancellationToken));
        return checks;
    }

    private static async Task<PrerequisiteCheck> CheckAsync(
        OperationsAlarm wanted, string topicArn, Func<CancellationToken, Task<LoginAuditRemedy>> restoreAsync, ResponseParts parts, CancellationToken cancellationToken)
    {
        var check = new PrerequisiteCheck { Name = Name, Resource = wanted.Name, Status = LoginAuditCheckStatus.Failed, Detail = "The alarm does not exist." };
        if (!parts.OperationsAlarms.TryGetValue(wanted.Name, out var found))
            return check with { Remedy = await restoreAsync(cancellationToken) };
        if (found.ActionsEnabled != true)
            return check with { Detail = "The actions of the alarm are disabled, so nobody is notified.", Remedy = new LoginAuditRemedy(RemedyAction.EnableAlarmActions).With("AlarmName", wanted.Name) };
        if (found.AlarmActions?.Contains(topicArn) != true)
            return check with { Detail = $"The alarm does not publish to {topicArn}.", Remedy = await restoreAsync(cancellationToken) };
        return found.StateValue == StateValue.ALARM
            ? check with { Detail = $"The alarm is in state ALARM. {wanted.Description}" }
            : check with { Status = LoginAuditCheckStatus.Passed, Detail = $"The alarm is in state {found.StateValue}. It fires above {found.Threshold}." };
    }
}

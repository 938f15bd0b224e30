using Amazon.CloudWatch;

namespace AwsLoginAudit.Aws;

/// <summary>Whether the queue and the function that respond to an alarm are watched themselves, and work.</summary>
internal sealed class OperationsChecks(AwsSession session, string alarmName, SetupCommands commands)
{
    private const string Name = "Operations alarm";

    /// <summary>One check for each operations alarm that the alarm needs; none if nothing responds to the alarm.</summary>
    public async Task<IReadOnlyList<LoginAuditCheck>> LookAsync(CancellationToken cancellationToken)
    {
        if (await AlarmLookup.FindAsync(session, alarmName, cancellationToken) is not { } alarm || alarm.AlarmActions?.Find(AlarmLookup.IsTopic) is not { } alarmTopic)
            return [];
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        var parts = await ResponseParts.ReadAsync(session, scope, alarmName, alarmTopic, cancellationToken);
        if (!parts.HasQueue && !parts.HasFunction)
            return [];

        Func<CancellationToken, Task<string>> queueAsync = async cancel => await commands.AlarmAsync(cancel) + " -Queue";
        var wanted = new List<(OperationsAlarm Alarm, Func<CancellationToken, Task<string>> RestoreAsync)>();
        if (parts.HasQueue)
            wanted.AddRange(OperationsAlarm.OfQueue(alarmName).Select(one => (one, queueAsync)));
        if (parts.HasFunction)
            wanted.AddRange(OperationsAlarm.OfResponder(alarmName).Select(one => (one, (Func<CancellationToken, Task<string>>)commands.ResponderAsync)));

        var topicArn = scope.Topic(AlarmNames.OperationsTopic(alarmName));
        var checks = new List<LoginAuditCheck>();
        foreach (var (one, restoreAsync) in wanted)
            checks.Add(await CheckAsync(one, topicArn, restoreAsync, parts, cancellationToken));
        // Install-LoginAuditResponder, if there is a function: it subscribes the recipients too.
        var (last, restoreTopicAsync) = wanted[wanted.Count - 1];
        checks.Add(await new TopicCheck(session, scope, Name).LookAsync(topicArn, scope.Alarm(last.Name), restoreTopicAsync, restoreTopicAsync, cancellationToken));
        return checks;
    }

    private static async Task<LoginAuditCheck> CheckAsync(
        OperationsAlarm wanted, string topicArn, Func<CancellationToken, Task<string>> restoreAsync, ResponseParts parts, CancellationToken cancellationToken)
    {
        var check = new LoginAuditCheck { Name = Name, Resource = wanted.Name, Result = LoginAuditCheckStatus.Failed, Detail = "There is none." };
        if (!parts.OperationsAlarms.TryGetValue(wanted.Name, out var found))
            return check with { Remedy = await restoreAsync(cancellationToken) };
        if (found.ActionsEnabled != true)
            return check with { Detail = "Its actions are disabled, so nobody gets a message.", Remedy = $"Enable-CWAlarmAction -AlarmName {PowerShellText.Quote(wanted.Name)}" };
        if (found.AlarmActions?.Contains(topicArn) != true)
            return check with { Detail = $"It does not tell {topicArn}.", Remedy = await restoreAsync(cancellationToken) };
        return found.StateValue == StateValue.ALARM
            ? check with { Detail = $"It is ALARM. {wanted.Description}" }
            : check with { Result = LoginAuditCheckStatus.Passed, Detail = $"It is {found.StateValue}, and fires above {found.Threshold}." };
    }
}

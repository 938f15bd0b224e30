using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Whether there is a log group that a metric filter reads for an alarm that tells somebody.</summary>
internal sealed class AlarmChecks(AwsSession session, string logGroupName, string alarmName)
{
    // The alarm as it is, as far as it may be read.
    private MetricAlarm? found;

    private string Remedy => AlarmCommand.New(alarmName, logGroupName, found);

    public async Task<IReadOnlyList<LoginAuditCheck>> LogGroupAsync(CancellationToken cancellationToken)
    {
        await TryFindAsync(cancellationToken);
        if (await LogGroupSearch.FindOneAsync(session, logGroupName, cancellationToken) is not { } group)
            return [Check("Log group", logGroupName, false, "There is none; agents, or New-LoginAuditAlarm, create it.")];
        var kept = group.RetentionInDays is { } days ? $"It keeps events for {(days == 1 ? "1 day" : $"{days} days")}." : "It keeps events for ever.";
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        if (await new LogGroupPlan(session, scope).RetentionSetAsync(logGroupName, cancellationToken) is not { } set || set.Days == group.RetentionInDays)
            return [Check("Log group", logGroupName, true, kept)];
        var why = set.IsPending
            ? $"New-LoginAuditAlarm created it and could not set {set.Days} days."
            : $"New-LoginAuditAlarm set {set.Days} days, and somebody changed it: the role of the machines may call logs:PutRetentionPolicy.";
        return [Check("Log group", logGroupName, false, $"{kept} {why}") with { Remedy = $"{Remedy} -RetentionInDays {set.Days}" }];
    }

    /// <summary>Compares the samples that the alarm judges with the events in its log groups, while it is in ALARM: a role that may put metric data can feed it.</summary>
    public async Task<IReadOnlyList<LoginAuditCheck>> SamplesAsync(CancellationToken cancellationToken)
    {
        if ((await AlarmLookup.FindAsync(session, alarmName, cancellationToken))?.StateValue != StateValue.ALARM)
            return [];
        var question = await new AlarmReader(session).ResolveAsync(alarmName, cancellationToken);
        var window = question.Window;
        var reader = new WindowReader(new LogEventReader(session), new FailureReader(window)) { Unreadable = _ => { } };
        try
        {
            foreach (var part in reader.ReadParts(question.Queries, window, cancellationToken))
            {
                await foreach (var _ in part)
                {
                    // Reading compares.
                }
            }
        }
        catch (LoginAuditException nothing) when (nothing.Error == LoginAuditError.NothingRead)
        {
            // The window says what is missing.
        }
        var result = window.Result;
        return [Check("Alarm samples", alarmName, result is null or { NotCompared: not null, Shortfall: null } ? null : result.Shortfall is null, result?.ToString() ?? "There is nothing to compare.") with
        {
            Remedy = result?.Shortfall is null ? null : $"Measure-LoginAuditFailure -AlarmName {PowerShellText.Quote(alarmName)} -All",
        }];
    }

    public async Task<IReadOnlyList<LoginAuditCheck>> MetricFilterAsync(CancellationToken cancellationToken)
    {
        var alarm = found = await AlarmLookup.FindAsync(session, alarmName, cancellationToken);
        var (metricNamespace, metricName) = (alarm?.Namespace ?? AlarmNames.MetricNamespace, alarm?.MetricName ?? AlarmNames.Metric(alarmName));
        var all = new List<MetricFilter>();
        await foreach (var filter in MetricFilterPlan.OfMetricAsync(session, metricNamespace, metricName, cancellationToken))
            all.Add(filter);
        var foreign = all.FindAll(filter => AlarmSources.IsForeign(filter, alarmName, alarm?.AlarmDescription));
        var own = all.Except(foreign).Where(filter => filter.LogGroupName == logGroupName).ToList();
        return
        [
            own.Count > 0
                ? Check("Metric filter", string.Join(", ", own.Select(filter => filter.FilterName)), true, $"It counts for {metricNamespace}/{metricName}.")
                : Check("Metric filter", null, false, $"No metric filter of {logGroupName} counts for {metricNamespace}/{metricName} as New-LoginAuditAlarm creates it, so the alarm sees nothing."),
            .. foreign.Select(Foreign),
            .. metricNamespace == AlarmNames.MetricNamespace ? (await TurnedAsync(all, cancellationToken)).Select(filter => Changed(filter, Remedy + " -Force")) : [],
        ];
    }

    // Filters with the names of the alarm's own that no longer feed its metric. Another alarm's filter can have such a name too.
    private async Task<IReadOnlyList<MetricFilter>> TurnedAsync(List<MetricFilter> feeding, CancellationToken cancellationToken)
    {
        var turned = new List<MetricFilter>();
        await foreach (var filter in new MetricFilterPlan(session).InGroupAsync(logGroupName, cancellationToken))
        {
            var feeds = feeding.Exists(one => one.FilterName == filter.FilterName && one.LogGroupName == filter.LogGroupName);
            if (!feeds && MetricFilterPlan.HasOwnName(filter, alarmName) && !(filter.MetricTransformations ?? []).Exists(counted => MetricFilterPlan.IsExact(filter, counted.MetricName!)))
                turned.Add(filter);
        }
        return turned;
    }

    private LoginAuditCheck Foreign(MetricFilter filter)
    {
        if (filter.LogGroupName == logGroupName && MetricFilterPlan.HasOwnName(filter, alarmName))
            return Changed(filter, Remedy);
        return Check("Metric filter", filter.FilterName, false, $"It feeds the alarm's metric with log events of {filter.LogGroupName}, and New-LoginAuditAlarm did not create it. For a log group of your own, run New-LoginAuditAlarm -LogGroupName; otherwise delete the filter.") with
        {
            Remedy = $"Remove-CWLMetricFilter -LogGroupName {PowerShellText.Quote(filter.LogGroupName!)} -FilterName {PowerShellText.Quote(filter.FilterName!)}",
        };
    }

    private LoginAuditCheck Changed(MetricFilter filter, string remedy) =>
        Check("Metric filter", filter.FilterName, false, $"Somebody changed its pattern or what it counts, so the alarm does not see all failed logins of {filter.LogGroupName}.") with { Remedy = remedy };

    public async Task<IReadOnlyList<LoginAuditCheck>> AlarmAsync(CancellationToken cancellationToken)
    {
        var alarm = found = await AlarmLookup.FindAsync(session, alarmName, cancellationToken);
        if (alarm is null)
            return [Check("Alarm", alarmName, false, "There is none.")];
        if (alarm.ActionsEnabled != true)
        {
            var enable = $"Enable-CWAlarmAction -AlarmName {PowerShellText.Quote(alarmName)}";
            return [Check("Alarm", alarmName, false, "Its actions are disabled, so nobody is told.") with { Remedy = enable }];
        }
        return (alarm.AlarmActions ?? []).Exists(AlarmLookup.IsTopic)
            ? [Check("Alarm", alarmName, true, $"It is {alarm.StateValue} and tells {alarm.AlarmActions!.Find(AlarmLookup.IsTopic)}.")]
            : [Check("Alarm", alarmName, false, "It tells no topic.")];
    }

    private async Task TryFindAsync(CancellationToken cancellationToken)
    {
        try
        {
            found = await AlarmLookup.FindAsync(session, alarmName, cancellationToken);
        }
        catch (LoginAuditException)
        {
            // The check of the alarm says why.
        }
    }

    private LoginAuditCheck Check(string name, string? resource, bool? passed, string detail) =>
        new() { Name = name, Resource = resource, Status = CheckStatus.Of(passed), Detail = detail, Remedy = passed == false ? Remedy : null };
}

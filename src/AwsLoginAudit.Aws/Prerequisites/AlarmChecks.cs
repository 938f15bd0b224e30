using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Checks the log group, its metric filters, and the alarm.</summary>
internal sealed class AlarmChecks(AwsSession session, string logGroupName, string alarmName, SetupRemedies remedies)
{
    public async Task<IReadOnlyList<PrerequisiteCheck>> LogGroupAsync(CancellationToken cancellationToken)
    {
        if (await LogGroupSearch.FindOneAsync(session, logGroupName, cancellationToken) is not { } group)
        {
            return remedies.OtherLogGroup(await AlarmLookup.FindAsync(session, alarmName, cancellationToken)) is { } other
                ? [Failed("Log group", logGroupName, "The log group does not exist. The alarm was created for another log group.", other)]
                : [Failed("Log group", logGroupName, "The log group does not exist. The agents or the setup of the alarm create it.", await remedies.LogGroupAsync(cancellationToken))];
        }
        var kept = group.RetentionInDays is { } days ? $"The log group keeps events for {(days == 1 ? "1 day" : $"{days} days")}." : "The log group keeps events forever.";
        var scope = await AccountScope.AskAsync(session, cancellationToken);
        if (await new LogGroupPlan(session, scope).RetentionSetAsync(logGroupName, cancellationToken) is not { } set || set.Days == group.RetentionInDays)
            return [Passed("Log group", logGroupName, kept)];
        var why = set.IsPending
            ? $"The setup of the alarm created the log group, but could not set a retention of {set.Days} days."
            : $"The setup of the alarm set {set.Days} days, but somebody changed the retention. The machines can do so, because their role allows logs:PutRetentionPolicy.";
        return [Failed("Log group", logGroupName, $"{kept} {why}", (await remedies.LogGroupAsync(cancellationToken)).With("RetentionInDays", set.Days))];
    }

    /// <summary>
    /// Compares the samples of the alarm with the events in its log groups, while it is in ALARM. A role with cloudwatch:PutMetricData can publish samples
    /// without events.
    /// </summary>
    public async Task<IReadOnlyList<PrerequisiteCheck>> SamplesAsync(CancellationToken cancellationToken)
    {
        if ((await AlarmLookup.FindAsync(session, alarmName, cancellationToken))?.StateValue != StateValue.ALARM)
            return [];
        var question = await new AlarmReader(session).ResolveAsync(alarmName, cancellationToken);
        var read = new LoginAuditRead(question.Window);
        var reader = new WindowReader(new LogEventReader(session)) { Unreadable = _ => { } };
        try
        {
            foreach (var part in reader.ReadParts(new FailureReader(read), question.Queries, read, cancellationToken))
            {
                await foreach (var _ in part)
                {
                    // The read itself makes the comparison.
                }
            }
        }
        catch (LoginAuditException nothing) when (nothing.Error == LoginAuditError.NothingRead)
        {
            // The result of the read says what is missing.
        }
        var result = read.Result;
        bool? passed = result is null or { NotCompared: not null, IncompleteReason: null } ? null : result.IncompleteReason is null;
        var remedy = result?.IncompleteReason is null ? null : new LoginAuditRemedy(RemedyAction.CountFailures).With("AlarmName", alarmName).With("All", true);
        return [Check("Alarm samples", alarmName, passed, result?.ToString() ?? "There are no samples to compare.", remedy)];
    }

    public async Task<IReadOnlyList<PrerequisiteCheck>> MetricFilterAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, alarmName, cancellationToken);
        var (metricNamespace, metricName) = (alarm?.Namespace ?? AlarmNames.MetricNamespace, alarm?.MetricName ?? AlarmNames.Metric(alarmName));
        var all = new List<MetricFilter>();
        await foreach (var filter in MetricFilterPlan.OfMetricAsync(session, metricNamespace, metricName, cancellationToken))
            all.Add(filter);
        var present = new List<MetricFilter>();
        await foreach (var filter in new MetricFilterPlan(session).InGroupAsync(logGroupName, cancellationToken))
            present.Add(filter);
        var foreign = all.FindAll(filter => AlarmSources.IsForeign(filter, alarmName, alarm?.AlarmDescription));
        var own = all.Except(foreign).Where(filter => filter.LogGroupName == logGroupName).ToList();
        var remedy = await remedies.LogGroupAsync(cancellationToken);
        return
        [
            own.Count > 0
                ? Passed("Metric filter", string.Join(", ", own.Select(filter => filter.FilterName)), $"The metric filter feeds {metricNamespace}/{metricName}.")
                : Failed("Metric filter", null, $"{logGroupName} has no metric filter that the setup of the alarm created and that feeds {metricNamespace}/{metricName}. The alarm does not count events of this log group.", remedies.OtherLogGroup(alarm) ?? remedy),
            .. own.Count > 0 ? Missing(alarm, present).Select(name => Failed(
                "Metric filter", name, $"{logGroupName} has no such metric filter, so the alarm does not count all failed logins.", remedy)) : [],
            .. foreign.Select(filter => Foreign(filter, remedy)),
            .. metricNamespace == AlarmNames.MetricNamespace ? Turned(all, present).Select(filter => Changed(filter, remedy.With("Force", true))) : [],
        ];
    }

    // Without the alarm's description, it is unknown which filters existed.
    private IEnumerable<string> Missing(MetricAlarm? alarm, List<MetricFilter> present) =>
        AlarmSources.Counted(alarm?.AlarmDescription, logGroupName) is { } counted
            ? MetricFilterPlan.Wanted(alarmName, logGroupName, counted).Select(filter => filter.FilterName).Except(present.Select(filter => filter.FilterName!))
            : [];

    // Filters with names of the alarm's own filters that no longer feed its metric. A filter of another alarm can have such a name too.
    private IEnumerable<MetricFilter> Turned(List<MetricFilter> feeding, List<MetricFilter> present) => present.Where(filter =>
        !feeding.Exists(one => one.FilterName == filter.FilterName && one.LogGroupName == filter.LogGroupName)
        && MetricFilterPlan.HasOwnName(filter, alarmName)
        && !(filter.MetricTransformations ?? []).Exists(counted => MetricFilterPlan.IsExact(filter, counted.MetricName!)));

    private PrerequisiteCheck Foreign(MetricFilter filter, LoginAuditRemedy remedy)
    {
        if (filter.LogGroupName == logGroupName && MetricFilterPlan.HasOwnName(filter, alarmName))
            return Changed(filter, remedy);
        return Failed(
            "Metric filter",
            filter.FilterName,
            $"The metric filter feeds the alarm's metric with log events of {filter.LogGroupName}, but the setup of the alarm did not create the filter. If the log group is yours, create the alarm again with this log group. Otherwise delete the filter.",
            MetricFilterPlan.Delete(filter.LogGroupName!, filter.FilterName!));
    }

    private PrerequisiteCheck Changed(MetricFilter filter, LoginAuditRemedy remedy) =>
        Failed("Metric filter", filter.FilterName, $"Somebody changed the pattern or the metric transformation of the filter, so the alarm does not count all failed logins of {filter.LogGroupName}.", remedy);

    public async Task<IReadOnlyList<PrerequisiteCheck>> AlarmAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, alarmName, cancellationToken);
        if (alarm is null)
            return [Failed("Alarm", alarmName, "The alarm does not exist.", await remedies.AlarmAsync(cancellationToken))];
        if (alarm.ActionsEnabled != true)
        {
            var enable = new LoginAuditRemedy(RemedyAction.EnableAlarmActions).With("AlarmName", alarmName);
            return [Failed("Alarm", alarmName, "The actions of the alarm are disabled, so nobody is notified.", enable)];
        }
        return (alarm.AlarmActions ?? []).Exists(AlarmLookup.IsTopic)
            ? [Passed("Alarm", alarmName, $"The alarm is in state {alarm.StateValue} and publishes to {alarm.AlarmActions!.Find(AlarmLookup.IsTopic)}.")]
            : [Failed("Alarm", alarmName, "The alarm publishes to no topic, so nobody is notified.", await remedies.AlarmAsync(cancellationToken))];
    }

    private static PrerequisiteCheck Passed(string name, string? resource, string detail) => Check(name, resource, true, detail, null);

    private static PrerequisiteCheck Failed(string name, string? resource, string detail, LoginAuditRemedy remedy) => Check(name, resource, false, detail, remedy);

    private static PrerequisiteCheck Check(string name, string? resource, bool? passed, string detail, LoginAuditRemedy? remedy) =>
        new() { Name = name, Resource = resource, Status = CheckStatus.Of(passed), Detail = detail, Remedy = remedy };
}

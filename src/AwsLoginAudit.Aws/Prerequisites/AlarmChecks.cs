using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Whether there is a log group that a metric filter reads for an alarm that tells somebody.</summary>
internal sealed class AlarmChecks(AwsSession session, string logGroupName, string alarmName)
{
    private string Remedy => $"New-LoginAuditAlarm -AlarmName {PowerShellText.Quote(alarmName)} -LogGroupName {PowerShellText.Quote(logGroupName)}";

    public async Task<IReadOnlyList<LoginAuditCheck>> LogGroupAsync(CancellationToken cancellationToken) =>
        await LogGroupSearch.FindOneAsync(session, logGroupName, cancellationToken) is { } group
            ? [Check("Log group", logGroupName, true, group.RetentionInDays is { } days ? $"It keeps events for {days} days." : "It keeps events for ever.")]
            : [Check("Log group", logGroupName, false, "There is none; agents, or New-LoginAuditAlarm, create it.")];

    public async Task<IReadOnlyList<LoginAuditCheck>> MetricFilterAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, alarmName, cancellationToken);
        var request = new DescribeMetricFiltersRequest
        {
            MetricNamespace = alarm?.Namespace ?? AlarmNames.MetricNamespace,
            MetricName = alarm?.MetricName ?? AlarmNames.Metric(alarmName),
        };
        var answer = await session.CallAsync(
            "logs:DescribeMetricFilters", $"{request.MetricNamespace}/{request.MetricName}", () => session.Logs.DescribeMetricFiltersAsync(request, cancellationToken));
        var filters = (answer.MetricFilters ?? []).FindAll(filter => filter.LogGroupName == logGroupName);
        return filters.Count > 0
            ? [Check("Metric filter", string.Join(", ", filters.Select(filter => filter.FilterName)), true, $"It counts for {request.MetricNamespace}/{request.MetricName}.")]
            : [Check("Metric filter", null, false, $"No metric filter of {logGroupName} counts for {request.MetricNamespace}/{request.MetricName}, so the alarm sees nothing.")];
    }

    public async Task<IReadOnlyList<LoginAuditCheck>> AlarmAsync(CancellationToken cancellationToken)
    {
        var alarm = await AlarmLookup.FindAsync(session, alarmName, cancellationToken);
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

    private LoginAuditCheck Check(string name, string? resource, bool passed, string detail) =>
        new() { Name = name, Resource = resource, Passed = passed, Detail = detail, Remedy = passed ? null : Remedy };
}

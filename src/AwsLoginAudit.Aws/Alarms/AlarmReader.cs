using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>What to read for one firing of an alarm.</summary>
/// <param name="Window">The window that the alarm evaluated.</param>
/// <param name="Queries">Every metric filter that feeds the alarm's metric.</param>
public sealed record AlarmQuestion(LoginAuditWindow Window, IReadOnlyList<LogQuery> Queries);

/// <summary>Finds out which window an alarm judged, by which rule, over which metric filters.</summary>
public sealed class AlarmReader
{
    // History keeps its own time of a state change; it differs from the notification's by less than a second.
    private static readonly TimeSpan SameChange = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SearchMargin = TimeSpan.FromMinutes(1);

    // Agents send every few seconds, and CloudWatch itself waits a minute or two for late events.
    private static readonly TimeSpan ArrivalTime = TimeSpan.FromMinutes(1);

    private readonly AwsSession session;
    private readonly Func<CancellationToken, Task<string>> account;

    /// <param name="session">The connection.</param>
    /// <param name="accountId">The session's account, where it is known; asked of AWS unless given.</param>
    public AlarmReader(AwsSession session, string? accountId = null)
    {
        this.session = session;
        account = accountId is null
            ? async cancellationToken => (await AccountScope.AskAsync(session, cancellationToken)).AccountId
            : _ => Task.FromResult(accountId);
    }

    /// <summary>The question that the latest firing of an alarm asks.</summary>
    /// <param name="alarmName">The alarm's name; 1 to 255 characters.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Window and queries.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound, AlarmNeverFired, UnsupportedAlarm, AlarmWithoutMetricFilter, AccessDenied, …</exception>
    public async Task<AlarmQuestion> ResolveAsync(string alarmName, CancellationToken cancellationToken = default)
    {
        var alarm = await AlarmLookup.FindAsync(session, alarmName, cancellationToken) ?? throw AlarmLookup.NotFound(alarmName);
        var (window, statistic) = alarm.StateValue == StateValue.ALARM
            ? InAlarm(alarm)
            : await LatestFromHistoryAsync(alarm, cancellationToken);
        return await AskAsync(window, statistic, (alarm.MetricName, alarm.Namespace), alarm.AlarmDescription, cancellationToken);
    }

    /// <summary>The question that one notification asks, even if the alarm has changed since, or is gone.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Window and queries.</returns>
    /// <exception cref="LoginAuditException">OtherAccountOrRegion, UnsupportedAlarm, AlarmWithoutMetricFilter, AccessDenied, …</exception>
    public async Task<AlarmQuestion> ResolveAsync(LoginAuditAlarmNotification notification, CancellationToken cancellationToken = default)
    {
        var rule = notification.Rule ?? throw Unsupported(notification.AlarmName);
        var alarm = await AlarmLookup.FindAsync(session, notification.AlarmName, cancellationToken);
        var accountId = AccountOf(alarm) ?? await account(cancellationToken);
        DemandHere(notification, accountId);
        var window = new LoginAuditWindow
        {
            AlarmName = notification.AlarmName,
            AccountId = accountId,
            Region = session.Region,
            Rule = rule,
            StateChangeTime = notification.StateChangeTime,
            StateReason = notification.StateReason,
            Delivery = notification.Delivery,
        };
        var current = FromAlarm(alarm, notification);
        var (asked, statistic) = Evaluated(
            window, current ?? await FromHistoryAsync(notification, cancellationToken), current is null ? WindowSource.History : WindowSource.StateReasonData);
        return await AskAsync(asked, statistic, (notification.MetricName, notification.MetricNamespace), alarm?.AlarmDescription, cancellationToken);
    }

    /// <summary>The question that an alarm asks which has stayed in ALARM: the latest periods that are over, and that it did not fire for.</summary>
    /// <param name="alarmName">The alarm's name; 1 to 255 characters.</param>
    /// <param name="now">The time now.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Window and queries; null where the alarm is not in ALARM, or no further period is over yet.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound, UnsupportedAlarm, AlarmWithoutMetricFilter, AccessDenied, …</exception>
    public async Task<AlarmQuestion?> FollowUpAsync(string alarmName, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var alarm = await AlarmLookup.FindAsync(session, alarmName, cancellationToken) ?? throw AlarmLookup.NotFound(alarmName);
        if (alarm.StateValue != StateValue.ALARM)
            return null;
        var (fired, statistic) = InAlarm(alarm);
        return fired.After(now - ArrivalTime) is { } window ? await AskAsync(window, statistic, (alarm.MetricName, alarm.Namespace), alarm.AlarmDescription, cancellationToken) : null;
    }

    private (LoginAuditWindow Window, string? Statistic) InAlarm(MetricAlarm alarm)
    {
        var window = ForAlarm(alarm, ChangeTime(alarm), alarm.StateReason);
        return Evaluated(window, StateReasonData.Read(alarm.StateReasonData, window.Rule!.EvaluationPeriods), WindowSource.StateReasonData);
    }

    private async Task<(LoginAuditWindow Window, string? Statistic)> LatestFromHistoryAsync(MetricAlarm alarm, CancellationToken cancellationToken)
    {
        await foreach (var change in HistoryAsync(alarm.AlarmName!, null, null, cancellationToken))
        {
            var (intoAlarm, reason, data) = StateReasonData.FromHistory(change.HistoryData, alarm.EvaluationPeriods ?? 1);
            if (intoAlarm && Utc(change.Timestamp) is { } changed)
                return Evaluated(ForAlarm(alarm, changed, reason), data, WindowSource.History);
        }
        throw new LoginAuditException(
            LoginAuditError.AlarmNeverFired,
            $"The alarm {alarm.AlarmName} is in state {alarm.StateValue} and has not been in ALARM within the time that CloudWatch remembers (30 days), so it has no window to read. Give -LogGroupName with -StartTime and -EndTime instead.",
            alarm.AlarmName);
    }

    // The alarm's own state tells, as long as it is still the state that the notification is about.
    private static StateReasonData? FromAlarm(MetricAlarm? alarm, LoginAuditAlarmNotification notification) =>
        alarm is null || alarm.StateValue != StateValue.ALARM || (ChangeTime(alarm) - notification.StateChangeTime).Duration() > SameChange
            ? null
            : StateReasonData.Read(alarm.StateReasonData, notification.Rule!.EvaluationPeriods);

    // An alarm of the same name may exist here, and its log groups are not those of the alarm that fired.
    private void DemandHere(LoginAuditAlarmNotification notification, string accountId)
    {
        if ((notification.AccountId ?? accountId) == accountId && (notification.Region ?? session.Region) == session.Region)
            return;
        throw new LoginAuditException(
            LoginAuditError.OtherAccountOrRegion,
            $"The notification is about the alarm {notification.AlarmName} of account {notification.AccountId}, Region {notification.Region}. This session is in account {accountId}, Region {session.Region}. "
            + "Give -ProfileName or keys of that account, and its -Region.",
            notification.AlarmName);
    }

    private static string? AccountOf(MetricAlarm? alarm) => alarm?.AlarmArn?.Split(':') is { Length: > 5 } parts ? parts[4] : null;

    private async Task<StateReasonData?> FromHistoryAsync(LoginAuditAlarmNotification notification, CancellationToken cancellationToken)
    {
        var from = notification.StateChangeTime - SearchMargin;
        var to = notification.StateChangeTime + SearchMargin;
        await foreach (var change in HistoryAsync(notification.AlarmName, from, to, cancellationToken))
        {
            var (intoAlarm, _, data) = StateReasonData.FromHistory(change.HistoryData, notification.Rule!.EvaluationPeriods);
            if (intoAlarm && data is not null && Utc(change.Timestamp) is { } time && (time - notification.StateChangeTime).Duration() <= SameChange)
                return data;
        }
        return null;
    }

    private async IAsyncEnumerable<AlarmHistoryItem> HistoryAsync(
        string alarmName,
        DateTimeOffset? from,
        DateTimeOffset? to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new DescribeAlarmHistoryRequest
        {
            AlarmName = alarmName,
            HistoryItemType = HistoryItemType.StateUpdate,
            ScanBy = ScanBy.TimestampDescending,
            StartDate = from?.UtcDateTime,
            EndDate = to?.UtcDateTime,
        };
        do
        {
            var page = await session.CallAsync(
                "cloudwatch:DescribeAlarmHistory", alarmName, () => session.CloudWatch.DescribeAlarmHistoryAsync(request, cancellationToken));
            foreach (var item in page.AlarmHistoryItems ?? [])
                yield return item;
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }

    /// <summary>The window as CloudWatch evaluated it, with the threshold and the period of that time: the alarm may have changed since.</summary>
    private static (LoginAuditWindow Window, string? Statistic) Evaluated(LoginAuditWindow window, StateReasonData? data, WindowSource source)
    {
        var rule = window.Rule!;
        if (data is null)
        {
            var length = TimeSpan.FromTicks(rule.Period!.Value.Ticks * rule.EvaluationPeriods);
            return (window with { Start = window.StateChangeTime - length, End = window.StateChangeTime, WindowSource = WindowSource.Estimated }, null);
        }
        var fired = window with
        {
            Start = data.Start,
            End = data.End,
            WindowSource = source,
            Rule = rule with { Threshold = data.Threshold ?? rule.Threshold, Period = data.Period },
            Datapoints = data.Datapoints,
        };
        return (fired, data.Statistic);
    }

    private LoginAuditWindow ForAlarm(MetricAlarm alarm, DateTimeOffset changed, string? reason) => new()
    {
        AlarmName = alarm.AlarmName,
        AccountId = AccountOf(alarm),
        Region = session.Region,
        Rule = ToRule(alarm),
        StateChangeTime = changed,
        StateReason = reason,
    };

    internal static AlarmRule ToRule(MetricAlarm alarm)
    {
        if (!Enum.TryParse<AlarmComparison>(alarm.ComparisonOperator?.Value, out var comparison)
            || alarm.Threshold is not { } threshold || alarm.Period is not { } period || alarm.EvaluationPeriods is not { } periods)
        {
            throw Unsupported(alarm.AlarmName!);
        }
        return new AlarmRule(
            comparison, threshold, TimeSpan.FromSeconds(period), periods, alarm.DatapointsToAlarm ?? periods, AlarmRule.Treatment(alarm.TreatMissingData));
    }

    private static LoginAuditException Unsupported(string alarmName) => new(
        LoginAuditError.UnsupportedAlarm,
        $"The alarm {alarmName} does not compare one metric with a fixed threshold, so there is no count per instance to hold against it. Give -LogGroupName and -Threshold instead.",
        alarmName);

    private async Task<AlarmQuestion> AskAsync(
        LoginAuditWindow window, string? statistic, (string? Name, string? Namespace) metric, string? description, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(metric.Name) || string.IsNullOrEmpty(metric.Namespace))
            throw Unsupported(window.AlarmName!);

        var filters = await FiltersAsync(window.AlarmName!, metric.Name!, metric.Namespace!, cancellationToken);
        var queries = Queries(filters);
        var logGroups = queries.Select(query => query.LogGroupName).Distinct().ToList();
        var (points, problem) = CountedEvents.Of(window.Datapoints, statistic, filters);
        var asked = window with
        {
            LogGroupName = logGroups,
            ForeignLogGroupName = AlarmSources.Foreign(description, logGroups),
            Datapoints = points,
            CountUnknown = problem,
        };
        return new AlarmQuestion(asked, queries);
    }

    /// <summary>What every metric filter that feeds a metric reads.</summary>
    /// <exception cref="LoginAuditException">AlarmWithoutMetricFilter, AccessDenied, …</exception>
    internal async Task<IReadOnlyList<LogQuery>> QueriesAsync(string alarmName, string metricName, string metricNamespace, CancellationToken cancellationToken) =>
        Queries(await FiltersAsync(alarmName, metricName, metricNamespace, cancellationToken));

    // One query for each filter, since CloudWatch counts a log event once for each filter that matches it.
    private static List<LogQuery> Queries(List<MetricFilter> filters) =>
        filters.ConvertAll(filter => new LogQuery(filter.LogGroupName!, filter.FilterPattern ?? "", []));

    private async Task<List<MetricFilter>> FiltersAsync(string alarmName, string metricName, string metricNamespace, CancellationToken cancellationToken)
    {
        var filters = new List<MetricFilter>();
        await foreach (var filter in MetricFilterPlan.OfMetricAsync(session, metricNamespace, metricName, cancellationToken))
            filters.Add(filter);
        if (filters.Count == 0)
        {
            throw new LoginAuditException(
                LoginAuditError.AlarmWithoutMetricFilter,
                $"No metric filter feeds {metricNamespace}/{metricName}, the metric of the alarm {alarmName}, so there are no events to read back. Check that the filter was not deleted.",
                alarmName);
        }
        return filters;
    }

    private static DateTimeOffset ChangeTime(MetricAlarm alarm) =>
        Utc(alarm.StateTransitionedTimestamp) ?? Utc(alarm.StateUpdatedTimestamp) ?? DateTimeOffset.UtcNow;

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } known ? new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero) : null;
}

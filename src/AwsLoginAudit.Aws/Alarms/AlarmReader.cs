using System.Runtime.CompilerServices;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>What to read for one firing of an alarm.</summary>
/// <param name="Window">The window that the alarm evaluated.</param>
/// <param name="Queries">One query for each metric filter that feeds the alarm's metric.</param>
public sealed record AlarmQuestion(LoginAuditWindow Window, IReadOnlyList<LogQuery> Queries);

/// <summary>Determines the window that an alarm evaluated, its rule, and the metric filters that feed its metric.</summary>
public sealed class AlarmReader
{
    private static readonly TimeSpan SearchMargin = TimeSpan.FromMinutes(1);

    // Agents send events every few seconds, and CloudWatch waits one to two minutes for late events.
    private static readonly TimeSpan ArrivalTime = TimeSpan.FromMinutes(1);

    // Lambda retries a failed event for six hours at most (MaximumEventAgeInSeconds of PutFunctionEventInvokeConfig, Lambda API Reference).
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(6);
    private const int MostFollowUps = 12;

    // CloudWatch started in 2009, and clocks are assumed to differ by no more than a day.
    private const int FirstYear = 2009;
    private static readonly TimeSpan LargestClockDifference = TimeSpan.FromDays(1);

    // One day less than the 30 days for which CloudWatch keeps state changes.
    private static readonly TimeSpan HistoryTime = TimeSpan.FromDays(29);

    private readonly AwsSession session;
    private readonly Func<CancellationToken, Task<string>> account;

    /// <param name="session">The connection to AWS.</param>
    /// <param name="accountId">The account id of the connection. The default, null, reads it from AWS when it is needed.</param>
    public AlarmReader(AwsSession session, string? accountId = null)
    {
        this.session = session;
        account = accountId is null
            ? async cancellationToken => (await AccountScope.AskAsync(session, cancellationToken)).AccountId
            : _ => Task.FromResult(accountId);
    }

    /// <summary>Determines the window and the queries of the latest firing of an alarm.</summary>
    /// <param name="alarmName">The alarm's name; 1 to 255 characters.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The window and the queries.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound, AlarmNeverFired, UnsupportedAlarm, AlarmWithoutMetricFilter, AccessDenied, …</exception>
    public async Task<AlarmQuestion> ResolveAsync(string alarmName, CancellationToken cancellationToken = default)
    {
        var alarm = await AlarmLookup.GetAsync(session, alarmName, cancellationToken);
        var fired = alarm.StateValue == StateValue.ALARM
            ? await FiredAsync(alarm, ChangeTime(alarm), cancellationToken)
            : await LatestFromHistoryAsync(alarm, cancellationToken) ?? throw NeverFired(alarm);
        return await AskAsync(fired!, (alarm.MetricName, alarm.Namespace), alarm.AlarmDescription, cancellationToken);
    }

    /// <summary>Determines the window and the queries of one notification, even if the alarm has changed since or no longer exists.</summary>
    /// <remarks>
    /// An identity that may publish to the topic or send to the queue can forge a notification. The rule, the metric and the time of the state change are
    /// therefore read from CloudWatch. The values of the notification are used only if the alarm no longer exists, and the window then says so.
    /// </remarks>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The window and the queries.</returns>
    /// <exception cref="LoginAuditException">OtherAccountOrRegion, NotificationNotConfirmed, UnsupportedAlarm, AlarmWithoutMetricFilter, AccessDenied, …</exception>
    public async Task<AlarmQuestion> ResolveAsync(LoginAuditAlarmNotification notification, CancellationToken cancellationToken = default)
    {
        if (notification.Rule is null)
            throw Unsupported(notification.AlarmName);
        var alarm = await AlarmLookup.FindAsync(session, notification.AlarmName, cancellationToken);
        var accountId = AccountOf(alarm) ?? await account(cancellationToken);
        DemandHere(notification, accountId);
        if (notification.StateChangeTime.Year < FirstYear || notification.StateChangeTime - DateTimeOffset.UtcNow > LargestClockDifference)
            throw NotConfirmed(notification);
        if (alarm is null)
        {
            var deleted = await OfDeletedAsync(notification, accountId, cancellationToken);
            return await AskAsync(deleted, (notification.MetricName, notification.MetricNamespace), null, cancellationToken);
        }
        var fired = await FiredAsync(alarm, notification.StateChangeTime, cancellationToken) ?? throw NotConfirmed(notification);
        return await AskAsync(fired, (alarm.MetricName, alarm.Namespace), alarm.AlarmDescription, cancellationToken);
    }

    /// <summary>
    /// Determines the window and the queries of an alarm that has stayed in ALARM: the latest complete periods after those that it fired for.
    /// </summary>
    /// <param name="alarmName">The alarm's name; 1 to 255 characters.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The window and the queries; null if the alarm is not in ALARM, or no further period is complete yet.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound, UnsupportedAlarm, AlarmWithoutMetricFilter, AccessDenied, …</exception>
    public async Task<AlarmQuestion?> FollowUpAsync(string alarmName, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var alarm = await AlarmLookup.GetAsync(session, alarmName, cancellationToken);
        return alarm.StateValue == StateValue.ALARM && (await FollowUpsAsync(alarm, now, cancellationToken)) is [var latest, ..] ? latest : null;
    }

    /// <summary>Determines the windows and the queries of all complete periods since an alarm fired and before it left ALARM, at most six hours ago.</summary>
    /// <param name="alarmName">The alarm's name; 1 to 255 characters.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The windows and queries, the latest first and no more than twelve.</returns>
    /// <exception cref="LoginAuditException">AlarmNotFound, UnsupportedAlarm, AlarmWithoutMetricFilter, AccessDenied, …</exception>
    public async Task<IReadOnlyList<AlarmQuestion>> FollowUpsAsync(string alarmName, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        await FollowUpsAsync(await AlarmLookup.GetAsync(session, alarmName, cancellationToken), now, cancellationToken);

    private async Task<IReadOnlyList<AlarmQuestion>> FollowUpsAsync(MetricAlarm alarm, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = ChangeTime(alarm);
        var isInAlarm = alarm.StateValue == StateValue.ALARM;
        if (!isInAlarm && now - changed > LongestRetry)
            return [];
        // Follow-ups are recorded by the history's time of the state change, so the same time is used while the alarm is in ALARM and after it has left ALARM.
        var fired = await LatestFromHistoryAsync(alarm, cancellationToken);
        if (isInAlarm && (fired is null || !LoginAuditAlarmNotification.IsSameChange(fired.Window.StateChangeTime!.Value, changed)))
            fired = await FiredAsync(alarm, changed, cancellationToken);
        var over = now - ArrivalTime;
        if (fired?.Window.After(isInAlarm || over < changed ? over : changed) is not { } latest)
            return [];
        var question = await AskAsync(fired with { Window = latest }, (alarm.MetricName, alarm.Namespace), alarm.AlarmDescription, cancellationToken);
        var period = latest.Rule!.Period!.Value;
        var number = Math.Min(MostFollowUps, (latest.End!.Value - fired.Window.End!.Value).Ticks / period.Ticks);
        return [.. Enumerable.Range(0, (int)number).Select(back => question with { Window = question.Window.Earlier(TimeSpan.FromTicks(period.Ticks * back)) })];
    }

    /// <summary>Returns the window of one firing of an alarm; null if CloudWatch does not know the firing.</summary>
    private async Task<FiredWindow?> FiredAsync(MetricAlarm alarm, DateTimeOffset changed, CancellationToken cancellationToken)
    {
        var periods = alarm.EvaluationPeriods ?? 1;
        // The alarm describes its latest state change only, so it is used only if that is the requested firing.
        var isCurrent = alarm.StateValue == StateValue.ALARM && LoginAuditAlarmNotification.IsSameChange(ChangeTime(alarm), changed);
        var current = isCurrent ? StateReasonData.Read(alarm.StateReasonData, periods) : null;
        if (current is not null && FiredWindow.Of(ForAlarm(alarm, ChangeTime(alarm), alarm.StateReason), current, WindowSource.StateReasonData, Unchanged(alarm, changed)) is { } fired)
            return fired;
        var entry = await FromHistoryAsync(alarm.AlarmName!, changed, periods, cancellationToken);
        if (!isCurrent && entry is null)
            return null;
        var window = ForAlarm(alarm, isCurrent ? ChangeTime(alarm) : entry!.Time, isCurrent ? alarm.StateReason : entry!.Reason);
        return OfHistory(window, entry?.Data, Unchanged(alarm, changed), hasData: current is not null);
    }

    // Returns null if the alarm has not fired.
    private async Task<FiredWindow?> LatestFromHistoryAsync(MetricAlarm alarm, CancellationToken cancellationToken)
    {
        await foreach (var change in IntoAlarmAsync(alarm.AlarmName!, null, null, alarm.EvaluationPeriods ?? 1, cancellationToken))
            return OfHistory(ForAlarm(alarm, change.Time, change.Reason), change.Data, Unchanged(alarm, change.Time));
        return null;
    }

    private static LoginAuditRemedy AnyWindow => LoginAuditRemedy.Use(RemedySetting.LogGroupName, RemedySetting.StartTime, RemedySetting.EndTime);

    private static LoginAuditException NeverFired(MetricAlarm alarm) => new(
        LoginAuditError.AlarmNeverFired,
        $"The alarm {alarm.AlarmName} is in state {alarm.StateValue} and was not in ALARM during the last 30 days, so there is no window to read. CloudWatch keeps no older history.",
        alarm.AlarmName,
        remedies: [AnyWindow]);

    // CloudWatch keeps the history of a deleted alarm for 30 days (DescribeAlarmHistory, CloudWatch API Reference), so it knows every recent firing.
    private async Task<FiredWindow> OfDeletedAsync(LoginAuditAlarmNotification notification, string accountId, CancellationToken cancellationToken)
    {
        var rule = notification.Rule!;
        var entry = await FromHistoryAsync(notification.AlarmName, notification.StateChangeTime, rule.EvaluationPeriods, cancellationToken);
        if (entry is null && DateTimeOffset.UtcNow - notification.StateChangeTime < HistoryTime)
            throw NotConfirmed(notification);
        var window = new LoginAuditWindow
        {
            AlarmName = notification.AlarmName,
            AccountId = accountId,
            Region = session.Region,
            Rule = rule,
            StateChangeTime = entry?.Time ?? notification.StateChangeTime,
            StateReason = entry is null ? notification.StateReason : entry.Reason,
        };
        var fired = OfHistory(window, entry?.Data, unchanged: null);
        return fired with { Window = fired.Window.AddUnconfirmed("The alarm no longer exists, so its metric and rule come from the notification. CloudWatch does not confirm them.") };
    }

    private static FiredWindow OfHistory(LoginAuditWindow window, StateReasonData? data, MetricAlarm? unchanged, bool hasData = false) =>
        FiredWindow.Of(window, data, WindowSource.History, unchanged) ?? FiredWindow.Estimated(window, hasData || data is not null);

    private static MetricAlarm? Unchanged(MetricAlarm alarm, DateTimeOffset since) =>
        Utc(alarm.AlarmConfigurationUpdatedTimestamp) is { } configured && configured <= since ? alarm : null;

    private static LoginAuditException NotConfirmed(LoginAuditAlarmNotification notification) => new(
        LoginAuditError.NotificationNotConfirmed,
        $"CloudWatch has no record that the alarm {notification.AlarmName} changed to ALARM at {notification.StateChangeTime:O}, so the notification may be forged. "
        + "CloudWatch keeps state changes for 30 days. For an older notification, read the failed logins by log group and time.",
        notification.AlarmName,
        remedies: [AnyWindow]);

    // An alarm with the same name may exist in this account and Region, but it has other log groups.
    private void DemandHere(LoginAuditAlarmNotification notification, string accountId)
    {
        if ((notification.AccountId ?? accountId) == accountId && (notification.Region ?? session.Region) == session.Region)
            return;
        throw new LoginAuditException(
            LoginAuditError.OtherAccountOrRegion,
            $"The notification is about the alarm {notification.AlarmName} of account {notification.AccountId}, Region {notification.Region}. This session is in account {accountId}, Region {session.Region}. "
            + "Use the account and Region of the notification.",
            notification.AlarmName,
            remedies: [LoginAuditRemedy.Use(RemedySetting.ProfileName, RemedySetting.Region)]);
    }

    private static string? AccountOf(MetricAlarm? alarm) => alarm?.AlarmArn?.Split(':') is { Length: > 5 } parts ? parts[4] : null;

    private async Task<Change?> FromHistoryAsync(string alarmName, DateTimeOffset changed, int evaluationPeriods, CancellationToken cancellationToken)
    {
        await foreach (var change in IntoAlarmAsync(alarmName, changed - SearchMargin, changed + SearchMargin, evaluationPeriods, cancellationToken))
        {
            if (LoginAuditAlarmNotification.IsSameChange(change.Time, changed))
                return change;
        }
        return null;
    }

    private async IAsyncEnumerable<Change> IntoAlarmAsync(
        string alarmName, DateTimeOffset? from, DateTimeOffset? to, int evaluationPeriods, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in HistoryAsync(alarmName, from, to, cancellationToken))
        {
            var (intoAlarm, reason, data) = StateReasonData.FromHistory(item.HistoryData, evaluationPeriods);
            if (intoAlarm && Utc(item.Timestamp) is { } time)
                yield return new Change(time, reason, data);
        }
    }

    private async IAsyncEnumerable<AlarmHistoryItem> HistoryAsync(
        string alarmName,
        DateTimeOffset? from,
        DateTimeOffset? to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DescribeAlarmHistoryRequest Request(string? token) => new()
        {
            AlarmName = alarmName,
            HistoryItemType = HistoryItemType.StateUpdate,
            ScanBy = ScanBy.TimestampDescending,
            StartDate = from?.UtcDateTime,
            EndDate = to?.UtcDateTime,
            NextToken = token,
        };
        await foreach (var page in Pages.AllAsync(token => session.CloudWatch.DescribeAlarmHistoryAsync(Request(token), cancellationToken), page => page.NextToken))
        {
            foreach (var item in page.AlarmHistoryItems ?? [])
                yield return item;
        }
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
        $"The alarm {alarmName} does not compare one metric with a fixed threshold. Counts per instance cannot be compared with such a rule.",
        alarmName,
        remedies: [LoginAuditRemedy.Use(RemedySetting.LogGroupName, RemedySetting.Threshold)]);

    private async Task<AlarmQuestion> AskAsync(
        FiredWindow fired, (string? Name, string? Namespace) metric, string? description, CancellationToken cancellationToken)
    {
        var window = fired.Window;
        if (string.IsNullOrEmpty(metric.Name) || string.IsNullOrEmpty(metric.Namespace))
            throw Unsupported(window.AlarmName!);

        var filters = await FiltersAsync(window.AlarmName!, metric.Name!, metric.Namespace!, cancellationToken);
        var foreign = filters.FindAll(filter => AlarmSources.IsForeign(filter, window.AlarmName!, description));
        var queries = Queries(filters, foreign);
        var (points, problem) = CountedEvents.Of(window.Datapoints, fired.Statistic, filters);
        var asked = window with
        {
            LogGroupNames = queries.Select(query => query.LogGroupName).Distinct().ToList(),
            ForeignMetricFilters = foreign.ConvertAll(filter => $"{filter.FilterName} of {filter.LogGroupName}"),
            Datapoints = points,
            CountUnknown = problem,
        };
        if (CountedEvents.HasFraction(window.Datapoints, fired.Statistic))
            asked = asked.AddUnconfirmed(CountedEvents.Fraction);
        return new AlarmQuestion(asked, queries);
    }

    /// <summary>Returns one query for each metric filter that feeds a metric.</summary>
    /// <exception cref="LoginAuditException">AlarmWithoutMetricFilter, AccessDenied, …</exception>
    internal async Task<IReadOnlyList<LogQuery>> QueriesAsync(string alarmName, string metricName, string metricNamespace, CancellationToken cancellationToken) =>
        Queries(await FiltersAsync(alarmName, metricName, metricNamespace, cancellationToken), []);

    // One query for each filter, since CloudWatch counts a log event once for each filter that matches it.
    private static List<LogQuery> Queries(List<MetricFilter> filters, List<MetricFilter> foreign) =>
        filters.ConvertAll(filter => new LogQuery(filter.LogGroupName!, filter.FilterPattern ?? "", []) { ForeignFilter = foreign.Contains(filter) ? filter.FilterName : null });

    private async Task<List<MetricFilter>> FiltersAsync(string alarmName, string metricName, string metricNamespace, CancellationToken cancellationToken)
    {
        var filters = new List<MetricFilter>();
        await foreach (var filter in MetricFilterPlan.OfMetricAsync(session, metricNamespace, metricName, cancellationToken))
            filters.Add(filter);
        if (filters.Count == 0)
        {
            throw new LoginAuditException(
                LoginAuditError.AlarmWithoutMetricFilter,
                $"No metric filter feeds {metricNamespace}/{metricName}, the metric of the alarm {alarmName}, so there are no events to read. Check whether the metric filter was deleted.",
                alarmName);
        }
        return filters;
    }

    /// <summary>A state change into ALARM, as DescribeAlarmHistory returns it.</summary>
    private sealed record Change(DateTimeOffset Time, string? Reason, StateReasonData? Data);

    private static DateTimeOffset ChangeTime(MetricAlarm alarm) =>
        Utc(alarm.StateTransitionedTimestamp) ?? Utc(alarm.StateUpdatedTimestamp) ?? DateTimeOffset.UtcNow;

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } known ? new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero) : null;
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the metric filters that feed the alarm's metric: one or two for each event id, or one for every audit failure.</summary>
/// <remarks>Metric filters have no tags. A filter belongs to this module by its name and its transformation.</remarks>
internal sealed class MetricFilterPlan(AwsSession session)
{
    /// <summary>The metric filters of the log group that feed the alarm's metric and are not ours, so that they stay.</summary>
    public IReadOnlyList<LoginAuditException> Strangers { get; private set; } = [];

    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(AlarmSettings settings, CancellationToken cancellationToken)
    {
        var present = new Dictionary<string, MetricFilter>(StringComparer.Ordinal);
        await foreach (var filter in InGroupAsync(settings.LogGroupName, cancellationToken))
            present[filter.FilterName!] = filter;

        var plan = new List<PlannedChange>();
        foreach (var wanted in Wanted(settings))
        {
            present.TryGetValue(wanted.FilterName, out var found);
            plan.Add(PlanOne(wanted, found, settings));
            present.Remove(wanted.FilterName);
        }
        // Filters that an earlier call created for other event ids would count the same failures again.
        plan.AddRange(present.Values.Where(filter => IsOwn(filter, settings.AlarmName)).Select(PlanRemoval));
        Strangers = [.. present.Values.Where(filter => Feeds(filter, settings.AlarmName) && !IsOwn(filter, settings.AlarmName)).Select(filter => Stranger(filter, settings.AlarmName))];
        return plan;
    }

    /// <summary>The filters for these settings.</summary>
    public static IReadOnlyList<LoginAuditMetricFilter> Wanted(AlarmSettings settings) =>
        Wanted(settings.AlarmName, settings.LogGroupName, AlarmedFailures.Of(settings));

    /// <summary>The filters in a log group that count these failures for an alarm.</summary>
    public static IReadOnlyList<LoginAuditMetricFilter> Wanted(string alarmName, string logGroupName, AlarmedFailures counted) =>
    [
        .. (counted.EventId.Count == 0 ? [(Suffix: "", Pattern: FailurePattern.AllAuditFailures)] : counted.EventId.SelectMany(FailurePattern.For))
            .Select(filter => new LoginAuditMetricFilter(logGroupName, alarmName + filter.Suffix, filter.Pattern)),
    ];

    /// <summary>The event ids that these settings count; none if every audit failure counts.</summary>
    public static IEnumerable<int> EventIds(AlarmSettings settings) =>
        settings.AllAuditFailures == true ? [] : (settings.EventId.Count == 0 ? FailedLogin.EventId : settings.EventId).Distinct().OrderBy(id => id);

    /// <summary>Lists every metric filter that feeds an alarm's metric, in any log group.</summary>
    public async IAsyncEnumerable<LoginAuditMetricFilter> OfAlarmAsync(string alarmName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var filter in OfMetricAsync(session, AlarmNames.MetricNamespace, AlarmNames.Metric(alarmName), cancellationToken))
            yield return new LoginAuditMetricFilter(filter.LogGroupName!, filter.FilterName!, filter.FilterPattern ?? "");
    }

    /// <summary>The metric transformation of each filter: one sample for each failure.</summary>
    public static MetricTransformation Count(string alarmName) =>
        new() { MetricNamespace = AlarmNames.MetricNamespace, MetricName = AlarmNames.Metric(alarmName), MetricValue = "1" };

    private PlannedChange PlanOne(LoginAuditMetricFilter wanted, MetricFilter? found, AlarmSettings settings)
    {
        Task Put(CancellationToken cancel) => PutAsync(wanted, settings.AlarmName, cancel);
        if (found is null)
            return PlannedChange.Create(ResourceKind.MetricFilter, wanted.FilterName, Put);
        if (Feeds(found, settings.AlarmName) && found.FilterPattern == wanted.FilterPattern && IsPlainCount(found.MetricTransformations![0]))
            return PlannedChange.None(ResourceKind.MetricFilter, wanted.FilterName);
        if (!settings.Force && !Feeds(found, settings.AlarmName))
        {
            throw new LoginAuditException(
                LoginAuditError.NotCreatedByModule,
                $"The metric filter {wanted.FilterName} of {wanted.LogGroupName} exists, but feeds another metric than {AlarmNames.MetricNamespace}/{settings.AlarmName}.",
                wanted.FilterName,
                remedies: [LoginAuditRemedy.Change(RemedySetting.AlarmName), LoginAuditRemedy.Use(RemedySetting.Force)]);
        }
        return PlannedChange.Update(ResourceKind.MetricFilter, wanted.FilterName, Put);
    }

    /// <summary>Whether the module created this filter for an alarm, by name and transformation. An earlier version may have created another pattern.</summary>
    public static bool IsOwn(MetricFilter filter, string alarmName) =>
        HasOwnName(filter, alarmName) && Feeds(filter, alarmName) && IsPlainCount(filter.MetricTransformations![0]);

    /// <summary>Creates a warning: a filter feeds an alarm's metric, the module did not create the filter, and it stays.</summary>
    public static LoginAuditException Stranger(MetricFilter filter, string alarmName) => new(
        LoginAuditError.NotCreatedByModule,
        $"The metric filter {filter.FilterName} of {filter.LogGroupName} feeds the metric of the alarm {alarmName}, but the setup of the alarm did not create this filter. The filter was kept. Delete it if nobody needs it.",
        filter.FilterName,
        remedies: [Delete(filter.LogGroupName!, filter.FilterName!)]);

    /// <summary>Creates the remedy that deletes a filter.</summary>
    public static LoginAuditRemedy Delete(string logGroupName, string filterName) =>
        new LoginAuditRemedy(RemedyAction.DeleteMetricFilter).With("LogGroupName", logGroupName).With("FilterName", filterName);

    /// <summary>Whether a filter has exactly the name, pattern and transformation that this module creates for an alarm.</summary>
    public static bool IsExact(MetricFilter filter, string alarmName) =>
        Feeds(filter, alarmName) && IsPlainCount(filter.MetricTransformations![0])
        && PatternOf(filter.FilterName!, alarmName) is { } pattern && pattern == filter.FilterPattern;

    /// <summary>Whether a filter has a name that this module uses for an alarm.</summary>
    public static bool HasOwnName(MetricFilter filter, string alarmName) => PatternOf(filter.FilterName!, alarmName) is not null;

    // Returns the pattern of the filter that this module creates with this name; null if there is none.
    private static string? PatternOf(string filterName, string alarmName)
    {
        if (filterName == alarmName)
            return FailurePattern.AllAuditFailures;
        return FailurePattern.For(EventIdIn(filterName, alarmName) ?? 0).FirstOrDefault(filter => alarmName + filter.Suffix == filterName).Pattern;
    }

    private static int? EventIdIn(string filterName, string alarmName) =>
        filterName.StartsWith(alarmName, StringComparison.Ordinal) && filterName.Substring(alarmName.Length).Split('-') is ["", var digits, ..]
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The failures that this module's filters in a log group count for an alarm; null if there are no such filters.</summary>
    public async Task<AlarmedFailures?> CountedAsync(string logGroupName, string alarmName, CancellationToken cancellationToken)
    {
        var ids = new SortedSet<int>();
        await foreach (var filter in InGroupAsync(logGroupName, cancellationToken))
        {
            if (!IsExact(filter, alarmName))
                continue;
            if (EventIdIn(filter.FilterName!, alarmName) is not { } id)
                return new AlarmedFailures([]);
            ids.Add(id);
        }
        return ids.Count == 0 ? null : new AlarmedFailures([.. ids]);
    }

    private static bool Feeds(MetricFilter filter, string alarmName) =>
        filter.MetricTransformations is [var only] && only.MetricNamespace == AlarmNames.MetricNamespace && only.MetricName == AlarmNames.Metric(alarmName);

    // The alarm counts samples, and a default value adds samples for periods in which no event matched.
    private static bool IsPlainCount(MetricTransformation counted) =>
        counted.MetricValue == "1" && counted.DefaultValue is null && counted.Dimensions is null or { Count: 0 };

    private Task PutAsync(LoginAuditMetricFilter wanted, string alarmName, CancellationToken cancellationToken)
    {
        var request = new PutMetricFilterRequest
        {
            LogGroupName = wanted.LogGroupName,
            FilterName = wanted.FilterName,
            FilterPattern = wanted.FilterPattern,
            MetricTransformations = [Count(alarmName)],
        };
        return session.Logs.PutMetricFilterAsync(request, cancellationToken);
    }

    public PlannedChange PlanRemoval(MetricFilter filter)
    {
        var request = new DeleteMetricFilterRequest { LogGroupName = filter.LogGroupName, FilterName = filter.FilterName };
        return PlannedChange.Remove(ResourceKind.MetricFilter, filter.FilterName!, cancel => session.Logs.DeleteMetricFilterAsync(request, cancel));
    }

    /// <summary>Lists the metric filters of a log group; none if the log group does not exist.</summary>
    public async IAsyncEnumerable<MetricFilter> InGroupAsync(string logGroupName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filters = ListAsync(session, token => new() { LogGroupName = logGroupName, NextToken = token }, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (filters)
        {
            while (await HasNext())
                yield return filters.Current;
        }

        async Task<bool> HasNext()
        {
            try
            {
                return await filters.MoveNextAsync();
            }
            catch (LoginAuditException failure) when (failure.Error == LoginAuditError.LogGroupNotFound)
            {
                return false;
            }
        }
    }

    /// <summary>Lists every metric filter that feeds a metric, in any log group.</summary>
    public static IAsyncEnumerable<MetricFilter> OfMetricAsync(AwsSession session, string metricNamespace, string metricName, CancellationToken cancellationToken) =>
        ListAsync(session, token => new() { MetricName = metricName, MetricNamespace = metricNamespace, NextToken = token }, cancellationToken);

    private static async IAsyncEnumerable<MetricFilter> ListAsync(
        AwsSession session, Func<string?, DescribeMetricFiltersRequest> request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in Pages.AllAsync(token => session.Logs.DescribeMetricFiltersAsync(request(token), cancellationToken), page => page.NextToken))
        {
            foreach (var filter in page.MetricFilters ?? [])
                yield return filter;
        }
    }
}

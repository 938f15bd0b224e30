using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Plans the metric alarm with the settings of the published solution.</summary>
internal sealed class AlarmPlan(AwsSession session, AccountScope scope)
{
    /// <summary>The period of the published solution, in seconds.</summary>
    public const int PeriodSeconds = 300;

    public async Task<bool> IsOursAsync(string alarmName, CancellationToken cancellationToken)
    {
        var request = new ListTagsForResourceRequest { ResourceARN = scope.Alarm(alarmName) };
        var answer = await session.CloudWatch.ListTagsForResourceAsync(request, cancellationToken);
        return (answer.Tags ?? []).Any(tag => Ownership.Is(tag.Key, tag.Value));
    }

    /// <param name="settings">The requested settings.</param>
    /// <param name="topicArn">The topic that the alarm notifies.</param>
    /// <param name="found">The current alarm; null if it does not exist.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<PlannedChange> PlanAsync(AlarmSettings settings, string topicArn, MetricAlarm? found, CancellationToken cancellationToken)
    {
        var name = settings.AlarmName;
        if (found is null)
            return PlannedChange.Create(ResourceKind.Alarm, name, cancel => PutAsync(New(settings, topicArn), cancel));

        var ours = await IsOursAsync(name, cancellationToken);
        if (!ours && !settings.Force)
            throw Ownership.NotCreatedByModule("alarm", name, RemedySetting.AlarmName);
        var wanted = Again(settings, topicArn, found);
        return ours && IsSame(found, wanted)
            ? PlannedChange.None(ResourceKind.Alarm, name)
            : PlannedChange.Update(
                ResourceKind.Alarm,
                name,
                async cancel =>
                {
                    await PutAsync(wanted, cancel);
                    if (!ours)
                        await TagAsync(name, cancel);
                },
                KeptSettings.Differences(found, wanted));
    }

    public PlannedChange PlanRemoval(string kind, string alarmName) => PlannedChange.Remove(kind, alarmName, cancel => session.CloudWatch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = [alarmName] }, cancel));

    /// <summary>The request that creates the alarm.</summary>
    public static PutMetricAlarmRequest New(AlarmSettings settings, string topicArn) => new()
    {
        AlarmName = settings.AlarmName,
        AlarmDescription = AlarmSources.Add("Failed Windows logins of the whole fleet. Created by AwsLoginAudit.", settings.LogGroupName, AlarmedFailures.Of(settings)),
        Namespace = AlarmNames.MetricNamespace,
        MetricName = AlarmNames.Metric(settings.AlarmName),
        Statistic = Statistic.SampleCount,
        Period = (int)settings.Rule.Period!.Value.TotalSeconds,
        EvaluationPeriods = settings.Rule.EvaluationPeriods,
        DatapointsToAlarm = settings.Rule.DatapointsToAlarm,
        Threshold = settings.Rule.Threshold,
        ComparisonOperator = ComparisonOperator.GreaterThanThreshold,
        TreatMissingData = Name(settings.Rule.TreatMissingData),
        ActionsEnabled = true,
        AlarmActions = [topicArn],
    };

    // PutMetricAlarm expects values such as notBreaching.
    private static string Name(MissingDataTreatment treatment)
    {
        var name = treatment.ToString();
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    // PutMetricAlarm replaces the whole alarm, so the request repeats what an administrator has added to it.
    private PutMetricAlarmRequest Again(AlarmSettings settings, string topicArn, MetricAlarm found)
    {
        var own = scope.Topic(AlarmNames.Topic(settings.AlarmName));
        var wanted = New(settings, topicArn);
        wanted.AlarmDescription = found.AlarmDescription is { } description ? AlarmSources.Add(description, settings.LogGroupName, AlarmedFailures.Of(settings)) : wanted.AlarmDescription;
        wanted.ActionsEnabled = found.ActionsEnabled ?? wanted.ActionsEnabled;
        wanted.AlarmActions!.AddRange((found.AlarmActions ?? []).Where(action => action != topicArn && action != own));
        wanted.OKActions = found.OKActions;
        wanted.InsufficientDataActions = found.InsufficientDataActions;
        return wanted;
    }

    private static bool IsSame(MetricAlarm found, PutMetricAlarmRequest wanted) =>
        found.Namespace == wanted.Namespace && found.MetricName == wanted.MetricName && found.Statistic == wanted.Statistic
        && found.Dimensions is null or { Count: 0 } && found.Period == wanted.Period && found.EvaluationPeriods == wanted.EvaluationPeriods
        && (found.DatapointsToAlarm ?? found.EvaluationPeriods) == wanted.DatapointsToAlarm && found.Threshold == wanted.Threshold
        && found.AlarmDescription == wanted.AlarmDescription && found.ComparisonOperator == wanted.ComparisonOperator
        && AlarmRule.Treatment(found.TreatMissingData) == AlarmRule.Treatment(wanted.TreatMissingData)
        && new HashSet<string>(found.AlarmActions ?? []).SetEquals(wanted.AlarmActions!);

    // PutMetricAlarm ignores the tags of an existing alarm.
    public Task PutAsync(PutMetricAlarmRequest request, CancellationToken cancellationToken)
    {
        request.Tags = [.. session.NewTags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
        return session.CloudWatch.PutMetricAlarmAsync(request, cancellationToken);
    }

    public Task TagAsync(string alarmName, CancellationToken cancellationToken)
    {
        var request = new TagResourceRequest { ResourceARN = scope.Alarm(alarmName), Tags = [new Tag { Key = Ownership.Key, Value = Ownership.Value }] };
        return session.CloudWatch.TagResourceAsync(request, cancellationToken);
    }
}

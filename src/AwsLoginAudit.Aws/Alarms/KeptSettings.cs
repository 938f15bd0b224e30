using System.Globalization;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Keeps the settings of an existing alarm that a caller does not give, and says which ones change.</summary>
internal static class KeptSettings
{
    /// <summary>The given settings. Each one that is null has the value of the existing alarm.</summary>
    /// <exception cref="LoginAuditException">InvalidAlarmRule: CloudWatch does not accept the given and the kept settings together.</exception>
    public static AlarmSettings Over(this AlarmSettings given, MetricAlarm? found)
    {
        // The rule of an alarm on another metric, which the caller takes over, is about something else.
        var settings = found is not null && found.Namespace == AlarmNames.MetricNamespace && found.MetricName == AlarmNames.Metric(given.AlarmName) ? Join(given, found) : given;
        var rule = settings.Rule;
        return AlarmRule.WhyNotAccepted(rule.Period!.Value, rule.EvaluationPeriods, rule.DatapointsToAlarm) is { } reason
            ? throw new LoginAuditException(LoginAuditError.InvalidAlarmRule, reason, given.AlarmName)
            : settings;
    }

    private static AlarmSettings Join(AlarmSettings given, MetricAlarm found)
    {
        var logGroup = given.KeepsLogGroup ? LogGroupOf(found, given.LogGroupName) : given.LogGroupName;
        var counted = given.EventId.Count == 0 && given.AllAuditFailures is null ? AlarmSources.Counted(found.AlarmDescription, logGroup) : null;
        return given with
        {
            LogGroupName = logGroup,
            Threshold = given.Threshold ?? found.Threshold,
            Period = given.Period ?? (found.Period is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            EvaluationPeriods = given.EvaluationPeriods ?? found.EvaluationPeriods,
            // All of the periods stay all of them if their number changes.
            DatapointsToAlarm = given.DatapointsToAlarm ?? (found.DatapointsToAlarm == found.EvaluationPeriods ? null : found.DatapointsToAlarm),
            TreatMissingData = given.TreatMissingData ?? AlarmRule.Treatment(found.TreatMissingData),
            EventId = counted?.EventId ?? given.EventId,
            AllAuditFailures = given.AllAuditFailures ?? counted?.IsAll,
        };
    }

    // An alarm can count in several log groups. Each call is about one of them.
    private static string LogGroupOf(MetricAlarm found, string usual) =>
        AlarmSources.In(found.AlarmDescription ?? "") is { Length: > 0 } listed && !listed.Contains(usual, StringComparer.Ordinal) ? listed[0] : usual;

    /// <summary>The settings that change, such as "threshold 10 -> 5"; null if none does.</summary>
    public static string? Differences(MetricAlarm found, PutMetricAlarmRequest wanted)
    {
        (string Name, object? Before, object? After)[] settings =
        [
            ("threshold", found.Threshold, wanted.Threshold),
            ("period in seconds", found.Period, wanted.Period),
            ("evaluation periods", found.EvaluationPeriods, wanted.EvaluationPeriods),
            ("datapoints to alarm", found.DatapointsToAlarm ?? found.EvaluationPeriods, wanted.DatapointsToAlarm),
            ("missing data", AlarmRule.Treatment(found.TreatMissingData), AlarmRule.Treatment(wanted.TreatMissingData)),
        ];
        var texts = settings.Where(setting => !Equals(setting.Before, setting.After))
            .Select(setting => string.Format(CultureInfo.InvariantCulture, "{0} {1} -> {2}", setting.Name, setting.Before, setting.After)).ToList();
        return texts.Count > 0 ? string.Join(", ", texts) : null;
    }
}

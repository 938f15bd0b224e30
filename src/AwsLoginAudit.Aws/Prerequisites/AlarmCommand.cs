using System.Globalization;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The command that creates an alarm, or sets it right and keeps its settings.</summary>
internal static class AlarmCommand
{
    /// <param name="alarmName">The alarm's name.</param>
    /// <param name="logGroupName">The log group that it is for.</param>
    /// <param name="alarm">The alarm as it is; null where there is none. New-LoginAuditAlarm sets to its default what the command leaves out.</param>
    public static string New(string alarmName, string logGroupName, MetricAlarm? alarm)
    {
        var command = $"New-LoginAuditAlarm -AlarmName {PowerShellText.Quote(alarmName)} -LogGroupName {PowerShellText.Quote(logGroupName)}";
        if (alarm?.Threshold is not { } threshold)
            return command;
        var period = alarm.Period is null or AlarmPlan.PeriodSeconds ? "" : $" -Period {alarm.Period}s";
        var periods = alarm.EvaluationPeriods is null or 1 ? "" : $" -EvaluationPeriods {alarm.EvaluationPeriods}";
        var datapoints = alarm.DatapointsToAlarm is null || alarm.DatapointsToAlarm == alarm.EvaluationPeriods ? "" : $" -DatapointsToAlarm {alarm.DatapointsToAlarm}";
        var treatment = AlarmRule.Treatment(alarm.TreatMissingData);
        var missing = treatment == MissingDataTreatment.NotBreaching ? "" : $" -TreatMissingData {treatment}";
        return $"{command} -Threshold {threshold.ToString("R", CultureInfo.InvariantCulture)}{period}{periods}{datapoints}{missing}";
    }
}

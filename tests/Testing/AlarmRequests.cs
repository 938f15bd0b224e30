using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Tests;

/// <summary>Alarms that tests put into an account beside those of the module.</summary>
internal static class AlarmRequests
{
    /// <summary>Puts an alarm that fires at more than one of a metric in a minute.</summary>
    /// <param name="account">The account.</param>
    /// <param name="name">The alarm's name.</param>
    /// <param name="metricNamespace">The metric's namespace.</param>
    /// <param name="metricName">The metric's name.</param>
    /// <param name="change">Changes the request; null for none.</param>
    public static Task PutAlarmAsync(this Account account, string name, string metricNamespace = "n", string metricName = "m", Action<PutMetricAlarmRequest>? change = null)
    {
        var request = new PutMetricAlarmRequest
        {
            AlarmName = name,
            Namespace = metricNamespace,
            MetricName = metricName,
            Statistic = Statistic.Sum,
            Period = 60,
            EvaluationPeriods = 1,
            Threshold = 1,
            ComparisonOperator = ComparisonOperator.GreaterThanThreshold,
        };
        change?.Invoke(request);
        return account.CloudWatch.PutMetricAlarmAsync(request);
    }

    /// <summary>Puts an alarm again as it is, but for a change.</summary>
    /// <param name="account">The account.</param>
    /// <param name="alarm">The alarm.</param>
    /// <param name="change">Changes the request.</param>
    public static Task PutAgainAsync(this Account account, MetricAlarm alarm, Action<PutMetricAlarmRequest> change) => account.PutAlarmAsync(alarm.AlarmName!, alarm.Namespace!, alarm.MetricName!, request =>
    {
        request.AlarmDescription = alarm.AlarmDescription;
        request.ActionsEnabled = alarm.ActionsEnabled;
        request.AlarmActions = alarm.AlarmActions;
        request.Dimensions = alarm.Dimensions;
        request.Statistic = alarm.Statistic;
        request.Period = alarm.Period;
        request.EvaluationPeriods = alarm.EvaluationPeriods;
        request.DatapointsToAlarm = alarm.DatapointsToAlarm;
        request.Threshold = alarm.Threshold;
        request.ComparisonOperator = alarm.ComparisonOperator;
        request.TreatMissingData = alarm.TreatMissingData;
        change(request);
    });
}

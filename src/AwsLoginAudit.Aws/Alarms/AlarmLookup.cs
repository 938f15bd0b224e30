using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Finds a metric alarm by its name.</summary>
internal static class AlarmLookup
{
    /// <summary>Returns the alarm; null if it does not exist.</summary>
    public static async Task<MetricAlarm?> FindAsync(AwsSession session, string alarmName, CancellationToken cancellationToken)
    {
        var request = new DescribeAlarmsRequest { AlarmNames = [alarmName], AlarmTypes = [AlarmType.MetricAlarm] };
        var answer = await session.CloudWatch.DescribeAlarmsAsync(request, cancellationToken);
        return answer.MetricAlarms?.FirstOrDefault(alarm => alarm.AlarmName == alarmName);
    }

    public static LoginAuditException NotFound(string alarmName) => new(
        LoginAuditError.AlarmNotFound,
        $"There is no metric alarm {alarmName} in this account and Region. Names are case-sensitive.",
        alarmName,
        remedies: [LoginAuditRemedy.Check(RemedySetting.AlarmName, RemedySetting.Region)]);

    /// <summary>Whether an alarm action is an SNS topic.</summary>
    public static bool IsTopic(string action) => action.Split(':') is [_, _, "sns", ..];
}

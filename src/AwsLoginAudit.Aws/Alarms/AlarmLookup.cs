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

    /// <summary>The alarm as it is.</summary>
    /// <exception cref="LoginAuditException">AlarmNotFound, AccessDenied, …</exception>
    public static async Task<MetricAlarm> GetAsync(AwsSession session, string alarmName, CancellationToken cancellationToken) =>
        await FindAsync(session, alarmName, cancellationToken) ?? throw await NotFoundAsync(session, alarmName, cancellationToken);

    /// <summary>The error of an alarm that does not exist. It names the alarm whose name differs in upper and lower case only.</summary>
    public static async Task<LoginAuditException> NotFoundAsync(AwsSession session, string alarmName, CancellationToken cancellationToken)
    {
        var meant = await InOtherCaseAsync(session, alarmName, cancellationToken);
        return new(
            LoginAuditError.AlarmNotFound,
            $"There is no metric alarm {alarmName} in this account and Region. {(meant is null ? "Names are case-sensitive." : $"Did you mean {meant}? Names are case-sensitive.")}",
            alarmName,
            remedies: [meant is null ? LoginAuditRemedy.Check(RemedySetting.AlarmName, RemedySetting.Region) : LoginAuditRemedy.Use(RemedySetting.AlarmName, meant)]);
    }

    private static async Task<string?> InOtherCaseAsync(AwsSession session, string alarmName, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var known in new KnownNames(session).AlarmsAsync("", ownOnly: false, cancellationToken))
            {
                if (string.Equals(known.Name, alarmName, StringComparison.OrdinalIgnoreCase))
                    return known.Name;
            }
        }
        catch (LoginAuditException failure) when (failure.Error == LoginAuditError.AccessDenied)
        {
            // A policy may allow DescribeAlarms for single alarms only.
        }
        return null;
    }

    /// <summary>Whether an alarm action is an SNS topic.</summary>
    public static bool IsTopic(string action) => action.Split(':') is [_, _, "sns", ..];
}

namespace AwsLoginAudit.Commands;

/// <summary>Validates the retention of a log group.</summary>
internal static class Retention
{
    /// <exception cref="LoginAuditException">InvalidRetention.</exception>
    public static int? Check(int? days) => days is null || AgentConfiguration.RetentionDays.Contains(days.Value)
        ? days
        : throw new LoginAuditException(
            LoginAuditError.InvalidRetention,
            $"CloudWatch Logs cannot keep events for {days} days. Give one of {string.Join(", ", AgentConfiguration.RetentionDays)}.",
            days);
}

namespace AwsLoginAudit.Aws;

/// <summary>What to read from CloudWatch Logs: one filter pattern over one log group.</summary>
/// <param name="LogGroupName">The log group's name or ARN.</param>
/// <param name="FilterPattern">The filter pattern; at most 1,024 characters.</param>
/// <param name="InstanceId">The log streams to read; empty for all.</param>
public sealed record LogQuery(string LogGroupName, string FilterPattern, IReadOnlyList<string> InstanceId)
{
    /// <summary>
    /// Finds audit failures in any display language: the words of an English rendering, or the audit-failure keyword.
    /// </summary>
    public const string AuditFailurePattern = "?\"Audit Failure\" ?0x8010000000000000";

    /// <summary>Every audit failure of a log group.</summary>
    /// <param name="logGroupName">The log group's name or ARN.</param>
    /// <param name="instanceId">The log streams to read; none for all.</param>
    /// <returns>The query.</returns>
    public static LogQuery AuditFailures(string logGroupName, IReadOnlyList<string>? instanceId = null) =>
        new(logGroupName, AuditFailurePattern, instanceId ?? []);
}

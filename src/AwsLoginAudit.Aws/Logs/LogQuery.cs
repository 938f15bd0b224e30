namespace AwsLoginAudit.Aws;

/// <summary>What to read from CloudWatch Logs: one filter pattern over one log group.</summary>
/// <param name="LogGroupName">The log group's name or ARN.</param>
/// <param name="FilterPattern">The filter pattern; at most 1,024 characters.</param>
/// <param name="InstanceId">The log streams to read; empty for all.</param>
public sealed record LogQuery(string LogGroupName, string FilterPattern, IReadOnlyList<string> InstanceId)
{
    /// <summary>The filter pattern of every audit failure, as the published solution has it.</summary>
    public const string AuditFailurePattern = FailurePattern.AllAuditFailures;

    /// <summary>The metric filter that the pattern is of, if it feeds an alarm's metric and the alarm was not created with it; otherwise null.</summary>
    public string? ForeignFilter { get; init; }

    /// <summary>Whether the pattern is of such a metric filter.</summary>
    public bool IsForeign => ForeignFilter is not null;

    /// <summary>Whether the pattern finds other audit failures too.</summary>
    public bool CountsOther => FailurePattern.CountsOther(FilterPattern);

    /// <summary>Everything in a log group that may be a failed login, in XML, in the agent's text format and in JSON of other agents.</summary>
    /// <param name="logGroupName">The log group's name or ARN.</param>
    /// <param name="instanceId">The log streams to read; none for all.</param>
    /// <returns>The query.</returns>
    public static LogQuery AuditFailures(string logGroupName, IReadOnlyList<string>? instanceId = null) =>
        new(logGroupName, FailurePattern.Read, instanceId ?? []);
}

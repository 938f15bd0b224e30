namespace AwsLoginAudit.Aws;

/// <summary>A query of CloudWatch Logs: one filter pattern for one log group.</summary>
/// <param name="LogGroupName">The log group's name or ARN.</param>
/// <param name="FilterPattern">The filter pattern; at most 1,024 characters.</param>
/// <param name="InstanceId">The log streams to read; empty for all.</param>
public sealed record LogQuery(string LogGroupName, string FilterPattern, IReadOnlyList<string> InstanceId)
{
    /// <summary>The filter pattern for every audit failure, as in the published solution.</summary>
    public const string AuditFailurePattern = FailurePattern.AllAuditFailures;

    /// <summary>The name of the metric filter that feeds the alarm's metric but was not created with the alarm; null for the alarm's own filters.</summary>
    public string? ForeignFilter { get; init; }

    /// <summary>Whether the pattern belongs to such a metric filter.</summary>
    public bool IsForeign => ForeignFilter is not null;

    /// <summary>Whether the pattern matches other audit failures too.</summary>
    public bool CountsOther => FailurePattern.CountsOther(FilterPattern);

    /// <summary>
    /// Creates a query for every event in a log group that may be a failed login: in XML, in the agent's text format, or in the JSON of other agents.
    /// </summary>
    /// <param name="logGroupName">The log group's name or ARN.</param>
    /// <param name="instanceId">The log streams to read; null or empty for all.</param>
    /// <returns>The query.</returns>
    public static LogQuery AuditFailures(string logGroupName, IReadOnlyList<string>? instanceId = null) =>
        new(logGroupName, FailurePattern.Read, instanceId ?? []);
}

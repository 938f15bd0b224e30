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

    /// <summary>Whether the pattern matches event 4672 if it matches successful logins. The default is true.</summary>
    public bool HasPrivileges { get; init; } = true;

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

    /// <summary>Creates the queries for the successful logins in a log group that a filter includes. They can match more events than the filter.</summary>
    /// <param name="logGroupName">The log group's name or ARN.</param>
    /// <param name="filter">The filter that is applied after the read.</param>
    /// <param name="instanceId">The log streams to read; null or empty for all.</param>
    /// <returns>The queries.</returns>
    public static IReadOnlyList<LogQuery> Successes(string logGroupName, EventFilter filter, IReadOnlyList<string>? instanceId = null)
    {
        var (patterns, hasPrivileges) = SuccessPattern.Successes(filter);
        return [.. patterns.Select(pattern => new LogQuery(logGroupName, pattern, instanceId ?? []) { HasPrivileges = hasPrivileges })];
    }

    /// <summary>Creates the query for every lockout in a log group.</summary>
    /// <param name="logGroupName">The log group's name or ARN.</param>
    /// <param name="instanceId">The log streams to read; null or empty for all.</param>
    /// <returns>The query.</returns>
    public static LogQuery Lockouts(string logGroupName, IReadOnlyList<string>? instanceId = null) =>
        new(logGroupName, SuccessPattern.Of([SuccessfulLogin.Lockout]), instanceId ?? []);
}

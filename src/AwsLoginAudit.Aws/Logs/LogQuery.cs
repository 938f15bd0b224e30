namespace AwsLoginAudit.Aws;

/// <summary>What to read from CloudWatch Logs: one filter pattern over one log group.</summary>
/// <param name="LogGroupName">The log group's name or ARN.</param>
/// <param name="FilterPattern">The filter pattern; at most 1,024 characters.</param>
/// <param name="InstanceId">The log streams to read; empty for all.</param>
public sealed record LogQuery(string LogGroupName, string FilterPattern, IReadOnlyList<string> InstanceId)
{
    /// <summary>The filter pattern of every audit failure, as the published solution has it.</summary>
    public const string AuditFailurePattern = FailurePattern.AllAuditFailures;

    /// <summary>Whether the pattern finds other audit failures too.</summary>
    public bool CountsOther { get; private init; } = FailurePattern.CountsOther(FilterPattern);

    /// <summary>Everything in a log group that may be a failed login, in XML, in the agent's text format and in JSON of other agents.</summary>
    /// <param name="logGroupName">The log group's name or ARN.</param>
    /// <param name="instanceId">The log streams to read; none for all.</param>
    /// <returns>The query.</returns>
    public static LogQuery AuditFailures(string logGroupName, IReadOnlyList<string>? instanceId = null) =>
        new(logGroupName, FailurePattern.Read, instanceId ?? []);

    /// <summary>The same events in fewer queries: patterns of alternatives only are one pattern.</summary>
    /// <param name="queries">Queries of whole log groups.</param>
    /// <returns>The queries, in the order of their first.</returns>
    internal static IReadOnlyList<LogQuery> Join(IReadOnlyList<LogQuery> queries)
    {
        var joined = new List<LogQuery>();
        foreach (var query in queries.Distinct())
        {
            var terms = PatternTerms.Read(query.FilterPattern);
            var place = terms is { IsAlternatives: true }
                ? joined.FindIndex(other => other.LogGroupName == query.LogGroupName && PatternTerms.Read(other.FilterPattern) is { IsAlternatives: true } && Fits(other, query))
                : -1;
            if (place < 0)
                joined.Add(query);
            else
                joined[place] = joined[place] with { FilterPattern = Union(joined[place], query), CountsOther = joined[place].CountsOther || query.CountsOther };
        }
        return joined;
    }

    private static string Union(LogQuery one, LogQuery other) => $"{one.FilterPattern} {other.FilterPattern}";

    private static bool Fits(LogQuery one, LogQuery other) => Union(one, other).Length <= PatternTerms.Longest;
}

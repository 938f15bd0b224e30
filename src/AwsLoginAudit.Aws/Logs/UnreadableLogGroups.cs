namespace AwsLoginAudit.Aws;

/// <summary>The log groups of a read that could not be read completely, while others were.</summary>
/// <param name="queries">The queries of the read.</param>
internal sealed class UnreadableLogGroups(IReadOnlyList<LogQuery> queries)
{
    private readonly int all = queries.Select(query => query.LogGroupName).Distinct(StringComparer.Ordinal).Count();
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Queue<LoginAuditException> pending = new();

    /// <summary>Whether a log group has failed before, so that its other queries are not tried.</summary>
    public bool Contains(string logGroupName) => names.Contains(logGroupName);

    /// <summary>Whether any log group has failed.</summary>
    public bool HasAny => names.Count > 0;

    /// <summary>Records that a log group cannot be read.</summary>
    /// <returns>False if the read must end: no other log group is left, or the error concerns the session instead of the log group.</returns>
    public bool TryAdd(string logGroupName, LoginAuditException failure)
    {
        if (failure.Error is not (LoginAuditError.AccessDenied or LoginAuditError.LogGroupNotFound or LoginAuditError.ServiceError or LoginAuditError.Throttled))
            return false;
        if (names.Contains(logGroupName))
            return true;
        if (names.Count + 1 >= all)
            return false;
        names.Add(logGroupName);
        var foreign = queries.Where(query => query.LogGroupName == logGroupName).ToList() is var here && here.TrueForAll(query => query.IsForeign) ? here : [];
        pending.Enqueue(new LoginAuditException(
            failure.Error,
            $"Log group {logGroupName} could not be read completely. The other log groups were read. {(foreign.Count == 0 ? failure.Message : ForeignFilters(foreign))}",
            logGroupName,
            failure,
            foreign.Count == 0 ? failure.Remedies : [.. foreign.Select(query => MetricFilterPlan.Delete(logGroupName, query.ForeignFilter!))]));
        return true;
    }

    // An attacker may create such a filter so that somebody grants permissions for the log group.
    private static string ForeignFilters(List<LogQuery> foreign) =>
        $"The metric filter {string.Join(", ", foreign.Select(query => query.ForeignFilter))} of this log group feeds the alarm's metric, but the alarm's setup did not create it. Do not grant a permission for the log group. Delete the metric filter.";

    /// <summary>Returns the errors that were not returned before, one for each log group.</summary>
    public IEnumerable<LoginAuditException> Take()
    {
        while (pending.Count > 0)
            yield return pending.Dequeue();
    }
}

namespace AwsLoginAudit.Aws;

/// <summary>The log groups of one read that could not be read, or not to their end, while others were.</summary>
/// <param name="queries">What is read.</param>
internal sealed class UnreadableLogGroups(IEnumerable<LogQuery> queries)
{
    private readonly int all = queries.Select(query => query.LogGroupName).Distinct(StringComparer.Ordinal).Count();
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Queue<LoginAuditException> untold = new();

    /// <summary>Whether a log group has failed before: its other queries need not be tried.</summary>
    public bool Contains(string logGroupName) => names.Contains(logGroupName);

    /// <summary>Whether any log group has failed.</summary>
    public bool HasAny => names.Count > 0;

    /// <summary>Accepts that a log group cannot be read.</summary>
    /// <returns>False if the read has to end: no other log group is left, or the failure is the session's and not the log group's.</returns>
    public bool TryAdd(string logGroupName, LoginAuditException failure)
    {
        if (failure.Error is not (LoginAuditError.AccessDenied or LoginAuditError.LogGroupNotFound or LoginAuditError.ServiceError or LoginAuditError.Throttled))
            return false;
        if (names.Contains(logGroupName))
            return true;
        if (names.Count + 1 >= all)
            return false;
        names.Add(logGroupName);
        untold.Enqueue(new LoginAuditException(
            failure.Error, $"Log group {logGroupName} could not be read to its end; the others were read. {failure.Message}", logGroupName, failure, failure.Remedies));
        return true;
    }

    /// <summary>The failures that were not taken before, one for each log group.</summary>
    public IEnumerable<LoginAuditException> Take()
    {
        while (untold.Count > 0)
            yield return untold.Dequeue();
    }
}

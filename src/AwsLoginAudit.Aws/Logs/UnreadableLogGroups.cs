namespace AwsLoginAudit.Aws;

/// <summary>The log groups of a read that could not be read completely, while others were.</summary>
/// <param name="queries">The queries of the read.</param>
internal sealed class UnreadableLogGroups(IEnumerable<LogQuery> queries)
{
    private readonly int all = queries.Select(query => query.LogGroupName).Distinct(StringComparer.Ordinal).Count();
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Queue<LoginAuditException> untold = new();

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
        untold.Enqueue(new LoginAuditException(
            failure.Error, $"Log group {logGroupName} could not be read to its end; the others were read. {failure.Message}", logGroupName, failure, failure.Remedies));
        return true;
    }

    /// <summary>Returns the errors that were not returned before, one for each log group.</summary>
    public IEnumerable<LoginAuditException> Take()
    {
        while (untold.Count > 0)
            yield return untold.Dequeue();
    }
}

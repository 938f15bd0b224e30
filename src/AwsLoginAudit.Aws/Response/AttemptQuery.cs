namespace AwsLoginAudit.Aws;

/// <summary>
/// Finds the groups of equal failed logins of a window that is too large to read, with one query of CloudWatch Logs Insights. Findings then rest on them.
/// </summary>
/// <param name="session">The connection to AWS.</param>
/// <param name="examination">Receives the failed logins.</param>
/// <param name="window">The window; it has a start and an end.</param>
/// <param name="queries">The queries of the window, at most for 50 log groups.</param>
internal sealed class AttemptQuery(AwsSession session, Examination examination, LoginAuditWindow window, IReadOnlyList<LogQuery> queries)
{
    // Cells of 5 seconds in a window of 5 minutes.
    private const int Cells = 60;

    private const FailureFacts Facts = FailureFacts.Instance | FailureFacts.Account | FailureFacts.Source | FailureFacts.Reason;

    private readonly LoginAuditRead read = new(window);
    private readonly EventParser parser = new();

    /// <summary>Runs the query.</summary>
    /// <param name="failures">The number of failed logins that were counted.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="LoginAuditException">QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task ReadAsync(long failures, CancellationToken cancellationToken)
    {
        (long Start, long End) span = (Milliseconds.From(window.Start!.Value), Milliseconds.From(window.End!.Value));
        var cell = Math.Max(1_000, (span.End - span.Start) / Cells);
        var condition = $"({string.Join(" or ", queries.Select(query => $"({PatternCondition.Of(query.FilterPattern)})").Distinct())})";
        var logGroups = queries.Select(query => query.LogGroupName).Distinct().Take(InsightsCounter.MostLogGroups).ToList();
        using var client = new InsightsClient(session, progress: null);
        var (rows, _) = await client.RunAsync(
            logGroups, names => CountingQuery.Count(CountingQuery.Where(condition, [], span), names, Facts, span.Start, cell, isSorted: true), span, cancellationToken);
        var added = rows.Sum(Add);
        examination.IsGrouped = added >= failures;
        examination.AddUnknown($"CloudWatch Logs Insights counted the failed logins. Times in findings are exact to {cell / 1_000:N0} seconds, and the names of workstations and processes are not known.");
        if (added < failures)
            examination.AddUnknown($"Findings rest on {added:N0} of {failures:N0} failed logins, those of the largest groups.");
    }

    private long Add(QueryRow row)
    {
        if (EventShape.Sample(row, parser, read) is not { Kind: LoginAuditEventKind.FailedLogin } sample)
            return 0;
        var number = row.Number(CountingQuery.Failures);
        var first = sample with { Time = row.Time(CountingQuery.First) };
        for (var i = 1L; i < number; i++)
            examination.Add(first);
        examination.Add(sample with { Time = row.Time(CountingQuery.Last) });
        return number;
    }
}

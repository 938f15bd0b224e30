namespace AwsLoginAudit.Aws;

/// <summary>Reads the failed logins before a window, for findings only. A limited number of requests reaches back as far as it does.</summary>
/// <param name="session">The connection to AWS.</param>
/// <param name="examination">Receives the failed logins.</param>
/// <param name="logGroups">The log groups.</param>
/// <param name="window">The window; it has a start.</param>
internal sealed class LookBack(AwsSession session, Examination examination, IReadOnlyList<string> logGroups, LoginAuditWindow window)
{
    // Each step takes a request for each log group.
    private const int MostLogGroupsOfManySteps = 2;

    private static readonly TimeSpan FirstStep = TimeSpan.FromHours(1);

    private readonly LogEventReader reader = new(session);
    private readonly RequestBudget budget = new(FindingContext.MostRequests);

    /// <inheritdoc cref="FindingContext.HasArrivals"/>
    public bool HasArrivals { get; init; }

    /// <summary>Reads the latest hour first, then ever longer steps, or the rest at once, because a read cannot begin at the end.</summary>
    /// <param name="earliest">The time to reach back to, UTC.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task ReadAsync(DateTimeOffset earliest, CancellationToken cancellationToken)
    {
        var (end, step) = (window.Start!.Value, FirstStep);
        var reason = "There was no time left.";
        try
        {
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limited.CancelAfter(FindingContext.LongestTime);
            while (end > earliest && !budget.IsSpent)
            {
                var start = end - step > earliest ? end - step : earliest;
                await ReadAsync(start, end, limited.Token);
                if (!budget.IsSpent)
                    (end, step) = (start, logGroups.Count <= MostLogGroupsOfManySteps ? step + step : start - earliest);
            }
            reason = $"{FindingContext.MostRequests} requests returned no more.";
        }
        catch (LoginAuditException failure)
        {
            reason = failure.Explanation;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            reason = $"{FindingContext.LongestTime.TotalSeconds:N0} seconds were not enough.";
        }
        finally
        {
            if (end > earliest)
                examination.AddUnknown($"Failed logins before the window were read back to {end.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC only: {reason}");
        }
    }

    private async Task ReadAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var read = new LoginAuditRead(window with { Start = start, End = end, Rule = null, Datapoints = [], CountUnknown = null, ForeignMetricFilters = [] });
        var pages = reader.ReadAsync(logGroups.Select(name => LogQuery.AuditFailures(name)), read, budget, cancellationToken);
        await foreach (var page in new FailureReader(read).ReadAsync(pages, cancellationToken))
        {
            foreach (var failure in page)
            {
                // Failed logins that arrived within the window are known already.
                if (!HasArrivals || failure.IngestionTime is not { } arrived || !window.Contains(arrived))
                    examination.Add(failure);
            }
        }
    }
}

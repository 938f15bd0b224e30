namespace AwsLoginAudit.Aws;

/// <summary>
/// Reads what the findings of a firing need beside the failed logins of its window: the successful logins and lockouts that follow, and earlier failed logins.
/// </summary>
/// <remarks>The requests and the time are limited, so that the mail waits for at most three minutes, and usually for seconds. What could not be read is in the examination, and no error is thrown.</remarks>
/// <param name="session">The connection to AWS.</param>
/// <param name="examination">The failed logins of the window. It receives what is read.</param>
/// <param name="window">The window; it has a start and an end.</param>
/// <param name="queries">The queries of the window.</param>
internal sealed class FindingContext(AwsSession session, Examination examination, LoginAuditWindow window, IReadOnlyList<LogQuery> queries)
{
    /// <summary>The most requests for the logins that follow, and the most for earlier failed logins. Retries of throttled requests do not count.</summary>
    public const int MostRequests = 20;

    /// <summary>The longest time for each of the two, and for the groups of a window that Logs Insights counted.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromMinutes(1);

    private readonly FindingRules rules = new();
    private readonly IReadOnlyList<string> logGroups = [.. queries.Where(query => !query.IsForeign).Select(query => query.LogGroupName).Distinct()];
    private readonly IReadOnlyList<string> foreign = [.. queries.Where(query => query.IsForeign).Select(query => query.LogGroupName).Distinct()];

    /// <summary>Whether events around the window were counted because they arrived within it. The default is false.</summary>
    public bool HasArrivals { get; init; }

    /// <summary>Reads the logins first, because they matter more if the time is limited.</summary>
    /// <param name="failures">The number of failed logins of the window.</param>
    /// <param name="cancellationToken">Stops the reads. The examination then says that not everything was read.</param>
    public async Task ReadAsync(long failures, CancellationToken cancellationToken)
    {
        var start = window.Start!.Value;
        if (examination.IsCountedElsewhere)
            await GroupAsync(failures, cancellationToken);
        var since = examination.FirstSeen is { } first && first < start ? first : start;
        examination.Since = since;
        if (examination.Guessed.Names.Count > 0)
            await ReadLoginsAsync(since, failures, cancellationToken);
        var lookBack = new LookBack(session, examination, logGroups, window) { HasArrivals = HasArrivals };
        await lookBack.ReadAsync(start - rules.LookBack, cancellationToken);
    }

    // Anybody who may create metric filters can add any log group, and the requests are few.
    private string? OfForeign() => foreign.Except(logGroups).ToList() is { Count: > 0 } others
        ? $"Successful logins were not looked for in {string.Join(", ", others)}: the alarm's setup did not create the metric filter."
        : null;

    private async Task GroupAsync(long failures, CancellationToken cancellationToken)
    {
        try
        {
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limited.CancelAfter(LongestTime);
            await new AttemptQuery(session, examination, window, queries).ReadAsync(failures, limited.Token);
        }
        catch (LoginAuditException failure)
        {
            examination.AddUnknown($"The failed logins could not be grouped: {failure.Explanation}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            examination.AddUnknown($"{LongestTime.TotalSeconds:N0} seconds were not enough to group the failed logins.");
        }
    }

    private async Task ReadLoginsAsync(DateTimeOffset since, long failures, CancellationToken cancellationToken)
    {
        var read = new LoginAuditRead(window.OfLogins(rules.BreakInWindow, DateTimeOffset.UtcNow) with { Start = since });
        // Somebody goes on guessing after the window.
        var expected = failures * (read.Window.End!.Value - since).Ticks / (double)(window.End!.Value - window.Start!.Value).Ticks;
        var search = new LoginSearch(session, examination, logGroups, read, rules) { Expected = expected };
        string? reason = null;
        try
        {
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limited.CancelAfter(LongestTime);
            await search.ReadAsync(limited.Token);
            reason = search.Reason;
        }
        catch (LoginAuditException failure)
        {
            reason = $"Not all successful logins could be read: {failure.Explanation}";
        }
        // The next read throws it again.
        catch (OperationCanceledException)
        {
            reason = cancellationToken.IsCancellationRequested
                ? "There was no time left to read all successful logins."
                : $"{LongestTime.TotalSeconds:N0} seconds were not enough to read all successful logins.";
        }
        examination.Logins = new LoginCheck(since, search.Until, reason ?? OfForeign());
    }
}

using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Aws;

/// <summary>Counts the failed logins of a window: reads each event, or uses CloudWatch Logs Insights if reading would take too long.</summary>
/// <param name="session">The connection to AWS.</param>
/// <param name="by">The grouping of the counts.</param>
/// <param name="threshold">The number of failures above which a group is over the threshold; null for the alarm's own rule.</param>
/// <param name="exclusions">The exclusions. They do not apply to what Logs Insights counts.</param>
public sealed class WindowCounter(AwsSession session, LoginAuditGrouping by, double? threshold, ExclusionSet exclusions)
{
    private FailureReader? failures;
    private ReadingTime? time;
    private volatile bool isLong;

    /// <summary>The engine that counts. The default is Auto.</summary>
    public LoginAuditEngine Engine { get; init; }

    /// <summary>Whether groups that are not over the threshold are returned too, with their latest failures. The default is false.</summary>
    public bool All { get; init; }

    /// <summary>
    /// Called after each page with the progress of the read and the part of the window's time that is read, 0 to 1; called on the reader's thread.
    /// </summary>
    public Action<LogReadProgress, double?>? Reading { get; init; }

    /// <summary>Called with the usage of Logs Insights so far; called on any thread.</summary>
    public Action<InsightsUsage>? Querying { get; init; }

    /// <summary>Called for each log group that cannot be read, while the others are read; null if such a log group ends the read.</summary>
    public Action<LoginAuditException>? Unreadable { get; init; }

    /// <summary>Called for each instance without a log stream; called on the reader's thread.</summary>
    public Action<LoginAuditException>? Missing { get; init; }

    /// <summary>Called with a sentence about the engine that counts, and why.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>The counts.</summary>
    public FailureCounter Counter { get; private set; } = new(by, threshold, exclusions);

    /// <summary>The number of events that were read, by kind; null if Logs Insights counted.</summary>
    public EventTotals? Totals => failures?.Totals;

    /// <summary>Whether events around the window were read, and those that arrived within it are counted.</summary>
    public bool HasArrivals => failures?.Around > 0;

    /// <summary>Whether failed logins arrived while Logs Insights counted. The lists of accounts, sources and reasons may then not match the counts.</summary>
    public bool ChangedWhileCounting { get; private set; }

    /// <summary>Counts the failed logins of one window.</summary>
    /// <param name="queries">The queries to count.</param>
    /// <param name="read">The read, whose result says how it ended.</param>
    /// <param name="cancellationToken">Stops the count. Events that were read before are counted.</param>
    /// <exception cref="LoginAuditException">NothingRead, NotForInsights, QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public Task CountAsync(IReadOnlyList<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken) =>
        Engine == LoginAuditEngine.Insights ? CountInInsightsAsync(queries, read, cancellationToken) : ReadAsync(queries, read, cancellationToken);

    /// <summary>Marks the read as incomplete because it was stopped.</summary>
    /// <param name="failure">The reason.</param>
    /// <returns>The same error, with a description of what was read before.</returns>
    public LoginAuditException MarkIncomplete(LoginAuditException failure) => failures!.MarkIncomplete(failure);

    private async Task ReadAsync(IReadOnlyList<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken)
    {
        var wantsInsights = Engine == LoginAuditEngine.Auto;
        time = wantsInsights ? new ReadingTime(session.EventRequestsPerSecond) : null;
        failures = new FailureReader(read);
        foreach (var part in new WindowReader(Reader(read)) { Unreadable = Unreadable }.ReadParts(failures, queries, read, cancellationToken))
        {
            await foreach (var page in part)
            {
                Add(page);
                if (!isLong || !wantsInsights)
                    continue;
                wantsInsights = false;
                if (await TryInsightsAsync(queries, read, cancellationToken))
                    return;
            }
        }
    }

    [MethodImpl(Hot.Path)]
    private void Add(ArraySegment<LoginAuditFailure> page)
    {
        foreach (var failure in page)
            Counter.Add(failure);
    }

    private LogEventReader Reader(LoginAuditRead read) => new(session, progress => OnPage(progress, progress.ShareOf(read.Window)), Missing);

    private void OnPage(LogReadProgress progress, double? share)
    {
        isLong = share is { } covered && time?.IsLong(progress.Pages, covered) == true;
        Reading?.Invoke(progress, share);
    }

    // If Logs Insights fails, the events that were read before still count.
    private async Task<bool> TryInsightsAsync(IReadOnlyList<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken)
    {
        Note?.Invoke($"To read the rest of the window would take more than {ReadingTime.WorthAQuery.TotalSeconds:N0} seconds, so CloudWatch Logs Insights counts it.");
        var (counter, reader) = (Counter, failures!);
        Counter = new FailureCounter(by, threshold, exclusions);
        var isCounted = false;
        try
        {
            await CountInInsightsAsync(queries, read, cancellationToken);
            var counted = Counter.Failures;
            isCounted = counted >= reader.Totals.FailedLogins;
            if (!isCounted)
                Note?.Invoke($"CloudWatch Logs Insights finds {counted:N0} failed logins, and {reader.Totals.FailedLogins:N0} have been read, so the others are read too.");
        }
        catch (LoginAuditException failure)
        {
            Note?.Invoke($"CloudWatch Logs Insights does not count the failed logins, so they are read: {failure.Explanation}");
        }
        finally
        {
            if (!isCounted)
                (Counter, failures) = (counter, reader);
        }
        return isCounted;
    }

    private async Task CountInInsightsAsync(IReadOnlyList<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken)
    {
        failures = null;
        using var insights = new InsightsCounter(session, Counter, by, read, Querying);
        try
        {
            var found = await new LogEventReader(session, progress: null, Missing).FindStreamsAsync(queries, read.Window, cancellationToken);
            await insights.CountAsync(found, All, cancellationToken);
        }
        finally
        {
            Note?.Invoke($"CloudWatch Logs Insights: {insights.Usage}");
        }
        ChangedWhileCounting = insights.ChangedWhileCounting;
    }
}

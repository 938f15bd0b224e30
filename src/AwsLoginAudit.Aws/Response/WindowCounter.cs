using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Aws;

/// <summary>Counts the failed logins of a window: reads each of them, or has CloudWatch Logs Insights count where reading would take too long.</summary>
/// <param name="session">The connection.</param>
/// <param name="by">What to count by.</param>
/// <param name="threshold">Failures above which a group is over; null for the alarm's own rule.</param>
public sealed class WindowCounter(AwsSession session, LoginAuditGrouping by, double? threshold)
{
    private FailureReader? failures;
    private ReadingTime? time;
    private volatile bool isLong;

    /// <summary>Where it counts; Auto unless given.</summary>
    public LoginAuditEngine Engine { get; init; }

    /// <summary>Whether groups that are not over the threshold are shown too, so that their latest failures are wanted.</summary>
    public bool All { get; init; }

    /// <summary>Told after each page how far the read is, and which part of the window's time that is, 0 to 1; called on the reader's thread.</summary>
    public Action<LogReadProgress, double?>? Reading { get; init; }

    /// <summary>Told what Logs Insights has done so far; called on any thread.</summary>
    public Action<InsightsUsage>? Querying { get; init; }

    /// <summary>Told each log group that cannot be read, while the others are; null if one that fails ends the read.</summary>
    public Action<LoginAuditException>? Unreadable { get; init; }

    /// <summary>Told each instance that has no log stream; called on the reader's thread.</summary>
    public Action<LoginAuditException>? Missing { get; init; }

    /// <summary>Told in sentences what is counted where, and why.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>The counts.</summary>
    public FailureCounter Counter { get; private set; } = new(by, threshold);

    /// <summary>The numbers of the events that were read, by what they are; null if Logs Insights counted.</summary>
    public EventTotals? Totals => failures?.Totals;

    /// <summary>Whether failed logins arrived while Logs Insights counted: lists of accounts, sources and reasons may then differ from the counts.</summary>
    public bool ChangedWhileCounting { get; private set; }

    /// <summary>Counts one window.</summary>
    /// <param name="queries">What to read.</param>
    /// <param name="read">The read, whose result says how it ended.</param>
    /// <param name="cancellationToken">Stops it; what was read by then is counted.</param>
    /// <exception cref="LoginAuditException">NothingRead, NotForInsights, QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public Task CountAsync(IReadOnlyList<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken) =>
        Engine == LoginAuditEngine.Insights ? CountInInsightsAsync(queries, read, cancellationToken) : ReadAsync(queries, read, cancellationToken);

    /// <summary>Marks the read as incomplete, because it was stopped.</summary>
    /// <param name="failure">Why.</param>
    /// <returns>The same error, which also says what was read before.</returns>
    public LoginAuditException MarkIncomplete(LoginAuditException failure) => failures!.MarkIncomplete(failure);

    private async Task ReadAsync(IReadOnlyList<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken)
    {
        var wantsInsights = Engine == LoginAuditEngine.Auto;
        time = wantsInsights ? new ReadingTime(session.EventRequestsPerSecond) : null;
        failures = new FailureReader(read);
        foreach (var part in new WindowReader(Reader(read), failures) { Unreadable = Unreadable }.ReadParts(queries, read, cancellationToken))
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

    // If Logs Insights cannot count, or stops in the middle, what was read by then still counts.
    private async Task<bool> TryInsightsAsync(IReadOnlyList<LogQuery> queries, LoginAuditRead read, CancellationToken cancellationToken)
    {
        Note?.Invoke($"To read the rest of the window would take more than {ReadingTime.WorthAQuery.TotalSeconds:N0} seconds, so CloudWatch Logs Insights counts it.");
        var (counter, reader) = (Counter, failures!);
        Counter = new FailureCounter(by, threshold);
        var isCounted = false;
        try
        {
            await CountInInsightsAsync(queries, read, cancellationToken);
            var told = Counter.Results(all: true).Sum(count => count.FailureCount);
            isCounted = told >= reader.Totals.FailedLogins;
            if (!isCounted)
                Note?.Invoke($"CloudWatch Logs Insights finds {told:N0} failed logins, and {reader.Totals.FailedLogins:N0} have been read, so the others are read too.");
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

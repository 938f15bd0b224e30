using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Aws;

/// <summary>Why a log group does not contain the events of a window, or not all of them.</summary>
/// <param name="Message">The reason.</param>
/// <param name="LosesEvents">Whether events of the window may be lost, so that its count is too low.</param>
public sealed record WindowGap(string Message, bool LosesEvents)
{
    /// <summary>What an administrator can do in addition to the message; empty if nothing.</summary>
    public IReadOnlyList<LoginAuditRemedy> Remedies { get; init; } = [];
}

/// <summary>
/// Checks after a read whether the log groups can contain the events of the window. Without this check, a log group that receives no events looks like one
/// without failed logins.
/// </summary>
/// <remarks>
/// A check that fails, for example because access is denied, does not change the result of the read.
/// </remarks>
/// <param name="session">The connection to AWS.</param>
public sealed class WindowCheck(AwsSession session)
{
    // DescribeLogStreams needs one request for each log group.
    private const int MostLogGroups = 20;

    // The shortest retention that PutRetentionPolicy accepts.
    private static readonly TimeSpan ShortestRetention = TimeSpan.FromDays(1);

    // Agents send events every few seconds, but can be minutes late in a burst. A longer window certainly contains older events.
    private static readonly TimeSpan LateArrival = TimeSpan.FromMinutes(5);

    // The check runs after the read, so the current time is later than the end of the window.
    private static readonly TimeSpan ReadTime = TimeSpan.FromMinutes(1);

    // lastEventTimestamp "typically updates in less than an hour from ingestion" (CloudWatch Logs API reference, LogStream).
    private static readonly TimeSpan UpdateDelay = TimeSpan.FromHours(1);

    /// <summary>What could not be checked, and why; null if everything was checked.</summary>
    public string? NotChecked { get; private set; }

    /// <summary>Checks the log groups of a window.</summary>
    /// <param name="window">The window that was read.</param>
    /// <param name="readStart">When the read started.</param>
    /// <param name="isEmpty">Whether no failed login was found.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The gaps; none if the log groups can contain all events of the window, or AWS does not say.</returns>
    public async Task<IReadOnlyList<WindowGap>> FindGapsAsync(
        LoginAuditWindow window, DateTimeOffset readStart, bool isEmpty, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var gaps = new List<WindowGap>();
        try
        {
            var younger = new HashSet<string>(StringComparer.Ordinal);
            foreach (var pair in await LogGroupSearch.FindAllAsync(session, window.LogGroupNames, cancellationToken))
            {
                if (FindLost(pair.Key, pair.Value, window, readStart, now, isEmpty, younger) is { } gap)
                    gaps.Add(gap);
            }
            if (isEmpty)
                gaps.AddRange(await FindSilentAsync(window, younger, cancellationToken));
            if (isEmpty && gaps.Count == 0 && window.WindowSource == WindowSource.Requested && now - window.Start < LateArrival + ReadTime)
                gaps.Add(new WindowGap($"The window starts at {window.Start:u}, a few minutes ago. Some of its events may not have arrived yet. Read a longer window, or read the window again later.", LosesEvents: false));
        }
        catch (LoginAuditException failure)
        {
            NotChecked = $"The log groups could not be checked for missing events of the window: {failure.Explanation}";
        }
        return gaps;
    }

    // A log group that is younger than the window is reported already, so its log streams are not checked.
    private static WindowGap? FindLost(
        string name, LogGroup logGroup, LoginAuditWindow window, DateTimeOffset readStart, DateTimeOffset now, bool isEmpty, HashSet<string> younger)
    {
        var (start, created) = (window.Start ?? DateTimeOffset.MinValue, Utc(logGroup.CreationTime));
        if (created >= readStart && younger.Add(name))
            return CreatedAgain(name, created);
        if (isEmpty && created >= window.End && younger.Add(name))
            return new WindowGap($"Log group {name} was created at {created:u}, after the end of the window at {window.End:u}.", LosesEvents: false);
        if (logGroup.RetentionInDays is { } days && now - TimeSpan.FromDays(days) is var kept && start < kept)
            return Deleted(name, days, kept, start);
        if (isEmpty && start < created && now - start > ShortestRetention)
            return new WindowGap($"Log group {name} was created at {created:u}, after the start of the window at {start:u}.", LosesEvents: false);
        return null;
    }

    private static WindowGap CreatedAgain(string name, DateTimeOffset? created) =>
        new($"Log group {name} was created at {created:u}, after the read had started (by this machine's clock). The log group was deleted and created again, so events of the window are missing.", LosesEvents: true);

    private static WindowGap Deleted(string name, int days, DateTimeOffset kept, DateTimeOffset start) =>
        new($"Log group {name} keeps events for {(days == 1 ? "1 day" : $"{days} days")}, so events before {kept:u} are deleted. The window starts at {start:u}.", LosesEvents: true);

    private async Task<List<WindowGap>> FindSilentAsync(LoginAuditWindow window, HashSet<string> younger, CancellationToken cancellationToken)
    {
        var gaps = new List<WindowGap>();
        foreach (var logGroup in window.LogGroupNames.Where(name => !younger.Contains(name)).Take(MostLogGroups))
        {
            var latest = await FindLatestAsync(logGroup, cancellationToken);
            if (latest is null)
                gaps.Add(Silent($"Log group {logGroup} has no log stream: no machine has sent an event to it. Check the name and the Region.", logGroup));
            else if (Utc(latest.LastEventTimestamp) is { } last && last + UpdateDelay < window.Start)
                gaps.Add(Silent($"The latest event in log group {logGroup} is from {last:u}, before the window. Check whether machines still send events.", logGroup));
        }
        if (window.LogGroupNames.Count > MostLogGroups)
            NotChecked = $"The check whether machines send events covered only the first {MostLogGroups} of {window.LogGroupNames.Count} log groups.";
        return gaps;
    }

    private static WindowGap Silent(string message, string logGroup) =>
        new(message, LosesEvents: false) { Remedies = [new LoginAuditRemedy(RemedyAction.CheckAgents).With("LogGroupName", logGroup)] };

    private async Task<LogStream?> FindLatestAsync(string logGroup, CancellationToken cancellationToken)
    {
        var request = new DescribeLogStreamsRequest { LogGroupIdentifier = logGroup, OrderBy = OrderBy.LastEventTime, Descending = true, Limit = 1 };
        var page = await session.Logs.DescribeLogStreamsAsync(request, cancellationToken);
        return page.LogStreams?.FirstOrDefault();
    }

    private static DateTimeOffset? Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero) : null;
}

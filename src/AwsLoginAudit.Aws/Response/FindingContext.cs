namespace AwsLoginAudit.Aws;

/// <summary>
/// Reads what the findings of a firing need beside the failed logins of its window: earlier failed logins, and the successful logins and lockouts up to now.
/// </summary>
/// <remarks>The number of requests is limited, so that the mail waits for seconds only. What could not be read is in the examination, and nothing is thrown.</remarks>
/// <param name="session">The connection to AWS.</param>
/// <param name="examination">The failed logins of the window. It receives what is read.</param>
/// <param name="window">The window; it has a start.</param>
/// <param name="queries">The queries of the window.</param>
internal sealed class FindingContext(AwsSession session, Examination examination, LoginAuditWindow window, IEnumerable<LogQuery> queries)
{
    /// <summary>The most requests for successful logins, and the most for earlier failed logins.</summary>
    public const int MostRequests = 20;

    // Each address needs a query for each event id.
    private const int MostAddresses = 3;

    private static readonly TimeSpan FirstStep = TimeSpan.FromHours(1);

    private readonly LogEventReader reader = new(session);
    private readonly FindingRules rules = new();
    private readonly IReadOnlyList<string> logGroups = [.. queries.Where(query => !query.IsForeign).Select(query => query.LogGroupName).Distinct()];

    /// <summary>Reads successful logins first, because they matter more if the time is limited.</summary>
    /// <param name="cancellationToken">Stops the reading. The examination then says that not everything was read.</param>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var read = new LoginAuditRead(window.OfLogins(rules.BreakInWindow, DateTimeOffset.UtcNow));
        var (start, end) = (read.Window.Start!.Value, read.Window.End!.Value);
        examination.Logins = new LoginCheck(start, end, "There was no time left to read all successful logins.");
        examination.Logins = new LoginCheck(start, end, await ReadLoginsAsync(read, cancellationToken));
        await LookBackAsync(cancellationToken);
    }

    // Returns the reason why it is unknown whether there are more logins.
    private async Task<string?> ReadLoginsAsync(LoginAuditRead read, CancellationToken cancellationToken)
    {
        var budget = new RequestBudget(MostRequests);
        try
        {
            var instances = examination.Instances;
            // A log stream is in one of several log groups, and a request that names a missing log stream fails.
            var isWhole = logGroups.Count > 1 || instances.Count > LogEventReader.MostStreams;
            var hasLogins = await AddLoginsAsync(logGroups.Select(name => new LogQuery(name, AllLogins, isWhole ? [] : instances)), read, budget, _ => true, cancellationToken);
            if (!isWhole)
            {
                var known = new HashSet<string>(instances, StringComparer.Ordinal);
                hasLogins |= await AddLoginsAsync(FromSources(), read, budget, login => !known.Contains(login.InstanceId), cancellationToken);
            }
            if (budget.IsSpent)
                return $"{MostRequests} requests did not return all successful logins of the log groups.";
            return hasLogins || await HasAnyAsync(read, budget, cancellationToken) ? null
                : $"No successful login was found in {string.Join(", ", logGroups)}. Agents send successful logins only if their configuration includes event 4624.";
        }
        catch (LoginAuditException failure)
        {
            return $"Successful logins could not be read: {failure.Explanation}";
        }
    }

    private static string AllLogins => SuccessPattern.Of([.. SuccessfulLogin.EventId, SuccessfulLogin.SpecialPrivileges, SuccessfulLogin.Lockout]);

    // Somebody who guesses on one machine can get in on another. Event 4776 has no address.
    private IEnumerable<LogQuery> FromSources()
    {
        var addresses = examination.GuessingAddresses;
        if (addresses.Count > MostAddresses)
            examination.AddUnknown($"On other instances, only logins from the {MostAddresses} addresses with the most guesses were looked for: {string.Join(", ", addresses.Take(MostAddresses))}.");
        return addresses.Take(MostAddresses).SelectMany(address =>
            SuccessfulLogin.EventId.Where(id => id != 4776).Select(id => new LogQuery(logGroups[0], SuccessPattern.Of(id, address), [])));
    }

    private async Task<bool> AddLoginsAsync(
        IEnumerable<LogQuery> selected, LoginAuditRead read, RequestBudget budget, Func<LoginAuditEvent, bool> isWanted, CancellationToken cancellationToken)
    {
        var logins = new LoginReader(read) { IncludeFailures = false };
        await foreach (var page in logins.ReadAsync(reader.ReadAsync(selected, read, budget, cancellationToken), cancellationToken))
        {
            foreach (var found in page.Where(isWanted))
            {
                if (found is LoginAuditSuccess login)
                    examination.Add(login);
                else if (found is LoginAuditLockout lockout)
                    examination.Add(lockout);
            }
        }
        return logins.HasLogins;
    }

    // If agents send failed logins only, an empty result does not mean that nobody got in.
    private async Task<bool> HasAnyAsync(LoginAuditRead read, RequestBudget budget, CancellationToken cancellationToken)
    {
        var wider = new LoginAuditRead(read.Window with { Start = read.Window.Start - FirstStep });
        await foreach (var page in reader.ReadAsync(logGroups.Select(name => new LogQuery(name, AllLogins, [])), wider, budget, cancellationToken))
        {
            if (Array.Exists(page, one => one is LoginAuditSuccess))
                return true;
        }
        return false;
    }

    // The latest hour is read first, then ever longer steps, because a read cannot begin at the end.
    private async Task LookBackAsync(CancellationToken cancellationToken)
    {
        var budget = new RequestBudget(MostRequests);
        var (end, step) = (window.Start!.Value, FirstStep);
        var earliest = end - rules.SlowSprayingWindow;
        var reason = $"{MostRequests} requests returned no more.";
        try
        {
            while (end > earliest)
            {
                var start = end - step > earliest ? end - step : earliest;
                await AddFailuresAsync(start, end, budget, cancellationToken);
                if (budget.IsSpent)
                    break;
                (end, step) = (start, step + step);
            }
        }
        catch (LoginAuditException failure)
        {
            reason = failure.Explanation;
        }
        if (end > earliest)
            examination.AddUnknown($"Failed logins before the window were read back to {end.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC only: {reason}");
    }

    private async Task AddFailuresAsync(DateTimeOffset start, DateTimeOffset end, RequestBudget budget, CancellationToken cancellationToken)
    {
        var read = new LoginAuditRead(window with { Start = start, End = end, Rule = null, Datapoints = [], CountUnknown = null });
        var pages = reader.ReadAsync(logGroups.Select(name => LogQuery.AuditFailures(name)), read, budget, cancellationToken);
        await foreach (var page in new FailureReader(read).ReadAsync(pages, cancellationToken))
        {
            foreach (var failure in page)
                examination.Add(failure);
        }
    }
}

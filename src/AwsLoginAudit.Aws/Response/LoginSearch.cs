using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Aws;

/// <summary>Looks for the successful logins and lockouts of the accounts and sources that guessed, with a limited number of requests.</summary>
/// <remarks>
/// FilterLogEvents returns the events with the values, failed logins included. If there are too many of them, one query of Logs Insights returns the others.
/// Insights does not return events from before the creation of a log group.
/// </remarks>
/// <param name="session">The connection to AWS.</param>
/// <param name="examination">The failed logins. It receives the logins and lockouts.</param>
/// <param name="logGroups">The log groups.</param>
/// <param name="read">The read, whose window has a start and an end.</param>
/// <param name="rules">The rules of the findings.</param>
internal sealed class LoginSearch(AwsSession session, Examination examination, IReadOnlyList<string> logGroups, LoginAuditRead read, FindingRules rules)
{
    // Each needs a request at least, and some requests are left for further pages, for event 4672 and for log groups without any login.
    private const int MostQueries = 8;

    // About ten pages.
    private const double MostFailures = 5_000;

    // Most users logged in within the last hour, and its events are few.
    private static readonly TimeSpan UsualStep = TimeSpan.FromHours(1);

    private readonly LogEventReader reader = new(session);
    private readonly RequestBudget budget = new(FindingContext.MostRequests);
    private readonly LoginReader logins = new(read) { IncludeFailures = false };
    private readonly List<LoginAuditEvent> found = [];
    private readonly HashSet<string> senders = new(StringComparer.Ordinal);
    private readonly List<string> reasons = [];

    /// <summary>The failed logins to expect in the window of the read.</summary>
    public double Expected { get; init; }

    /// <summary>The time up to which logins were looked for, UTC.</summary>
    public DateTimeOffset Until { get; private set; } = read.Window.Start!.Value;

    /// <summary>Why there may be more logins, in full sentences; null if all were found.</summary>
    public string? Reason => reasons.Count == 0 ? null : string.Join(" ", reasons);

    /// <summary>Reads the logins and lockouts. Those that were read before an error count too.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="LoginAuditException">AccessDenied, LogGroupNotFound, Throttled, QueryFailed, …</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var values = new GuessedValues(examination, rules);
            reasons.AddRange(values.Reasons);
            var queries = Queries(values.All);
            if (queries.Count > MostQueries)
                queries = Queries(values.Enough);
            await SiftAsync(queries.Count > MostQueries || Expected > MostFailures ? QueryAsync(values, cancellationToken) : PagesAsync(queries, cancellationToken), cancellationToken);
            await FindPrivilegesAsync(cancellationToken);
            await DemandSendersAsync(cancellationToken);
        }
        finally
        {
            AddFound();
        }
        await FindUsualPlacesAsync(cancellationToken);
    }

    // The user goes on working while somebody else guesses. Earlier logins show from where the user works.
    private async Task FindUsualPlacesAsync(CancellationToken cancellationToken)
    {
        var accounts = examination.Find().Where(finding => finding is { Kind: LoginAuditFindingKind.BreakIn, Successes: > 0 }).Select(finding => EventFilter.UserOf(finding.Accounts[0].Name));
        if (accounts.Select(ValueTerm.Of).OfType<ValueTerm>().Distinct().ToList() is not { Count: > 0 } terms)
            return;
        var since = read.Window.Start!.Value;
        foreach (var (start, end) in new[] { (since - UsualStep, since), (since - rules.LookBack, since - UsualStep) })
        {
            var earlier = new LoginAuditRead(read.Window with { Start = start, End = end });
            await foreach (var page in new SuccessReader(earlier).ReadAsync(reader.ReadAsync(Queries(terms), earlier, budget, cancellationToken), cancellationToken))
            {
                foreach (var login in page)
                    examination.Add(login);
            }
        }
    }

    // Without terms, every login matters.
    private List<LogQuery> Queries(IReadOnlyList<ValueTerm> terms)
    {
        IReadOnlyList<string> patterns = terms.Count == 0
            ? [SuccessPattern.Of([.. SuccessfulLogin.EventId, SuccessfulLogin.SpecialPrivileges, SuccessfulLogin.Lockout])]
            : ValueTerm.Patterns(terms, $@"\D{SuccessfulLogin.Lockout}\D");
        return [.. logGroups.SelectMany(name => patterns.Select(pattern => new LogQuery(name, pattern, [])))];
    }

    private async IAsyncEnumerable<LoginAuditEvent[]> PagesAsync(List<LogQuery> queries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var at = 0; at < queries.Count && !budget.IsSpent; at++)
        {
            await foreach (var page in reader.ReadAsync([queries[at]], read, budget, cancellationToken))
            {
                if (Array.Exists(page, one => one is LoginAuditSuccess))
                    senders.Add(queries[at].LogGroupName);
                // "The returned log events are sorted by event timestamp" (FilterLogEvents), but the other queries have not begun.
                if (at == queries.Count - 1)
                    Until = page[page.Length - 1].Time ?? Until;
                yield return page;
            }
        }
        if (budget.IsSpent)
            reasons.Add($"{FindingContext.MostRequests} requests did not return all successful logins{LookedUntil}.");
        else
            Until = read.Window.End!.Value;
    }

    private string LookedUntil => Until == read.Window.Start ? "" : $", but those up to {Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    private async IAsyncEnumerable<LoginAuditEvent[]> QueryAsync(GuessedValues values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        budget.Take(LoginQuery.MostRequests);
        var answer = await new LoginQuery(session, logGroups, read).RunAsync(values.Enough, cancellationToken);
        reasons.AddRange(answer.Reasons);
        Until = answer.Until;
        yield return answer.Events;
    }

    private async Task SiftAsync(IAsyncEnumerable<LoginAuditEvent[]> pages, CancellationToken cancellationToken)
    {
        await foreach (var page in logins.ReadAsync(pages, cancellationToken))
            found.AddRange(page);
        if (logins.Totals.Damaged > 0)
            reasons.Add($"{logins.Totals.Damaged:N0} of the log events could not be read.");
    }

    // Event 4672 has the account of its login, but no address.
    private async Task FindPrivilegesAsync(CancellationToken cancellationToken)
    {
        var unknown = found.OfType<LoginAuditSuccess>().Where(login => login is { IsPrivileged: false, LogonId: not null, Time: not null, LogonType: not (0 or 4 or 5) }).ToList();
        if (unknown.Count == 0)
            return;
        var around = new LoginAuditRead(PrivilegeLookup.Around(read.Window, unknown));
        var pattern = PrivilegeLookup.Pattern(unknown);
        await foreach (var page in reader.ReadAsync(logGroups.Select(name => new LogQuery(name, pattern, [])), around, budget, cancellationToken))
            found.AddRange(page.Where(one => one.EventId == SuccessfulLogin.SpecialPrivileges));
        if (budget.IsSpent)
            examination.AddUnknown("It was not read which of the logins have administrative rights.");
    }

    // If agents send failed logins only, an empty result does not mean that nobody got in.
    private async Task DemandSendersAsync(CancellationToken cancellationToken)
    {
        var wider = new LoginAuditRead(read.Window with { Start = read.Window.Start - rules.LookBack });
        var silent = new List<string>();
        foreach (var name in logGroups.Where(name => !senders.Contains(name)))
        {
            if (!await SuccessCheck.IsAnyAsync(reader.ReadAsync([SuccessCheck.Query(name)], wider, budget, cancellationToken)))
                silent.Add(name);
        }
        if (silent.Count > 0 && !budget.IsSpent)
            reasons.Add($"No successful login was found in {string.Join(", ", silent)}. Agents send successful logins only if their configuration includes event 4624.");
        else if (silent.Count > 0 && reasons.Count == 0)
            reasons.Add($"{FindingContext.MostRequests} requests were not enough to find out whether {string.Join(", ", silent)} has successful logins.");
    }

    private void AddFound()
    {
        while (logins.Next(isEnd: true) is { } waiting)
            found.Add(waiting);
        foreach (var lockout in found.OfType<LoginAuditLockout>())
            examination.Add(lockout);
        var privileges = new SuccessReader(read);
        foreach (var one in found.Where(one => one is not LoginAuditLockout).OrderBy(one => one.Time))
        {
            for (var login = privileges.Read(one); login is not null; login = privileges.Next())
                examination.Add(login);
        }
        while (privileges.Next(isEnd: true) is { } login)
            examination.Add(login);
    }
}

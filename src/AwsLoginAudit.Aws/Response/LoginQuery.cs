namespace AwsLoginAudit.Aws;

/// <summary>Looks for successful logins and lockouts with one query of CloudWatch Logs Insights, which leaves out the failed logins.</summary>
/// <param name="session">The connection to AWS.</param>
/// <param name="logGroups">The log groups.</param>
/// <param name="read">The read, whose window has a start and an end.</param>
internal sealed class LoginQuery(AwsSession session, IReadOnlyList<string> logGroups, LoginAuditRead read)
{
    /// <summary>The most requests in a minute: the log groups, the start, five looks at the result, and the end.</summary>
    public const int MostRequests = 8;

    // 32 MB in all. A successful login has some 6,000 characters at most, because Windows limits the length of names.
    private const int MostRows = 1_000;
    private const int LongestEvent = 16 * 1024;

    // StartQuery accepts 10,000 characters. The other conditions take less than 2,000.
    private const int MostCharacters = 8_000;

    /// <summary>The events, the time up to which all of them are known, and why there may be more.</summary>
    public readonly record struct Answer(LoginAuditEvent[] Events, DateTimeOffset Until, IReadOnlyList<string> Reasons);

    /// <summary>Runs the query.</summary>
    /// <param name="terms">The terms of the logins that matter, the most important first; empty for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="LoginAuditException">QueryFailed, LogGroupNotFound, AccessDenied, Throttled, …</exception>
    public async Task<Answer> RunAsync(IReadOnlyList<ValueTerm> terms, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        var condition = Condition(terms, reasons);
        var groups = logGroups.Take(InsightsCounter.MostLogGroups).ToList();
        if (groups.Count < logGroups.Count)
            reasons.Add($"Successful logins were looked for in the first {groups.Count} of {logGroups.Count} log groups only.");
        (long Start, long End) span = (Milliseconds.From(read.Window.Start!.Value), Milliseconds.From(read.Window.End!.Value));
        if ((await new InsightsHorizon(session).OfAsync(groups, cancellationToken)).Values.Any(horizon => horizon > span.Start))
            reasons.Add("CloudWatch Logs Insights does not find log events from before the creation of a log group.");
        using var client = new InsightsClient(session, progress: null);
        var (rows, matched) = await client.RunAsync(groups, names => CountingQuery.Successes(CountingQuery.Where(condition, [], span), names, MostRows, LongestEvent), span, cancellationToken);
        var parser = new EventParser();
        LoginAuditEvent[] events = [.. rows.ConvertAll(row => parser.Parse(row.Event(), read)).OrderBy(one => one.Time)];
        if (rows.Count >= matched)
            return new Answer(events, read.Window.End.Value, reasons);
        var until = events.Length == 0 ? read.Window.Start.Value : events[events.Length - 1].Time ?? read.Window.Start.Value;
        reasons.Add($"There are {matched:N0} successful logins, and the first {rows.Count:N0} were read, up to {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
        return new Answer(events, until, reasons);
    }

    private static string Condition(IReadOnlyList<ValueTerm> terms, List<string> reasons)
    {
        var (expression, taken) = ("", 0);
        foreach (var term in terms.Select(term => term.ToString()))
        {
            if (expression.Length + term.Length >= MostCharacters)
                break;
            expression += taken++ == 0 ? term : "|" + term;
        }
        if (taken < terms.Count)
            reasons.Add($"Only the logins of {taken:N0} of {terms.Count:N0} accounts and sources were looked for, those with the most guesses.");
        var logins = $@"@message like /\D(?:{string.Join("|", SuccessfulLogin.EventId)}|{SuccessfulLogin.SpecialPrivileges})\D/{(taken == 0 ? "" : $" and @message like /(?i){expression}/")}";
        return $@"((@message like /\D{SuccessfulLogin.Lockout}\D/) or ({logins}))";
    }
}

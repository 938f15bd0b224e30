namespace AwsLoginAudit;

/// <summary>Joins what several logs say about one attempt, and what several spellings say about one account.</summary>
internal static class SameAttempts
{
    /// <summary>The attempts of a log, each once, with one account for all its spellings.</summary>
    /// <param name="log">The log.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="exclusions">The exclusions.</param>
    /// <param name="mayBeTyped">Whether any of the events may have been typed, so that all of them are suspicious.</param>
    /// <param name="since">The time before which only failed logins were read.</param>
    public static AttemptHistory Join(AttemptLog log, FindingRules rules, ExclusionSet exclusions, bool mayBeTyped, DateTimeOffset since)
    {
        var attempts = WithOneAccount(log, log.InOrder());
        if (mayBeTyped)
            attempts = attempts.ConvertAll(attempt => attempt.With(attempt.Key with { IsSuspicious = true }, attempt.Count));
        return new AttemptHistory(log, WithoutSecondRecords(attempts, rules.SameAttempt)) { Since = since, Exclusions = exclusions };
    }

    // Event 4776 has a name without a domain, and so has 4625 if the client sends none. It is the account of a domain if only one of that name was seen,
    // and otherwise the machine's own. Anybody can type another domain, so a name that does not exist there is not the account.
    private static List<Attempt> WithOneAccount(AttemptLog log, List<Attempt> attempts)
    {
        var same = new Dictionary<int, List<int>>();
        var existing = new HashSet<int>(attempts.Where(attempt => attempt.Key.Meaning != AttemptMeaning.UnknownName).Select(attempt => attempt.Key.Account));
        foreach (var users in attempts.Select(attempt => attempt.Key.Account).Distinct().GroupBy(number => AccountName.User(log.Account(number)), StringComparer.OrdinalIgnoreCase))
        {
            var domains = users.Where(number => AccountName.HasDomain(log.Account(number))).ToList();
            if (domains.Count > 1)
                domains = domains.FindAll(existing.Contains);
            foreach (var number in users.Where(number => !AccountName.HasDomain(log.Account(number))))
                same[number] = domains;
        }
        return attempts.ConvertAll(attempt => same.TryGetValue(attempt.Key.Account, out var accounts) && AccountOn(log.Machine(attempt.Key.Machine), accounts) is { } account
            ? attempt.With(attempt.Key with { Account = account }, attempt.Count)
            : attempt);

        int? AccountOn(Machine machine, List<int> accounts) =>
            accounts.Count == 1 ? accounts[0] : accounts.Where(number => AccountName.IsLocal(log.Account(number), machine.Computer)).Cast<int?>().FirstOrDefault();
    }

    // A machine logs 4625, and the machine that checked the password logs 4776 or 4771 for the same attempt. 4625 has more values, so it stays.
    private static List<Attempt> WithoutSecondRecords(List<Attempt> attempts, TimeSpan within)
    {
        var left = new Dictionary<Attempt, long>();
        foreach (var account in attempts.Where(attempt => attempt.IsGuess).GroupBy(attempt => attempt.Key.Account))
        {
            var logons = account.Where(attempt => attempt.Key.EventId == 4625).ToList();
            var unmatched = logons.ToDictionary(logon => logon, logon => logon.Count);
            var first = 0;
            foreach (var check in account.Where(attempt => attempt.Key.EventId is 4771 or 4776 or 4768))
            {
                left[check] = check.Count;
                while (first < logons.Count && (unmatched[logons[first]] == 0 || logons[first].Last < check.First - within))
                    first++;
                for (var at = first; at < logons.Count && logons[at].First <= check.Last + within && left[check] > 0; at++)
                {
                    var pairs = Math.Min(left[check], unmatched[logons[at]]);
                    left[check] -= pairs;
                    unmatched[logons[at]] -= pairs;
                }
            }
        }
        return
        [
            .. attempts.Select(attempt => left.TryGetValue(attempt, out var count) && count < attempt.Count ? attempt.With(attempt.Key, count) : attempt)
                .Where(attempt => attempt.Count > 0),
        ];
    }
}

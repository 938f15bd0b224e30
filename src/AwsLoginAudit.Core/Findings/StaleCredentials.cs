namespace AwsLoginAudit;

/// <summary>Finds services, tasks and devices that try a password which is no longer right, and sets their attempts aside.</summary>
internal static class StaleCredentials
{
    private const byte Batch = 4;
    private const byte Service = 5;

    // Attempts this close together are one try of a device that tries two or three times in a row.
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(10);

    public static IEnumerable<FindingDraft> TakeOut(AttemptHistory history, FindingRules rules)
    {
        var stored = ByService(history).Concat(ByInterval(history, rules)).SelectMany(group => group).Distinct().ToList();
        history.SetAside(stored);
        return stored.GroupBy(attempt => (attempt.Key.Account, attempt.Key.Place))
            .Select(group => new FindingDraft(LoginAuditFindingKind.StaleCredential, LoginAuditSeverity.Informational, $"{history.SubjectOfAccount(group.Key.Account)} {history.SubjectOfPlace(group.Key.Place)}", [.. group.OrderBy(attempt => attempt.First)]))
            .ToList();
    }

    // Nobody types at a service or a task.
    private static IEnumerable<IReadOnlyList<Attempt>> ByService(AttemptHistory history) =>
        [[.. history.Failures.Where(attempt => attempt.Key.LogonType is Batch or Service && attempt.Key.Account > NumberTable<string>.Others)]];

    private static IEnumerable<IReadOnlyList<Attempt>> ByInterval(AttemptHistory history, FindingRules rules)
    {
        var sprayed = history.Guesses.GroupBy(guess => guess.Key.Place)
            .Where(place => place.Select(guess => guess.Key.Account).Distinct().Take(rules.SprayingAccounts).Count() == rules.SprayingAccounts)
            .Select(place => place.Key).ToList();
        return history.Failures
            .Where(attempt => attempt.Key.Account > NumberTable<string>.Others && !sprayed.Contains(attempt.Key.Place))
            .GroupBy(attempt => (attempt.Key.Account, attempt.Key.Place, attempt.Key.Process))
            .Select(group => group.ToList())
            .Where(group => IsRegular(group, rules) && group.Select(attempt => attempt.Key.Machine).Distinct().Count() < rules.LateralInstances);
    }

    private static bool IsRegular(List<Attempt> attempts, FindingRules rules)
    {
        var tries = new List<DateTimeOffset>();
        var last = DateTimeOffset.MinValue;
        foreach (var attempt in attempts)
        {
            if (tries.Count == 0 || attempt.First - last > OneTry)
                tries.Add(attempt.First);
            last = attempt.Last;
        }
        if (tries.Count < rules.StaleFailures)
            return false;
        var intervals = tries.Zip(tries.Skip(1), (one, next) => next - one).OrderBy(interval => interval).ToList();
        var usual = intervals[intervals.Count / 2];
        return usual >= rules.StaleInterval && intervals.Count(interval => IsNear(interval, usual)) >= intervals.Count * 0.8;
    }

    // A tenth of the interval, or 5 seconds, whichever is longer.
    private static bool IsNear(TimeSpan interval, TimeSpan usual) => (interval - usual).Duration() <= TimeSpan.FromSeconds(Math.Max(5, usual.TotalSeconds / 10));
}

namespace AwsLoginAudit;

/// <summary>Joins lockouts (event 4740) with the failed logins that caused them.</summary>
internal static class LockoutRule
{
    private const int Several = 3;

    public static IEnumerable<FindingDraft> Find(AttemptHistory history, FindingRules rules)
    {
        var accounts = history.Lockouts.GroupBy(lockout => lockout.Key.Account).ToList();
        var severity = accounts.Count >= Several ? LoginAuditSeverity.Medium : LoginAuditSeverity.Low;
        var failures = history.Failures.ToLookup(failure => failure.Key.Account);
        return accounts.Select(account => new FindingDraft(
            LoginAuditFindingKind.AccountLockout, severity, history.SubjectOfAccount(account.Key),
            [.. failures[account.Key].Where(failure => account.Any(lockout => failure.First <= lockout.Last && lockout.First - failure.Last <= rules.BreakInWindow))])
        {
            Logins = [.. account],
        });
    }
}

namespace AwsLoginAudit;

/// <summary>Finds out what events mean: collects them in one pass, and judges them at the end.</summary>
/// <remarks>The result does not depend on the order of the events.</remarks>
/// <param name="rules">The rules.</param>
public sealed class Finder(FindingRules rules)
{
    // An attack on thousands of accounts does not need a page for each.
    private const int MostOfAKind = 100;

    private readonly AttemptLog log = new();

    /// <summary>Adds a failed login.</summary>
    /// <param name="failure">The event.</param>
    public void Add(LoginAuditFailure failure) => log.Add(failure, AttemptMeanings.Of(failure));

    /// <summary>Adds a successful login.</summary>
    /// <param name="login">The event.</param>
    public void Add(LoginAuditSuccess login) => log.Add(login, AttemptMeaning.Success, login.IsPrivileged);

    /// <summary>Adds a lockout.</summary>
    /// <param name="lockout">The event.</param>
    public void Add(LoginAuditLockout lockout) => log.Add(lockout, AttemptMeaning.Lockout);

    /// <summary>The findings, the worst first; at most 100 of a kind.</summary>
    public IReadOnlyList<LoginAuditFinding> Find()
    {
        var history = SameAttempts.Join(log, rules);
        var setAside = StaleCredentials.TakeOut(history, rules).Concat(Scanners.TakeOut(history, rules)).ToList();
        TypingErrors.TakeOut(history, rules);
        var writer = new FindingWriter(history);
        return
        [
            .. BreakInRule.Find(history, rules)
                .Concat(GuessingRules.LateralGuessing(history, rules))
                .Concat(GuessingRules.PasswordSpraying(history, rules))
                .Concat(GuessingRules.DistributedGuessing(history, rules))
                .Concat(GuessingRules.PasswordGuessing(history, rules))
                .Concat(GuessingRules.DisabledAccounts(history, rules))
                .Concat(GuessingRules.UserEnumeration(history, rules))
                .Concat(LockoutRule.Find(history, rules))
                .Concat(setAside)
                .GroupBy(draft => draft.Kind)
                .SelectMany(kind => kind.OrderByDescending(draft => draft.Severity).ThenByDescending(draft => draft.Failures.Sum(failure => failure.Count)).Take(MostOfAKind))
                .OrderByDescending(draft => draft.Severity).ThenBy(draft => draft.Kind)
                .Select(writer.Write),
        ];
    }
}

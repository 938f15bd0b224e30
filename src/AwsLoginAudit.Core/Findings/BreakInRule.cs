namespace AwsLoginAudit;

/// <summary>Finds logins that follow guesses: of the same account, or from the same source.</summary>
internal static class BreakInRule
{
    /// <summary>The logins and the stopped logins that follow enough guesses, one finding for each account and place.</summary>
    public static IEnumerable<FindingDraft> Find(AttemptHistory history, FindingRules rules)
    {
        var guesses = new PriorGuesses(history, rules);
        var stopped = history.Failures.Where(attempt => attempt.Key.Meaning == AttemptMeaning.RightPassword && !history.IsSetAside(attempt));
        return history.Logins.Concat(stopped)
            // A login of an account that the log has no room for follows the guesses from its source.
            .Where(login => login.Key.Account > NumberTable<string>.Others || (login.Key.Account == NumberTable<string>.Others && history.HasSource(login)))
            .GroupBy(login => (login.Key.Account, login.Key.Place, login.Key.Meaning))
            .Select(group => Draft(history, rules, [.. group], guesses))
            .OfType<FindingDraft>();
    }

    private static FindingDraft? Draft(AttemptHistory history, FindingRules rules, IReadOnlyList<Attempt> logins, PriorGuesses guesses)
    {
        for (var first = 0; first < logins.Count; first++)
        {
            if (guesses.Before(logins[first]) is { Count: > 0 } before)
                return Draft(history, rules, [.. logins.Skip(first)], before);
        }
        return null;
    }

    private static FindingDraft Draft(AttemptHistory history, FindingRules rules, IReadOnlyList<Attempt> logins, IReadOnlyList<Attempt> guesses)
    {
        var isStopped = logins[0].Key.Meaning == AttemptMeaning.RightPassword;
        var trusted = guesses.Where(guess => !guess.Key.IsSuspicious).ToList();
        var mayBeForged = logins.All(login => login.Key.IsSuspicious) || trusted.Sum(guess => guess.Count) < rules.BreakInGuesses;
        var severity = isStopped ? LoginAuditSeverity.Medium
            : IsPossiblyTheUser(history, rules, logins[0], guesses) ? LoginAuditSeverity.Low
            : mayBeForged ? LoginAuditSeverity.Medium
            : logins.Any(login => !login.Key.IsSuspicious && (login.Key.IsPrivileged || history.PlaceOf(login).Kind == LoginAuditSourceKind.Public)) ? LoginAuditSeverity.Critical
            : LoginAuditSeverity.High;
        return new FindingDraft(LoginAuditFindingKind.BreakIn, severity, $"{history.SubjectOfAccount(logins[0].Key.Account)} {history.SubjectOfPlace(logins[0].Key.Place)}{(isStopped ? " stopped" : "")}", guesses)
        {
            Logins = logins,
            IsStopped = isStopped,
        };
    }

    // One account, one place that is not public, a person's pace, few machines, and nothing else from there.
    private static bool IsPossiblyTheUser(AttemptHistory history, FindingRules rules, Attempt login, IReadOnlyList<Attempt> guesses)
    {
        var (account, place) = (login.Key.Account, login.Key.Place);
        return history.PlaceOf(login).Kind != LoginAuditSourceKind.Public
            && PriorGuesses.IsPersonsPace(guesses, rules)
            && guesses.All(guess => guess.Key.Account == account && guess.Key.Place == place && guess.Key.LogonType == login.Key.LogonType)
            && guesses.Select(guess => guess.Key.Machine).Distinct().Count() < rules.LateralInstances
            && history.RecentGuesses.All(guess => guess.Key.Place != place || guess.Key.Account == account);
    }
}

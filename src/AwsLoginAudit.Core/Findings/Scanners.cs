namespace AwsLoginAudit;

/// <summary>Finds vulnerability scanners, and sets their attempts aside.</summary>
/// <remarks>A scanner tries no account twice on a machine, and has an account of its own that gets in everywhere.</remarks>
internal static class Scanners
{
    public static IEnumerable<FindingDraft> TakeOut(AttemptHistory history, FindingRules rules)
    {
        var logins = history.Logins.Where(login => !login.Key.IsSuspicious).ToLookup(login => login.Key.Place);
        var found = history.RecentGuesses.Where(history.HasSource).GroupBy(guess => guess.Key.Place)
            .Where(place => IsScanner([.. place], [.. logins[place.Key]], rules))
            .Select(place => new FindingDraft(LoginAuditFindingKind.Scanner, LoginAuditSeverity.Informational, history.SubjectOfPlace(place.Key), [.. place])
            {
                Logins = [.. logins[place.Key]],
            })
            .ToList();
        var places = new HashSet<int>(found.Select(draft => draft.Failures[0].Key.Place));
        history.SetAside(history.Guesses.Where(guess => places.Contains(guess.Key.Place)));
        return found;
    }

    private static bool IsScanner(IReadOnlyList<Attempt> guesses, IReadOnlyList<Attempt> logins, FindingRules rules)
    {
        var machines = new HashSet<int>(guesses.Select(guess => guess.Key.Machine));
        if (machines.Count < rules.ScannerInstances)
            return false;
        if (guesses.GroupBy(guess => (guess.Key.Account, guess.Key.Machine)).Any(account => account.Sum(guess => guess.Count) > 1))
            return false;
        var tried = new HashSet<int>(guesses.Select(guess => guess.Key.Account));
        return logins.GroupBy(login => login.Key.Account)
            .Any(account => !tried.Contains(account.Key) && machines.IsSubsetOf(account.Select(login => login.Key.Machine)));
    }
}

namespace AwsLoginAudit;

/// <summary>The kinds of guessing: one account many times, many accounts, many sources, unknown names, many instances.</summary>
internal static class GuessingRules
{
    /// <summary>One account on one instance, many times in a short time.</summary>
    public static IEnumerable<FindingDraft> PasswordGuessing(AttemptHistory history, FindingRules rules) => Drafts(
        history.GuessesFor(LoginAuditFindingKind.PasswordGuessing).Where(guess => guess.Key.Account != NumberTable<string>.Others).GroupBy(guess => (guess.Key.Account, guess.Key.Machine)),
        guesses => DenseAttempts.ByCount(guesses, rules.GuessingWindow, rules.GuessingGuesses),
        (key, guesses) => new FindingDraft(LoginAuditFindingKind.PasswordGuessing, LoginAuditSeverity.Medium, "", guesses))
        .GroupBy(draft => Subject(history, draft.Failures))
        .Select(group => group.First() with { Subject = group.Key, Failures = InOrder(group.SelectMany(draft => draft.Failures)) });

    // One finding for each source, else for each account.
    private static string Subject(AttemptHistory history, IReadOnlyList<Attempt> guesses)
    {
        var (account, place) = (guesses[0].Key.Account, guesses[0].Key.Place);
        return history.HasSource(guesses[0]) && guesses.All(guess => guess.Key.Place == place) ? history.SubjectOfPlace(place) : history.SubjectOfAccount(account);
    }

    /// <summary>Many accounts from one source, quickly, or slowly with a few guesses each.</summary>
    public static IEnumerable<FindingDraft> PasswordSpraying(AttemptHistory history, FindingRules rules)
    {
        var users = new HashSet<(int Account, int Place)>(history.Logins.Select(login => (login.Key.Account, login.Key.Place)));
        return Drafts(
            FromSources(history, history.GuessesFor(LoginAuditFindingKind.PasswordSpraying)),
            guesses => Sprayed(guesses, users, rules),
            (place, guesses) => new FindingDraft(
                LoginAuditFindingKind.PasswordSpraying, history.Log.Place(place).Kind == LoginAuditSourceKind.Public && !MayBeUsers(history, guesses, rules) ? LoginAuditSeverity.High : LoginAuditSeverity.Medium,
                history.SubjectOfPlace(place), guesses));
    }

    // Only their logins show that people who share an address mistype now and then, and earlier logins have not been read.
    private static bool MayBeUsers(AttemptHistory history, IReadOnlyList<Attempt> guesses, FindingRules rules) => !history.IsRecent(guesses[0]) && Quick(guesses, rules).Count == 0;

    private static List<Attempt> Quick(IReadOnlyList<Attempt> guesses, FindingRules rules) =>
        DenseAttempts.ByDistinct(guesses, rules.SprayingWindow, rules.SprayingAccounts, guess => guess.Key.Account);

    private static List<Attempt> Sprayed(IReadOnlyList<Attempt> guesses, HashSet<(int Account, int Place)> users, FindingRules rules)
    {
        var quick = Quick(guesses, rules);
        if (quick.Count > 0)
            return quick;
        // Over a day, people who share an address and log in from there also mistype now and then.
        var few = guesses.GroupBy(guess => guess.Key.Account)
            .Where(account => account.Sum(guess => guess.Count) <= rules.SlowSprayingGuesses && !users.Contains((account.Key, guesses[0].Key.Place)))
            .SelectMany(account => account);
        return DenseAttempts.ByDistinct(InOrder(few), rules.SlowSprayingWindow, rules.SprayingAccounts, guess => guess.Key.Account);
    }

    /// <summary>Many sources of guesses of one account.</summary>
    public static IEnumerable<FindingDraft> DistributedGuessing(AttemptHistory history, FindingRules rules) => Drafts(
        history.GuessesFor(LoginAuditFindingKind.DistributedGuessing).Where(history.HasSource).Where(guess => guess.Key.Account > NumberTable<string>.Others).GroupBy(guess => guess.Key.Account),
        guesses => DenseAttempts.ByDistinct(guesses, rules.DistributedWindow, rules.DistributedSources, guess => guess.Key.Place),
        (account, guesses) => new FindingDraft(LoginAuditFindingKind.DistributedGuessing, LoginAuditSeverity.Medium, history.SubjectOfAccount(account), guesses));

    /// <summary>Many unknown names from one source.</summary>
    public static IEnumerable<FindingDraft> UserEnumeration(AttemptHistory history, FindingRules rules) => Drafts(
        FromSources(history, history.GuessesFor(LoginAuditFindingKind.UserEnumeration).Where(guess => guess.Key.Meaning == AttemptMeaning.UnknownName)),
        guesses => DenseAttempts.ByDistinct(guesses, rules.EnumerationWindow, rules.EnumerationNames, guess => guess.Key.Account),
        (place, guesses) => new FindingDraft(LoginAuditFindingKind.UserEnumeration, LoginAuditSeverity.Low, history.SubjectOfPlace(place), guesses));

    /// <summary>One source, or one local account, on many instances.</summary>
    public static IEnumerable<FindingDraft> LateralGuessing(AttemptHistory history, FindingRules rules)
    {
        var all = history.GuessesFor(LoginAuditFindingKind.LateralGuessing).ToList();
        var bySource = Drafts(
            FromSources(history, all), guesses => OnManyMachines(guesses, rules),
            (place, guesses) => new FindingDraft(LoginAuditFindingKind.LateralGuessing, LoginAuditSeverity.High, history.SubjectOfPlace(place), guesses)).ToList();
        var seen = new HashSet<Attempt>(bySource.SelectMany(draft => draft.Failures));
        var byAccount = Drafts(
            all.Where(guess => !seen.Contains(guess) && IsLocal(history, guess)).GroupBy(guess => AccountName.User(history.AccountOf(guess)), StringComparer.OrdinalIgnoreCase),
            guesses => OnManyMachines(guesses, rules),
            (user, guesses) => new FindingDraft(LoginAuditFindingKind.LateralGuessing, LoginAuditSeverity.High, "local account " + user.ToUpperInvariant(), guesses));
        return bySource.Concat(byAccount);
    }

    private static List<Attempt> OnManyMachines(IReadOnlyList<Attempt> guesses, FindingRules rules) =>
        DenseAttempts.ByDistinct(guesses, rules.LateralWindow, rules.LateralInstances, guess => guess.Key.Machine);

    private static bool IsLocal(AttemptHistory history, Attempt guess) =>
        guess.Key.Account > NumberTable<string>.Others && AccountName.IsLocal(history.AccountOf(guess), history.MachineOf(guess).Computer);

    /// <summary>Several accounts from one source that are disabled, expired or locked.</summary>
    public static IEnumerable<FindingDraft> DisabledAccounts(AttemptHistory history, FindingRules rules) => Drafts(
        FromSources(history, history.Failures.Where(attempt => attempt.Key.Meaning == AttemptMeaning.UnusableAccount && !history.IsSetAside(attempt) && !history.IsExcluded(attempt, LoginAuditFindingKind.DisabledAccounts))),
        attempts => DenseAttempts.ByDistinct(attempts, rules.SlowSprayingWindow, rules.DisabledAccounts, attempt => attempt.Key.Account),
        (place, attempts) => new FindingDraft(LoginAuditFindingKind.DisabledAccounts, LoginAuditSeverity.Medium, history.SubjectOfPlace(place), attempts));

    private static IEnumerable<IGrouping<int, Attempt>> FromSources(AttemptHistory history, IEnumerable<Attempt> attempts) =>
        attempts.Where(history.HasSource).GroupBy(attempt => attempt.Key.Place);

    private static List<Attempt> InOrder(IEnumerable<Attempt> attempts) => [.. attempts.OrderBy(attempt => attempt.First)];

    // Events that may be forged show an attack, but an attack that only they show is never more than Medium.
    private static IEnumerable<FindingDraft> Drafts<TKey>(
        IEnumerable<IGrouping<TKey, Attempt>> groups, Func<IReadOnlyList<Attempt>, List<Attempt>> find, Func<TKey, IReadOnlyList<Attempt>, FindingDraft> draft)
    {
        foreach (var group in groups)
        {
            var found = find([.. group]);
            if (found.Count == 0)
                continue;
            var finding = draft(group.Key, found);
            var needsForged = found.Any(attempt => attempt.Key.IsSuspicious) && find([.. group.Where(attempt => !attempt.Key.IsSuspicious)]).Count == 0;
            yield return needsForged && finding.Severity > LoginAuditSeverity.Medium ? finding with { Severity = LoginAuditSeverity.Medium } : finding;
        }
    }
}

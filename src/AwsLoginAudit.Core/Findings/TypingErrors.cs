namespace AwsLoginAudit;

/// <summary>Sets typing errors aside: a few failed logins of an account, then its own login from the same place.</summary>
/// <remarks>So people who share an address do not add up to an attack.</remarks>
internal static class TypingErrors
{
    /// <summary>Sets them aside.</summary>
    /// <returns>How many.</returns>
    public static long TakeOut(AttemptHistory history, FindingRules rules)
    {
        var logins = history.Logins.Where(login => !login.Key.IsSuspicious).ToLookup(login => (login.Key.Account, login.Key.Place));
        var excused = history.Guesses.GroupBy(guess => (guess.Key.Account, guess.Key.Place))
            .Where(person => person.Key.Account > NumberTable<string>.Others && logins.Contains(person.Key))
            .SelectMany(person => Excused([.. person], [.. logins[person.Key]], rules))
            .ToList();
        history.SetAside(excused);
        return excused.Sum(guess => guess.Count);
    }

    private static IEnumerable<Attempt> Excused(IReadOnlyList<Attempt> guesses, IReadOnlyList<Attempt> logins, FindingRules rules)
    {
        var next = 0;
        foreach (var login in logins)
        {
            var errors = new List<Attempt>();
            for (; next < guesses.Count && guesses[next].Last <= login.First; next++)
            {
                if (login.First - guesses[next].Last <= rules.BreakInWindow)
                    errors.Add(guesses[next]);
            }
            if (errors.Count == 0 || errors.Sum(error => error.Count) > rules.TypingErrors || login.First - errors[errors.Count - 1].Last > rules.TypingWindow)
                continue;
            foreach (var error in errors)
                yield return error;
        }
    }
}

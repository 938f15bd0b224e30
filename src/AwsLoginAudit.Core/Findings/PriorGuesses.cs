namespace AwsLoginAudit;

/// <summary>The guesses before a login, by account and by source.</summary>
internal sealed class PriorGuesses
{
    private readonly AttemptHistory history;
    private readonly FindingRules rules;
    private readonly Dictionary<int, GuessTimeline> byAccount;
    private readonly Dictionary<int, GuessTimeline> byPlace;
    private readonly Dictionary<(int Account, int Place), DateTimeOffset> firstLogins = [];

    public PriorGuesses(AttemptHistory history, FindingRules rules)
    {
        (this.history, this.rules) = (history, rules);
        // People who share an address mistype now and then, but hardly anybody mistypes one password so often within an hour.
        var earliest = history.Since > DateTimeOffset.MinValue ? history.Since - rules.BreakInWindow : history.Since;
        byAccount = history.Guesses.Where(guess => guess.Last >= earliest).GroupBy(guess => guess.Key.Account).ToDictionary(group => group.Key, group => new GuessTimeline([.. group]));
        byPlace = history.RecentGuesses.Where(history.HasSource).GroupBy(guess => guess.Key.Place).ToDictionary(group => group.Key, group => new GuessTimeline([.. group]));
        foreach (var login in history.Logins)
        {
            if (!login.Key.IsSuspicious && !firstLogins.ContainsKey((login.Key.Account, login.Key.Place)))
                firstLogins.Add((login.Key.Account, login.Key.Place), login.First);
        }
    }

    /// <summary>The guesses that make a login a break-in; none if there are too few.</summary>
    /// <param name="login">The login, or an attempt with the right password.</param>
    public IReadOnlyList<Attempt> Before(Attempt login)
    {
        // The answer to a right password that is stopped goes to the person who typed it, so only guesses from there count.
        if (login.Key.Meaning == AttemptMeaning.Success && login.Key.Account != NumberTable<string>.Others && Enough(byAccount, login.Key.Account, login) is { Count: > 0 } ofAccount && !IsUsualPlace(login, ofAccount))
            return ofAccount;
        var fromPlace = Enough(byPlace, login.Key.Place, login);
        return IsAnotherPersons(login, fromPlace) ? [] : fromPlace;
    }

    private IReadOnlyList<Attempt> Enough(Dictionary<int, GuessTimeline> timelines, int number, Attempt login) =>
        timelines.TryGetValue(number, out var timeline) ? timeline.Before(login.First, rules.BreakInGuesses, rules.BreakInWindow) : [];

    // The user goes on working while somebody else guesses.
    private bool IsUsualPlace(Attempt login, IReadOnlyList<Attempt> guesses) =>
        firstLogins.TryGetValue((login.Key.Account, login.Key.Place), out var first) && first < guesses[0].First
        && guesses.All(guess => guess.Key.Place != login.Key.Place);

    // People share an address. One of them who forgot a password, at a person's pace, does not make the others suspects.
    private bool IsAnotherPersons(Attempt login, IReadOnlyList<Attempt> guesses) =>
        guesses.Count > 0 && guesses[0].Key.Account != login.Key.Account && guesses.All(guess => guess.Key.Account == guesses[0].Key.Account) && IsPersonsPace(guesses, rules);

    /// <summary>Whether a person may have typed the guesses: not many, and seconds apart.</summary>
    public static bool IsPersonsPace(IReadOnlyList<Attempt> guesses, FindingRules rules)
    {
        var count = guesses.Sum(guess => guess.Count);
        return count <= rules.PersonGuesses && guesses[guesses.Count - 1].Last - guesses[0].First >= TimeSpan.FromSeconds(count - 1);
    }

    private sealed class GuessTimeline(Attempt[] guesses)
    {
        private readonly long[] sums = Sums(guesses);

        // The guesses before a time, if they are enough and the last of them is recent.
        public IReadOnlyList<Attempt> Before(DateTimeOffset time, int least, TimeSpan recent)
        {
            var (low, high) = (0, guesses.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (guesses[middle].First < time)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low > 0 && sums[low - 1] >= least && time - guesses[low - 1].Last <= recent ? new ArraySegment<Attempt>(guesses, 0, low) : [];
        }

        private static long[] Sums(Attempt[] guesses)
        {
            var (sums, sum) = (new long[guesses.Length], 0L);
            for (var i = 0; i < guesses.Length; i++)
                sums[i] = sum += guesses[i].Count;
            return sums;
        }
    }
}

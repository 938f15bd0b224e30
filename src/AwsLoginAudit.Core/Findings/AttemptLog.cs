using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Collects attempts to log in, in any order, in bounded memory: equal attempts within a second are one entry with a count.</summary>
/// <remarks>
/// The result does not depend on the order of the events, so a file gives the same findings as the log group it was exported from. If there are more
/// entries than there is room for, the unit grows from a second to an hour, and times become less exact.
/// </remarks>
internal sealed class AttemptLog
{
    // An entry takes some 100 bytes.
    private const int MostEntries = 8_000;

    // The longest name of a log stream.
    private const int LongestStream = 512;

    private static readonly long[] Units =
    [
        TimeSpan.TicksPerSecond, 10 * TimeSpan.TicksPerSecond, TimeSpan.TicksPerMinute, 10 * TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour,
    ];

    private readonly NumberTable<string> accounts = new(OwnWords.UnknownAccount, OwnWords.Others, AccountComparer.Instance, StringComparer.Ordinal);
    private readonly NumberTable<string> processes = new(OwnWords.None, OwnWords.Others);
    private readonly NumberTable<Machine> machines = new(new Machine(OwnWords.None, null), new Machine(OwnWords.Others, null));
    private readonly PlaceTable places = new();
    private readonly RecentNumbers recentAccounts = new(), recentMachines = new(), recentProcesses = new();
    private readonly AttemptTable attempts = new();
    private int unit;

    /// <summary>The time within which equal attempts are one entry.</summary>
    public TimeSpan Unit => TimeSpan.FromTicks(Units[unit]);

    /// <summary>Events without a time: they cannot be put in order.</summary>
    public long WithoutTime { get; private set; }

    public string Account(int number) => accounts[number];

    public string Process(int number) => processes[number];

    public Place Place(int number) => places[number];

    public Machine Machine(int number) => machines[number];

    /// <summary>The attempts in the order of time.</summary>
    public List<Attempt> InOrder()
    {
        var ordered = attempts.All().ToList();
        ordered.Sort((a, b) => a.First != b.First ? a.First.CompareTo(b.First) : Compare(a.Key, b.Key));
        return ordered;
    }

    /// <summary>The number of guesses, and of those without a source.</summary>
    public (long All, long WithoutSource) Guesses()
    {
        var (all, withoutSource) = (0L, 0L);
        foreach (var attempt in attempts.All().Where(attempt => attempt.IsGuess))
        {
            all += attempt.Count;
            withoutSource += places[attempt.Key.Place].IsSource || attempt.Key.Place == NumberTable<Place>.Others ? 0 : attempt.Count;
        }
        return (all, withoutSource);
    }

    /// <summary>The time of the first attempt; null without any.</summary>
    public DateTimeOffset? First() => attempts.All().Min(attempt => (DateTimeOffset?)attempt.First);

    /// <summary>The users' names and the sources of guesses with their numbers of guesses, those with the most first, and the guesses whose names there was no room for.</summary>
    public (IReadOnlyList<LoginAuditTally> Names, long WithoutRoom) Guessed()
    {
        var (counts, withoutRoom) = (new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase), 0L);
        foreach (var guess in attempts.All().Where(attempt => attempt.IsGuess))
        {
            var (account, place) = (guess.Key.Account, guess.Key.Place);
            if (account > NumberTable<string>.Others)
                Add(AccountName.User(accounts[account]), guess.Count);
            if (place != NumberTable<Place>.Others && places[place].IsSource)
                Add(places[place].Name, guess.Count);
            if (account == NumberTable<string>.Others || place == NumberTable<Place>.Others)
                withoutRoom += guess.Count;
        }
        return ([.. counts.OrderByDescending(name => name.Value).ThenBy(name => name.Key, StringComparer.Ordinal).Select(name => new LoginAuditTally(name.Key, name.Value))], withoutRoom);

        void Add(string name, long count) => counts[name] = count + (counts.TryGetValue(name, out var before) ? before : 0);
    }

    /// <summary>The longest name that is kept, in characters; longer names are cut, and end in a digest.</summary>
    public const int LongestName = 128;

    /// <summary>Adds an event.</summary>
    /// <param name="one">The event.</param>
    /// <param name="meaning">What it says.</param>
    /// <param name="isPrivileged">Whether the login was given administrative rights.</param>
    /// <param name="exclusion">The exclusion that it matches.</param>
    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditEvent one, AttemptMeaning meaning, bool isPrivileged, int exclusion)
    {
        if (one.Time is not { } time)
        {
            WithoutTime++;
            return;
        }
        var machine = MachineOf(one);
        var key = new AttemptKey
        {
            Account = AccountOf(one),
            Place = places.Number(one.SourceAddress, one.Workstation, one.InstanceId),
            Machine = machine,
            Process = ProcessOf(one),
            EventId = one.EventId ?? 0,
            LogonType = (byte?)one.LogonType,
            Meaning = meaning,
            IsSuspicious = one.Suspicious || one.Malformed,
            IsPrivileged = isPrivileged,
            Exclusion = exclusion,
            Slot = time.UtcTicks / Units[unit],
        };
        Find(key).Add(time.UtcTicks, one.RecordId);
        while (attempts.Count > MostEntries && unit < Units.Length - 1)
            attempts.Coarsen(Units[++unit]);
    }

    [MethodImpl(Hot.Path)]
    private int AccountOf(LoginAuditEvent one)
    {
        if (one.Account is not { } account)
            return NumberTable<string>.None;
        ref var recent = ref recentAccounts.Find(one.AccountDomain, one.AccountName);
        if (recent == RecentNumbers.Unknown)
            recent = accounts.Number(Short(account));
        return recent;
    }

    [MethodImpl(Hot.Path)]
    private int MachineOf(LoginAuditEvent one)
    {
        ref var recent = ref recentMachines.Find(one.InstanceId, one.Computer);
        if (recent == RecentNumbers.Unknown)
            recent = machines.Number(new Machine(LongValue.Cut(one.InstanceId, LongestStream), one.Computer is { } computer ? Short(computer) : null));
        return recent;
    }

    [MethodImpl(Hot.Path)]
    private int ProcessOf(LoginAuditEvent one)
    {
        if (one.ProcessName is not { } process)
            return NumberTable<string>.None;
        ref var recent = ref recentProcesses.Find(process, null);
        if (recent == RecentNumbers.Unknown)
            recent = processes.Number(Short(process));
        return recent;
    }

    private static string Short(string name) => LongValue.Cut(name, LongestName);

    // Names are left out only where hours are not coarse enough, so an attacker who invents names cannot fill the memory.
    [MethodImpl(Hot.Path)]
    private ref AttemptTimes Find(in AttemptKey key)
    {
        if (attempts.Count < MostEntries || unit < Units.Length - 1 || attempts.Contains(key))
            return ref attempts[key];
        var joined = key with { Account = NumberTable<string>.Others, Process = NumberTable<string>.None };
        if (attempts.Count >= 2 * MostEntries && !attempts.Contains(joined))
            joined = joined with { Place = NumberTable<string>.Others, Machine = NumberTable<string>.Others, Slot = 0 };
        return ref attempts[joined];
    }

    private static int Compare(in AttemptKey a, in AttemptKey b) =>
        a.Machine != b.Machine ? a.Machine.CompareTo(b.Machine)
        : a.Account != b.Account ? a.Account.CompareTo(b.Account)
        : a.Place != b.Place ? a.Place.CompareTo(b.Place)
        : a.EventId.CompareTo(b.EventId);
}

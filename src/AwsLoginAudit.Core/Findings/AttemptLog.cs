namespace AwsLoginAudit;

/// <summary>Collects attempts to log in, in any order, in bounded memory: equal attempts within a second are one entry with a count.</summary>
/// <remarks>
/// The result does not depend on the order of the events, so a file gives the same findings as the log group it was exported from. If there are more
/// entries than there is room for, the unit grows from a second to an hour, and times become less exact.
/// </remarks>
internal sealed class AttemptLog
{
    // An entry takes some 200 bytes.
    private const int MostEntries = 100_000;

    private static readonly long[] Units =
    [
        TimeSpan.TicksPerSecond, 10 * TimeSpan.TicksPerSecond, TimeSpan.TicksPerMinute, 10 * TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour,
    ];

    private readonly NumberTable<string> accounts = new(OwnWords.UnknownAccount, OwnWords.Others, AccountComparer.Instance);
    private readonly NumberTable<string> processes = new(OwnWords.None, OwnWords.Others);
    private readonly NumberTable<Machine> machines = new(new Machine(OwnWords.None, null), new Machine(OwnWords.Others, null));
    private readonly PlaceTable places = new();
    private Dictionary<AttemptKey, Attempt> attempts = [];
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
        var ordered = attempts.Values.ToList();
        ordered.Sort((a, b) => a.First != b.First ? a.First.CompareTo(b.First) : Compare(a.Key, b.Key));
        return ordered;
    }

    /// <summary>Adds an event.</summary>
    /// <param name="one">The event.</param>
    /// <param name="meaning">What it says.</param>
    /// <param name="isPrivileged">Whether the login was given administrative rights.</param>
    public void Add(LoginAuditEvent one, AttemptMeaning meaning, bool isPrivileged = false)
    {
        if (one.Time is not { } time)
        {
            WithoutTime++;
            return;
        }
        var machine = new Machine(one.InstanceId, one.Computer);
        var key = new AttemptKey
        {
            Account = one.Account is { } account ? accounts.Number(account) : NumberTable<string>.None,
            Place = places.Number(one.SourceAddress, one.Workstation, machine),
            Machine = machines.Number(machine),
            Process = one.ProcessName is { } process ? processes.Number(process) : NumberTable<string>.None,
            EventId = one.EventId ?? 0,
            LogonType = (byte?)one.LogonType,
            Meaning = meaning,
            IsSuspicious = one.Suspicious || one.Malformed,
            IsPrivileged = isPrivileged,
            Slot = time.UtcTicks / Units[unit],
        };
        Add(key, time, time, one.RecordId, 1);
        while (attempts.Count > MostEntries && unit < Units.Length - 1)
            Coarsen();
    }

    private void Add(in AttemptKey key, DateTimeOffset first, DateTimeOffset last, long? recordId, long count)
    {
        if (!attempts.TryGetValue(key, out var attempt))
        {
            attempt = new Attempt(key);
            attempts.Add(key, attempt);
        }
        attempt.Add(first, last, recordId, count);
    }

    private void Coarsen()
    {
        unit++;
        var finer = attempts;
        attempts = [];
        foreach (var attempt in finer.Values)
            Add(attempt.Key with { Slot = attempt.First.UtcTicks / Units[unit] }, attempt.First, attempt.Last, attempt.RecordId, attempt.Count);
    }

    private static int Compare(in AttemptKey a, in AttemptKey b) =>
        a.Machine != b.Machine ? a.Machine.CompareTo(b.Machine)
        : a.Account != b.Account ? a.Account.CompareTo(b.Account)
        : a.Place != b.Place ? a.Place.CompareTo(b.Place)
        : a.EventId.CompareTo(b.EventId);
}

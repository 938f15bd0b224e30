namespace AwsLoginAudit;

/// <summary>The attempts of a log in the order of time, sorted by what they say.</summary>
/// <param name="log">The log.</param>
/// <param name="attempts">Its attempts, in the order of time.</param>
internal sealed class AttemptHistory(AttemptLog log, IReadOnlyList<Attempt> attempts)
{
    private readonly HashSet<Attempt> setAside = [];

    public AttemptLog Log { get; } = log;

    /// <summary>The time before which only failed logins were read.</summary>
    public DateTimeOffset Since { get; init; } = DateTimeOffset.MinValue;

    public ExclusionSet Exclusions { get; init; } = ExclusionSet.Empty;

    /// <summary>The guesses that have not been set aside.</summary>
    public IReadOnlyList<Attempt> Guesses { get; private set; } = [.. attempts.Where(attempt => attempt.IsGuess)];

    /// <summary>The failed attempts that say something about a password or an account, guesses included.</summary>
    public IReadOnlyList<Attempt> Failures { get; } =
        [.. attempts.Where(attempt => attempt.IsGuess || attempt.Key.Meaning is AttemptMeaning.RightPassword or AttemptMeaning.UnusableAccount)];

    /// <summary>The logins of people: Windows starts services (logon type 5), tasks (4) and itself (0) without anybody at the keyboard.</summary>
    public IReadOnlyList<Attempt> Logins { get; } =
        [.. attempts.Where(attempt => attempt.Key is { Meaning: AttemptMeaning.Success, LogonType: not (0 or 4 or 5) })];

    /// <summary>The lockouts.</summary>
    public IReadOnlyList<Attempt> Lockouts { get; } = [.. attempts.Where(attempt => attempt.Key.Meaning == AttemptMeaning.Lockout)];

    /// <summary>The guesses of the time for which successful logins were read too.</summary>
    public IEnumerable<Attempt> RecentGuesses => Guesses.Where(IsRecent);

    public bool IsRecent(Attempt attempt) => attempt.Last >= Since;

    /// <summary>Sets failed attempts aside: they are no guesses of an attacker.</summary>
    public void SetAside(IEnumerable<Attempt> harmless)
    {
        setAside.UnionWith(harmless);
        Guesses = [.. Guesses.Where(guess => !setAside.Contains(guess))];
    }

    public bool IsSetAside(Attempt attempt) => setAside.Contains(attempt);

    /// <summary>Whether an exclusion keeps a failed attempt out of the findings of a kind.</summary>
    /// <remarks>
    /// Somebody who guesses passwords chooses the account and the name of the workstation, so a rule about these alone hides neither spraying nor
    /// enumeration. No rule hides a break-in.
    /// </remarks>
    public bool IsExcluded(Attempt attempt, LoginAuditFindingKind kind) => attempt.Key.Exclusion != ExclusionSet.None && kind switch
    {
        LoginAuditFindingKind.BreakIn => false,
        LoginAuditFindingKind.PasswordSpraying or LoginAuditFindingKind.UserEnumeration => Exclusions.Active[attempt.Key.Exclusion].NamesPlace,
        _ => true,
    };

    /// <summary>Whether exclusions keep all failed attempts of a finding out of it.</summary>
    public bool IsExcluded(FindingDraft draft) => draft.Failures.Count > 0 && draft.Failures.All(failure => IsExcluded(failure, draft.Kind));

    /// <summary>The guesses for the findings of a kind.</summary>
    public IEnumerable<Attempt> GuessesFor(LoginAuditFindingKind kind) => Guesses.Where(guess => !IsExcluded(guess, kind));

    public Place PlaceOf(Attempt attempt) => Log.Place(attempt.Key.Place);

    public Machine MachineOf(Attempt attempt) => Log.Machine(attempt.Key.Machine);

    public string AccountOf(Attempt attempt) => Log.Account(attempt.Key.Account);

    /// <summary>Whether attempts from an attempt's place have a source in common.</summary>
    public bool HasSource(Attempt attempt) => PlaceOf(attempt).IsSource;

    /// <summary>A text that stands for an account, however it is spelled.</summary>
    public string SubjectOfAccount(int account) => "account " + AccountName.Canonical(Log.Account(account));

    /// <summary>A text that stands for a place.</summary>
    public string SubjectOfPlace(int place) => $"{Log.Place(place).Kind} {Log.Place(place).Name.ToUpperInvariant()}";
}

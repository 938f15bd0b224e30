using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Finds out what events mean: collects them in one pass, and judges them at the end.</summary>
/// <remarks>The result does not depend on the order of the events.</remarks>
/// <param name="rules">The rules.</param>
/// <param name="exclusions">The exclusions; null for none.</param>
public sealed class Finder(FindingRules rules, ExclusionSet? exclusions = null)
{
    // An attack on thousands of accounts does not need a page for each.
    private const int MostOfAKind = 100;

    private readonly ExclusionSet exclusions = exclusions ?? ExclusionSet.Empty;
    private readonly ExcludedTotals excluded = new(exclusions ?? ExclusionSet.Empty);
    private readonly AttemptLog log = new();
    private readonly HashSet<LoginAuditRead> reads = [];
    private LoginAuditRead? lastRead;

    /// <summary>Adds a failed login.</summary>
    /// <param name="failure">The event.</param>
    public void Add(LoginAuditFailure failure) => Add(failure, exclusions.Find(failure));

    /// <summary>Adds a failed login.</summary>
    /// <param name="failure">The event.</param>
    /// <param name="rule">The exclusion that it matches.</param>
    [MethodImpl(Hot.Path)]
    internal void Add(LoginAuditFailure failure, int rule)
    {
        if (rule != ExclusionSet.None)
            excluded.Add(rule);
        AddEarlier(failure, rule);
    }

    /// <summary>Adds a failed login from before the window, which is in no total.</summary>
    /// <param name="failure">The event.</param>
    /// <param name="rule">The exclusion that it matches.</param>
    [MethodImpl(Hot.Path)]
    internal void AddEarlier(LoginAuditFailure failure, int rule) => Add(failure, AttemptMeanings.Of(failure), exclusion: exclusions.IncludesExcluded ? ExclusionSet.None : rule);

    /// <summary>The failed logins that exclusions match, by rule, and the expired exclusions.</summary>
    public IReadOnlyList<LoginAuditExcluded> Excluded => excluded.All();

    /// <summary>Adds a successful login.</summary>
    /// <param name="login">The event.</param>
    public void Add(LoginAuditSuccess login) => Add(login, AttemptMeaning.Success, login.IsPrivileged);

    /// <summary>Adds a lockout.</summary>
    /// <param name="lockout">The event.</param>
    public void Add(LoginAuditLockout lockout) => Add(lockout, AttemptMeaning.Lockout);

    [MethodImpl(Hot.Path)]
    private void Add(LoginAuditEvent one, AttemptMeaning meaning, bool isPrivileged = false, int exclusion = ExclusionSet.None)
    {
        if (!ReferenceEquals(one.Read, lastRead))
            reads.Add(lastRead = one.Read);
        log.Add(one, meaning, isPrivileged, exclusion);
    }

    /// <summary>
    /// The time before which only failed logins were read; null (the default) if all events were read for the same time. A finding then needs a later event,
    /// and earlier failed logins belong to no scanner and to no break-in from their source, because the logins that would explain them are not known.
    /// </summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>The time of the first event; null without any.</summary>
    public DateTimeOffset? FirstSeen => log.First();

    /// <summary>The users' names and the sources of failed guesses, those with the most guesses first, and the guesses whose names there was no room for.</summary>
    public (IReadOnlyList<LoginAuditTally> Names, long WithoutRoom) Guessed => log.Guessed();

    /// <summary>What the events do not say, in full sentences; empty if nothing is unknown.</summary>
    public IReadOnlyList<string> Unknown()
    {
        var unknown = new List<string>();
        if (log.WithoutTime > 0)
            unknown.Add($"{Words.Plural(log.WithoutTime, "failed login has", "failed logins have")} no time, and {(log.WithoutTime == 1 ? "is" : "are")} part of no finding.");
        var (guesses, withoutSource) = log.Guesses();
        if (withoutSource > 0)
            unknown.Add($"{Words.Number(withoutSource)} of {Words.Plural(guesses, "failed guess", "failed guesses")} {(withoutSource == 1 ? "names" : "name")} no source address and no workstation. Where {(withoutSource == 1 ? "it" : "they")} came from is unknown.");
        if (reads.Any(read => read.MayHoldTypedEvents))
            unknown.Add("Typed text in these events can look like other events, so no finding is above Medium. Read the log group, or save its events as JSON.");
        if (log.Unit > TimeSpan.FromSeconds(1))
            unknown.Add($"There are too many different attempts to keep the second of each. Times in findings are exact to {Words.Length(log.Unit)}.");
        return unknown;
    }

    /// <summary>The findings, the worst first; at most 100 of a kind.</summary>
    public IReadOnlyList<LoginAuditFinding> Find()
    {
        var history = SameAttempts.Join(log, rules, exclusions, mayBeTyped: reads.Any(read => read.MayHoldTypedEvents), Since ?? DateTimeOffset.MinValue);
        var setAside = StaleCredentials.TakeOut(history, rules).Concat(Scanners.TakeOut(history, rules)).ToList();
        TypingErrors.TakeOut(history, rules);
        var breakIns = BreakInRule.Find(history, rules).ToList();
        // What is possibly the user is no attack, unless the login may be forged.
        history.SetAside(breakIns.Where(draft => draft.Severity == LoginAuditSeverity.Low && !draft.Logins.Any(login => login.Key.IsSuspicious)).SelectMany(draft => draft.Failures));
        var writer = new FindingWriter(history);
        return
        [
            .. breakIns
                .Concat(GuessingRules.LateralGuessing(history, rules))
                .Concat(GuessingRules.PasswordSpraying(history, rules))
                .Concat(GuessingRules.DistributedGuessing(history, rules))
                .Concat(GuessingRules.PasswordGuessing(history, rules))
                .Concat(GuessingRules.DisabledAccounts(history, rules))
                .Concat(GuessingRules.UserEnumeration(history, rules))
                .Concat(LockoutRule.Find(history, rules))
                .Concat(setAside)
                .Where(draft => !history.IsExcluded(draft))
                .Where(draft => draft.Failures.Concat(draft.Logins).Any(history.IsRecent))
                .GroupBy(draft => draft.Kind)
                .SelectMany(kind => kind.OrderByDescending(draft => draft.Severity).ThenByDescending(draft => draft.Failures.Sum(failure => failure.Count)).Take(MostOfAKind))
                .OrderByDescending(draft => draft.Severity).ThenBy(draft => draft.Kind)
                .Select(writer.Write),
        ];
    }

    /// <summary>Joins the findings of several windows, the worst first. Two windows can share events, and then have the same finding.</summary>
    /// <param name="findings">The findings of all windows.</param>
    public static IReadOnlyList<LoginAuditFinding> Join(IEnumerable<LoginAuditFinding> findings) =>
    [
        .. findings.GroupBy(finding => (finding.Id, finding.FirstSeen, finding.LastSeen)).Select(same => same.First())
            .OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Kind),
    ];
}

using System.Globalization;

namespace AwsLoginAudit;

/// <summary>What failures are counted by.</summary>
public enum LoginAuditGrouping
{
    /// <summary>The instance (log stream).</summary>
    Instance,
    /// <summary>The account that was tried, as DOMAIN\name.</summary>
    Account,
    /// <summary>The source address.</summary>
    SourceAddress,
    /// <summary>The reason in words.</summary>
    Reason,
    /// <summary>The logon type in words.</summary>
    LogonType,
    /// <summary>The computer that logged the event.</summary>
    Computer,
}

/// <summary>One value and how often it was seen.</summary>
/// <param name="Name">The value; "(none)" where events have none. A value that could pass for such words is in quotation marks.</param>
/// <param name="Count">How often.</param>
public sealed record LoginAuditTally(string Name, long Count)
{
    /// <inheritdoc/>
    public override string ToString() => $"{SafeText.Listed(Name)} ({Count.ToString(CultureInfo.InvariantCulture)})";
}

/// <summary>One bar of a timeline.</summary>
/// <param name="Start">Its first instant, UTC.</param>
/// <param name="Count">The failures in it.</param>
public sealed record LoginAuditBar(DateTimeOffset Start, long Count)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Words.Time(Start)} ({Count.ToString(CultureInfo.InvariantCulture)})";
}

/// <summary>The failures of one instance (or account, address, reason, logon type, computer) in one window.</summary>
public sealed record LoginAuditCount
{
    /// <summary>What was counted by.</summary>
    public LoginAuditGrouping By { get; init; }

    /// <summary>
    /// The instance, account, address, reason, logon type or computer; "(none)" where events have none, "(others)" where there were more than 10,000. Any but an
    /// instance is in quotation marks if it could pass for such words.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The instance, where it was counted by instance; otherwise null.</summary>
    public string? InstanceId => By == LoginAuditGrouping.Instance && Others is null ? Name : null;

    /// <summary>The failures in the window.</summary>
    public long FailureCount { get; init; }

    /// <summary>
    /// How many more failures the name may have. These are among "(others)", because there were more than 10,000 names. 0 if the count is exact.
    /// </summary>
    public long PossiblyMore { get; init; }

    /// <summary>The limit, in failures a period; null where there is none.</summary>
    public double? Threshold => Rule?.Threshold;

    /// <summary>The failures of the busiest period; the whole count where there are no periods.</summary>
    public long Peak { get; init; }

    /// <summary>In how many periods the limit was passed.</summary>
    public int BreachingPeriods { get; init; }

    /// <summary>True where the rule is met.</summary>
    public bool OverThreshold { get; init; }

    /// <summary>True if the rule is not met by what was counted, and may be met: by the failures that <see cref="PossiblyMore"/> tells of, or by a name among "(others)".</summary>
    public bool MayBeOver => !OverThreshold && (Others?.MayBeOver ?? (PossiblyMore > 0 && Rule?.Breaches(FailureCount + PossiblyMore) == true));

    /// <summary>True where not all of the window could be read: there may be more failures, and what is not over its rule may be over it.</summary>
    public bool Incomplete => Result?.IncompleteReason is not null;

    /// <summary>The earliest failure, UTC; null where no event has a time.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>The latest failure, UTC; null where no event has a time.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>The width of a bar: a minute, or longer where the window, or without a window what the failures span, is longer than two hours.</summary>
    public TimeSpan BarWidth { get; init; }

    /// <summary>How many of the events are suspicious.</summary>
    public long SuspiciousCount { get; init; }

    /// <summary>How many of the events are malformed.</summary>
    public long MalformedCount { get; init; }

    /// <summary>What is known of the names in this count, if it is "(others)": those for which there was no room. Otherwise null.</summary>
    public LoginAuditOthers? Others { get; init; }

    /// <summary>The rule in force; null where there is none.</summary>
    public AlarmRule? Rule { get; init; }

    /// <summary>The computers' names, the most frequent first; at most 1,000. One log stream has several if an event collector writes it.</summary>
    public IReadOnlyList<LoginAuditTally> Computers { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The instances, the most frequent first.</summary>
    public IReadOnlyList<LoginAuditTally> Instances { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The accounts, the most frequent first.</summary>
    public IReadOnlyList<LoginAuditTally> Accounts { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The source addresses, the most frequent first.</summary>
    public IReadOnlyList<LoginAuditTally> Sources { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The reasons, the most frequent first.</summary>
    public IReadOnlyList<LoginAuditTally> Reasons { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The logon types, the most frequent first.</summary>
    public IReadOnlyList<LoginAuditTally> LogonTypes { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>Failures over time, in bars of <see cref="BarWidth"/>, empty bars between included.</summary>
    public IReadOnlyList<LoginAuditBar> Bars { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditBar>([]);

    /// <summary>The latest failures, newest last; at most 10, and fewer where their texts are long or the groups many. Their texts are cut.</summary>
    public IReadOnlyList<LoginAuditFailure> LastFailures { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditFailure>([]);

    /// <summary>What was asked.</summary>
    public LoginAuditWindow Window { get; init; } = LoginAuditWindow.Open;

    /// <summary>What was known of the read when the count was made; null if nothing.</summary>
    public LoginAuditReadResult? Result { get; init; }

    /// <summary>Whether a failed login belongs to the group that was counted; false for "(others)", whose names are unknown.</summary>
    /// <param name="failure">The failed login.</param>
    /// <returns>True if it does.</returns>
    public bool Includes(LoginAuditFailure failure) => Others is null && FailureCounter.NamesOf(By).Equals(FailureCounter.GroupOf(By, failure), Name);

    /// <summary>Every failure as a row, as far as there was room.</summary>
    internal FailureList? Failures { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{Name}: {Words.Plural(FailureCount, "failed login")}{(OverThreshold ? $", over {Words.Number(Threshold ?? 0)}" : "")}{(Incomplete ? ", incomplete" : "")}");
}

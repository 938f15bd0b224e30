using System.Globalization;

namespace AwsLoginAudit;

/// <summary>The property that failures are counted by.</summary>
public enum LoginAuditGrouping
{
    /// <summary>The instance (log stream).</summary>
    Instance,
    /// <summary>The account of the failed login, as DOMAIN\name.</summary>
    Account,
    /// <summary>The source address.</summary>
    SourceAddress,
    /// <summary>The reason, as text.</summary>
    Reason,
    /// <summary>The logon type, as text.</summary>
    LogonType,
    /// <summary>The computer that logged the event.</summary>
    Computer,
}

/// <summary>A value and how often it was seen.</summary>
/// <param name="Name">The value; "(none)" for events without one. A value that looks like such a placeholder is in quotation marks.</param>
/// <param name="Count">The number of events.</param>
public sealed record LoginAuditTally(string Name, long Count)
{
    /// <inheritdoc/>
    public override string ToString() => $"{SafeText.Listed(Name)} ({Count.ToString(CultureInfo.InvariantCulture)})";
}

/// <summary>One bar of a timeline.</summary>
/// <param name="Start">The first instant of the bar, UTC.</param>
/// <param name="Count">The number of failures in the bar.</param>
public sealed record LoginAuditBar(DateTimeOffset Start, long Count)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Words.Time(Start)} ({Count.ToString(CultureInfo.InvariantCulture)})";
}

/// <summary>The failures of one instance (or account, address, reason, logon type, computer) in one window.</summary>
public sealed record LoginAuditCount
{
    /// <summary>The property that was counted by.</summary>
    public LoginAuditGrouping By { get; init; }

    /// <summary>
    /// The instance, account, address, reason, logon type or computer; "(none)" for events without one, "(others)" for the rest of more than 10,000 names.
    /// A name other than an instance's is in quotation marks if it looks like such a placeholder.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The instance, if counted by instance; otherwise null.</summary>
    public string? InstanceId => By == LoginAuditGrouping.Instance && Others is null ? Name : null;

    /// <summary>The number of failures in the window.</summary>
    public long FailureCount { get; init; }

    /// <summary>
    /// The most failures that the name may have in addition. They are in "(others)", because there are more than 10,000 names. 0 if the count is exact.
    /// </summary>
    public long PossiblyMore { get; init; }

    /// <summary>The threshold, in failures per period; null for none.</summary>
    public double? Threshold => Rule?.Threshold;

    /// <summary>The number of failures in the busiest period; the whole count if there are no periods.</summary>
    public long Peak { get; init; }

    /// <summary>The number of periods that breach the threshold.</summary>
    public int BreachingPeriods { get; init; }

    /// <summary>Whether the rule is met.</summary>
    public bool OverThreshold { get; init; }

    /// <summary>Whether the rule may be met by failures not counted here: those of <see cref="PossiblyMore"/>, or of a name in "(others)".</summary>
    public bool MayBeOver => !OverThreshold && (Others?.MayBeOver ?? (PossiblyMore > 0 && Rule?.Breaches(FailureCount + PossiblyMore) == true));

    /// <summary>Whether the window was not read completely. There may be more failures, and a count below the threshold may be over it.</summary>
    public bool Incomplete => Result?.IncompleteReason is not null;

    /// <summary>The time of the earliest failure, UTC; null if no event has a time.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>The time of the latest failure, UTC; null if no event has a time.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>The width of a bar: 1, 5, 10 or 30 minutes, 1, 3, 6 or 12 hours, 1 day or more. Without a window, the time span of the failures decides.</summary>
    public TimeSpan BarWidth { get; init; }

    /// <summary>The number of suspicious events.</summary>
    public long SuspiciousCount { get; init; }

    /// <summary>The number of malformed events.</summary>
    public long MalformedCount { get; init; }

    /// <summary>The number of failed logins that exclusions keep out of <see cref="FailureCount"/>.</summary>
    public long ExcludedCount { get; init; }

    /// <summary>Details of the names in this count if it is "(others)", which holds names without a count of their own; otherwise null.</summary>
    public LoginAuditOthers? Others { get; init; }

    /// <summary>The rule that was applied; null for none.</summary>
    public AlarmRule? Rule { get; init; }

    /// <summary>The computers, most frequent first; at most 1,000. A log stream that an event collector writes has several computers.</summary>
    public IReadOnlyList<LoginAuditTally> Computers { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The instances, most frequent first; at most 20 and "(others)".</summary>
    public IReadOnlyList<LoginAuditTally> Instances { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The accounts, most frequent first; at most 20 and "(others)".</summary>
    public IReadOnlyList<LoginAuditTally> Accounts { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The source addresses, most frequent first; at most 20 and "(others)".</summary>
    public IReadOnlyList<LoginAuditTally> Sources { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The reasons, most frequent first; at most 20 and "(others)".</summary>
    public IReadOnlyList<LoginAuditTally> Reasons { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The logon types, most frequent first; at most 20 and "(others)".</summary>
    public IReadOnlyList<LoginAuditTally> LogonTypes { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The exclusions with the failed logins that each one excluded, most frequent first; at most 20 and "(others)".</summary>
    public IReadOnlyList<LoginAuditTally> ExclusionTallies { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The failures over time, in bars of <see cref="BarWidth"/> that start on whole minutes, hours or days UTC, including empty bars in between.</summary>
    public IReadOnlyList<LoginAuditBar> Bars { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditBar>([]);

    /// <summary>The latest failures, newest last; at most 10, fewer if the texts are long or there are many groups. Long texts are shortened.</summary>
    public IReadOnlyList<LoginAuditFailure> LastFailures { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditFailure>([]);

    /// <summary>The window that was counted.</summary>
    public LoginAuditWindow Window { get; init; } = LoginAuditWindow.Open;

    /// <summary>The result of the read when the count was created; null if unknown.</summary>
    public LoginAuditReadResult? Result { get; init; }

    /// <summary>Whether an event belongs to the group that was counted; false for "(others)", whose names are unknown.</summary>
    /// <param name="one">The event.</param>
    /// <returns>True if it does.</returns>
    public bool Includes(LoginAuditEvent one) => Others is null && FailureCounter.NamesOf(By).Equals(FailureCounter.GroupOf(By, one), Name);

    /// <summary>The failed logins of the measurement, which all its counts share; null for a copy from a job, a remote session or a file.</summary>
    internal Examination? Examination { get; init; }

    /// <summary>A row of every failure, as far as the rows fit.</summary>
    internal FailureList? Failures { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{Name}: {Words.Plural(FailureCount, "failed login")}{(OverThreshold ? $", over {Words.Number(Threshold ?? 0)}" : "")}{(Incomplete ? ", incomplete" : "")}");
}

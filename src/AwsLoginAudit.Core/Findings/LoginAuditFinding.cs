namespace AwsLoginAudit;

/// <summary>What a group of events means: what happened, who, where, when, and what to do next.</summary>
/// <remarks>Names in a finding come from events, so anybody who tries to log in chooses them. Views and reports escape them.</remarks>
public sealed record LoginAuditFinding
{
    /// <summary>What happened.</summary>
    public required LoginAuditFindingKind Kind { get; init; }

    /// <summary>How urgent it is.</summary>
    public required LoginAuditSeverity Severity { get; init; }

    /// <summary>One sentence that names the machine, the account and the source.</summary>
    public required string Title { get; init; }

    /// <summary>What happened in a few words, without the machine, for a subject line.</summary>
    public required string Summary { get; init; }

    /// <summary>The time of the first event, UTC.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>The time of the last event, UTC.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The failed guesses; two events of one attempt in two logs are one guess. For a lockout or a stored password, the failed logins.</summary>
    public long Guesses { get; init; }

    /// <summary>The logins that followed. 0 where nobody got in, or where successful logins were not read.</summary>
    public long Successes { get; init; }

    /// <summary>Whether it says that somebody got in.</summary>
    internal bool IsEntry => Kind == LoginAuditFindingKind.BreakIn && Successes > 0;

    /// <summary>Whether to report it even if no instance is over its threshold: the severity is High or Critical, or a password was found and it was probably not the user.</summary>
    internal bool IsUrgent => Severity >= LoginAuditSeverity.High || (Kind == LoginAuditFindingKind.BreakIn && Severity > LoginAuditSeverity.Low);

    /// <summary>The technique of MITRE ATT&amp;CK, such as T1110.003; null if it is no attack.</summary>
    public string? Technique { get; init; }

    /// <summary>True if some of the events may be forged. Such events never raise the severity above Medium.</summary>
    public bool Suspicious { get; init; }

    /// <summary>True if the read of the events is incomplete, so events of the finding may be missing.</summary>
    public bool Incomplete { get; init; }

    /// <summary>The same for the same thing within one firing of an alarm: kind and subject, as a digest of 16 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The instances, the one with the most events first; at most 1,000.</summary>
    public IReadOnlyList<string> InstanceIds { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The computers of these instances, in the same order; an instance whose events name no computer has none.</summary>
    public IReadOnlyList<string> ComputerNames { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The accounts with their events, the most first; at most 20, and "(others)".</summary>
    public IReadOnlyList<LoginAuditTally> Accounts { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditTally>([]);

    /// <summary>The sources with their events, the most first; at most 20.</summary>
    public IReadOnlyList<LoginAuditSource> Origins { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditSource>([]);

    /// <summary>The logon types in words.</summary>
    public IReadOnlyList<string> LogonTypeNames { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The programs that asked for the login, where the events name one; at most 20.</summary>
    public IReadOnlyList<string> Processes { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>The names of the exclusions that match some of its failed logins and do not hide it; at most 20.</summary>
    public IReadOnlyList<string> ExclusionNames { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>What to do next, the most urgent step first.</summary>
    public IReadOnlyList<string> NextSteps { get; init => field = TextList.Of(value); } = TextList.Of<string>([]);

    /// <summary>Up to ten events that show it: the first ones, and the logins.</summary>
    public IReadOnlyList<LoginAuditEvidence> EvidenceEvents { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditEvidence>([]);

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{Severity}: {Title}");
}

/// <summary>Where guesses came from.</summary>
/// <param name="Name">The address, or the name that the workstation gave itself.</param>
/// <param name="Kind">What the name is.</param>
/// <param name="Count">The events from there.</param>
public sealed record LoginAuditSource(string Name, LoginAuditSourceKind Kind, long Count)
{
    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{OwnWords.Quote(Name)} ({(Kind == LoginAuditSourceKind.Workstation ? "workstation" : Kind.ToString().ToLowerInvariant())}, {Words.Number(Count)})");
}

/// <summary>What is known of a source.</summary>
public enum LoginAuditSourceKind : byte
{
    /// <summary>The event names no source: the console of the machine, or a service on it.</summary>
    None,

    /// <summary>An address of a private, shared or link-local range (RFC 1918, 6598, 3927, 4193, 4291).</summary>
    Private,

    /// <summary>An address of the internet.</summary>
    Public,

    /// <summary>A name that a workstation gave itself; the event has no address.</summary>
    Workstation,
}

/// <summary>An event, or several equal ones within a second, that a finding rests on.</summary>
public sealed record LoginAuditEvidence
{
    /// <summary>The time of the first, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The Windows event id; null if none can be read.</summary>
    public int? EventId { get; init; }

    /// <summary>The record number of the first in the Security log; null if the event has none.</summary>
    public long? RecordId { get; init; }

    /// <summary>The account; null for none.</summary>
    public string? Account { get; init; }

    /// <summary>The source; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show(
        $"{Words.Time(Time)}, {InstanceId}, event {EventId}: {OwnWords.Quote(Account ?? OwnWords.UnknownAccount)} from {Source ?? OwnWords.None}{(Count > 1 ? $" ({Words.Number(Count)} times)" : "")}");
}

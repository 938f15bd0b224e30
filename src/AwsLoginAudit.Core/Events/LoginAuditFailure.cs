namespace AwsLoginAudit;

/// <summary>How Windows audited the event: the audit bits of Keywords, or the event id and its code where there are none.</summary>
public enum AuditOutcome : byte
{
    /// <summary>It cannot be told. Such an event is counted.</summary>
    Unknown,
    /// <summary>Audit failure (Keywords 0x8010000000000000).</summary>
    Failure,
    /// <summary>Audit success (Keywords 0x8020000000000000).</summary>
    Success,
}

/// <summary>One failed login, or another audit failure of the Security log.</summary>
/// <remarks>
/// Values are as the event has them and may hold anything a stranger typed; the module's views and reports escape them.
/// A null means that the event does not say, or says several things (see <see cref="Conflicts"/>). A value of more than 1,024 characters is cut: it
/// ends in an ellipsis and a mark with a digest of the whole value, which is in <see cref="RawText"/>.
/// </remarks>
public sealed record LoginAuditFailure
{
    internal static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoConflicts =
        TextList.Of(new Dictionary<string, IReadOnlyList<string>>());

    // A nullable time would be three times as large in every event.
    private readonly long ingestionTicks;

    /// <summary>When it happened: the log event's timestamp, or else the event's own TimeCreated; UTC, in milliseconds. Null where neither is there.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>When CloudWatch Logs received the event, UTC, in milliseconds. Null if the source does not say.</summary>
    public DateTimeOffset? IngestionTime
    {
        get => ingestionTicks == 0 ? null : new DateTimeOffset(ingestionTicks, TimeSpan.Zero);
        init => ingestionTicks = value?.UtcTicks ?? 0;
    }

    /// <summary>The instance: the log stream, or the computer where a source has no streams.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The computer's name, as the event's System part gives it.</summary>
    public string? Computer { get; init; }

    /// <summary>The Windows event id, such as 4625.</summary>
    public int? EventId { get; init; }

    /// <summary>The record number in that computer's Security log.</summary>
    public long? RecordId { get; init; }

    /// <summary>What it is: a failed login, or another audit failure, which is read only on request and never counted.</summary>
    public LoginAuditEventKind Kind { get; init; }

    /// <summary>How Windows audited it.</summary>
    public AuditOutcome Outcome { get; init; }

    /// <summary>The account that was tried. An event of no target, such as 4673, is about its subject; an empty target is no account.</summary>
    public string? AccountName
    {
        get;
        init => (field, Account) = (value, Join(AccountDomain, value));
    }

    /// <summary>The account's domain or computer.</summary>
    public string? AccountDomain
    {
        get;
        init => (field, Account) = (value, Join(value, AccountName));
    }

    /// <summary>The account as DOMAIN\name, or the name alone; null where the event does not say.</summary>
    public string? Account { get; private init; }

    /// <summary>The account's security identifier; S-1-0-0 where Windows did not find one.</summary>
    public string? AccountSid { get; init; }

    /// <summary>Where the attempt came from; null for local or unknown. IPv4 in IPv6 form is shown as IPv4.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The source's TCP port; null for none.</summary>
    public int? SourcePort { get; init; }

    /// <summary>The name that the source gave itself.</summary>
    public string? Workstation { get; init; }

    /// <summary>The logon type, such as 3 (network) or 10 (remote desktop).</summary>
    public int? LogonType { get; init; }

    /// <summary>The logon type in words.</summary>
    public string? LogonTypeName { get; init; }

    /// <summary>The status code: NTSTATUS, or Kerberos for 4768 to 4773 and 4824; lower-case hex without padding. For 6273 NPS's reason code, decimal.</summary>
    public string? Status { get; init; }

    /// <summary>The finer NTSTATUS of event 4625; 0x0 where Status tells all.</summary>
    public string? SubStatus { get; init; }

    /// <summary>Why it failed, in words; the code in hex where it is not a known one.</summary>
    public string? Reason { get; init; }

    /// <summary>The logon process, such as NtLmSsp.</summary>
    public string? LogonProcess { get; init; }

    /// <summary>The authentication package, such as NTLM or Kerberos.</summary>
    public string? AuthenticationPackage { get; init; }

    /// <summary>The program that asked for the login.</summary>
    public string? ProcessName { get; init; }

    /// <summary>True where the event is not built as Windows builds it, so that part of it may be forged.</summary>
    public bool Suspicious { get; init; }

    /// <summary>True where the text is neither event XML nor the agent's text format; fields are what could be read.</summary>
    public bool Malformed { get; init; }

    /// <summary>The event's text where it is suspicious or malformed, or a value is cut; otherwise null. Counts keep at most 16,384 characters of it.</summary>
    public string? RawText { get; init; }

    /// <summary>True once the read that this came from has stopped early: there may be more.</summary>
    public bool Incomplete => Read.IncompleteReason is not null;

    /// <summary>Each field that the event gives more than one value, or that an event of its id does not have, with all its values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Conflicts { get; init => field = TextList.Of(value); } = NoConflicts;

    /// <summary>The read that this came from: its window, and whether it was read to the end.</summary>
    public LoginAuditRead Read { get; init; } = LoginAuditRead.Open;

    // Once for all that ask for it.
    private static string? Join(string? domain, string? name) => name is null || domain is null ? name : LongValue.Bound($"{domain}\\{name}");

    /// <summary>CloudWatch's id of the log event, for telling a resent event without a record number from a new one.</summary>
    internal string? LogEventId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SafeText.Show($"{Words.Time(Time)}, {InstanceId}, event {EventId}: {Account ?? OwnWords.UnknownAccount} from {SourceAddress ?? OwnWords.None}{(Reason is null ? "" : ", ")}{Reason}");
}

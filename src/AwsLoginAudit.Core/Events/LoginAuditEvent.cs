namespace AwsLoginAudit;

/// <summary>An event of the Security log: a failed login, a successful login, or an account lockout.</summary>
/// <remarks>
/// Values are exactly those of the event and can contain any text that somebody typed; the module's views and reports escape them.
/// Null means that the event has no value, or several values (see <see cref="Conflicts"/>). A value of more than 1,024 characters is shortened: it
/// ends in an ellipsis and a digest of the whole value, which is in <see cref="RawText"/>.
/// </remarks>
public abstract record LoginAuditEvent
{
    internal static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoConflicts =
        TextList.Of(new Dictionary<string, IReadOnlyList<string>>());

    // The ticks take a third of the memory of a nullable time in every event.
    private readonly long ingestionTicks;

    private protected LoginAuditEvent()
    {
    }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private protected LoginAuditEvent(in ParsedEvent values)
    {
        Time = values.Time;
        IngestionTime = values.IngestionTime;
        InstanceId = values.InstanceId;
        Computer = values.Computer;
        EventId = values.EventId;
        RecordId = values.RecordId;
        Kind = values.Kind;
        Outcome = values.Outcome;
        AccountName = values.AccountName;
        AccountDomain = values.AccountDomain;
        AccountSid = values.AccountSid;
        SourceAddress = values.SourceAddress;
        SourcePort = values.SourcePort;
        Workstation = values.Workstation;
        LogonType = values.LogonType;
        LogonProcess = values.LogonProcess;
        AuthenticationPackage = values.AuthenticationPackage;
        ProcessName = values.ProcessName;
        Suspicious = values.Suspicious;
        Malformed = values.Malformed;
        RawText = values.RawText;
        Conflicts = values.Conflicts;
        Read = values.Read;
        LogEventId = values.LogEventId;
    }

    /// <summary>The time of the log event or, if unknown, the event's own TimeCreated; UTC, in milliseconds. Null if both are unknown.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The time when CloudWatch Logs received the event, UTC, in milliseconds. Null if unknown.</summary>
    public DateTimeOffset? IngestionTime
    {
        get => ingestionTicks == 0 ? null : new DateTimeOffset(ingestionTicks, TimeSpan.Zero);
        init => ingestionTicks = value?.UtcTicks ?? 0;
    }

    /// <summary>The instance: the log stream, or the computer if the source has no streams.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The computer name in the System element of the event.</summary>
    public string? Computer { get; init; }

    /// <summary>The Windows event id, such as 4625.</summary>
    public int? EventId { get; init; }

    /// <summary>The record number in that computer's Security log.</summary>
    public long? RecordId { get; init; }

    /// <summary>The kind: a failed login, another audit failure, which is read only on request and never counted, or an audit success.</summary>
    public LoginAuditEventKind Kind { get; init; }

    /// <summary>The audit outcome.</summary>
    public AuditOutcome Outcome { get; init; }

    /// <summary>The account of the login. An event without a target, such as 4673, has the account of its subject; an empty target has none.</summary>
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

    /// <summary>The account as DOMAIN\name, or the name alone; null if unknown.</summary>
    public string? Account { get; private init; }

    /// <summary>The account's security identifier; S-1-0-0 if Windows did not find one.</summary>
    public string? AccountSid { get; init; }

    /// <summary>The source address of the login; null if local or unknown. An IPv4 address in IPv6 form is shown as IPv4.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The TCP port of the source; null for none.</summary>
    public int? SourcePort { get; init; }

    /// <summary>The workstation name that the source sent.</summary>
    public string? Workstation { get; init; }

    /// <summary>The logon type, such as 3 (network) or 10 (remote desktop).</summary>
    public int? LogonType { get; init; }

    /// <summary>The name of the logon type; null if unknown.</summary>
    public string? LogonTypeName => CodeTables.LogonType(LogonType);

    /// <summary>The logon process, such as NtLmSsp.</summary>
    public string? LogonProcess { get; init; }

    /// <summary>The authentication package, such as NTLM or Kerberos.</summary>
    public string? AuthenticationPackage { get; init; }

    /// <summary>The program that requested the login.</summary>
    public string? ProcessName { get; init; }

    /// <summary>
    /// True if the structure of the event is not that of Windows, so parts of it may be forged; or if the event begins inside an unfinished event of a file,
    /// so somebody may have typed all of it.
    /// </summary>
    public bool Suspicious { get; init; }

    /// <summary>True if the text is neither event XML nor the agent's text format; the members have what could be read.</summary>
    public bool Malformed { get; init; }

    /// <summary>The event's text if the event is suspicious or malformed or a value was shortened; otherwise null. Counts keep up to 16,384 characters.</summary>
    public string? RawText { get; init; }

    /// <summary>True if the read of this event is incomplete, so there may be more events. It can change to true until the read ends.</summary>
    public bool Incomplete => Read.IncompleteReason is not null;

    /// <summary>The fields that have several values in this event, or that events with this id do not have, with all their values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Conflicts { get; init => field = TextList.Of(value); } = NoConflicts;

    /// <summary>The read that returned this event: its window, and whether it is complete.</summary>
    public LoginAuditRead Read { get; init; } = LoginAuditRead.Open;

    // Account is computed once per event, because grouping, reports and comparisons read it often.
    private static string? Join(string? domain, string? name) => name is null || domain is null ? name : LongValue.Bound($"{domain}\\{name}");

    /// <summary>CloudWatch's id of the log event, for detecting duplicate events without a record number.</summary>
    internal string? LogEventId { get; init; }

    /// <summary>The time, the instance, the event id, the account and a source, with every character escaped that a terminal could execute.</summary>
    private protected string Describe(string? source) =>
        SafeText.Show($"{Words.Time(Time)}, {InstanceId}, event {EventId}: {Account ?? OwnWords.UnknownAccount} from {source ?? OwnWords.None}");

    /// <inheritdoc/>
    public override string ToString() => Describe(SourceAddress);
}

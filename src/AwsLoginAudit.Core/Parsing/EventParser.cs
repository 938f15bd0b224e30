using System.Globalization;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Parses the text of one event into a <see cref="LoginAuditEvent"/>. The parser never throws and never drops an event.</summary>
/// <remarks>An instance keeps buffers and strings between events, so it is not thread-safe.</remarks>
public sealed class EventParser
{
    private const ulong AuditFailure = 0x0010000000000000;
    private const ulong AuditSuccess = 0x0020000000000000;

    // On many versions of Windows, the template of event 4648 itself has two values named LogonGuid, so this repetition is not forged.
    private const string RepeatedByWindows = "LogonGuid";

    private readonly EventXmlScanner scanner = new();
#if NET8_0_OR_GREATER
    private readonly ShippedEventScanner shipped = new();
#endif
    private readonly StringCache strings = new();

    /// <summary>Parses one event: XML of the agent, EvtRender or wevtutil, the agent's text format, JSON of other agents, or a damaged form of these.</summary>
    /// <param name="logEvent">The event.</param>
    /// <param name="read">The read that the result belongs to; null for none.</param>
    /// <returns>The values of the event; Suspicious and Malformed say how reliable they are.</returns>
    public LoginAuditEvent Parse(LogEvent logEvent, LoginAuditRead? read = null) => Parse(new Origin(
        logEvent.LogStream.AsSpan(), logEvent.Timestamp, logEvent.Message.AsSpan(), logEvent.EventId.AsSpan(), read ?? LoginAuditRead.Open,
        logEvent.IngestionTime, logEvent.MayBeTyped));

    /// <summary>Parses one event in a buffer. Only its values become strings, not its whole text.</summary>
    /// <param name="logStream">The log stream; empty for none.</param>
    /// <param name="timestamp">The log event's timestamp, UTC; null for none.</param>
    /// <param name="message">The text.</param>
    /// <param name="eventId">CloudWatch's id of the log event; empty for none.</param>
    /// <param name="read">The read that the result belongs to.</param>
    /// <param name="ingestionTime">The time when CloudWatch Logs received the event, UTC; null if unknown.</param>
    /// <returns>The values of the event; Suspicious and Malformed say how reliable they are.</returns>
    public LoginAuditEvent Parse(
        ReadOnlySpan<char> logStream, DateTimeOffset? timestamp, ReadOnlySpan<char> message, ReadOnlySpan<char> eventId, LoginAuditRead read,
        DateTimeOffset? ingestionTime = null) =>
        Parse(new Origin(logStream, timestamp, message, eventId, read, ingestionTime));

    private LoginAuditEvent Parse(in Origin origin)
    {
        var message = origin.Message;
        if (message.Length > 0 && message[0] == '{')
            return FromJson(origin);
        return message.Length > 0 && message[0] == '[' && TextFormat.Read(message.ToString()) is { } text
            ? FromText(origin, text)
            : FromXml(origin);
    }

    // Agents other than CloudWatch's send events as JSON.
    private LoginAuditEvent FromJson(in Origin origin)
    {
        return JsonMessage.Read(origin.Message.ToString()).Text is not { } text
            ? FromXml(origin)
            : Parse(origin.LogStream, origin.Timestamp, text.AsSpan(), origin.EventId, origin.Read, origin.IngestionTime);
    }

#if NET8_0_OR_GREATER
    /// <summary>Parses one event from the bytes of a JSON string, if its structure is exactly that of Windows and the agent.</summary>
    /// <param name="logStream">The log stream.</param>
    /// <param name="timestamp">The log event's timestamp, UTC.</param>
    /// <param name="json">The content of the string, without quotes. Its only escapes are those of quotes, backslashes, slashes and white space.</param>
    /// <param name="read">The read that the result belongs to.</param>
    /// <param name="ingestionTime">The time when CloudWatch Logs received the event, UTC; null if unknown.</param>
    /// <returns>The same values that parsing the text returns; null if the text must be parsed.</returns>
    [MethodImpl(Hot.Path)]
    public LoginAuditEvent? ParseShipped(
        ReadOnlySpan<char> logStream, DateTimeOffset timestamp, ReadOnlySpan<byte> json, LoginAuditRead read, DateTimeOffset? ingestionTime = null)
    {
        if (!shipped.Scan(json))
            return null;
        var origin = new Origin(logStream, timestamp, default, default, read, ingestionTime);
        var fields = new EventFields(shipped.Text, shipped.Fields, strings, FieldConflicts.None);
        var parsed = FromFields(origin, fields, FieldConflicts.None, isRegular: true, isSecurity: true);
        return parsed.RawText is not null || parsed.RecordId is null ? null : parsed;
    }
#endif

    /// <summary>An event and its metadata from the source.</summary>
    private readonly ref struct Origin(
        ReadOnlySpan<char> logStream, DateTimeOffset? timestamp, ReadOnlySpan<char> message, ReadOnlySpan<char> eventId, LoginAuditRead read,
        DateTimeOffset? ingestionTime, bool mayBeTyped = false)
    {
        public readonly ReadOnlySpan<char> LogStream = logStream;
        public readonly DateTimeOffset? Timestamp = timestamp;

        // AWS Directory Service ends the events that it forwards with U+0000.
        public readonly ReadOnlySpan<char> Message = message.TrimEnd('\0');
        public readonly ReadOnlySpan<char> EventId = eventId;
        public readonly LoginAuditRead Read = read;
        public readonly DateTimeOffset? IngestionTime = ingestionTime;
        public readonly bool MayBeTyped = mayBeTyped;

        /// <summary>CloudWatch's id, if the event has no record number or timestamp to identify it. A short number is a Windows event id instead.</summary>
        public string? Id(long? recordId) =>
            recordId is not null && Timestamp is not null || EventId.IsEmpty || (EventId.Length < LogMembers.ShortestId && Digits.Decimal(EventId) is not null)
                ? null
                : LongValue.Bound(EventId.ToString());
    }

    [MethodImpl(Hot.Path)]
    private LoginAuditEvent FromXml(in Origin origin)
    {
        var text = origin.Message;
        scanner.Scan(text);
        var conflicts = scanner.HasRepeats ? FieldConflicts.Find(text, scanner.Fields) : FieldConflicts.None;
        var isRegular = scanner.IsRegular && (!scanner.HasRepeats || scanner.RepeatsOnly(text, RepeatedByWindows));
        var fields = new EventFields(text, scanner.Fields, strings, conflicts);
        var all = ForeignFields.AddTo(conflicts, ToInt32(fields.EventId()), text, scanner.Fields);
        if (!ReferenceEquals(all, conflicts))
        {
            isRegular = false;
            fields = new EventFields(text, scanner.Fields, strings, all);
        }
        return FromFields(origin, fields, all, isRegular, Log.IsSecurity(fields));
    }

    [MethodImpl(Hot.Path)]
    private LoginAuditEvent FromFields(in Origin origin, in EventFields fields, FieldConflicts conflicts, bool isRegular, bool isSecurity)
    {
        strings.HasCut = false;
        var eventId = ToInt32(fields.EventId());
        var roles = EventRoles.Of(eventId);
        var computer = fields.System("Computer");
        var status = CodeTables.Normalize(fields.Data(roles.Status));
        var subStatus = CodeTables.Normalize(fields.Data("SubStatus"));
        var logonType = ToInt32(fields.Number("LogonType"));
        var isAddress = SourceAddress.TryNormalize(fields.Data(roles.Address) ?? fields.Data("ClientAddress"), out var source) || roles.IsFreeAddress;
        var audited = Audited(fields.System("Keywords"));
        var suspicious = !isAddress || !isRegular || origin.MayBeTyped;
        var recordId = fields.SystemNumber("EventRecordID");
        var account = Known(fields.Data(roles.Account));
        var isSubject = account is null && IsSubject(eventId, fields);
        var kind = FailedLogin.Classify(eventId ?? Log.CountedId(conflicts), isSecurity, audited, status, isForged: suspicious);
        return new ParsedEvent
        {
            Time = origin.Timestamp ?? ToTime(fields.System("TimeCreated") ?? OriginalTime(conflicts)),
            IngestionTime = origin.IngestionTime,
            InstanceId = Instance(origin.LogStream, computer),
            Computer = computer,
            EventId = eventId,
            RecordId = recordId,
            Kind = kind,
            Outcome = Outcome(audited, isSecurity ? eventId : null, status, suspicious),
            AccountName = isSubject ? Known(fields.Data("SubjectUserName")) : account,
            AccountDomain = Known(fields.Data(isSubject ? "SubjectDomainName" : roles.Domain)),
            AccountSid = Known(fields.Data(isSubject ? "SubjectUserSid" : roles.Sid)) ?? (isSubject ? null : Known(fields.Data("TargetSid"))),
            SourceAddress = source,
            SourcePort = ToPort(fields.Number("IpPort")),
            Workstation = Workstation(fields, roles, source),
            LogonType = logonType,
            Status = status,
            SubStatus = subStatus,
            LogonId = kind == LoginAuditEventKind.AuditSuccess ? CodeTables.Normalize(fields.Data(eventId == SuccessfulLogin.SpecialPrivileges ? "SubjectLogonId" : "TargetLogonId")) : null,
            Reason = eventId == 6273 ? Known(fields.Data("Reason")) : Reason(eventId, status, subStatus, fields.Data("FailureReason")),
            LogonProcess = Known(fields.Trimmed("LogonProcessName")),
            AuthenticationPackage = Known(fields.Data("AuthenticationPackageName")) ?? Known(fields.Data("PackageName")),
            ProcessName = Known(fields.Data("ProcessName")),
            Suspicious = suspicious,
            Malformed = !isRegular && !scanner.IsXml,
            Conflicts = conflicts.ByName(),
            RawText = suspicious || strings.HasCut ? origin.Message.ToString() : null,
            Read = origin.Read,
            LogEventId = origin.Id(recordId),
        }.ToEvent(isSecurity ? eventId ?? Log.FirstId(conflicts) : null);
    }

    // Only an event without a target has the account of its subject. In a failed login, the subject is the machine or service that received the request.
    [MethodImpl(Hot.Path)]
    private static bool IsSubject(int? eventId, in EventFields fields) =>
        (eventId is not { } id || !(FailedLogin.IsAlways(id) || FailedLogin.IsByCode(id))) && !fields.HasData("TargetUserName") && !fields.HasData("AccountName");

    // A calling station that is an IP address is shown as the source address only.
    [MethodImpl(Hot.Path)]
    private static string? Workstation(in EventFields fields, EventRoles roles, string? source) =>
        roles.IsFreeAddress && source is not null ? null : Known(fields.Data(roles.Workstation)) ?? Known(fields.Data("Workstation"));

    private LoginAuditEvent FromText(in Origin origin, TextFormat text)
    {
        strings.HasCut = false;
        var status = CodeTables.Normalize(Value(text.Value(TextField.Status)));
        var subStatus = CodeTables.Normalize(Value(text.Value(TextField.SubStatus)));
        var logonType = ToInt32(Digits.Decimal(text.Value(TextField.LogonType).AsSpan()));
        var suspicious = !SourceAddress.TryNormalize(Value(text.Value(TextField.Address)), out var source) || !text.IsRegular;
        var isSecurity = Log.IsSecurity(text.Channel, text.Provider);
        var computer = Value(text.Computer);
        var kind = FailedLogin.Classify(text.EventId, isSecurity, AuditOutcome.Unknown, status, isForged: suspicious);
        return new ParsedEvent
        {
            Kind = kind,
            Time = origin.Timestamp,
            IngestionTime = origin.IngestionTime,
            InstanceId = Instance(origin.LogStream, computer),
            Computer = computer,
            EventId = text.EventId,
            Outcome = Outcome(AuditOutcome.Unknown, isSecurity ? text.EventId : null, status, suspicious),
            AccountName = Known(Value(text.Value(TextField.AccountName))),
            AccountDomain = Known(Value(text.Value(TextField.AccountDomain))),
            AccountSid = Known(Value(text.Value(TextField.AccountSid))),
            SourceAddress = source,
            SourcePort = ToPort(Digits.Decimal(text.Value(TextField.Port).AsSpan())),
            Workstation = Known(Value(text.Value(TextField.Workstation))),
            LogonType = logonType,
            Status = status,
            SubStatus = subStatus,
            LogonId = CodeTables.Normalize(Value(text.Value(TextField.LogonId))),
            Reason = Reason(text.EventId, status, subStatus, null),
            LogonProcess = Known(Value(text.Value(TextField.LogonProcess)?.TrimEnd())),
            AuthenticationPackage = Known(Value(text.Value(TextField.AuthenticationPackage))),
            ProcessName = Known(Value(text.Value(TextField.ProcessName))),
            Suspicious = suspicious,
            Malformed = text.IsCutOff,
            Conflicts = LoginAuditEvent.NoConflicts,
            RawText = suspicious || strings.HasCut ? origin.Message.ToString() : null,
            Read = origin.Read,
            LogEventId = origin.Id(recordId: null),
        }.ToEvent(isSecurity ? text.EventId : null);
    }

    private string? Value(string? text) => text is null ? null : strings.Value(text.AsSpan());

    // Events without a log stream and a readable computer name are counted together, under a name that no computer can have.
    [MethodImpl(Hot.Path)]
    private string Instance(ReadOnlySpan<char> logStream, string? computer) =>
        logStream.IsEmpty ? Known(computer) ?? "(unknown)" : strings.Value(logStream);

    [MethodImpl(Hot.Path)]
    internal static AuditOutcome Audited(string? keywords) =>
        Digits.Hex(keywords.AsSpan().Trim()) is not { } bits ? AuditOutcome.Unknown
        : (bits & AuditFailure) != 0 ? AuditOutcome.Failure
        : (bits & AuditSuccess) != 0 ? AuditOutcome.Success
        : AuditOutcome.Unknown;

    [MethodImpl(Hot.Path)]
    private static AuditOutcome Outcome(AuditOutcome audited, int? eventId, string? status, bool suspicious)
    {
        if (audited != AuditOutcome.Unknown || eventId is not { } id)
            return audited;
        if (FailedLogin.IsAlways(id))
            return AuditOutcome.Failure;
        // In a suspicious event the status can be forged, and the true one hidden in a comment.
        if (suspicious)
            return AuditOutcome.Unknown;
        if (FailedLogin.IsByCode(id) && status is not null)
            return status == "0x0" ? AuditOutcome.Success : AuditOutcome.Failure;
        return FailedLogin.IsSuccess(id) ? AuditOutcome.Success : AuditOutcome.Unknown;
    }

    // SubStatus is more specific than Status, unless it is 0x0.
    [MethodImpl(Hot.Path)]
    private static string? Reason(int? eventId, string? status, string? subStatus, string? failureReason)
    {
        if (eventId is (>= 4768 and <= 4773) or 4824)
            return status is null or "0x0" ? null : CodeTables.Kerberos(status) ?? status;
        var code = subStatus is null or "0x0" ? status : subStatus;
        if (code is null or "0x0")
            return CodeTables.FailureReason(failureReason);
        return CodeTables.Status(code) ?? CodeTables.FailureReason(failureReason) ?? code;
    }

    [MethodImpl(Hot.Path)]
    private static string? Known(string? value) => value is null or "" or "-" || (XmlCharacters.IsWhite(value[0]) && string.IsNullOrWhiteSpace(value)) ? null : value;

    private static int? ToInt32(long? number) => number <= int.MaxValue ? (int)number : null;

    private static int? ToPort(long? number) => number is > 0 and <= 65535 ? (int)number : null;

    // Typed text comes after the event's own time. Without a time, the event would be part of no finding.
    private static string? OriginalTime(FieldConflicts conflicts) => conflicts.OfSystem("TimeCreated")?[0];

    // Times have milliseconds, as in CloudWatch, so that an event has the same time from every source.
    private static DateTimeOffset? ToTime(string? value)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(Trimmed(value), CultureInfo.InvariantCulture, Utc, out var time))
            return null;
        return new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    // .NET parses at most seven fractional digits, but Windows sometimes writes nine.
    private static string? Trimmed(string? value)
    {
        const int SevenDigits = 27;
        return value is { Length: > SevenDigits } && value[19] == '.' && value[value.Length - 1] == 'Z'
            ? value.Substring(0, SevenDigits) + "Z"
            : value;
    }
}

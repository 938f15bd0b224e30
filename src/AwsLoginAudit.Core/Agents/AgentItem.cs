namespace AwsLoginAudit;

/// <summary>An item of windows_events that reads failed logins' channel: the Security log, or on a collector ForwardedEvents.</summary>
/// <param name="Place">Where it stands in the configuration.</param>
/// <param name="Levels">Its event_levels; none for all.</param>
/// <param name="Ids">Its event_ids; none for all.</param>
/// <param name="Filters">Its filters.</param>
/// <param name="IsText">Whether its event_format is text.</param>
/// <param name="LogGroupName">Its log_group_name; null if it has none.</param>
/// <param name="LogStreamName">Its log_stream_name, else that of the section logs, else the agent's default.</param>
/// <remarks>
/// The agent asks Windows for events of one of the levels and of one of the ids, and then applies the filters (aws/amazon-cloudwatch-agent,
/// plugins/inputs/windows_event_log/wineventlog/utils.go, createFilterQuery; read August 2026).
/// </remarks>
internal sealed record AgentItem(
    string Place, IReadOnlyList<string> Levels, IReadOnlyCollection<int> Ids, IReadOnlyList<AgentFilter> Filters, bool IsText, string? LogGroupName, string LogStreamName)
{
    // Audit events have level 0 (LogAlways), which the agent asks for as INFORMATION, together with level 4 (translator, collectlist.go).
    private const string AuditLevel = "INFORMATION";

    /// <summary>Why it sends no failed login: the place, and what is wrong there. Null if it sends some, or if that cannot be told.</summary>
    public (string Place, string Reason)? WhyNone()
    {
        if (!AsksForAudits)
            return ($"{Place}.event_levels", $"lacks {AuditLevel}, the level of audit events, so no failed login would be sent");
        if (!Failures.Any())
            return ($"{Place}.event_ids", $"has no id of a failed login ({string.Join(", ", FailedLogin.EventId)})");
        return SendsSome || IsUnknown ? null : ($"{Place}.filters", "lets no failed login through");
    }

    /// <summary>Whether a failed login of the samples would be sent.</summary>
    public bool SendsSome => AsksForAudits && Failures.Any(sample => Filters.All(filter => filter.Lets(sample.Message(IsText))));

    /// <summary>Whether a failed login of an id may be sent, as far as the samples tell.</summary>
    /// <param name="eventId">The event id.</param>
    public bool MaySend(int eventId) => AsksForAudits && Failures.Any(sample => sample.EventId == eventId && MayLet(sample));

    private bool AsksForAudits => Levels.Count == 0 || Levels.Contains(AuditLevel);

    private bool IsUnknown => Failures.Any(MayLet);

    private IEnumerable<SampleMessage> Failures => SampleMessage.All.Where(sample => sample.IsFailedLogin && (Ids.Count == 0 || Ids.Contains(sample.EventId)));

    // An include filter that matches no event at all may be about one account or address, which the samples do not have.
    private bool MayLet(SampleMessage sample) => Filters.All(filter => filter.Lets(sample.Message(IsText)) || IsAboutNone(filter));

    private bool IsAboutNone(AgentFilter filter) => !filter.IsExclude && !SampleMessage.All.Any(sample => filter.Matches(sample.Message(IsText)));
}

namespace AwsLoginAudit;

/// <summary>An item of windows_events whose channel has failed logins: Security, or ForwardedEvents on an event collector.</summary>
/// <param name="Place">The item's place in the configuration, such as $.logs.logs_collected.windows_events.collect_list[0].</param>
/// <param name="Levels">The item's event_levels; empty for all.</param>
/// <param name="Ids">The item's event_ids; empty for all.</param>
/// <param name="Filters">The item's filters.</param>
/// <param name="IsText">Whether the item's event_format is text.</param>
/// <param name="LogGroupName">The item's log_group_name; null if not set.</param>
/// <param name="LogStreamName">The item's log_stream_name. If not set, that of the logs section, or else the agent's default.</param>
/// <remarks>
/// The agent queries Windows for events with one of the levels and one of the ids, and then applies the filters (aws/amazon-cloudwatch-agent,
/// plugins/inputs/windows_event_log/wineventlog/utils.go, createFilterQuery; read August 2026).
/// </remarks>
internal sealed record AgentItem(
    string Place, IReadOnlyList<string> Levels, IReadOnlyCollection<int> Ids, IReadOnlyList<AgentFilter> Filters, bool IsText, string? LogGroupName, string LogStreamName)
{
    // Audit events have level 0 (LogAlways), which the agent queries as part of INFORMATION, together with level 4 (translator, collectlist.go).
    private const string AuditLevel = "INFORMATION";

    /// <summary>The reason why the item sends no failed logins, and its place. Null if it sends some, or if the samples cannot tell.</summary>
    public (string Place, string Reason)? WhyNone()
    {
        if (!AsksForAudits)
            return ($"{Place}.event_levels", $"does not contain {AuditLevel}, the level of audit events, so the agent would send no failed logins");
        if (!Failures.Any())
            return ($"{Place}.event_ids", $"contains no event id of a failed login ({string.Join(", ", FailedLogin.EventId)})");
        return SendsSome || IsUnknown ? null : ($"{Place}.filters", "excludes every failed login");
    }

    /// <summary>Whether the item sends at least one of the sample failed logins.</summary>
    public bool SendsSome => AsksForAudits && Failures.Any(sample => Filters.All(filter => filter.Lets(sample.Message(IsText))));

    /// <summary>Whether the item may send failed logins of an event id, judged by the samples.</summary>
    /// <param name="eventId">The event id.</param>
    public bool MaySend(int eventId) => AsksForAudits && Failures.Any(sample => sample.EventId == eventId && MayLet(sample));

    private bool AsksForAudits => Levels.Count == 0 || Levels.Contains(AuditLevel);

    private bool IsUnknown => Failures.Any(MayLet);

    private IEnumerable<SampleMessage> Failures => SampleMessage.All.Where(sample => sample.IsFailedLogin && (Ids.Count == 0 || Ids.Contains(sample.EventId)));

    // An include filter that matches no sample at all may select a value that the samples lack, such as one account or address.
    private bool MayLet(SampleMessage sample) => Filters.All(filter => filter.Lets(sample.Message(IsText)) || IsAboutNone(filter));

    private bool IsAboutNone(AgentFilter filter) => !filter.IsExclude && !SampleMessage.All.Any(sample => filter.Matches(sample.Message(IsText)));
}

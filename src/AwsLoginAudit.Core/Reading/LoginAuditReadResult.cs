namespace AwsLoginAudit;

/// <summary>One period of an alarm: the log events that CloudWatch counted and those that were read.</summary>
/// <param name="Start">The first instant of the period, UTC.</param>
/// <param name="Counted">The log events that CloudWatch counted; null if unknown.</param>
/// <param name="EventsRead">The log events that were read, including duplicate events and other audit failures.</param>
public readonly record struct LoginAuditPeriod(DateTimeOffset Start, long? Counted, long EventsRead)
{
    /// <summary>The number of log events that CloudWatch counted but that were not read.</summary>
    public long Missing => Math.Max(0, (Counted ?? 0) - EventsRead);

    /// <inheritdoc/>
    public override string ToString() => $"{Words.Time(Start)} ({Words.Number(EventsRead)} read, {(Counted is { } counted ? Words.Number(counted) : "unknown")} counted)";
}

/// <summary>The result of reading a window: whether the read is complete, and for an alarm's window a comparison with CloudWatch's count.</summary>
/// <remarks>
/// AWS does not document whether a metric filter counts a match at the event's own time or at its arrival, and AWS simulators differ. So events are
/// compared by their own time, and by their arrival if that leaves a period short.
/// </remarks>
public sealed record LoginAuditReadResult
{
    /// <summary>The reason why the read is incomplete; null if nothing is known to be missing.</summary>
    public string? IncompleteReason { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>
    /// True if the failures were deserialized (from a job, a remote session or a file). An object that was serialized before its read ended does not know
    /// whether the read stopped early.
    /// </summary>
    public bool IsCopy { get; init; }

    /// <summary>The log events that were read, including duplicate events and other audit failures; null if it stopped early or Logs Insights counted.</summary>
    public long? Events { get; init; }

    /// <summary>The duplicate events that were read and are in no count; null in the same cases as <see cref="Events"/>.</summary>
    public long? Duplicates { get; init; }

    /// <summary>The periods of the alarm, oldest first; empty without an alarm, or if the read stopped early.</summary>
    public IReadOnlyList<LoginAuditPeriod> Periods { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditPeriod>([]);

    /// <summary>Whether events are assigned to periods by arrival, because their own time does not explain CloudWatch's count.</summary>
    public bool ByArrival { get; init; }

    /// <summary>The reason why the periods are not compared; null if they are.</summary>
    public string? NotCompared { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The other audit failures that were read, without duplicate events. An alarm on all audit failures counts them as well.</summary>
    public long OtherAuditFailures { get; init; }

    /// <summary>The log events that CloudWatch counted, in the periods whose count is known; null if nothing is compared.</summary>
    public long? Counted => IsCompared ? Periods.Sum(period => period.Counted ?? 0) : null;

    /// <summary>The log events that were read in the periods that are compared; in all periods if none is compared.</summary>
    public long EventsRead => Periods.Where(period => !IsCompared || period.Counted is not null).Sum(period => period.EventsRead);

    /// <summary>The log events that CloudWatch counted but that were not read, over all periods.</summary>
    public long Missing => IsCompared ? Periods.Sum(period => period.Missing) : 0;

    /// <summary>The comparison in one sentence, such as "CloudWatch counted 46, 46 read"; null without periods.</summary>
    public string? Summary => Periods.Count == 0 ? null
        : (NotCompared is { } reason ? $"{Words.Plural(EventsRead, "log event")} read, not compared with CloudWatch's count: {reason}"
            : Numbers + (ByArrival ? ", by the time of arrival" : EventsRead > Counted ? "; events that arrived later are included" : ""))
            + (OtherAuditFailures > 0 ? $"; the alarm counts {Words.Plural(OtherAuditFailures, "other audit failure")} too" : "");

    /// <summary>The missing log events and the possible causes; null if none are missing.</summary>
    internal string? Difference => Missing == 0 ? null
        : $"{Numbers}: {Words.Plural(Missing, "log event is", "log events are")} missing in {Places}. "
            + "They expired or were deleted, the metric filter has changed, or another source publishes to the alarm's metric.";

    private bool IsCompared => Periods.Count > 0 && NotCompared is null;

    private string Numbers => $"CloudWatch counted {Words.Number(Counted ?? 0)}, {Words.Number(EventsRead)} read";

    private string Places
    {
        get
        {
            var periods = Periods.Where(period => period.Missing > 0).ToList();
            return periods.Count == 1 ? $"the period from {Words.Time(periods[0].Start)}" : $"{periods.Count} periods, the first from {Words.Time(periods[0].Start)}";
        }
    }

    /// <inheritdoc/>
    public override string ToString() => IncompleteReason ?? Summary ?? "";
}

namespace AwsLoginAudit;

/// <summary>One period of an alarm: what CloudWatch counted and what was read.</summary>
/// <param name="Start">The first instant of the period, UTC.</param>
/// <param name="Counted">The log events that CloudWatch counted; null if it does not tell.</param>
/// <param name="EventsRead">The log events that were read, duplicates and other audit failures included.</param>
public readonly record struct LoginAuditPeriod(DateTimeOffset Start, long? Counted, long EventsRead)
{
    /// <summary>The log events that CloudWatch counted and that were not read.</summary>
    public long Missing => Math.Max(0, (Counted ?? 0) - EventsRead);

    /// <inheritdoc/>
    public override string ToString() => $"{Words.Time(Start)} ({Words.Number(EventsRead)} read, {(Counted is { } counted ? Words.Number(counted) : "unknown")} counted)";
}

/// <summary>What a read of a window has found out: whether it is complete, and the log events of an alarm's window compared with what CloudWatch counted.</summary>
/// <remarks>
/// AWS does not document whether a metric filter files a match under the event's own time or under its arrival, and simulators of AWS do either. So the
/// events are compared by their own time, and, if that leaves a period short, by their arrival.
/// </remarks>
public sealed record LoginAuditReadResult
{
    /// <summary>Why the read is incomplete; null if nothing is known to be missing.</summary>
    public string? IncompleteReason { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>
    /// True if the failed logins are deserialized (from a job, a remote session or a file): one that was serialized before its read ended does not
    /// know whether the read stopped early.
    /// </summary>
    public bool IsDeserialized { get; init; }

    /// <summary>The log events that were read, duplicates and other audit failures included; null if the read stopped early, or CloudWatch Logs Insights counted.</summary>
    public long? Events { get; init; }

    /// <summary>The duplicate events among them, which are in no count; null like <see cref="Events"/>.</summary>
    public long? Duplicates { get; init; }

    /// <summary>The periods of the alarm, the oldest first; empty without an alarm, or if the read stopped early.</summary>
    public IReadOnlyList<LoginAuditPeriod> Periods { get; init => field = TextList.Of(value); } = TextList.Of<LoginAuditPeriod>([]);

    /// <summary>Whether events belong to periods by their arrival, because their own time does not explain what CloudWatch counted.</summary>
    public bool ByArrival { get; init; }

    /// <summary>Why the periods are not compared; null if they are.</summary>
    public string? NotCompared { get; init => field = value is null ? null : SafeText.Show(value); }

    /// <summary>The other audit failures that were read, each counted once: an alarm on all audit failures counts them too, but they are no failed logins.</summary>
    public long OtherAuditFailures { get; init; }

    /// <summary>The log events that CloudWatch counted, in the periods of which it tells; null if nothing is compared.</summary>
    public long? Counted => IsCompared ? Periods.Sum(period => period.Counted ?? 0) : null;

    /// <summary>The log events that were read in the periods that are compared; in all periods if none is.</summary>
    public long EventsRead => Periods.Where(period => !IsCompared || period.Counted is not null).Sum(period => period.EventsRead);

    /// <summary>The log events that CloudWatch counted and that were not read, over all periods.</summary>
    public long Missing => IsCompared ? Periods.Sum(period => period.Missing) : 0;

    /// <summary>The comparison in one sentence, such as "CloudWatch counted 46, 46 read"; null without periods.</summary>
    public string? Summary => Periods.Count == 0 ? null
        : (NotCompared is { } reason ? $"{Words.Plural(EventsRead, "log event")} read, not compared with CloudWatch's count: {reason}"
            : Numbers + (ByArrival ? ", by the time of arrival" : EventsRead > Counted ? "; events that arrived later are included" : ""))
            + (OtherAuditFailures > 0 ? $"; the alarm counts {Words.Plural(OtherAuditFailures, "other audit failure")} too" : "");

    /// <summary>What is missing, and why that can be; null if nothing is.</summary>
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

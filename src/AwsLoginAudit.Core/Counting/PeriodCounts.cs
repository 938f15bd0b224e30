using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The counts of one group per period of a rule. Periods begin at the window's start and are never rounded to the clock.</summary>
internal sealed class PeriodCounts
{
    private readonly AlarmRule? rule;
    private readonly DateTimeOffset start;
    private readonly int number;
    private readonly IndexedCounts byTime = new();

    // Created only if the window has datapoints, because only CloudWatch's counts can show that it counts events by arrival.
    private readonly IndexedCounts? byArrival;

    public PeriodCounts(LoginAuditWindow window, AlarmRule? rule)
    {
        this.rule = rule;
        if (rule?.Period is not { } period || window.Start is not { } from)
            return;
        start = from;
        number = NumberOf(window, period);
        byArrival = window.Datapoints.Count > 0 ? new IndexedCounts() : null;
    }

    /// <summary>The number of periods in a window, including a shorter last one; 0 without start or end.</summary>
    public static int NumberOf(LoginAuditWindow window, TimeSpan period) => window is { Start: { } from, End: { } to }
        ? (int)Math.Max(1, ((to - from).Ticks + period.Ticks - 1) / period.Ticks)
        : 0;

    /// <summary>For each period of a window, whether the alarm's metric had no data in it; null if it had data in all, or if unknown.</summary>
    /// <remarks>
    /// A period has data if CloudWatch's datapoints say so, or if a log event was read in it, because events may arrive after CloudWatch evaluated the period.
    /// A period in which only other instances had failed logins has data too, and this instance's count for it is zero.
    /// </remarks>
    public static bool[]? Missing(LoginAuditWindow window, LoginAuditReadResult? result)
    {
        if (window.Rule?.Period is not { } period || NumberOf(window, period) is not (> 0 and var number))
            return null;
        var missing = new bool[number];
        var periods = result?.Periods ?? [];
        foreach (var read in periods)
            Set(read.Start, read.EventsRead == 0);
        foreach (var point in window.Datapoints.Where(point => point.HasData || periods.Count == 0))
            Set(point.Start, !point.HasData);
        return Array.IndexOf(missing, true) >= 0 ? missing : null;

        void Set(DateTimeOffset time, bool isMissing)
        {
            if ((time - window.Start!.Value).Ticks / period.Ticks is >= 0 and var index && index < number)
                missing[index] = isMissing;
        }
    }

    [MethodImpl(Hot.Path)]
    public void Add(DateTimeOffset time, DateTimeOffset? arrival, long count)
    {
        if (number == 0)
            return;
        Add(byTime, time, count);
        if (byArrival is not null)
            Add(byArrival, arrival ?? time, count);
    }

    [MethodImpl(Hot.Path)]
    private void Add(IndexedCounts counts, DateTimeOffset time, long count)
    {
        var index = (time - start).Ticks / rule!.Period!.Value.Ticks;
        if (index >= 0 && index < number)
            counts.Add((int)index, count);
    }

    /// <summary>Finds the busiest period, the number of breaching periods, and whether the rule is met.</summary>
    /// <param name="total">The count of the whole window.</param>
    /// <param name="isByArrival">Whether events belong to the period in which they arrived.</param>
    /// <param name="missing">For each period, whether the alarm's metric had no data in it; null if it had data in all.</param>
    public (long Peak, int Breaching, bool Over) Judge(long total, bool isByArrival, bool[]? missing)
    {
        if (rule is null)
            return (total, 0, false);
        if (number == 0)
            return rule.Breaches(total) ? (total, 1, true) : (total, 0, false);

        var counts = (isByArrival && byArrival is not null ? byArrival : byTime).ToArray(number);
        var breaching = counts.Count(rule.Breaches);
        return (counts.Max(), breaching, breaching > 0 && (missing is null ? IsOver(rule, counts) : IsAlarm(rule, counts, missing)));
    }

    private static bool IsOver(AlarmRule rule, long[] counts)
    {
        var over = false;
        var inSpan = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (rule.Breaches(counts[i]))
                inSpan++;
            if (i >= rule.EvaluationPeriods && rule.Breaches(counts[i - rule.EvaluationPeriods]))
                inSpan--;
            over |= inSpan >= rule.DatapointsToAlarm;
        }
        return over;
    }

    // Periods of the evaluation range that are not in the window are the newest, because the alarm changed its state for their missing data.
    private static bool IsAlarm(AlarmRule rule, long[] counts, bool[] missing)
    {
        var range = new long?[Math.Max(counts.Length, rule.EvaluationPeriods)];
        for (var i = 0; i < counts.Length; i++)
            range[i] = missing[i] ? null : counts[i];
        return rule.IsMet(range);
    }
}

using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>Counts the log events of a window per period of its rule, by event time and by arrival, before duplicate events and others are left out.</summary>
/// <remarks>This type is not thread-safe.</remarks>
public sealed class DatapointComparison
{
    private readonly LoginAuditWindow window;
    private readonly TimeSpan period;
    private readonly DateTimeOffset start;
    private readonly long[] byTime = [];
    private readonly long[] byArrival = [];
    private readonly long?[] counted = [];

    /// <param name="window">The window. Nothing is compared without start, end and periods.</param>
    public DatapointComparison(LoginAuditWindow window)
    {
        this.window = window;
        if (window is not { Start: { } from, Rule.Period: { } length } || PeriodCounts.NumberOf(window, length) is not (> 0 and var number))
            return;
        (start, period) = (from, length);
        (byTime, byArrival, counted) = (new long[number], new long[number], new long?[number]);
        foreach (var point in window.Datapoints)
        {
            if (IndexOf(point.Start) is >= 0 and var index)
                counted[index] = point.Events;
        }
    }

    /// <summary>The reason why the events are not compared although CloudWatch's count is known; null if they are compared.</summary>
    public string? NotCompared { get; set; }

    /// <summary>The number of other audit failures among the events, without duplicate events.</summary>
    public long OtherAuditFailures { get; set; }

    /// <summary>Whether fewer events were read than CloudWatch counted in some period, both by event time and by arrival.</summary>
    public bool IsShort => Missing(byTime) > 0 && Missing(byArrival) > 0;

    /// <summary>Adds one event.</summary>
    /// <param name="one">The event.</param>
    [MethodImpl(Hot.Path)]
    public void Add(LoginAuditEvent one)
    {
        if (byTime.Length == 0 || one.Time is not { } time)
            return;
        if (IndexOf(time) is >= 0 and var own)
            byTime[own]++;
        if (IndexOf(one.IngestionTime ?? time) is >= 0 and var arrival)
            byArrival[arrival]++;
    }

    /// <summary>Adds events that were counted elsewhere and whose arrival is unknown.</summary>
    /// <param name="time">Any instant of the period that contains the events.</param>
    /// <param name="number">The number of events.</param>
    public void Add(DateTimeOffset time, long number)
    {
        if (byTime.Length == 0 || IndexOf(time) is not (>= 0 and var index))
            return;
        byTime[index] += number;
        byArrival[index] += number;
    }

    /// <summary>Compares the events with CloudWatch's count.</summary>
    /// <returns>The comparison; without periods if the window has none.</returns>
    public LoginAuditReadResult Compare()
    {
        if (byTime.Length == 0)
            return new LoginAuditReadResult { OtherAuditFailures = OtherAuditFailures };
        var isByArrival = Missing(byArrival) < Missing(byTime);
        var read = isByArrival ? byArrival : byTime;
        return new LoginAuditReadResult
        {
            Periods = read.Select((number, index) => new LoginAuditPeriod(start + TimeSpan.FromTicks(period.Ticks * index), counted[index], number)).ToList(),
            ByArrival = isByArrival,
            OtherAuditFailures = OtherAuditFailures,
            NotCompared = NotCompared ?? window.CountUnknown
                ?? (counted.Any(number => number is not null) ? null : "CloudWatch does not report what it counted in these periods"),
        };
    }

    private long Missing(long[] read)
    {
        var missing = 0L;
        for (var i = 0; i < read.Length; i++)
            missing += Math.Max(0, (counted[i] ?? 0) - read[i]);
        return missing;
    }

    [MethodImpl(Hot.Path)]
    private long IndexOf(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - start.UtcTicks;
        var index = ticks / period.Ticks;
        return ticks >= 0 && index < byTime.Length ? index : -1;
    }
}

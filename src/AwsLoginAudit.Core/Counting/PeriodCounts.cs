using System.Runtime.CompilerServices;

namespace AwsLoginAudit;

/// <summary>The counts of one group by the periods of a rule, laid from the window's start and never rounded to the clock.</summary>
internal sealed class PeriodCounts
{
    private readonly AlarmRule? rule;
    private readonly DateTimeOffset start;
    private readonly long[] counts = [];

    public PeriodCounts(LoginAuditWindow window, AlarmRule? rule)
    {
        this.rule = rule;
        if (rule?.Period is not { } period || window.Start is not { } from || window.End is not { } to)
            return;
        start = from;
        counts = new long[Math.Max(1, (int)(((to - from).Ticks + period.Ticks - 1) / period.Ticks))];
    }

    [MethodImpl(Hot.Path)]
    public void Add(DateTimeOffset time, long number)
    {
        if (counts.Length == 0)
            return;
        var index = (time - start).Ticks / rule!.Period!.Value.Ticks;
        if (index >= 0 && index < counts.Length)
            counts[index] += number;
    }

    /// <summary>The busiest period, how many breach, and whether as many of the evaluated ones breach as the rule asks for.</summary>
    public (long Peak, int Breaching, bool Over) Judge(long total)
    {
        if (rule is null)
            return (total, 0, false);
        if (counts.Length == 0)
            return rule.Breaches(total) ? (total, 1, true) : (total, 0, false);

        var breaching = counts.Count(rule.Breaches);
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
        return (counts.Max(), breaching, over);
    }
}

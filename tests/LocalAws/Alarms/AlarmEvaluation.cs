namespace LocalAws.Alarms;

/// <summary>The datapoints of one evaluation, newest first, and what they mean. A datapoint without statistics is missing.</summary>
internal sealed record AlarmEvaluation(IReadOnlyList<(DateTimeOffset Start, Datapoint? Data)> Datapoints, int Filled, string? State)
{
    /// <summary>
    /// CloudWatch fetches more periods than it evaluates, so that late or sparse data still counts. How many is not documented; its examples
    /// fetch five for three.
    /// </summary>
    private const int ExtraPeriods = 2;

    /// <summary>Evaluates as "Configuring how CloudWatch alarms treat missing data" describes; State is null where the alarm keeps its state.</summary>
    /// <param name="rule">The alarm's rule.</param>
    /// <param name="phase">How far after multiples of the period datapoints begin.</param>
    /// <param name="complete">Datapoints count when they ended by then.</param>
    /// <param name="metrics">Where the samples are.</param>
    public static AlarmEvaluation At(AlarmRule rule, TimeSpan phase, DateTimeOffset complete, MetricStore metrics)
    {
        var range = Range(rule, phase, complete, metrics);
        var real = range.Where(d => d.Data is not null).ToList();
        if (real.Count >= rule.EvaluationPeriods)
        {
            var newest = real.Take(rule.EvaluationPeriods).ToList();
            return new AlarmEvaluation(newest, 0, Breaching(rule, newest) >= Needed(rule) ? "ALARM" : "OK");
        }

        var filled = rule.EvaluationPeriods - real.Count;
        var shown = range.Take(rule.EvaluationPeriods).Concat(range.Skip(rule.EvaluationPeriods).Where(d => d.Data is not null)).ToList();
        return new AlarmEvaluation(shown, filled, WithMissing(rule, range, real, filled));
    }

    private static string? WithMissing(AlarmRule rule, List<(DateTimeOffset, Datapoint?)> range, List<(DateTimeOffset, Datapoint?)> real, int filled)
    {
        var (breaching, needed) = (Breaching(rule, real), Needed(rule));
        if (breaching >= needed)
            return "ALARM";
        if (rule.TreatMissingData == "breaching")
            return breaching + filled >= needed ? "ALARM" : "OK";
        // The documented tables say OK for ignore and missing too, as soon as one real datapoint is not breaching.
        if (rule.TreatMissingData == "notBreaching" || breaching < real.Count)
            return "OK";
        if (rule.TreatMissingData == "ignore")
            return null;
        if (real.Count == 0)
            return "INSUFFICIENT_DATA";
        // A breach as old as DatapointsToAlarm, with nothing but breaches and gaps: no premature change to ALARM otherwise.
        var oldest = range.FindLastIndex(d => d.Item2 is { } data && rule.IsBreaching(data.Of(rule.Statistic)));
        return oldest >= needed - 1 ? "ALARM" : null;
    }

    private static List<(DateTimeOffset Start, Datapoint? Data)> Range(AlarmRule rule, TimeSpan phase, DateTimeOffset complete, MetricStore metrics)
    {
        var sinceEpoch = complete - DateTimeOffset.UnixEpoch - phase;
        var end = DateTimeOffset.UnixEpoch + phase + TimeSpan.FromTicks(sinceEpoch.Ticks / rule.Period.Ticks * rule.Period.Ticks);
        var range = new List<(DateTimeOffset, Datapoint?)>();
        for (var i = 1; i <= rule.EvaluationPeriods + ExtraPeriods; i++)
        {
            var start = end - (rule.Period * i);
            // Metric filters publish without dimensions.
            range.Add((start, rule.Dimensions.Count > 0 ? null : metrics.Of(rule.Namespace, rule.MetricName, rule.Unit, start, rule.Period)));
        }
        return range;
    }

    private static int Needed(AlarmRule rule) => rule.DatapointsToAlarm ?? rule.EvaluationPeriods;

    private static int Breaching(AlarmRule rule, IEnumerable<(DateTimeOffset Start, Datapoint? Data)> datapoints) =>
        datapoints.Count(d => d.Data is { } data && rule.IsBreaching(data.Of(rule.Statistic)));
}

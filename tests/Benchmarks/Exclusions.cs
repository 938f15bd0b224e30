using System.Diagnostics;

namespace AwsLoginAudit.Benchmarks;

/// <summary>What 500 exclusions add to parsing and counting events in this process.</summary>
internal static class Exclusions
{
    private const int Events = 200_000;
    private const int Part = 20_000;
    private const int Rounds = 5;
    private const int Rules = 500;
    private const double Most = 1.10;

    public static Task MeasureAsync(Results results)
    {
        foreach (var (names, accounts, sources) in new[] { ("20 accounts, 10 sources", 20, 10), ("5,000 accounts, 200 sources", 5_000, 200), ("a name and a source each", Part, Part) })
            results.Rows.Add(Measure(names, [.. Enumerable.Range(0, Part).Select(number => Findings.Event(number, accounts, sources))]));
        return Task.CompletedTask;
    }

    private static Row Measure(string names, LogEvent[] events)
    {
        var (with, without) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(Seconds(events, ExclusionSet.Empty));
            with.Add(Seconds(events, new ExclusionSet([.. Enumerable.Range(0, Rules).Select(Rule)])));
        }
        var ratio = with.Median() / without.Median();
        return new($"{Rules} exclusions, {Events:N0} events, {names}", $"{with.Median():0.00} s", $"without: {without.Median():0.00} s", $"{ratio:0.00}", $"{Most:0.00}", ratio <= Most);
    }

    private static double Seconds(LogEvent[] events, ExclusionSet exclusions)
    {
        var (parser, counter) = (new EventParser(), new FailureCounter(exclusions: exclusions));
        var time = Stopwatch.StartNew();
        for (var part = 0; part < Events / Part; part++)
        {
            foreach (var one in events)
                counter.Add((LoginAuditFailure)parser.Parse(one));
        }
        GC.KeepAlive(counter);
        return time.Elapsed.TotalSeconds;
    }

    // Addresses, ranges, accounts and patterns. A few of them match.
    private static LoginAuditExclusion Rule(int number)
    {
        var rule = new LoginAuditExclusion { Name = $"r{number}", Reason = "benchmark" };
        return (number % 4) switch
        {
            0 => rule with { SourceAddress = $"10.0.{number / 250}.{number % 250}" },
            1 => rule with { SourceAddress = $"10.{number % 250}.0.0/16" },
            2 => rule with { Account = $"user{number * 10}" },
            _ => rule with { Account = $"svc-{number}-*", InstanceId = "i-0*" },
        };
    }
}

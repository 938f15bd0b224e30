using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AwsLoginAudit.Tests;

namespace AwsLoginAudit.Benchmarks;

/// <summary>What findings add to parsing and counting a million events in this process, and what Get-LoginAuditFinding takes for a file.</summary>
internal static class Findings
{
    private const int Events = 1_000_000;
    private const int Part = 20_000;
    private const int Rounds = 3;
    private const double Most = 1.15;
    private const int FileEvents = 100_000;

    public static async Task MeasureAsync(Results results)
    {
        foreach (var (names, accounts, sources) in new[] { ("20 accounts, 10 sources", 20, 10), ("5,000 accounts, 200 sources", 5_000, 200), ("a name and a source each", Part, Part) })
            results.Rows.Add(Measure(names, [.. Enumerable.Range(0, Part).Select(number => Event(number, accounts, sources))]));
        results.Rows.Add(await OfFileAsync());
    }

    // Both read the same file, in an engine of their own, its start included.
    private static async Task<Row> OfFileAsync()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "events.jsonl");
            await File.WriteAllLinesAsync(file, Enumerable.Range(0, FileEvents).Select(number => Event(number, 5_000, 200))
                .Select(one => JsonSerializer.Serialize(new { logStreamName = one.LogStream, timestamp = one.Timestamp!.Value.ToUnixTimeMilliseconds(), message = one.Message })));
            var (findings, counts) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                findings.Add(await Engine.MillisecondsAsync($"{Engine.ImportModule}; $null = Get-LoginAuditFinding -Path '{file}' -WarningAction Ignore") / 1000);
                counts.Add(await Engine.MillisecondsAsync($"{Engine.ImportModule}; $null = Get-LoginAuditFailure -Path '{file}' | Measure-LoginAuditFailure -All") / 1000);
            }
            var (with, without) = (findings.Median(), counts.Median());
            return new($"Get-LoginAuditFinding of a file of {FileEvents:N0} events", $"{with:0.00} s", $"counted only: {without:0.00} s", $"{with / without:0.00}", $"{Most:0.00}", with / without <= Most);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Row Measure(string names, LogEvent[] events)
    {
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Round(events)).ToList();
        var (with, without) = (rounds.Select(round => round.With).Median(), rounds.Select(round => round.With - round.Findings).Median());
        return new($"findings of {Events:N0} events, {names}", $"{with:0.00} s", $"counted only: {without:0.00} s", $"{with / without:0.00}", $"{Most:0.00}", with / without <= Most);
    }

    // A counter feeds a finder, so what a finder takes alone is what it adds.
    private static (double With, double Findings) Round(LogEvent[] events)
    {
        var (parser, counter, finder) = (new EventParser(), new FailureCounter(), new Finder(new FindingRules()));
        var (counting, finding) = (new Stopwatch(), new Stopwatch());
        for (var part = 0; part < Events / Part; part++)
        {
            counting.Start();
            var failures = Array.ConvertAll(events, one => (LoginAuditFailure)parser.Parse(one));
            foreach (var failure in failures)
                counter.Add(failure);
            counting.Stop();
            finding.Start();
            foreach (var failure in failures)
                finder.Add(failure);
            finding.Stop();
        }
        finding.Start();
        GC.KeepAlive(finder.Find());
        finding.Stop();
        GC.KeepAlive(counter);
        return (counting.Elapsed.TotalSeconds, finding.Elapsed.TotalSeconds);
    }

    /// <summary>A failed login of one of so many accounts from one of so many sources.</summary>
    internal static LogEvent Event(int number, int accounts, int sources)
    {
        var (time, source) = (Load.Start.AddMilliseconds(number * 50), number % sources);
        var text = ShippedEvent.Failed(number, $"user{number % accounts}", string.Create(CultureInfo.InvariantCulture, $"203.0.{source / 250}.{source % 250}"))
            .Replace("2026-03-01T12:00:00.1234567Z", time.UtcDateTime.ToString("o", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return new LogEvent(string.Create(CultureInfo.InvariantCulture, $"i-{number % 50:x17}"), time, text);
    }
}

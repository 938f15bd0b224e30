using System.Diagnostics;
using System.Globalization;
using AwsLoginAudit.Tests;

namespace AwsLoginAudit.Benchmarks;

/// <summary>Failed logins per second that one core reads from an event log file (.evtx) and parses, beside python-evtx, which renders the same XML.</summary>
internal static class EventLogFile
{
    private const int Events = 100_000;
    private const int PeerEvents = 1_000;
    private const int PerChunk = 90;
    private const int Rounds = 5;
    private const double TimesFaster = 20;

    // Debian's package is for its own Python, which need not be the first on the path.
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    public static async Task MeasureAsync(Results results)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (many, few) = (Path.Combine(folder.FullName, "many.evtx"), Path.Combine(folder.FullName, "few.evtx"));
            await File.WriteAllBytesAsync(many, EvtxFile.Of(EvtxEvents.Failures(Events), PerChunk));
            await File.WriteAllBytesAsync(few, EvtxFile.Of(EvtxEvents.Failures(PeerEvents), PerChunk));
            results.Rows.Add(Compare(await OursAsync(many), await TheirsAsync(few)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Row Compare(double ours, double? theirs) => new(
        "events of an .evtx file read per second", $"{ours:N0}/s", theirs is null ? "python-evtx: skipped, no python3 with Evtx" : $"python-evtx: {theirs:N0}/s",
        theirs is null ? "-" : $"{ours / theirs:N0}", $"{TimesFaster:0}", theirs is null ? null : ours / theirs >= TimesFaster);

    // The best of some: the first is compiled on the way.
    private static async Task<double> OursAsync(string path)
    {
        var best = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var (parser, failures, start) = (new EventParser(), 0, Stopwatch.GetTimestamp());
            await foreach (var logEvent in LogFileReader.ReadFileAsync(path))
                failures += parser.Parse(logEvent).Outcome == AuditOutcome.Failure ? 1 : 0;
            if (failures != Events)
                throw new InvalidOperationException($"{failures} of {Events} events were read.");
            best = Math.Max(best, Events / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    private static async Task<double?> TheirsAsync(string path)
    {
        foreach (var python in Pythons)
        {
            if (await Child.TryAsync(python, Places.Peers + "evtx.py", path) is { } output && output.Split(' ') is [var count, var seconds])
                return double.Parse(count, CultureInfo.InvariantCulture) / double.Parse(seconds, CultureInfo.InvariantCulture);
        }
        return null;
    }
}

using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace AwsLoginAudit.Benchmarks;

/// <summary>One pass over the recorded attack's events, read by three readers that keep the same fields.</summary>
public class ParseBenchmarks
{
    private static readonly LogEvent[] Events = [.. File.ReadLines(Places.Recording).Select(ReadEvent)];

    private readonly EventParser parser = new();

    internal static int EventsPerPass => Events.Length;

    /// <summary>Of the events' text, as it is on the wire.</summary>
    internal static long BytesPerPass => Events.Sum(logEvent => (long)Encoding.UTF8.GetByteCount(logEvent.Message));

    internal static string[] Peers { get; } = [nameof(XmlReader), nameof(XDocument)];

    [Benchmark]
    public int EventParser()
    {
        var failures = 0;
        foreach (var logEvent in Events)
            failures += parser.Parse(logEvent).Outcome == AuditOutcome.Failure ? 1 : 0;
        return failures;
    }

    [Benchmark]
    public int XmlReader()
    {
        var known = 0;
        foreach (var logEvent in Events)
            known += PeerReaders.ReadWithXmlReader(logEvent.Message).Length;
        return known;
    }

    [Benchmark]
    public int XDocument()
    {
        var known = 0;
        foreach (var logEvent in Events)
            known += PeerReaders.ReadWithXDocument(logEvent.Message).Length;
        return known;
    }

    private static LogEvent ReadEvent(string line)
    {
        using var json = JsonDocument.Parse(line);
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(json.RootElement.GetProperty("timestamp").GetInt64());
        return new LogEvent(Text("logStreamName"), time, Text("message"));
    }
}

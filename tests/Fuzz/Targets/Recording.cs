namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>What reading a recording gave: its events, and the error that it ended with, if any.</summary>
internal sealed class Recording
{
    private readonly List<LogEvent> events = [];

    public LoginAuditException? Error { get; private set; }

    public IReadOnlyList<LogEvent> Events => events;

    /// <summary>As many events as an answer of AWS has at most are one input.</summary>
    public int Units => 1 + (events.Count / 10_000);

    public void Read(Stream stream)
    {
        events.Clear();
        Error = null;
        try
        {
            // Nothing here waits: the streams are in memory.
            var reading = ReadAsync(stream);
            if (!reading.IsCompleted)
                throw new BrokenPromiseException("waits for a stream that is in memory");
            reading.GetAwaiter().GetResult();
        }
        catch (LoginAuditException refused)
        {
            Error = refused;
        }
    }

    public bool Same(Recording other) =>
        events.SequenceEqual(other.events) && Error?.Error == other.Error?.Error && Error?.Message == other.Error?.Message;

    public override string ToString() => $"{events.Count} events, {Error?.Message ?? "no error"}";

    private async Task ReadAsync(Stream stream)
    {
        await foreach (var logEvent in LogFileReader.ReadAsync(stream, "input"))
            events.Add(logEvent);
    }
}

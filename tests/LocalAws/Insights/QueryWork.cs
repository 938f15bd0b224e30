using System.Text.Json;
using LocalAws.Logs;

namespace LocalAws.Insights;

/// <summary>What a query finds in some log events, worked out once.</summary>
/// <param name="query">The query.</param>
/// <param name="events">The log events of its log groups and time range, in the order of time.</param>
internal sealed class QueryWork(Query query, ReadOnlyMemory<LogEvent> events)
{
    private const int Look = 1024;

    private readonly Lock gate = new();
    private Task? done;
    private long scanned;
    private long bytes;

    public Query Query => query;

    public long Scanned => Interlocked.Read(ref scanned);

    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Whether it was given up.</summary>
    public bool IsBroken => done is { IsFaulted: true } or { IsCanceled: true };

    /// <summary>Works it out, unless somebody does or did.</summary>
    /// <param name="goesOn">Whether anybody still waits for it.</param>
    public Task RunAsync(Func<bool> goesOn)
    {
        lock (gate)
            return done ??= Task.Run(() => Run(goesOn));
    }

    private void Run(Func<bool> goesOn)
    {
        foreach (ref readonly var logEvent in events.Span)
        {
            if (Collides(logEvent))
                throw new InvalidOperationException("Ephemeral field is already defined");
            query.First.Take(new Row(logEvent, new object?[query.Columns]));
            bytes += logEvent.Text.Length;
            if (++scanned % Look == 0 && !goesOn())
                throw new OperationCanceledException();
        }
        query.First.End();
    }

    // The members of an event that is JSON are fields already, and no query can give their names to anything else.
    private bool Collides(in LogEvent logEvent)
    {
        if (logEvent.Text is not KeptText || logEvent.Text.Of(logEvent.Key) is not ['{', ..] text)
            return false;
        using var json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().Any(member => query.Made.Contains(member.Name));
    }
}

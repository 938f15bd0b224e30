using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using LocalAws.Patterns;

namespace LocalAws.Logs;

/// <summary>An event's place in its group: FilterLogEvents sorts by time, time of ingestion and request.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventKey(long Timestamp, long IngestionTime, long Id)
{
    /// <summary>Before every event of a time.</summary>
    public static EventKey Before(long timestamp) => new(timestamp, long.MinValue, long.MinValue);

    public int OrderTo(in EventKey other)
    {
        var order = Timestamp.CompareTo(other.Timestamp);
        if (order == 0)
            order = IngestionTime.CompareTo(other.IngestionTime);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }
}

/// <summary>One event; times are milliseconds since 1970.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LogEvent(EventKey Key, LogStream Stream, EventText Text);

/// <summary>An event's message: kept, or made when it is asked for.</summary>
internal abstract class EventText
{
    /// <summary>What CloudWatch Logs adds to each event's size.</summary>
    public const int Overhead = 26;

    /// <summary>Bytes of the message in UTF-8.</summary>
    public abstract int Length { get; }

    public abstract string Of(in EventKey key);

    public abstract bool Matches(FilterPattern pattern, in EventKey key);

    /// <summary>Writes the message as a JSON string.</summary>
    public abstract void Write(Utf8JsonWriter writer, in EventKey key);
}

/// <summary>A message that was put here.</summary>
internal sealed class KeptText(string message) : EventText
{
    public override int Length { get; } = Encoding.UTF8.GetByteCount(message);

    public override string Of(in EventKey key) => message;

    public override bool Matches(FilterPattern pattern, in EventKey key) => pattern.Matches(message);

    public override void Write(Utf8JsonWriter writer, in EventKey key) => writer.WriteStringValue(message);
}

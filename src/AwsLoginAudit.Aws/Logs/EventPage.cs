using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit.Aws;

/// <summary>A response of FilterLogEvents as bytes in memory, with the positions of its events. No strings are created yet.</summary>
/// <remarks>
/// The SDK would create two strings for each message, only to be parsed and discarded.
/// </remarks>
internal sealed class EventPage : IDisposable
{
    // The limits of DateTimeOffset, years 1 to 9999.
    private const long FirstMillisecond = -62_135_596_800_000;
    private const long LastMillisecond = 253_402_300_799_999;

    private readonly List<PageEvent> events;
    private byte[] body;

    private EventPage(byte[] body, int length, List<PageEvent> events, string? nextToken) =>
        (this.body, Length, this.events, NextToken) = (body, length, events, nextToken);

    /// <summary>The size of the response in bytes.</summary>
    public int Length { get; }

    /// <summary>The token of the next page; null if there is none.</summary>
    public string? NextToken { get; }

    /// <summary>Finds the events of a response, and takes over its buffer.</summary>
    /// <param name="body">The answer, in a buffer of <see cref="PageBuffers"/>.</param>
    /// <param name="length">The number of bytes of the response in the buffer.</param>
    /// <exception cref="InvalidDataException">The response is not complete JSON. The buffer stays with the caller.</exception>
    public static EventPage Read(byte[] body, int length)
    {
        var reader = new EventPageReader(body.AsSpan(0, length));
        reader.Read();
        return new EventPage(body, length, reader.Events, reader.NextToken.Length > 0 ? reader.NextToken.ToString(body) : null);
    }

    /// <summary>Parses the events in the order of the response.</summary>
    [MethodImpl(Hot.Path)]
    public LoginAuditEvent[] Parse(EventParser parser, LoginAuditRead read)
    {
        var parsed = new LoginAuditEvent[events.Count];
        var text = ArrayPool<char>.Shared.Rent(events.Count == 0 ? 0 : events.Max(found => found.Message.Length + found.LogStream.Length + found.EventId.Length));
        try
        {
            for (var i = 0; i < parsed.Length; i++)
                parsed[i] = Parse(events[i], parser, text, read);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
        return parsed;
    }

    [MethodImpl(Hot.Path)]
    private LoginAuditEvent Parse(PageEvent found, EventParser parser, char[] text, LoginAuditRead read)
    {
        var (time, arrived) = (TimeOf(found.Timestamp), TimeOf(found.IngestionTime));
        var stream = found.LogStream.Decode(body, text, 0);
#if NET8_0_OR_GREATER
        if (time is { } known && !found.Message.HasRareEscapes
            && parser.ParseShipped(text.AsSpan(0, stream), known, body.AsSpan(found.Message.Start, found.Message.Length), read, arrived) is { } shipped)
        {
            return shipped;
        }
#endif
        var id = found.EventId.Decode(body, text, stream);
        var message = found.Message.Decode(body, text, stream + id);
        return parser.Parse(
            text.AsSpan(0, stream),
            time,
            text.AsSpan(stream + id, message),
            text.AsSpan(stream, id),
            read,
            arrived);
    }

    private static DateTimeOffset? TimeOf(long? milliseconds) =>
        milliseconds is >= FirstMillisecond and <= LastMillisecond and var known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;

    public void Dispose()
    {
        var returned = Interlocked.Exchange(ref body, []);
        if (returned.Length > 0)
            PageBuffers.Return(returned);
    }
}

/// <summary>The positions of an event's values in a response.</summary>
internal struct PageEvent
{
    public PageText LogStream, EventId, Message;
    public long? Timestamp, IngestionTime;
}

/// <summary>A JSON string in a response, without its quotes.</summary>
/// <param name="Start">The position of the first byte.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="HasEscapes">Whether the string contains a backslash.</param>
/// <param name="HasRareEscapes">Whether the string has escapes other than those of quotes, backslashes, slashes, line breaks and tabs.</param>
internal readonly record struct PageText(int Start, int Length, bool HasEscapes, bool HasRareEscapes)
{
    /// <summary>Writes the decoded characters and returns their number, which never exceeds the number of bytes in the response.</summary>
    [MethodImpl(Hot.Path)]
    public int Decode(byte[] body, char[] text, int at)
    {
        if (!HasEscapes)
            return Encoding.UTF8.GetChars(body, Start, Length, text, at);
        var (from, end, start) = (Start, Start + Length, at);
        while (from < end)
        {
            var plain = body.AsSpan(from, end - from).IndexOf((byte)'\\');
            if (plain < 0)
                plain = end - from;
            at += Encoding.UTF8.GetChars(body, from, plain, text, at);
            from += plain;
            if (from < end)
                from += JsonEscape.Read(body.AsSpan(from, end - from), out text[at++]);
        }
        return at - start;
    }

    public string ToString(byte[] body)
    {
        var text = new char[Length];
        return new string(text, 0, Decode(body, text, 0));
    }
}

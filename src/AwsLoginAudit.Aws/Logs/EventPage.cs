using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace AwsLoginAudit.Aws;

/// <summary>An answer of FilterLogEvents as it lies in memory: where its events are, and nothing of them turned into strings yet.</summary>
/// <remarks>The SDK would make two strings of each message, only for them to be taken apart and let go.</remarks>
internal sealed class EventPage : IDisposable
{
    // Of the years 1 and 9999; beyond them there is no time.
    private const long FirstMillisecond = -62_135_596_800_000;
    private const long LastMillisecond = 253_402_300_799_999;

    private readonly List<PageEvent> events;
    private byte[] body;

    private EventPage(byte[] body, int length, List<PageEvent> events, string? nextToken) =>
        (this.body, Length, this.events, NextToken) = (body, length, events, nextToken);

    /// <summary>Bytes of the answer.</summary>
    public int Length { get; }

    /// <summary>Where the next page is; null where there is none.</summary>
    public string? NextToken { get; }

    /// <summary>Finds the events of an answer, and takes its buffer over.</summary>
    /// <param name="body">The answer, in a buffer of <see cref="PageBuffers"/>.</param>
    /// <param name="length">How much of the buffer is the answer.</param>
    /// <exception cref="InvalidDataException">It is not a whole answer. The buffer stays the caller's.</exception>
    public static EventPage Read(byte[] body, int length)
    {
        var reader = new EventPageReader(body.AsSpan(0, length));
        reader.Read();
        return new EventPage(body, length, reader.Events, reader.NextToken.Length > 0 ? reader.NextToken.ToString(body) : null);
    }

    /// <summary>Parses the events, in the order of the answer.</summary>
    [MethodImpl(Hot.Path)]
    public LoginAuditFailure[] Parse(EventParser parser, LoginAuditRead read)
    {
        var failures = new LoginAuditFailure[events.Count];
        var text = ArrayPool<char>.Shared.Rent(events.Count == 0 ? 0 : events.Max(found => found.Message.Length + found.LogStream.Length + found.EventId.Length));
        try
        {
            for (var i = 0; i < failures.Length; i++)
                failures[i] = Parse(events[i], parser, text, read);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
        return failures;
    }

    [MethodImpl(Hot.Path)]
    private LoginAuditFailure Parse(PageEvent found, EventParser parser, char[] text, LoginAuditRead read)
    {
        var (time, arrived) = (TimeOf(found.Timestamp), TimeOf(found.IngestionTime));
        var stream = found.LogStream.Decode(body, text, 0);
#if NET8_0_OR_GREATER
        if (time is { } known && !found.Message.HasRareEscapes
            && parser.ParseShipped(text.AsSpan(0, stream), known, body.AsSpan(found.Message.Start, found.Message.Length), read, arrived) is { } failure)
        {
            return failure;
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

/// <summary>Where an event's values lie in an answer.</summary>
internal struct PageEvent
{
    public PageText LogStream, EventId, Message;
    public long? Timestamp, IngestionTime;
}

/// <summary>A JSON string in an answer, between its quotes.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="HasEscapes">Whether it has a backslash.</param>
/// <param name="HasRareEscapes">Whether some of its escapes are others than those of quotes, backslashes, slashes and white space.</param>
internal readonly record struct PageText(int Start, int Length, bool HasEscapes, bool HasRareEscapes)
{
    /// <summary>Writes its characters, and tells how many. Each has at least one byte in the answer, so as many as that are room enough.</summary>
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

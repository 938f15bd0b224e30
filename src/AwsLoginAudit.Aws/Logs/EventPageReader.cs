using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace AwsLoginAudit.Aws;

/// <summary>Finds the events in a response of FilterLogEvents, in one pass over its bytes.</summary>
/// <remarks>
/// Utf8JsonReader processes a string byte by byte after its first escape, and a rendered event has an escape in every line. A vectorized search for the next
/// quote or backslash is several times as fast. Invalid JSON is rejected, so that a truncated response is not taken for a short one.
/// </remarks>
internal ref struct EventPageReader(ReadOnlySpan<byte> json)
{
    private const int MaxDepth = 64;

    // A full page contains about 300 rendered events.
    private const int UsualEvents = 400;

    // The documented maximum for a page.
    private const int MostEvents = 10_000;

    private readonly ReadOnlySpan<byte> json = json;
    private int at;

    public List<PageEvent> Events { get; } = new(UsualEvents);

    /// <summary>The token of the next page; empty if there is none.</summary>
    public PageText NextToken { get; private set; }

    /// <exception cref="InvalidDataException">The response is not one complete JSON object.</exception>
    public void Read()
    {
        for (var more = Open('{', '}'); more; more = Next('}'))
        {
            var name = ReadName();
            if (NameIs(name, "events"u8) && Peek() == '[')
                ReadEvents();
            else if (NameIs(name, "nextToken"u8) && Peek() == '"')
                NextToken = ReadString();
            else
                SkipValue(1);
        }
        SkipWhite();
        if (at < json.Length)
            throw Broken();
    }

    [MethodImpl(Hot.Path)]
    private void ReadEvents()
    {
        for (var more = Open('[', ']'); more; more = Next(']'))
        {
            if (Events.Count == MostEvents)
                throw Broken($"it has more than {MostEvents} events");
            Events.Add(ReadEvent());
        }
    }

    [MethodImpl(Hot.Path)]
    private PageEvent ReadEvent()
    {
        var found = default(PageEvent);
        for (var more = Open('{', '}'); more; more = Next('}'))
        {
            var name = ReadName();
            if (Peek() != '"' && NameIs(name, "timestamp"u8))
                found.Timestamp = ReadInteger();
            else if (Peek() != '"' && NameIs(name, "ingestionTime"u8))
                found.IngestionTime = ReadInteger();
            else if (Peek() != '"')
                SkipValue(2);
            else if (NameIs(name, "message"u8))
                found.Message = ReadString();
            else if (NameIs(name, "logStreamName"u8))
                found.LogStream = ReadString();
            else if (NameIs(name, "eventId"u8))
                found.EventId = ReadString();
            else
                ReadString();
        }
        return found;
    }

    [MethodImpl(Hot.Path)]
    private readonly bool NameIs(PageText name, ReadOnlySpan<byte> expected) => ByteSearch.AreSame(json.Slice(name.Start, name.Length), expected);

    // Returns whether the object or array has an element.
    [MethodImpl(Hot.Path)]
    private bool Open(char opening, char closing)
    {
        Expect(opening);
        if (Peek() != closing)
            return true;
        at++;
        return false;
    }

    [MethodImpl(Hot.Path)]
    private bool Next(char closing)
    {
        var next = Peek();
        at++;
        return next == ',' || (next == closing ? false : throw Broken());
    }

    [MethodImpl(Hot.Path)]
    private PageText ReadName()
    {
        var name = ReadString();
        Expect(':');
        return name;
    }

    [MethodImpl(Hot.Path)]
    private PageText ReadString()
    {
        Expect('"');
        var (start, hasEscapes, hasRareEscapes) = (at, false, false);
        while (true)
        {
            var special = ByteSearch.IndexOfQuoteOrBackslash(json.Slice(at));
            if (special < 0)
                throw Broken();
            at += special + 1;
            if (json[at - 1] == '"')
                return new PageText(start, at - 1 - start, hasEscapes, hasRareEscapes);
            hasEscapes = true;
            hasRareEscapes |= PassEscape();
        }
    }

    // Returns whether the escape is a rare one.
    [MethodImpl(Hot.Path)]
    private bool PassEscape()
    {
        if (at < json.Length && json[at] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'n' or (byte)'r' or (byte)'t')
        {
            at++;
            return false;
        }
        var length = JsonEscape.Read(json.Slice(at - 1), out _);
        if (length == 0)
            throw Broken();
        at += length - 1;
        return true;
    }

    // Returns null if the value is no integer, such as null.
    [MethodImpl(Hot.Path)]
    private long? ReadInteger()
    {
        SkipWhite();
        var literal = ReadLiteral();
        return Utf8Parser.TryParse(literal, out long number, out var length) && length == literal.Length ? number : null;
    }

    [MethodImpl(Hot.Path)]
    private ReadOnlySpan<byte> ReadLiteral()
    {
        var start = at;
        while (at < json.Length && json[at] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z') or (byte)'E' or (byte)'+' or (byte)'-' or (byte)'.')
            at++;
        var literal = json.Slice(start, at - start);
        var isNumber = literal.Length > 0 && literal[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'-';
        return isNumber || literal.SequenceEqual("true"u8) || literal.SequenceEqual("false"u8) || literal.SequenceEqual("null"u8) ? literal : throw Broken();
    }

    private void SkipValue(int depth)
    {
        if (depth > MaxDepth)
            throw Broken($"it is nested deeper than {MaxDepth}");
        switch (Peek())
        {
            case '{':
                for (var more = Open('{', '}'); more; more = Next('}'))
                {
                    ReadName();
                    SkipValue(depth + 1);
                }
                break;
            case '[':
                for (var more = Open('[', ']'); more; more = Next(']'))
                    SkipValue(depth + 1);
                break;
            case '"':
                ReadString();
                break;
            default:
                ReadLiteral();
                break;
        }
    }

    [MethodImpl(Hot.Path)]
    private void Expect(char expected)
    {
        if (Peek() != expected)
            throw Broken();
        at++;
    }

    [MethodImpl(Hot.Path)]
    private char Peek()
    {
        SkipWhite();
        return at < json.Length ? (char)json[at] : throw Broken();
    }

    [MethodImpl(Hot.Path)]
    private void SkipWhite()
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            at++;
    }

    private readonly InvalidDataException Broken(string reason = "it is not valid JSON") => new($"The response is invalid: {reason} at byte {at} of {json.Length}.");
}

using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace AwsLoginAudit.Tests;

/// <summary>A few events, and the ways in which they come to lie in a file.</summary>
internal static class Recording
{
    public const string LogStream = "i-0123456789abcdef0";
    public const long FirstMilliseconds = 1_795_416_600_123;

    private const string Namespace = "http://schemas.microsoft.com/win/2004/08/events/event";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Xml(int record, char quote = '\'') => $"""
        <Event xmlns='{Namespace}'><System><EventID>4625</EventID><EventRecordID>{record}</EventRecordID></System><EventData><Data Name='TargetUserName'>Zoë &lt;/Event&gt; 😀</Data></EventData><RenderingInfo Culture='de-DE'><Message>Fehler.{"\n\n"}Konto:{"\t"}Zoë</Message></RenderingInfo></Event>
        """.Replace('\'', quote);

    public static string Text(int record) =>
        $"[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [host-{record}] [An account failed to log on.\n\nSubject:\n\tAccount Name:\t\tZoë]";

    public static DateTimeOffset Time(int record) => DateTimeOffset.FromUnixTimeMilliseconds(FirstMilliseconds + record);

    public static LogEvent Event(int record) => new(LogStream, Time(record), Xml(record), $"{record:D56}");

    public static IReadOnlyList<string> Xmls { get; } = [.. Enumerable.Range(1, 3).Select(i => Xml(i))];

    public static IReadOnlyList<string> Texts { get; } = [.. Enumerable.Range(1, 3).Select(Text)];

    public static IReadOnlyList<LogEvent> Events { get; } = [.. Enumerable.Range(1, 3).Select(Event)];

    public static string FilterJson(bool indented, params IEnumerable<LogEvent> events) => JsonSerializer.Serialize(new
    {
        events = events.Select(e => new
        {
            logStreamName = e.LogStream,
            timestamp = e.Timestamp?.ToUnixTimeMilliseconds(),
            message = e.Message,
            ingestionTime = 1,
            eventId = e.EventId,
        }),
        searchedLogStreams = new[] { new { logStreamName = "x", searchedCompletely = true } },
    }, indented ? Indented : JsonSerializerOptions.Default);

    public static string Export(IEnumerable<LogEvent> events) =>
        string.Concat(events.Select(e => $"{e.Timestamp:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {e.Message}\n"));

    public static byte[] Gzip(params string[] members)
    {
        using var packed = new MemoryStream();
        foreach (var member in members)
        {
            using var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(Encoding.UTF8.GetBytes(member));
        }

        return packed.ToArray();
    }

    public static Task<List<LogEvent>> ReadAsync(string text, string name = "test") => ReadAsync(Encoding.UTF8.GetBytes(text), name);

    public static Task<List<LogEvent>> ReadAsync(byte[] bytes, string name = "test") => ReadAsync(new MemoryStream(bytes), name);

    /// <summary>The events, without their lines.</summary>
    public static async Task<List<LogEvent>> ReadAsync(Stream stream, string name = "test")
    {
        var read = new List<LogEvent>();
        await foreach (var logEvent in LogFileReader.ReadAsync(stream, name, TestContext.Current.CancellationToken))
            read.Add(logEvent with { Line = 0 });
        return read;
    }

    public static async Task<List<string>> MessagesAsync(string text) => [.. (await ReadAsync(text)).Select(e => e.Message)];

    /// <summary>What was read before the error, and the error.</summary>
    public static async Task<(List<LogEvent> Read, LoginAuditException Error)> BreakAsync(byte[] bytes)
    {
        var read = new List<LogEvent>();
        var error = await Assert.ThrowsAsync<LoginAuditException>(async () =>
        {
            await foreach (var logEvent in LogFileReader.ReadAsync(new MemoryStream(bytes), "test", TestContext.Current.CancellationToken))
                read.Add(logEvent with { Line = 0 });
        });
        return (read, error);
    }

    public static Task<(List<LogEvent> Read, LoginAuditException Error)> BreakAsync(string text) => BreakAsync(Encoding.UTF8.GetBytes(text));
}

/// <summary>A stream that cannot seek and gives as few bytes at a time as it likes.</summary>
internal sealed class DribblingStream(byte[] bytes, int seed, int most) : Stream
{
    private readonly Random _random = new(seed);
    private int _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var given = Math.Min(_random.Next(1, most + 1), Math.Min(count, bytes.Length - _position));
        Array.Copy(bytes, _position, buffer, offset, given);
        _position += given;
        return given;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A piece repeated until so many bytes were given; none of it is ever held.</summary>
internal sealed class RepeatingStream(string head, string piece, long length) : Stream
{
    private readonly byte[] _head = Encoding.UTF8.GetBytes(head);
    private readonly byte[] _piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, (64 * 1024 / piece.Length) + 1)));
    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var inHead = _position < _head.Length;
        var source = inHead ? _head : _piece;
        var from = (int)(inHead ? _position : (_position - _head.Length) % _piece.Length);
        var given = (int)Math.Min(Math.Min(count, source.Length - from), length - _position);
        Array.Copy(source, from, buffer, offset, given);
        _position += given;
        return given;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

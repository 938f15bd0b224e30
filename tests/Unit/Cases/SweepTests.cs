using System.IO.Compression;
using System.Text;
using AwsLoginAudit.Tests.Core;

namespace AwsLoginAudit.Tests.Cases;

/// <summary>One recording in every shape that people export: each gives exactly its events, or an error; none is silently wrong.</summary>
public sealed class SweepTests
{
    private static readonly Dictionary<string, Func<string, byte[]>> Encodings = new(StringComparer.Ordinal)
    {
        ["UTF-8"] = Encoding.UTF8.GetBytes,
        ["UTF-8 with a mark"] = text => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
        ["UTF-16"] = text => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
        ["UTF-16 without a mark, big end first"] = Encoding.BigEndianUnicode.GetBytes,
        ["gzip"] = text => Pack(Encoding.UTF8.GetBytes(text)),
        ["gzip of many members"] = text => [.. Encoding.UTF8.GetBytes(text).Chunk(1000).SelectMany(Pack)],
        ["CRLF"] = text => Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)),
        ["white space around it"] = text => Encoding.UTF8.GetBytes("\r\n \n" + text + "\n\n"),
    };

    public static TheoryData<string> Names => [.. ExportShapes.All.Select(shape => shape.Name)];

    private static ExportShape Shape(string name) => ExportShapes.All.Single(shape => shape.Name == name);

    [Fact]
    public void More_than_sixty_shapes_are_read() => Assert.True(ExportShapes.All.Count * Encodings.Count >= 60);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_shape_has_exactly_the_events_of_the_recording(string name)
    {
        var shape = Shape(name);
        var text = shape.Write(ExportShapes.Recording);
        foreach (var (encoding, encode) in Encodings)
        {
            var (read, error) = await ReadAsync(encode(text));
            Assert.True(error is null, $"{encoding}: {error?.Message}");
            AssertSame(shape, ExportShapes.Recording, read, encoding);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Successful_logons_are_no_failed_logins_in_any_shape(string name)
    {
        var (read, error) = await ReadAsync(Encoding.UTF8.GetBytes(Shape(name).Write(ExportShapes.Successes)));
        Assert.Null(error);
        Assert.Equal(254, read.Count);
        Assert.All(read, logEvent => Assert.Equal(AuditOutcome.Success, new EventParser().Parse(logEvent).Outcome));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_shape_that_is_cut_off_is_an_error_after_the_events_before(string name)
    {
        var shape = Shape(name);
        var text = shape.Write(ExportShapes.Recording);
        foreach (var at in Cuts(shape, text))
        {
            var (read, error) = await ReadAsync(Encoding.UTF8.GetBytes(text[..at]));
            Assert.True(error is not null, $"cut at {at}: {read.Count} events and no error");
            Assert.True(error.Error is LoginAuditError.FileUnreadable or LoginAuditError.NotALogFile, error.Message);
            Assert.True(read.Count < ExportShapes.Recording.Count || shape.IsClosed);
            AssertSame(shape, [.. ExportShapes.Recording.Take(read.Count)], read, $"cut at {at}");
        }

        var packed = Pack(Encoding.UTF8.GetBytes(text));
        for (var part = 1; part < 6; part++)
        {
            var (read, error) = await ReadAsync(packed[..(packed.Length * part / 6)]);
            Assert.Equal(LoginAuditError.FileUnreadable, error?.Error);
            AssertSame(shape, [.. ExportShapes.Recording.Take(read.Count)], read, $"{part} of 6 parts of gzip");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_damaged_byte_never_passes_silently_for_other_events(string name)
    {
        var shape = Shape(name);
        var bytes = Encoding.UTF8.GetBytes(shape.Write(ExportShapes.Recording));
        var random = new Random(name.Length);
        for (var i = 0; i < 40; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] = (byte)"<>\"'{}[]\n\t,x"[random.Next(12)];
            var (read, error) = await ReadAsync(damaged);
            // What is within an event is for the parser to judge; that an event is missing has to be told.
            Assert.True(error is not null || read.Count >= ExportShapes.Recording.Count, $"{read.Count} events and no error");
        }
    }

    // Within events, where no format ends; in shapes that say where they end, anywhere.
    private static IEnumerable<int> Cuts(ExportShape shape, string text)
    {
        for (var at = text.IndexOf("EventRecordID", StringComparison.Ordinal); at >= 0; at = text.IndexOf("EventRecordID", at + 1500, StringComparison.Ordinal))
        {
            yield return at + 3;
            if (at + 1500 >= text.Length)
                break;
        }
        for (var part = 1; shape.IsClosed && part < 20; part++)
            yield return (text.TrimEnd().Length - 1) * part / 20;
        if (shape.IsClosed)
            yield return text.TrimEnd().Length - 1;
    }

    private static void AssertSame(ExportShape shape, IReadOnlyList<LogEvent> expected, List<LogEvent> read, string what)
    {
        Assert.True(expected.Count == read.Count, $"{what}: {read.Count} of {expected.Count}");
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(Plain(expected[i].Message), Plain(read[i].Message));
            Assert.Equal(shape.HasStreams ? expected[i].LogStream : "", read[i].LogStream);
            if (shape.HasTimes)
                Assert.Equal(expected[i].Timestamp, read[i].Timestamp);
            var parsed = new EventParser().Parse(read[i]);
            Assert.False(parsed.Suspicious || parsed.Malformed, what);
        }
    }

    // Line breaks and indentation are the exporter's.
    private static string Plain(string message) => string.Concat(message.Where(c => !char.IsWhiteSpace(c)));

    private static async Task<(List<LogEvent> Read, LoginAuditException? Error)> ReadAsync(byte[] bytes)
    {
        var read = new List<LogEvent>();
        try
        {
            await foreach (var logEvent in LogFileReader.ReadAsync(new MemoryStream(bytes), "test", TestContext.Current.CancellationToken))
                read.Add(logEvent);
            return (read, null);
        }
        catch (LoginAuditException error)
        {
            return (read, error);
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}

using System.Text;
using System.Text.Json;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>What all recordings have in common: packing, encodings, emptiness, and files that hold no events.</summary>
public sealed class LogFileReaderTests
{
    [Fact]
    public async Task Gzip_is_told_by_its_bytes_and_may_have_many_members()
    {
        Assert.Equal(Xmls, (await ReadAsync(Gzip([.. Xmls]))).Select(e => e.Message));
        Assert.Equal(Events, await ReadAsync(Gzip(FilterJson(true, Events))));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public async Task Unicode_files_read_with_and_without_a_mark(string encoding, bool mark)
    {
        var code = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. mark ? code.GetPreamble() : [], .. code.GetBytes($"<Events>{string.Concat(Xmls)}</Events>")];
        Assert.Equal(Xmls, (await ReadAsync(bytes)).Select(e => e.Message));
    }

    [Fact]
    public async Task Invalid_bytes_become_the_replacement_character()
    {
        byte[] bytes = [.. "<Event>a"u8, 0xC3, 0x28, .. "</Event>"u8];
        Assert.Equal("<Event>a\uFFFD(</Event>", Assert.Single((await BreakAsync(bytes)).Read).Message);
        Assert.Equal("<Event>\uFFFDb😀</Event>", Assert.Single(await ReadAsync("""{"message":"<Event>\ud800b\ud83d\uDE00</Event>"}""")).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\uFEFF")]
    [InlineData("<Events></Events>")]
    [InlineData("<?xml version=\"1.0\"?><Events xmlns='a'/>")]
    [InlineData("[]")]
    [InlineData("{\"events\": [], \"searchedLogStreams\": []}")]
    [InlineData("{\"Events\": null, \"NextToken\": null}")]
    public async Task An_empty_log_has_no_events_and_no_error(string recording)
    {
        Assert.Empty(await ReadAsync(recording));
        Assert.Empty(await ReadAsync(Gzip(recording)));
    }

    [Theory]
    [InlineData("The quick brown fox\njumps over the lazy dog.")]
    [InlineData("{\"name\":\"package\",\"version\":\"1.0\"}")]
    [InlineData("{\"events\":[{\"id\":1}]}")]
    [InlineData("[\"a\",\"b\"]")]
    [InlineData("[section]\nkey=value\n")]
    [InlineData("\0\0\0\0\0")]
    [InlineData("<EventLog><EventData/></EventLog>")]
    public async Task What_holds_no_events_is_refused_with_what_was_expected(string recording)
    {
        var (read, error) = await BreakAsync(recording);
        Assert.Empty(read);
        Assert.Equal(LoginAuditError.NotALogFile, error.Error);
        Assert.Equal("test", error.Target);
        Assert.Contains("'test'", error.Message);
        Assert.Contains("filter-log-events", error.Message);
    }

    [Fact]
    public async Task A_picture_and_random_bytes_are_refused()
    {
        var random = new byte[300_000];
        new Random(1).NextBytes(random);
        byte[] png = [0x89, .. "PNG\r\n\u001A\n"u8, .. random];
        Assert.Equal(LoginAuditError.NotALogFile, (await BreakAsync(png)).Error.Error);
        byte[] brackets = [.. "{"u8, .. random];
        Assert.Equal(LoginAuditError.NotALogFile, (await BreakAsync(brackets)).Error.Error);
    }

    [Theory]
    [InlineData("<Event>", "</Event>", "<Event>next</Event>")]
    [InlineData("{\"message\":\"<Event>", "\"}\n", "{\"message\":\"<Event>next</Event>\"}")]
    [InlineData("2026-11-23T06:50:00.123Z <Event>", "\n", "2026-11-23T06:50:00.124Z <Event>next</Event>")]
    public async Task An_event_that_is_too_long_is_cut_and_the_next_one_is_whole(string head, string tail, string next)
    {
        var read = await ReadAsync(head + new string('x', 3_000_000) + tail + next);
        Assert.Equal(1024 * 1024, read[^2].Message.Length);
        Assert.Equal("<Event>next</Event>", read[^1].Message);
    }

    [Fact]
    public async Task Text_without_end_and_without_events_is_refused_early()
    {
        foreach (var stream in new[] { new RepeatingStream("", "no event\n", 50_000_000), new RepeatingStream("", "[a]\n", 50_000_000), new RepeatingStream("", "{\"a\":1}\n", 50_000_000) })
        {
            var error = await Assert.ThrowsAsync<LoginAuditException>(() => ReadAsync(stream));
            Assert.Equal(LoginAuditError.NotALogFile, error.Error);
            Assert.NotEqual(0, stream.Read(new byte[1], 0, 1));
        }
    }

    [Fact]
    public async Task Files_that_are_missing_or_folders_are_told_apart()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            Assert.Equal(LoginAuditError.FileNotFound, (await FailAsync(Path.Combine(folder.FullName, "none.xml"))).Error);
            Assert.Equal(LoginAuditError.FileNotFound, (await FailAsync(Path.Combine(folder.FullName, "none", "none.xml"))).Error);
            Assert.Equal(LoginAuditError.FileUnreadable, (await FailAsync(folder.FullName)).Error);

            var file = Path.Combine(folder.FullName, "a.xml");
            await File.WriteAllTextAsync(file, Xmls[0], TestContext.Current.CancellationToken);
            using var writer = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.Read);
            Assert.Equal(Xmls[0], Assert.Single(await ReadFileAsync(file)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static Task<LoginAuditException> FailAsync(string path) => Assert.ThrowsAsync<LoginAuditException>(() => ReadFileAsync(path));
    }

    [Fact]
    public async Task Cancelling_stops_reading()
    {
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in LogFileReader.ReadAsync(new RepeatingStream("", Xmls[0], long.MaxValue), "test", cancellation.Token))
                await cancellation.CancelAsync();
        });
    }

    [Fact]
    public async Task Real_recordings_come_out_whole()
    {
        var data = FindShared("data");
        Assert.SkipUnless(data is not null, "../shared/data is not here");
        foreach (var file in Directory.GetFiles(data, "events-*.jsonl"))
        {
            var expected = File.ReadLines(file).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("xml").GetString()!).ToList();
            Assert.Equal(expected, (await ReadFileAsync(file)).Select(e => e.Message));
            Assert.Equal(expected, await MessagesAsync($"<Events>\r\n{string.Join("\r\n", expected)}\r\n</Events>"));
        }

        var cases = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data, "agent", "5-placeholder-corruption-cases.json"), TestContext.Current.CancellationToken));
        var shipped = cases.RootElement.EnumerateArray().Select(c => c.GetProperty("shipped").GetString()!).ToList();
        Assert.Equal(shipped, await MessagesAsync(string.Join("\n", shipped)));
    }

    private static async Task<List<LogEvent>> ReadFileAsync(string path)
    {
        var read = new List<LogEvent>();
        await foreach (var logEvent in LogFileReader.ReadFileAsync(path, TestContext.Current.CancellationToken))
            read.Add(logEvent);
        return read;
    }

    private static string? FindShared(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AwsLoginAudit.psd1")))
            {
                var shared = Path.Combine(folder.FullName, "..", "shared", name);
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}

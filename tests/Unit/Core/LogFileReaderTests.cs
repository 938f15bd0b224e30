using System.Text;
using System.Text.Json;
using static AwsLoginAudit.Tests.Core.Recording;

namespace AwsLoginAudit.Tests.Core;

public sealed class LogFileReaderTests
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n";

    public static TheoryData<string> XmlRecordings => new(
        string.Concat(Xmls),
        string.Join("\r\n", Xmls) + "\r\n",
        $"<Events>{string.Concat(Xmls)}</Events>",
        $"{Declaration}<Events>\r\n  {string.Join("\r\n  ", Xmls)}\r\n</Events>\r\n",
        $"{Declaration}<failures kind=\"a\">{string.Concat(Xmls)}</failures>",
        $"<Events>{Xmls[0]}</Events>\n<Events>{Xmls[1]}</Events>\n\uFEFF{Declaration}<Events/><Events>{Xmls[2]}</Events>",
        JsonSerializer.Serialize(Xmls),
        string.Join("\n", Xmls.Select(x => JsonSerializer.Serialize(new { source = "a", computer = "b", xml = x }))));

    [Theory]
    [MemberData(nameof(XmlRecordings))]
    public async Task Event_xml_comes_out_as_written_however_it_is_framed(string recording) =>
        Assert.Equal(Xmls.Select(x => new LogEvent("", null, x)), await ReadAsync(recording));

    [Fact]
    public async Task Event_xml_may_be_pretty_printed_and_in_double_quotes()
    {
        var pretty = Xml(1, '"').Replace("><", ">\r\n  <");
        Assert.Equal([pretty, pretty], await MessagesAsync($"<Events>\r\n{pretty}\r\n{pretty}\r\n</Events>"));
    }

    public static TheoryData<string> JsonRecordings => new(
        FilterJson(false, Events),
        FilterJson(true, Events),
        string.Concat(Events.Select(e => FilterJson(true, e) + "\n")),
        FilterJson(false, Events[0]) + FilterJson(false) + FilterJson(false, Events.Skip(1)),
        $"[{FilterJson(true, Events[0])},\r\n{FilterJson(true, Events.Skip(1))}]",
        Lines(e => new { timestamp = e.Timestamp?.ToUnixTimeMilliseconds(), message = e.Message, logStreamName = e.LogStream, eventId = e.EventId }),
        Lines(e => new { timestamp = e.Timestamp?.ToString("o"), message = e.Message, logStream = e.LogStream, eventId = e.EventId }),
        $"[{string.Join(",", Lines(e => new { Timestamp = $"/Date({e.Timestamp?.ToUnixTimeMilliseconds()})/", e.Message, LogStreamName = e.LogStream, e.EventId }).Split('\n'))}]",
        $"{{\"NextToken\":null,\"Events\":[{string.Join(",", Lines(e => new { e.EventId, LogStreamName = e.LogStream, e.Message, Timestamp = e.Timestamp?.ToUnixTimeMilliseconds() }).Split('\n'))}],\"HttpStatusCode\":200}}");

    [Theory]
    [MemberData(nameof(JsonRecordings))]
    public async Task Every_form_of_json_gives_the_same_events(string recording)
    {
        Assert.Equal(Events, await ReadAsync(recording));
        Assert.Equal(Events, await ReadAsync([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(recording)]));
    }

    [Fact]
    public async Task Events_of_get_log_events_have_no_stream_and_no_id()
    {
        var events = Events.Select(e => new { timestamp = e.Timestamp?.ToUnixTimeMilliseconds(), message = e.Message, ingestionTime = 1 });
        var recording = JsonSerializer.Serialize(new { events, nextForwardToken = "f/1", nextBackwardToken = "b/1" });
        Assert.Equal(Events.Select(e => e with { LogStream = "", EventId = null }), await ReadAsync(recording));
    }

    [Fact]
    public async Task Rows_of_a_logs_insights_export_are_events()
    {
        var recording = Lines(e => new Dictionary<string, object?>
        {
            ["@timestamp"] = $"{e.Timestamp:yyyy-MM-dd HH:mm:ss.fff}",
            ["@message"] = e.Message,
            ["@logStream"] = e.LogStream,
        });
        Assert.Equal(Events.Select(e => e with { EventId = null }), await ReadAsync(recording));
    }

    [Fact]
    public async Task The_agents_text_format_is_split_where_a_line_begins_an_event()
    {
        Assert.Equal(Texts, await MessagesAsync(string.Join("\n", Texts)));
        Assert.Equal(Texts.Select(t => t.Replace("\n", "\r\n")), await MessagesAsync(string.Join("\r\n", Texts.Select(t => t.Replace("\n", "\r\n"))) + "\r\n"));
    }

    [Fact]
    public async Task An_export_takes_its_log_stream_from_the_folder()
    {
        var expected = Events.Select(e => e with { EventId = null }).ToList();
        var name = $"bucket/prefix/6b1c5a52-6e3f-4a53-9d1b-2c1a5f0d7e11/{LogStream}/000000.gz";
        Assert.Equal(expected, await ReadAsync(Gzip(Export(Events)), name));
        Assert.Equal(expected, await ReadAsync(Export(Events), name.Replace('/', '\\').Replace(".gz", "")));
        Assert.Equal(expected.Select(e => e with { LogStream = "" }), await ReadAsync(Export(Events), "some/where/000000.gz"));
    }

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

    [Fact]
    public async Task A_damaged_event_is_read_as_it_is_and_hides_no_other()
    {
        var cut = Xmls[1][..80];
        Assert.Equal([Xmls[0], cut, Xmls[2]], await MessagesAsync(Xmls[0] + cut + "\r\n" + Xmls[2]));
        Assert.Equal([Xmls[0], "<Event a='<!--<![CDATA[' ></Event>", Xmls[2]], await MessagesAsync($"{Xmls[0]}<Event a='<!--<![CDATA[' ></Event>{Xmls[2]}"));
    }

    public static TheoryData<string> BrokenLines => ["{\"message\":\"<Event>", "{\"message\":\"x\",", "{\"message\":oops}", "{\"a\":1}", "oops", "{\"a\":{\"b\":[}", "{\"a\":\"\\q\"}", "{\"message\":\"x\"}"];

    [Theory]
    [MemberData(nameof(BrokenLines))]
    public async Task A_line_that_is_no_event_is_an_error_with_its_place_after_all_events(string broken)
    {
        var lines = Events.Select(e => JsonSerializer.Serialize(new { message = e.Message })).ToList();
        var (read, error) = await BreakAsync($"{lines[0]}\n{broken}\n{lines[2]}\n");
        Assert.Equal([Xmls[0], Xmls[2]], read.Select(e => e.Message));
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Matches("[(]line [23][)]", error.Message);
    }

    [Theory]
    [InlineData("{0}<a b{1}", "line 3")]
    [InlineData("{0} b & c {1}", "line 3")]
    [InlineData("{0}<LoginFailure/>{1}", "line 3")]
    [InlineData("{0}<!-- c -->\n<LoginFailure user='a'></LoginFailure>{1}", "line 4")]
    [InlineData("{0}b</Data></Event>{1}", "line 3")]
    [InlineData("{0}{1}</Events>", "line 5")]
    public async Task Text_between_events_of_xml_is_an_error_with_its_place_and_never_an_event(string recording, string where)
    {
        var (read, error) = await BreakAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, recording, Xmls[0], Xmls[1]));
        Assert.Equal(Xmls.Take(2), read.Select(e => e.Message));
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_places_that_are_no_events_are_told_once_with_their_number()
    {
        var (read, error) = await BreakAsync($"{Xmls[0]}\nx\n{Xmls[1]}\ny\n{Xmls[2]}\nz");
        Assert.Equal(Xmls, read.Select(e => e.Message));
        Assert.Equal("'test' cannot be read: text that is not part of an event (line 4), and 2 more such places. The other events of it were read.", error.Message);
    }

    [Theory]
    [InlineData("stray\n")]
    [InlineData("2026-11-23T06:50:00.123Z x\n")]
    [InlineData("web-01: ")]
    public async Task A_file_that_begins_with_other_text_is_not_read(string before)
    {
        var (read, error) = await BreakAsync(before + Xmls[0]);
        Assert.Empty(read);
        Assert.Equal(LoginAuditError.NotALogFile, error.Error);
    }

    [Fact]
    public async Task An_event_says_on_which_line_it_begins()
    {
        var lines = new List<long>();
        await foreach (var logEvent in LogFileReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes($"<Events>\n{Xmls[0]}\n\n{Xmls[1]}</Events>")), "test", TestContext.Current.CancellationToken))
            lines.Add(logEvent.Line);
        Assert.Equal([2, 6], lines);
    }

    [Fact]
    public async Task Nothing_is_lost_from_mangled_event_xml_without_an_error()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var mangled = "<Event>" + Mangle(string.Concat(Xmls), new Random(seed));
            Assert.True(await IsToldAsync(mangled), mangled);
        }
    }

    [Fact]
    public async Task Nothing_is_lost_from_mangled_lines_without_an_error()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var mangled = Texts[0] + "\n" + Mangle(string.Join("\n", Texts), new Random(seed));
            Assert.True(await IsToldAsync(mangled), mangled);
        }
    }

    // All that can be seen of a recording is in its events, or there is an error.
    private static async Task<bool> IsToldAsync(string recording)
    {
        try
        {
            return Visible(recording) == Visible(string.Concat(await MessagesAsync(recording)));
        }
        catch (LoginAuditException)
        {
            return true;
        }
    }

    [Fact]
    public async Task How_a_stream_is_cut_into_reads_changes_nothing()
    {
        var filler = new string(' ', 64 * 1024 - 7);
        string[] recordings =
        [
            .. XmlRecordings.Select(r => r.Data), .. JsonRecordings.Select(r => r.Data), string.Join("\r\n", Texts), Export(Events),
            $"{Xmls[0]}{filler}{Xmls[1]}x{filler}y{Xmls[2]}", $"{{\"message\":\"{filler}\\u00e9\\n{filler}\"}}\n{{\"message\"", $"stray{filler[..600]}\n{Texts[0]}",
            """{"a":{"b":[1, 23,{"c":"d","e":[]},null,-4.5e6],"f":{}},"message":"x"}{"g":[[[true,"\\n"]],"h"]} [ ]""", "<<Event></<Event></ Event></Event >Event<Eventful></Event<Event/>",
        ];
        foreach (var recording in recordings)
        {
            foreach (var bytes in new[] { Encoding.UTF8.GetBytes(recording), [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(recording)], Gzip(recording) })
            {
                var whole = await TellAsync(new MemoryStream(bytes));
                foreach (var most in new[] { 1, 2, 3, 7, 4096 })
                    Assert.Equal(whole, await TellAsync(new DribblingStream(bytes, seed: most, most)));
            }
        }
    }

    private static async Task<List<string>> TellAsync(Stream stream)
    {
        var told = new List<string>();
        try
        {
            await foreach (var logEvent in LogFileReader.ReadAsync(stream, "test", TestContext.Current.CancellationToken))
                told.Add(logEvent.ToString());
        }
        catch (LoginAuditException error)
        {
            told.Add(error.Message);
        }
        return told;
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
    [InlineData("\uFEFF")]
    [InlineData(" ")]
    [InlineData("2026-03-01 ")]
    [InlineData("\0")]
    public async Task An_agents_line_that_does_not_begin_as_one_is_an_error(string before)
    {
        string Line(int id) => $"[Security] [INFORMATION] [{id}] [Microsoft-Windows-Security-Auditing] [RDS01] [An event.]";
        var (_, error) = await BreakAsync($"{Line(4624)}\n{before}{Line(4625)}\n{Line(4624)}\n");
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
    }

    [Fact]
    public async Task A_record_within_the_data_of_a_record_is_an_error()
    {
        static string Pack(string text) => $"{{\"awslogs\":{{\"data\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\"}}}}";
        var (read, error) = await BreakAsync(Pack(Pack("{}")));
        Assert.Empty(read);
        Assert.Contains("a record whose data cannot be read to its end", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nextToken")]
    [InlineData("NextToken")]
    public async Task One_page_of_an_answer_is_an_error_after_its_events(string token)
    {
        var (read, error) = await BreakAsync(Recording.FilterJson(indented: false, Recording.Events)[..^1] + $",\"{token}\":\"abc\"}}");
        Assert.Equal(3, read.Count);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains("one page of several", error.Message, StringComparison.Ordinal);
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
    [InlineData("{\"events\":[{\"message\":\"<Event/>\"},{\"message\":\"b\" \"c\"}]}", "at character 50 (line 1)")]
    [InlineData("{\"events\":[{\"message\":\"<Event/>\"},\n{\"message\":", "it ends early: the JSON is not complete (line 2)")]
    [InlineData("[{\"message\":\"<Event/>\"},\n\n{\"message\":\"b\\x\"}]", "at character 14 (line 3)")]
    [InlineData("{\"message\":\"<Event/>\"}\n[1,2,}", "JSON that is not an event (line 2)")]
    [InlineData("{\"message\":\"<Event/>\"}\n{", "it ends early: the JSON is not complete (line 2)")]
    public async Task Json_that_breaks_off_says_where_after_the_events_before_it(string recording, string where)
    {
        var (read, error) = await BreakAsync(recording);
        Assert.Equal("<Event/>", Assert.Single(read).Message);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"events\":[{\"message\":\"<Event/>\"},{\"deep\":", "[")]
    [InlineData("{\"events\":[{\"message\":\"<Event/>\"},{\"deep\":", "{\"a\":")]
    [InlineData("{\"events\":[{\"message\":\"<Event/>\"},", "{\"events\":[")]
    public async Task Json_nested_without_end_says_where_it_stopped(string head, string piece)
    {
        var (read, error) = await BreakAsync(head + string.Concat(Enumerable.Repeat(piece, 100_000)));
        Assert.Equal("<Event/>", Assert.Single(read).Message);
        Assert.Contains("nested deeper than 64 at character ", error.Message);
    }

    [Fact]
    public async Task Json_that_is_only_nesting_is_refused()
    {
        foreach (var piece in new[] { "[", "{\"a\":" })
            Assert.Contains("nested deeper", (await BreakAsync(string.Concat(Enumerable.Repeat(piece, 500_000)))).Error.Message);
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
    public async Task A_damaged_gzip_gives_what_can_be_read_and_then_an_error()
    {
        var packed = Gzip(Xmls[0] + new string(' ', 200_000), Xmls[1]);
        var last = packed.Length - 20;
        packed[last] ^= 0xFF;
        packed[last + 1] ^= 0xFF;
        var (read, error) = await BreakAsync(packed);
        Assert.Equal(Xmls[0], read[0].Message);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
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

    private static string Lines<T>(Func<LogEvent, T> row) => string.Join("\n", Events.Select(e => JsonSerializer.Serialize(row(e))));

    private static string Visible(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\0'));

    private static string Mangle(string text, Random random)
    {
        string[] pieces = ["</Event>", "<Event ", "</Event ", "<", ">", "</Event\n", "\n", "\n[Security] [INFORMATION] [4625] [", "[", "\0", "]]>", "<![CDATA["];
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var at = random.Next(text.Length);
            text = random.Next(3) == 0
                ? text.Remove(at, Math.Min(random.Next(1, 100), text.Length - at))
                : text.Insert(at, pieces[random.Next(pieces.Length)]);
        }

        // A cut may have gone through a pair; such text cannot be in a file.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }
}

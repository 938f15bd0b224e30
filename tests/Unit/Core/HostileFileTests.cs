using System.IO.Compression;
using System.Text;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Files that somebody made to stop whoever reads them: refused by name, and nothing is lost that can be an event.</summary>
public sealed class HostileFileTests
{
    private const string Laughs =
        "<?xml version=\"1.0\"?>\n<!-- a\nb -->\n<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;\"><!ENTITY lol3 \"&lol2;&lol2;&lol2;\">]>"
        + "<Events><Event>&lol3;</Event></Events>";

    [Theory]
    [InlineData(Laughs, "(line 4)")]
    [InlineData("<!DOCTYPE Events SYSTEM 'file:///etc/passwd'><Events><Event/></Events>", "(line 1)")]
    [InlineData("\uFEFF<?xml version='1.0'?>\r\n<!DOCTYPE a PUBLIC '-//a' 'http://192.0.2.1/a.dtd'>\r\n", "(line 2)")]
    public async Task A_document_type_is_refused_where_it_stands_and_no_entity_is_expanded(string recording, string where)
    {
        var (read, error) = await BreakAsync(recording);
        Assert.Empty(read);
        Assert.Equal(LoginAuditError.NotALogFile, error.Error);
        Assert.Contains("a document type (DTD)", error.Message, StringComparison.Ordinal);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_type_that_a_login_pasted_into_an_event_keeps_nobody_from_the_others()
    {
        var pasted = Xmls[0].Replace("</Event>", "</Event><!DOCTYPE a [<!ENTITY b 'c'>]>", StringComparison.Ordinal);
        var (read, error) = await BreakAsync(pasted + Xmls[1]);
        Assert.Equal(Xmls.Take(2), read.Select(e => e.Message));
        Assert.Contains("text that is not part of an event", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("</Event>", false)]
    [InlineData("a</Event>", true)]
    [InlineData("<EventData></Event>", true)]
    public async Task An_event_that_begins_inside_an_unfinished_one_is_suspicious_and_the_next_is_not(string typed, bool isInMessage)
    {
        var name = typed + EventText.Event(4624, EventText.Success, EventText.LogonData("victim"));
        var outer = EventText.Logon();
        if (isInMessage)
            outer = outer.Replace("failed to log on", name, StringComparison.Ordinal);
        outer = outer.Replace(">ADMIN<", $">{name}<", StringComparison.Ordinal);
        var (read, error) = await BreakAsync(EventText.Logon("before") + outer + EventText.Logon("after"));
        var events = read.Select(logEvent => new EventParser().Parse(logEvent)).ToList();
        Assert.Equal([("before", false), ("after", false)], new[] { events[0], events[^1] }.Select(whole => (whole.AccountName, whole.Suspicious)));
        Assert.All(events[1..^1], one => Assert.True(one.Suspicious && one.RawText is not null));
        Assert.Single(events[1..^1], one => one.EventId == 4625);
        Assert.Equal(isInMessage ? 2 : 1, events.Count(one => one.AccountName == "victim"));
        Assert.Contains("text that is not part of an event", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}{1}")]
    [InlineData("<Events>{0}{1}</Events>")]
    [InlineData("<?xml version='1.0'?>\r\n<Events>\r\n{0}\r\n{1}\r\n</Events>\r\n<?xml version='1.0'?><Events><!-- next file -->{0}{1}</Events>")]
    public async Task Whole_events_of_an_export_are_never_suspicious(string export)
    {
        var events = await ReadAsync(string.Format(null, export, EventText.Logon("&lt;/Event&gt;&lt;Event&gt;"), EventText.Event(4624, EventText.Success, EventText.LogonData())));
        Assert.All(events, logEvent => Assert.False(new EventParser().Parse(logEvent).Suspicious));
    }

    [Fact]
    public async Task The_rest_of_an_outer_event_marks_the_read_as_incomplete()
    {
        var name = "a</Data></EventData></Event><Event><System></System><EventData><Data>";
        var (read, error) = await BreakAsync(EventText.Logon(account: "NAME").Replace("failed to log on", "NAME", StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal));
        Assert.Equal(3, read.Count);
        Assert.Contains("an event that contains the end of another event", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_with_a_gigantic_attribute_is_refused_by_its_length()
    {
        foreach (var tail in new[] { "'>", "" })
        {
            var (read, error) = await BreakAsync($"<?xml version='1.0'?>\n\n<Events a='{new string('x', 1_000_000)}{tail}<Event/>");
            Assert.Empty(read);
            Assert.Contains("its first tag is longer than 8192 characters (line 3)", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_event_with_a_gigantic_attribute_counts_and_so_does_the_next()
    {
        var hostile = Xmls[0].Replace("<System>", $"<System a='{new string('x', 1_000_000)}'>", StringComparison.Ordinal);
        Assert.Equal([hostile, Xmls[1]], await MessagesAsync($"<Events>{hostile}{Xmls[1]}</Events>"));
    }

    [Fact]
    public async Task An_event_nested_without_end_is_malformed_and_the_next_is_whole()
    {
        var nested = string.Concat(Enumerable.Repeat("<a>", 100_000));
        var read = await MessagesAsync($"<Event>{nested}<Event>{nested.Replace("<", "</", StringComparison.Ordinal)}</Event>{Xmls[0]}");
        Assert.Equal(3, read.Count);
        Assert.Equal([true, true, false], read.Select(message => EventText.Parse(message).Malformed));
    }

    [Theory]
    [InlineData("utf-8", 0)]
    [InlineData("utf-8", 8191)]
    [InlineData("utf-8", 8192)]
    [InlineData("utf-8", 100_000)]
    [InlineData("utf-16", 1)]
    [InlineData("utf-16", 50_001)]
    public async Task What_is_no_text_is_read_as_far_as_it_is_and_its_first_byte_is_named(string encoding, int at)
    {
        var code = Encoding.GetEncoding(encoding);
        byte[] wrong = encoding == "utf-8" ? [0xE2, 0x82] : [0x3D, 0xD8];
        var before = code.GetBytes("<Event>\ufffd" + new string('é', at));
        var (read, error) = await BreakAsync([.. before, .. wrong, .. code.GetBytes("</Event><Event>next</Event>")]);
        Assert.Equal(["<Event>\ufffd" + new string('é', at) + "\ufffd</Event>", "<Event>next</Event>"], read.Select(e => e.Message));
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains($"it has invalid {encoding.ToUpperInvariant()} at byte {before.Length}.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x80 }, 0)]
    [InlineData(new byte[] { 0xC0, 0xAF }, 0)]
    [InlineData(new byte[] { 0xE0, 0x9F, 0xBF }, 0)]
    [InlineData(new byte[] { 0xED, 0xA0, 0xBD }, 0)]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 }, 0)]
    [InlineData(new byte[] { 0xF5 }, 0)]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98, 0x80, 0xEF, 0xBF, 0xBD, 0xC3, 0xA9, 0xE2, 0x82 }, 9)]
    public async Task Each_way_of_being_no_utf8_is_seen(byte[] bytes, int at)
    {
        foreach (var filler in new[] { 0, 8_170, 8_176, 8_182, 8_183, 8_184, 8_185 })
        {
            var (_, error) = await BreakAsync([.. Encoding.ASCII.GetBytes("<Event>" + new string('x', filler)), .. bytes]);
            Assert.Contains($"it has invalid UTF-8 at byte {7 + filler + at}.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_replacement_character_itself_is_text()
    {
        foreach (var filler in new[] { 0, 8_180, 8_181, 8_182, 8_183, 8_184, 8_185 })
            Assert.Single(await MessagesAsync($"<Event>{new string('x', filler)}\ufffd</Event>"));
    }

    // Wherever a read of the file ends in between.
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task A_character_of_two_halves_before_it_moves_no_place(string encoding)
    {
        var code = Encoding.GetEncoding(encoding);
        byte[] wrong = encoding == "utf-8" ? [0x80] : encoding == "utf-16" ? [0x00, 0xDC] : [0xDC, 0x00];
        for (var filler = 4_070; filler < 8_190; filler += filler == 4_100 ? 4_060 : 1)
        {
            byte[] before = [.. code.GetPreamble(), .. code.GetBytes($"<Event>{new string('x', filler)}\U0001f600\ufffd, and more")];
            Assert.Single(await LogFileReader.ReadAsync(new MemoryStream([.. before, .. code.GetBytes("</Event>")]), "test").ToListAsync());
            var (_, error) = await BreakAsync([.. before, .. wrong]);
            Assert.Contains($"it has invalid {encoding.ToUpperInvariant().Replace("BE", "", StringComparison.Ordinal)} at byte {before.Length}.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_gzip_bomb_is_refused_after_the_events_before_it()
    {
        // 1 GB of zeros in 1 MB.
        var zeros = Pack(new byte[16 * 1024 * 1024]);
        var bomb = Enumerable.Repeat(zeros, 64).Prepend(Pack(Encoding.UTF8.GetBytes(Xmls[0] + "<Event>"))).SelectMany(member => member).ToArray();
        Assert.InRange(bomb.Length, 0, 1_200_000);
        var (read, error) = await BreakAsync(bomb);
        Assert.Equal(Xmls[0], Assert.Single(read).Message);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Matches("'test' could not be read beyond line [0-9]+: its gzip data expands to more than 300 times its size at byte [0-9]+, so it is a gzip bomb", error.Message);
    }

    [Fact]
    public async Task A_gzip_bomb_of_nothing_else_is_called_one_too()
    {
        var zeros = Pack(new byte[16 * 1024 * 1024]);
        var (read, error) = await BreakAsync(Enumerable.Repeat(zeros, 64).SelectMany(member => member).ToArray());
        Assert.Empty(read);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains("a gzip bomb", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_event_over_and_over_is_no_bomb_however_well_it_packs()
    {
        var packed = Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Xmls[0], 50_000))));
        Assert.Equal(50_000, (await ReadAsync(packed)).Count);
    }

    [Fact]
    public async Task Gzip_within_gzip_is_refused_as_such()
    {
        var (read, error) = await BreakAsync(Pack(Pack(Encoding.UTF8.GetBytes(Xmls[0]))));
        Assert.Empty(read);
        Assert.Contains("it is gzip within gzip. Extract the outer file first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_that_is_cut_off_anywhere_never_passes_for_a_shorter_recording()
    {
        var packed = Gzip(string.Concat(Enumerable.Range(1, 200).Select(n => Xml(n))));
        foreach (var length in Enumerable.Range(2, 30).Concat(Enumerable.Range(packed.Length - 30, 30)).Append(packed.Length / 2))
        {
            var (_, error) = await BreakAsync(packed[..length]);
            Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
            Assert.Contains("its gzip data ", error.Message, StringComparison.Ordinal);
        }
        var (read, broken) = await BreakAsync(packed[..^200]);
        Assert.NotEmpty(read);
        Assert.Contains($"its gzip data ends early, at byte {packed.Length - 200}", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_of_any_length_follow_one_another_and_an_empty_one_hides_none()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var events = Enumerable.Range(0, 30).Select(_ => $"<Event>{new string((char)random.Next('a', 'z'), random.Next(3) * random.Next(3000))}</Event>").ToList();
            var members = events.SelectMany(text => random.Next(3) == 0 ? [Pack([]), Pack(Encoding.UTF8.GetBytes(text))] : new[] { Pack(Encoding.UTF8.GetBytes(text)) });
            Assert.Equal(events, (await ReadAsync(members.SelectMany(member => member).ToArray())).Select(e => e.Message));
        }
    }

    [Fact]
    public async Task What_a_header_can_have_is_passed_over_and_what_follows_the_last_member_is_named()
    {
        var plain = Pack(Encoding.UTF8.GetBytes(Xmls[0]));
        byte[] full = [0x1F, 0x8B, 8, 0x1E, .. plain[4..10], 3, 0, 1, 2, 3, .. "name\0comment\0"u8, 9, 9, .. plain[10..]];
        Assert.Equal(Xmls[0], Assert.Single(await ReadAsync(full)).Message);

        var (read, error) = await BreakAsync([.. full, .. "tail"u8]);
        Assert.Equal(Xmls[0], Assert.Single(read).Message);
        Assert.Contains($"the data from byte {full.Length} is not gzip", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Megabytes => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(Megabytes))]
    public async Task A_megabyte_of_anything_takes_little_memory(string kind)
    {
        var recording = new MemoryStream(Hostile[kind]());
        await DrainAsync(new MemoryStream("<Event/>"u8.ToArray()));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = DrainAsync(recording);
        Assert.True(reading.IsCompletedSuccessfully);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
    }

    private static readonly Dictionary<string, Func<byte[]>> Hostile = new(StringComparer.Ordinal)
    {
        ["lines of broken JSON"] = () => Many("{25\n", "{\"message\":\"<Event/>\"}\n"),
        ["lines of other JSON"] = () => Many("{\"a\":2}\n", "{\"message\":\"<Event/>\"}\n"),
        ["brackets that open on lines"] = () => Many("[\n", "[a] [B] [1] [c] [d] [e]\n"),
        ["bytes that are no text"] = () => [.. "<Event>"u8, .. Enumerable.Repeat((byte)0x80, 1_000_000)],
        ["nested JSON"] = () => Many("[", "{\"message\":\"<Event/>\"}\n{\"a\":"),
        ["halves of surrogate pairs"] = () => Many("\\ud83d", "{\"message\":\"<Event/>\"}{\"message\":\""),
        ["empty elements"] = () => Many("<Events/>\n", "<Event></Event>"),
        ["labels"] = () => Many("a: b\n", "Log Name: a\n"),
        ["lines of YAML"] = () => Many($"- message: {new string('a', 100)}\n", "events:\n- message: <Event></Event>\n  timestamp: 1\n"),
        ["quotes"] = () => Many("\"\"", "timestamp,message\n1,\""),
        ["openings"] = () => Many("<", "<Event>"),
        ["laughs"] = () => Many("&lol;", "<!DOCTYPE a [<!ENTITY lol 'lol'>]><a>"),
    };

    private static byte[] Many(string piece, string head) => Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));

    private static async Task DrainAsync(Stream recording)
    {
        try
        {
            await foreach (var _ in LogFileReader.ReadAsync(recording, "test"))
            {
                // Read, and let go.
            }
        }
        catch (LoginAuditException)
        {
            // What counts here is how it came to that.
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        // .NET writes nothing where there is nothing.
        return packed.Length > 0 ? packed.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }
}

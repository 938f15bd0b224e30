using System.Text;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Recordings whose events begin at the start of a line.</summary>
public sealed class LogFileLineTests
{
    [Fact]
    public async Task The_agents_text_format_is_split_where_a_line_begins_an_event()
    {
        Assert.Equal(Texts, await MessagesAsync(string.Join("\n", Texts)));
        Assert.Equal(Texts.Select(t => t.Replace("\n", "\r\n")), await MessagesAsync(string.Join("\r\n", Texts.Select(t => t.Replace("\n", "\r\n"))) + "\r\n"));
    }

    [Fact]
    public async Task An_export_takes_its_log_stream_from_the_folder()
    {
        var name = $"bucket/prefix/6b1c5a52-6e3f-4a53-9d1b-2c1a5f0d7e11/{LogStream}/000000.gz";
        Assert.Equal(Values(Events), Values(await ReadAsync(Gzip(Export(Events)), name)));
        Assert.Equal(Values(Events), Values(await ReadAsync(Export(Events), name.Replace('/', '\\').Replace(".gz", ""))));
        Assert.Equal(Values(Events.Select(e => e with { LogStream = "" })), Values(await ReadAsync(Export(Events), "some/where/000000.gz")));

        static IEnumerable<(string, DateTimeOffset?, string)> Values(IEnumerable<LogEvent> events) => events.Select(e => (e.LogStream, e.Timestamp, e.Message));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("2026-03-01 ")]
    [InlineData("\0")]
    public async Task An_agents_line_that_does_not_begin_as_one_is_an_error(string before)
    {
        string Line(int id) => $"[Security] [INFORMATION] [{id}] [Microsoft-Windows-Security-Auditing] [RDS01] [An event.]";
        var (_, error) = await BreakAsync($"{Line(4624)}\n{before}{Line(4625)}\n{Line(4624)}\n");
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
    }

    public static TheoryData<string> LineRecordings => new(
        string.Concat(Texts.Select(text => text + "\n")),
        string.Concat(Events.Select(e => $"{e.Timestamp:yyyy-MM-dd'T'HH:mm:ss.fff}000+00:00 i-1 {e.Message}\n")),
        string.Concat(Events.Select(e => $"{e.Timestamp:yyyy-MM-dd'T'HH:mm:ss} {e.Message}\n")),
        Export(Events),
        string.Concat(Events.Select(e => $"EVENTS\t1\t2\ti-1\t{e.Message}\t{e.Timestamp?.ToUnixTimeMilliseconds()}\n")));

    [Theory]
    [MemberData(nameof(LineRecordings))]
    public async Task A_line_of_another_format_is_an_error_and_every_event_before_and_after_it_is_read(string recording)
    {
        var expected = await MessagesAsync(recording);
        foreach (var other in LineRecordings.Select(row => row.Data).Append("{\"message\":\"<Event/>\"}\n").Append("[{\"message\":\"<Event/>\"}]\n").Append("<Event></Event>\n").Where(other => other != recording))
        {
            var (read, error) = await BreakAsync(recording + other + recording);
            Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
            Assert.Contains("a line that begins another event", error.Message, StringComparison.Ordinal);
            Assert.Equal(2 * expected.Count, read.Count);
        }
    }

    [Theory]
    [MemberData(nameof(LineRecordings))]
    public async Task A_recording_that_was_appended_to_another_may_begin_with_a_mark(string recording)
    {
        var expected = await MessagesAsync(recording);
        Assert.Equal([.. expected, .. expected], await MessagesAsync(recording + "\uFEFF" + recording));
    }

    [Theory]
    [MemberData(nameof(LineRecordings))]
    public async Task A_recording_that_begins_within_an_event_is_read_from_the_next_one_on(string recording)
    {
        var expected = await MessagesAsync(recording);
        var (read, error) = await BreakAsync("\tAccount Name:\t\tbob\n\nThis event is generated when a logon request fails.]\n" + recording);
        Assert.Equal(expected, read.Select(e => e.Message));
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains("text that is not an event (line 1)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_on_the_lines_behind_a_time_is_the_message()
    {
        var read = await MessagesAsync("2026-11-23T06:50:00.123000+00:00 i-1\u0020\n{\n  \"a\": 1\n}\n");
        Assert.Equal("{\n  \"a\": 1\n}", Assert.Single(read).Trim());
    }

    [Fact]
    public async Task A_page_of_several_that_the_AWS_CLI_wrote_as_text_is_an_error_after_its_events()
    {
        var (read, error) = await BreakAsync($"EVENTS\t1\t2\ti-1\t{Xmls[0]}\t1795416600123\nNEXTTOKEN\tabc\n");
        Assert.Single(read);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains("one page of several", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_behind_the_last_event_of_the_AWS_CLI_is_an_error()
    {
        var (read, error) = await BreakAsync($"EVENTS\t1\t2\ti-1\t{Xmls[0]}\t1795416600123\nSEARCHEDLOGSTREAMS\ti-1\tTrue\n\nother text");
        Assert.Single(read);
        Assert.Contains("text that is not an event (line ", error.Message, StringComparison.Ordinal);
    }
}

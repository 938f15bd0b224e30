using System.Text;
using System.Text.Json;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Recordings in JSON.</summary>
public sealed class LogFileJsonTests
{
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
    public async Task An_array_of_the_agents_texts_gives_the_texts() => Assert.Equal(Texts, await MessagesAsync(JsonSerializer.Serialize(Texts)));

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

    private static string Lines<T>(Func<LogEvent, T> row) => string.Join("\n", Events.Select(e => JsonSerializer.Serialize(row(e))));

    [Theory]
    [InlineData("events")]
    [InlineData("results")]
    [InlineData("records")]
    [InlineData("value")]
    public async Task An_event_that_holds_a_list_too_is_read(string list)
    {
        var own = JsonSerializer.Serialize(Xmls[0]);
        foreach (var recording in new[] { $"{{\"{list}\":[],\"message\":{own}}}", $"{{\"{list}\":[],\"xml\":{own},\"host\":\"a\"}}", $"{{\"message\":{own},\"logStream\":\"a\",\"{list}\":[]}}" })
            Assert.Equal(Xmls[0], Assert.Single(await MessagesAsync(recording)));
        var both = $"{{\"{list}\":[{{\"message\":{JsonSerializer.Serialize(Xmls[1])}}}],\"message\":{own}}}";
        Assert.Equal([Xmls[1], Xmls[0]], await MessagesAsync(both));
    }

    [Fact]
    public async Task An_event_of_another_product_that_holds_a_list_too_is_read_or_rejected_by_its_product()
    {
        const string Nxlog = "\"EventID\":4625,\"Hostname\":\"WIN-1\",\"SourceModuleType\":\"im_msvistalog\",\"EventType\":\"AUDIT_FAILURE\",\"Channel\":\"Security\"";
        var read = await MessagesAsync($"{{\"records\":[],{Nxlog},\"events\":[],\"TargetUserName\":\"bob\"}}");
        Assert.Equal((4625, "bob"), (EventText.Parse(Assert.Single(read)).EventId, EventText.Parse(read[0]).AccountName));
        Assert.Contains("JSON of NXLog", (await BreakAsync($"[{{\"message\":{JsonSerializer.Serialize(Xmls[0])}}},{{\"events\":[],{Nxlog}}}]")).Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    public async Task An_event_with_data_of_its_own_is_no_record_of_a_stream(string data)
    {
        var nxlog = $"{{\"EventID\":4625,\"Hostname\":\"WIN-1\",\"SourceModuleType\":\"im_msvistalog\",\"TargetUserName\":\"bob\",\"Status\":\"0xc000006d\",\"Data\":\"{data}\"}}";
        Assert.Equal("0xc000006d", EventText.Parse(Assert.Single(await MessagesAsync($"{{\"records\":[{nxlog}]}}"))).Status);
    }

    [Fact]
    public async Task A_record_whose_data_is_not_base64_is_an_error()
    {
        var (_, error) = await BreakAsync("""{"records":[{"recordId":"1","data":"not base64"}]}""");
        Assert.Contains("a record whose data is not base64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_events_in_one_message_count_once_and_are_an_error()
    {
        var text = "[Security] [INFORMATION] [4624] [Microsoft-Windows-Security-Auditing] [DC1] [x]\n";
        foreach (var message in new[] { Xmls[0] + Xmls[1], text + text, text.Replace("Microsoft-Windows-Security-Auditing", "EventSystem", StringComparison.Ordinal) + text })
        {
            foreach (var recording in new[] { JsonSerializer.Serialize(new { message }), JsonSerializer.Serialize(new[] { message }), $"timestamp,message\n1,\"{message.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n" })
            {
                var (read, error) = await BreakAsync(recording);
                Assert.Single(read);
                Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
                Assert.Contains("more than one event", error.Message, StringComparison.Ordinal);
            }
        }
    }
}

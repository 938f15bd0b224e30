using System.IO.Compression;
using System.Text;
using System.Text.Json;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Recordings that give a value twice, or hold more than their format says: nothing of them is lost or wrong without an error.</summary>
public sealed class LogFileContradictionTests
{
    private static readonly string First = JsonSerializer.Serialize(Xmls[0]), Second = JsonSerializer.Serialize(Xmls[1]);

    private static readonly string FirstEvent = $"{{\"logStreamName\":\"i-1\",\"message\":{First}}}", SecondEvent = $"{{\"logStreamName\":\"i-2\",\"message\":{Second}}}";

    public static TheoryData<string> WindowsIds => new(
        "eventId,message\n" + string.Concat(Texts.Select(text => $"4625,\"{text}\"\n")),
        "@message,@logStream,EventID\n" + string.Concat(Texts.Select(text => $"\"{text}\",i-1,4625\n")),
        string.Concat(Texts.Select(text => JsonSerializer.Serialize(new { EventID = "4625", Message = text }))),
        string.Concat(Texts.Select(text => JsonSerializer.Serialize(new { id = "4625", eventId = "4625", logStreamName = "i-1", message = text }))),
        JsonSerializer.Serialize(new { results = Texts.Select(text => new[] { new { field = "@message", value = text }, new { field = "eventId", value = "4625" } }) }),
        "events:\n" + string.Concat(Texts.Select(text => $"- eventId: '4625'\n  message: {JsonSerializer.Serialize(text)}\n  timestamp: 1795416600123\n")),
        string.Concat(Texts.Select(text => $"EVENTS\t4625\t1795416600123\ti-1\t{text}\t1795416600123\n")));

    [Theory]
    [MemberData(nameof(WindowsIds))]
    public async Task The_id_of_a_Windows_event_makes_no_event_a_duplicate(string recording)
    {
        var read = await ReadAsync(recording);
        Assert.All(read, logEvent => Assert.Null(logEvent.EventId));
        var reader = new FailureReader(new LoginAuditRead(LoginAuditWindow.Open));
        Assert.Equal((3, 0), (read.Count(logEvent => reader.Read(logEvent) is not null), reader.Totals.Duplicates));
    }

    [Fact]
    public async Task The_id_of_a_log_event_tells_a_duplicate_event()
    {
        var id = 7.ToString("D56", System.Globalization.CultureInfo.InvariantCulture);
        var read = await ReadAsync(string.Concat(Enumerable.Repeat(JsonSerializer.Serialize(new { eventId = id, timestamp = FirstMilliseconds, message = Texts[0] }), 2)));
        var reader = new FailureReader(new LoginAuditRead(LoginAuditWindow.Open));
        Assert.Equal((1, 1), (read.Count(logEvent => reader.Read(logEvent) is not null), reader.Totals.Duplicates));
    }

    public static TheoryData<string> EventsBeside => new(
        $"{{\"events\":[{FirstEvent}],\"next\":{{\"events\":[{SecondEvent}]}}}}",
        $"{{\"events\":[{FirstEvent}],\"next\":[{SecondEvent}]}}",
        $"{{\"events\":[{FirstEvent}],\"results\":{{\"x\":{SecondEvent}}}}}",
        $"{{\"events\":[{FirstEvent}],\"records\":{SecondEvent}}}",
        $"{{\"events\":[{FirstEvent}],\"logEvents\":{JsonSerializer.Serialize($"[{SecondEvent}]")}}}",
        $"{{\"events\":[{FirstEvent}],\"message\":{JsonSerializer.Serialize("Event: " + Xmls[1])}}}",
        $"{{\"events\":[],\"message\":{First},\"next\":[{SecondEvent}]}}",
        $"{{\"value\":[{FirstEvent}],\"Count\":1,\"extra\":[{SecondEvent}]}}",
        $"{{\"messageType\":\"DATA_MESSAGE\",\"logStream\":\"i-1\",\"logEvents\":[{FirstEvent}],\"more\":{{\"logEvents\":[{SecondEvent}]}}}}",
        $"{{\"results\":[[{{\"field\":\"@message\",\"value\":{First}}},{{\"name\":\"@message\",\"value\":{Second}}}]]}}",
        $"{{\"results\":[[{{\"field\":\"@message\",\"value\":{First}}},{Second}]]}}",
        $"{{\"awslogs\":{{\"data\":\"{Packed(FirstEvent)}\",\"Data2\":\"{Packed(SecondEvent)}\"}}}}",
        $"{{\"Records\":[{{\"kinesis\":{{\"data\":\"{Packed(FirstEvent)}\",\"more\":{{\"data\":\"{Packed(SecondEvent)}\"}}}}}}]}}");

    [Theory]
    [MemberData(nameof(EventsBeside))]
    public async Task Members_beside_events_that_are_not_read_are_an_error(string recording)
    {
        var (read, error) = await BreakAsync(recording);
        Assert.Equal(Xmls[0], Assert.Single(read).Message);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains("text beside events that is not read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"searchedLogStreams\":[{\"logStreamName\":\"a-long-name-of-a-log-stream\",\"searchedCompletely\":true}],\"nextToken\":null")]
    [InlineData("\"nextForwardToken\":\"f/39335634859638963485963489563489563489563489563489563489/s\",\"nextBackwardToken\":\"b/39335634859638963485963489563489563489563489563489563489/s\"")]
    [InlineData("\"ResponseMetadata\":{\"RequestId\":\"00000000-0000-0000-0000-000000000000\",\"HTTPStatusCode\":200,\"RetryAttempts\":0}")]
    [InlineData("\"exportedBy\":\"bob\",\"Count\":1")]
    public async Task Members_of_an_answer_are_no_error(string members) => Assert.Single(await ReadAsync($"{{\"events\":[{FirstEvent}],{members}}}"));

    public static TheoryData<string, string> Repeated => new()
    {
        { $"{{\"message\":{First},\"message\":{Second}}}", "message" },
        { $"{{\"message\":{First},\"message\":{{\"text\":{Second}}}}}", "message" },
        { $"{{\"message\":{First},\"xml\":{Second}}}", "xml" },
        { $"{{\"message\":{First},\"@message\":{Second}}}", "@message" },
        { $"{{\"message\":{First},\"logStreamName\":\"i-1\",\"logStreamName\":\"i-2\"}}", "logStreamName" },
        { $"{{\"message\":{First},\"timestamp\":{FirstMilliseconds},\"timestamp\":{FirstMilliseconds + 1}}}", "timestamp" },
        { $"{{\"results\":[[{{\"field\":\"@message\",\"value\":{First}}},{{\"field\":\"@message\",\"value\":{Second}}}]]}}", "@message" },
        { $"{{\"results\":[[{{\"field\":\"@message\",\"value\":{First},\"value\":{Second}}}]]}}", "value" },
        { $"{{\"messageType\":\"DATA_MESSAGE\",\"logStream\":\"i-1\",\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{FirstEvent}]}}", "messageType" },
        { $"{{\"logEvents\":[{FirstEvent}],\"messageType\":\"DATA_MESSAGE\",\"logStream\":\"i-1\",\"logStream\":\"i-2\"}}", "logStream" },
        { $"@message,@message\n{Cell(0)},{Cell(1)}\n", "@message" },
        { $"message,logStream,logStreamName\n{Cell(0)},i-1,i-2\n", "logStreamName" },
        { $"events:\n- message: {First}\n  message: {Second}\n  timestamp: {FirstMilliseconds}\n", "message" },
        { $"events:\n- message: {First}\n  timestamp: {FirstMilliseconds}\n  logStreamName: i-1\n  logStreamName: i-2\n", "logStreamName" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public async Task Of_two_values_of_a_member_the_first_stands_and_the_second_is_an_error(string recording, string member)
    {
        var (read, error) = await BreakAsync(recording);
        var logEvent = Assert.Single(read);
        Assert.Equal(Xmls[0], logEvent.Message);
        Assert.True(logEvent.LogStream is "" or "i-1", logEvent.LogStream);
        Assert.Contains($"a second value of {member} that is not read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_given_twice_alike_is_no_error() =>
        Assert.Single(await ReadAsync($"{{\"message\":{First},\"message\":{First},\"logStream\":\"i-1\",\"logStream\":\"i-1\"}}"));

    [Fact]
    public async Task An_event_in_a_control_message_is_read() =>
        Assert.Single(await ReadAsync($"{{\"messageType\":\"CONTROL_MESSAGE\",\"logStream\":\"i-1\",\"logEvents\":[{FirstEvent}]}}"));

    [Fact]
    public async Task A_second_event_in_a_row_is_an_error()
    {
        var (read, error) = await BreakAsync($"Name,Old,New\na,{Cell(0)},{Cell(1)}\n");
        Assert.Equal(Xmls[0], Assert.Single(read).Message);
        Assert.Contains("a row with a second event", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  extra:\n    message: {0}\n")]
    [InlineData("more:\n- message: {0}\n")]
    public async Task YAML_that_the_AWS_CLI_does_not_write_is_an_error_and_replaces_no_event(string other)
    {
        var recording = $"events:\n- message: {First}\n  timestamp: {FirstMilliseconds}\n" + string.Format(System.Globalization.CultureInfo.InvariantCulture, other, Second);
        var (read, error) = await BreakAsync(recording);
        Assert.Equal(Xmls[0], Assert.Single(read).Message);
        Assert.Contains("text that is not YAML of the AWS CLI", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1777629600")]
    [InlineData("1777629600000000")]
    [InlineData("\"10:00:40\"")]
    [InlineData("\"May 1\"")]
    [InlineData("\"5/6/2026 10:00:40\"")]
    [InlineData("\"2026-05-01\"")]
    [InlineData("\"0001-01-01T00:00:00\"")]
    public async Task A_time_that_is_no_full_date_leaves_the_event_its_own(string time) =>
        Assert.Null(Assert.Single(await ReadAsync($"{{\"message\":{First},\"timestamp\":{time}}}")).Timestamp);

    [Theory]
    [InlineData("1777629600000")]
    [InlineData("\"2026-05-01T10:00:00Z\"")]
    [InlineData("\"2026-05-01 10:00:00.000\"")]
    [InlineData("\"/Date(1777629600000)/\"")]
    public async Task A_time_in_full_is_read(string time) => Assert.Equal(
        DateTimeOffset.FromUnixTimeMilliseconds(1777629600000), Assert.Single(await ReadAsync($"{{\"message\":{First},\"timestamp\":{time}}}")).Timestamp);

    public static TheoryData<string, string> Stamps => new()
    {
        { "2026-11-23T06:50:00.123000+00:00 i-1 {0}\n", "2026-11-23T06:50:01.000000+00:00 i-2 " },
        { "2026-11-23T06:50:00.123Z {0}\n", "2026-11-23T06:50:01.000Z " },
        { "EVENTS\t1\t2\ti-1\t{0}\t1795416600123\n", "EVENTS\t1\t2\ti-2\t" },
        { "EVENTS\t1\t2\ti-1\t{0}\t1795416600123\n", "None\nSEARCHEDLOGSTREAMS\t" },
    };

    [Theory]
    [MemberData(nameof(Stamps))]
    public async Task A_line_that_was_typed_into_event_XML_splits_no_event(string line, string typed)
    {
        foreach (var text in new[] { "[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [OTHER] [x]", "{}" })
        {
            var message = Xmls[0].Replace("Zoë", $"bob\n{typed}{text}\n{typed}{text}", StringComparison.Ordinal);
            var recording = string.Concat(new[] { Xmls[1], message, Xmls[2] }.Select(one => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, one)));
            Assert.Equal([Xmls[1], message, Xmls[2]], await MessagesAsync(recording));
        }
    }

    [Theory]
    [MemberData(nameof(Stamps))]
    public async Task An_event_without_an_end_takes_no_event_XML_behind_it(string line, string typed)
    {
        var recording = string.Concat(new[] { Xmls[1], Xmls[0][..200], Xmls[2] }.Select(one => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, one)));
        var (read, error) = await BreakAsync(recording);
        Assert.Equal((3, Xmls[2]), (read.Count, read[2].Message));
        Assert.Contains("an event that is damaged", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(typed);
    }

    [Fact]
    public async Task An_event_without_an_end_takes_no_more_lines_than_the_longest_event_has()
    {
        const string Stamp = "2026-11-23T06:50:00.123Z ";
        var (read, error) = await BreakAsync($"{Stamp}{Xmls[0][..200]}\n{string.Concat(Enumerable.Repeat($"{Stamp}{Texts[0]}\n", 10_000))}");
        Assert.True(read.Count > 1000, $"{read.Count}");
        Assert.Equal(Texts[0], read[^1].Message);
        Assert.Contains("an event that is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_without_an_end_that_takes_the_rest_of_the_file_is_an_error()
    {
        const string Stamp = "2026-11-23T06:50:00.123Z ";
        foreach (var lines in new[] { 1, 7_000 })
        {
            var (_, error) = await BreakAsync($"{Stamp}{Xmls[1]}\n{Stamp}{Xmls[0][..200]}\n{string.Concat(Enumerable.Repeat($"{Stamp}{Texts[0]}\n", lines))}");
            Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
            Assert.Contains("(line 4)", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [RDS01] [x]")]
    [InlineData("at 10: [Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [RDS01] [x]")]
    [InlineData("{\"message\":\"x\"}")]
    [InlineData("2026-11-23T06:50:00.123Z [Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [RDS01] [x]")]
    public async Task An_event_in_the_text_that_Event_Viewer_copies_is_an_error(string line)
    {
        var (read, error) = await BreakAsync($"Log Name:      Security\nEvent Xml:\n{Xmls[0]}\nLog Name:      Security\nA login failed\n{line}\nEvent Xml:\n{Xmls[1]}\n");
        Assert.Equal(2, read.Count);
        Assert.Contains("text that is not part of an event", error.Message, StringComparison.Ordinal);
    }

    private static string Cell(int number) => $"\"{Xmls[number].Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(packed.ToArray());
    }
}

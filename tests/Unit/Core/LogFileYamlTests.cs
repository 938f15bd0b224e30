using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Recordings in YAML of the AWS CLI.</summary>
public sealed class LogFileYamlTests
{
    private const int Limit = 1024 * 1024;

    [Theory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("")]
    public async Task A_message_that_is_too_long_is_cut_and_the_next_one_is_whole(string quote)
    {
        foreach (var length in new[] { Limit - 1, Limit, 3 * Limit })
        {
            var read = await MessagesAsync("events:\n" + Event(quote + $"<Event>{new string('x', length)}</Event>" + quote) + Event(quote + "<Event>next</Event>" + quote));
            Assert.Equal(2, read.Count);
            Assert.Equal(Limit, read[0].Length);
            Assert.Equal("<Event>next</Event>", read[1]);
        }
    }

    [Fact]
    public async Task A_long_message_whose_characters_are_escaped_is_whole()
    {
        var text = new string('é', Limit - 100);
        var escaped = text.Replace("é", "\\u00e9", StringComparison.Ordinal);
        Assert.Equal([$"<Event>{text}</Event>", "<Event></Event>"], await MessagesAsync("events:\n" + Event($"\"<Event>{escaped}</Event>\"") + Event("\"<Event></Event>\"")));
    }

    [Fact]
    public async Task A_line_that_is_longer_than_any_message_is_an_error_and_the_next_event_is_read()
    {
        var (read, error) = await BreakAsync("events:\n" + Event("'<Event>first</Event>'") + Event($"'<Event>{new string('x', 9 * Limit)}</Event>'") + Event("'<Event>next</Event>'"));
        Assert.Equal(["<Event>first</Event>", "<Event>next</Event>"], read.Select(e => e.Message));
        Assert.Contains("a value is not complete", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nextToken")]
    [InlineData("NextToken")]
    public async Task A_page_of_several_is_an_error_after_its_events(string token)
    {
        foreach (var recording in new[] { $"events:\n{Event("<Event></Event>")}searchedLogStreams: []\n{token}: abc\n", $"- events:\n  {Event("<Event></Event>").Replace("\n", "\n  ", StringComparison.Ordinal)}{token}: abc\n" })
        {
            var (read, error) = await BreakAsync(recording);
            Assert.Single(read);
            Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
            Assert.Contains("one page of several", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nextToken: null\n")]
    [InlineData("nextForwardToken: f/1\nnextBackwardToken: b/1\n")]
    public async Task Other_tokens_say_nothing(string tokens) => Assert.Single(await MessagesAsync("events:\n" + Event("<Event></Event>") + tokens));

    [Fact]
    public async Task The_pages_of_a_stream_have_tokens_for_one_another()
    {
        var page = $"- events:\n  {Event("<Event></Event>").Replace("\n", "\n  ", StringComparison.Ordinal)}";
        Assert.Equal(3, (await ReadAsync($"{page}nextToken: a\n{page}nextToken: b\n{page}searchedLogStreams: []\n")).Count);
    }

    private static string Event(string message) => $"- message: {message}\n  timestamp: 1\n";
}

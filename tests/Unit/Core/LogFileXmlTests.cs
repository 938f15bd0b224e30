using System.Text;
using System.Text.Json;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Recordings of event XML.</summary>
public sealed class LogFileXmlTests
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

    [Fact]
    public async Task A_damaged_event_is_read_as_it_is_and_hides_no_other()
    {
        var cut = Xmls[1][..80];
        Assert.Equal([Xmls[0], cut, Xmls[2]], await MessagesAsync(Xmls[0] + cut + "\r\n" + Xmls[2]));
        Assert.Equal([Xmls[0], "<Event a='<!--<![CDATA[' ></Event>", Xmls[2]], await MessagesAsync($"{Xmls[0]}<Event a='<!--<![CDATA[' ></Event>{Xmls[2]}"));
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
        Assert.Equal("'test' cannot be read: text that is not part of an event (line 4), and 2 more such places. The other events of the file were read.", error.Message);
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
}

using System.Text.Encodings.Web;
using System.Text.Json;
using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Events that are built to the letter are read from an answer's bytes, and give what their text gives.</summary>
public sealed class ShippedEventTests
{
    private readonly EventParser parser = new();

    public static TheoryData<string> Usual =>
    [
        ShippedEvent.Failed(1), ShippedEvent.NoTicket(2, "alice"), ShippedEvent.NoPreAuthentication(3, "bob"), ShippedEvent.NotValidated(4, "carol@corp.example"),
        ShippedEvent.Failed(5, @"CORP\dave", "::1").Replace("<Data Name='ProcessName'>-", @"<Data Name='ProcessName'>C:\Windows\System32\svchost.exe", StringComparison.Ordinal),
        ShippedEvent.Failed(6).Replace("<Correlation/>", "<Correlation ActivityID='{25225FA1-DAB9-0001-A65F-2225B9DAD401}'/>", StringComparison.Ordinal),
        ShippedEvent.Failed(8, ""), ShippedEvent.NoNewerTicket(9, "eve"), ShippedEvent.NoServiceTicket(10, "eve", "0x12"), ShippedEvent.NoServiceTicket(11, "eve", "0x20"),
    ];

    [Theory]
    [MemberData(nameof(Usual), DisableDiscoveryEnumeration = true)]
    public void What_Windows_builds_is_read_from_the_bytes(string message)
    {
        var bare = message[..message.IndexOf("<RenderingInfo", StringComparison.Ordinal)] + "</Event>";
        Assert.NotNull(AssertSame(bare));
        Assert.NotNull(AssertSame(message.Replace("&amp;", "and", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Recorded_events_give_the_same_from_bytes_and_from_text()
    {
        var messages = await LogFileReader.ReadFileAsync(SampleFiles.Recording).Select(found => found.Message).ToListAsync();
        foreach (var file in SharedData.Files("*.jsonl"))
            messages.AddRange(await LogFileReader.ReadFileAsync(file).Select(found => found.Message).ToListAsync());
        Assert.InRange(messages.Count(message => AssertSame(message) is not null), 20, messages.Count - 1);
    }

    // Each piece is something that the general reader takes note of.
    [Fact]
    public void Whatever_is_put_into_an_event_or_taken_out_gives_the_same_from_bytes_and_from_text()
    {
        string[] pieces =
        [
            "", "<", ">", "&", "&amp;", "'", "\"", "]]>", "\\", "\u0001", "\ufffe", "\uffff", "\t", "\n", "é", "😀", " ", "/", "%1", "<x/>", "</Data>", "</EventData>", "<EventData>",
            "<Data Name='IpAddress'>203.0.113.66</Data>", "<Data Name='Status'>0x0</Data>", "<System>", "<!-- -->", "<![CDATA[x]]>", "<RenderingInfo Culture='x'>", "</Message><Message>",
            "<Keyword>Audit Success</Keyword>", "</Event>", "<EventID>4624</EventID>", "<EventID>", "0x8020000000000000",
        ];
        var random = new Random(20261125);
        var (read, usual) = (0, Usual.Select(row => row.Data.Replace(" &amp; co", "", StringComparison.Ordinal)).ToArray());
        for (var i = 0; i < 20_000; i++)
        {
            var message = usual[random.Next(usual.Length)];
            var at = random.Next(message.Length + 1);
            var cut = random.Next(3) == 0 ? Math.Min(random.Next(40), message.Length - at) : 0;
            read += AssertSame(message[..at] + pieces[random.Next(pieces.Length)] + message[(at + cut)..]) is null ? 0 : 1;
        }
        // Both ways are gone.
        Assert.InRange(read, 1_000, 19_000);
    }

    private LoginAuditEvent? AssertSame(string message)
    {
        var json = JsonEncodedText.Encode(message, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        // Answers with rarer escapes are not read this way.
        if (JsonEncodedText.Encode(message, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value.Contains("\\u", StringComparison.Ordinal))
            return null;
        var read = parser.ParseShipped("i-1", Noon, json, LoginAuditRead.Open);
        if (read is not null)
            Assert.Equal(new EventParser().Parse(new LogEvent("i-1", Noon, message)), read);
        return read;
    }
}

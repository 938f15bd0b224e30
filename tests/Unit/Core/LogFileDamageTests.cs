using System.Text;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Recordings that are damaged, cut into reads anywhere, or mangled: nothing of them is lost without an error.</summary>
public sealed class LogFileDamageTests
{
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
            .. LogFileXmlTests.XmlRecordings.Select(r => r.Data), .. LogFileJsonTests.JsonRecordings.Select(r => r.Data), string.Join("\r\n", Texts), Export(Events),
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

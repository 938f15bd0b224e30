using System.Globalization;
using static AwsLoginAudit.Tests.BinXmlNode;

namespace AwsLoginAudit.Tests.Core.Evtx;

/// <summary>The text of each type of value; see [MS-EVEN6] 3.1.4.7.3.</summary>
public sealed class BinXmlValueTests
{
    private const string Alphabet = "00010203-0405-0607-0809-0a0b0c0d0e0f";

    [Theory]
    [InlineData(0x01, "4100e900", "Aé")]
    [InlineData(0x01, "41000000", "A")]
    [InlineData(0x01, "3dd800de", "😀")]
    [InlineData(0x02, "41e980", "Aé€")]
    [InlineData(0x02, "3c00", "&lt;")]
    [InlineData(0x03, "80", "-128")]
    [InlineData(0x04, "80", "128")]
    [InlineData(0x05, "0080", "-32768")]
    [InlineData(0x06, "0080", "32768")]
    [InlineData(0x07, "ffffffff", "-1")]
    [InlineData(0x08, "ffffffff", "4294967295")]
    [InlineData(0x09, "0000000000000080", "-9223372036854775808")]
    [InlineData(0x0A, "ffffffffffffffff", "18446744073709551615")]
    [InlineData(0x0A, "0000000000000000", "0")]
    [InlineData(0x0B, "0000c03f", "1.5")]
    [InlineData(0x0C, "000000000000f8bf", "-1.5")]
    [InlineData(0x0D, "01000000", "true")]
    [InlineData(0x0D, "00000000", "false")]
    [InlineData(0x0D, "00010000", "true")]
    [InlineData(0x0E, "00ff1a", "00FF1A")]
    [InlineData(0x0F, "030201000504070608090a0b0c0d0e0f", "{" + Alphabet + "}")]
    [InlineData(0x10, "1a000000", "0x1a")]
    [InlineData(0x10, "ffffffffffffffff", "0xffffffffffffffff")]
    [InlineData(0x11, "0000000000000000", "1601-01-01T00:00:00.0000000Z")]
    [InlineData(0x11, "ffffffffffffff7f", "30828-09-14T02:48:05.4775807Z")]
    [InlineData(0x12, "ea07030000000100170038003b00e703", "2026-03-01T23:56:59.999Z")]
    [InlineData(0x13, "010100000000000512000000", "S-1-5-18")]
    [InlineData(0x13, "01020000000000052000000020020000", "S-1-5-32-544")]
    [InlineData(0x13, "0101010000000000ffffffff", "S-1-0x10000000000-4294967295")]
    [InlineData(0x14, "00000000", "0x0")]
    [InlineData(0x14, "6d0000c0", "0xc000006d")]
    [InlineData(0x15, "0000000000001080", "0x8010000000000000")]
    public async Task A_value_has_the_text_that_Windows_gives_it(byte type, string bytes, string text) => Assert.Equal(text, await TextAsync(type, bytes));

    // Wherever leap years begin and end; DateTime is the authority.
    [Fact]
    public async Task Every_kind_of_date_is_right()
    {
        var dates = new[] { "1601-12-31", "1604-02-29", "1699-12-31", "1700-02-28", "1700-03-01", "1800-12-31", "1900-03-01", "1999-12-31", "2000-02-29", "2000-12-31", "2001-01-01", "2024-02-29", "2026-11-30", "2100-02-28", "2100-03-01", "2400-02-29", "2400-12-31", "9999-12-31" };
        foreach (var date in dates)
        {
            var time = DateTime.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).AddTicks(863_999_999_999);
            Assert.Equal($"{time:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}", await TextAsync(0x11, Convert.ToHexString(BitConverter.GetBytes(time.ToFileTimeUtc()))));
        }
    }

    [Theory]
    [InlineData(0x83, "80ff", "-128,-1")]
    [InlineData(0x86, "01000200", "1,2")]
    [InlineData(0x8D, "0100000000000000", "true,false")]
    [InlineData(0x8F, "030201000504070608090a0b0c0d0e0f", "{" + Alphabet + "}")]
    [InlineData(0x82, "41004200", "A,B")]
    [InlineData(0x91, "00000000000000000100000000000000", "1601-01-01T00:00:00.0000000Z,1601-01-01T00:00:00.0000001Z")]
    [InlineData(0x93, "010100000000000512000000010100000000000513000000", "S-1-5-18,S-1-5-19")]
    [InlineData(0x94, "0100000002000000", "0x1,0x2")]
    [InlineData(0x95, "0100000000000000", "0x1")]
    public async Task The_items_of_an_array_have_the_text_of_their_type(byte type, string bytes, string items) =>
        Assert.Equal(string.Join("</b><b>", items.Split(',')), await TextAsync(type, bytes));

    [Theory]
    [InlineData(0x06, "01")]
    [InlineData(0x11, "00")]
    [InlineData(0x0F, "00")]
    [InlineData(0x10, "000000")]
    [InlineData(0x13, "0105000000000005")]
    [InlineData(0x13, "01")]
    [InlineData(0x22, "00")]
    [InlineData(0x7F, "")]
    [InlineData(0x86, "010203")]
    [InlineData(0x8E, "0102")]
    [InlineData(0x93, "0105000000000005")]
    [InlineData(0xA1, "00")]
    public async Task A_value_that_its_type_cannot_have_is_named_with_its_record(byte type, string bytes)
    {
        var (read, error) = await BreakAsync(EvtxFile.Of([Holding(type, bytes), EvtxEvents.Failure(2)]));
        Assert.Equal(EvtxEvents.FailureXml(2), Assert.Single(read).Message);
        Assert.Contains("Chunk 1 (byte 4096), record 1: ", error.Message, StringComparison.Ordinal);
    }

    private static Task<(List<LogEvent> Read, LoginAuditException Error)> BreakAsync(byte[] file) => Recording.BreakAsync(file);

    private static async Task<string> TextAsync(byte type, string bytes)
    {
        var xml = await BinXmlTests.RenderAsync(Holding(type, bytes));
        return xml["<a><b>".Length..^"</b></a>".Length];
    }

    private static Filled Holding(byte type, string bytes) =>
        new(BinXmlTemplate.Of(BinXmlNode.Of("a", BinXmlNode.Of("b", new Value(0, type)))), new BinXmlValueBytes(type, Convert.FromHexString(bytes)));
}

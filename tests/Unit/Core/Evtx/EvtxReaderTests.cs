using System.IO.Compression;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core.Evtx;

public sealed class EvtxReaderTests
{
    [Fact]
    public async Task An_event_is_rendered_as_Windows_renders_it()
    {
        var read = Assert.Single(await ReadAsync(EvtxFile.Of([EvtxEvents.Failure(4711)])));
        Assert.Equal(new LogEvent("", null, EvtxEvents.FailureXml(4711)), read);
    }

    [Fact]
    public async Task A_failed_login_has_the_fields_that_its_xml_has_and_is_not_suspicious()
    {
        var failure = (LoginAuditFailure)new EventParser().Parse((await ReadAsync(EvtxFile.Of([EvtxEvents.Failure(4711)])))[0]);
        Assert.False(failure.Suspicious);
        Assert.Equal(("WIN-1", 4625, 4711L, AuditOutcome.Failure), (failure.InstanceId, failure.EventId, failure.RecordId, failure.Outcome));
        Assert.Equal(("ADMIN", "CORP", "198.51.100.7", "ATTACKER"), (failure.AccountName, failure.AccountDomain, failure.SourceAddress, failure.Workstation));
        Assert.Equal(("0xc000006d", "0xc000006a", 10, 50123), (failure.Status, failure.SubStatus, failure.LogonType, failure.SourcePort));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero), failure.Time);
    }

    // The agent leaves out an event whose XML is larger than 128 KiB of UTF-16, which a name of characters that XML escapes can make of it.
    [Fact]
    public async Task An_event_that_is_too_large_for_the_agent_is_read_from_the_saved_log()
    {
        const int MostOfAgent = 64 * 1024;
        var read = await ReadAsync(EvtxFile.Of([EvtxEvents.Failure(1), EvtxEvents.Failure(2, new string('<', 20_000))], perChunk: 1));
        Assert.InRange(read[1].Message.Length, MostOfAgent + 1, 2 * MostOfAgent);
        var failure = new EventParser().Parse(read[1]);
        Assert.Equal((4625, 2L, AuditOutcome.Failure, false), (failure.EventId, failure.RecordId, failure.Outcome, failure.Suspicious));
        Assert.Equal("198.51.100.7", failure.SourceAddress);
        Assert.StartsWith("<<<", failure.AccountName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(90)]
    public async Task Events_of_all_chunks_are_read_in_their_order(int perChunk)
    {
        var read = await ReadAsync(EvtxFile.Of(EvtxEvents.Failures(100), perChunk));
        Assert.Equal(Enumerable.Range(1, 100).Select(record => EvtxEvents.FailureXml(record, $"user{record}")), read.Select(e => e.Message));
    }

    [Fact]
    public async Task The_content_decides_and_not_the_name()
    {
        var file = EvtxFile.Of([EvtxEvents.Failure(1)]);
        foreach (var name in new[] { "Security.evtx", "security.log", "a.jsonl", "6b1c5a52-6e3f-4a53-9d1b-2c1a5f0d7e11/i-1/000000.gz" })
            Assert.Equal(EvtxEvents.FailureXml(1), Assert.Single(await ReadAsync(file, name)).Message);
    }

    [Fact]
    public async Task A_file_is_read_from_gzip_and_from_a_stream_that_cannot_seek()
    {
        var file = EvtxFile.Of(EvtxEvents.Failures(20), perChunk: 6);
        var expected = await ReadAsync(file);
        Assert.Equal(20, expected.Count);
        Assert.Equal(expected, await ReadAsync(Pack(file)));
        Assert.Equal(expected, await ReadAsync(new DribblingStream(file, seed: 5, most: 3000)));
        Assert.Equal(expected, await ReadAsync(new DribblingStream(Pack(file), seed: 6, most: 50)));
    }

    [Fact]
    public async Task An_empty_log_has_no_events()
    {
        Assert.Empty(await ReadAsync(EvtxFile.Of(Array.Empty<byte[]>())));
        Assert.Empty(await ReadAsync(EvtxFile.Of([EvtxFile.Chunk(1)])));
    }

    [Fact]
    public async Task A_name_typed_at_a_login_prompt_stays_text()
    {
        const string account = "</Data><Data Name='IpAddress'>192.0.2.9</Data>&\"'";
        var failure = new EventParser().Parse((await ReadAsync(EvtxFile.Of([EvtxEvents.Failure(1, account)])))[0]);
        Assert.False(failure.Suspicious);
        Assert.Equal((account, "198.51.100.7"), (failure.AccountName, failure.SourceAddress));
    }

    public static byte[] Pack(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(file);
        return packed.ToArray();
    }
}

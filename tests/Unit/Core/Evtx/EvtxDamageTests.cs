using System.Buffers.Binary;
using static AwsLoginAudit.Tests.Recording;

namespace AwsLoginAudit.Tests.Core.Evtx;

/// <summary>Files that are damaged, cut off, or were copied while the log was in use: what can be read is read, and nothing is missing without an error.</summary>
public sealed class EvtxDamageTests
{
    private const int PerChunk = 4;

    [Fact]
    public async Task A_dirty_file_has_more_chunks_than_its_header_counts()
    {
        var chunks = Chunks(3);
        Assert.Equal(12, (await ReadAsync(EvtxFile.Of(chunks, counted: 1, dirty: true))).Count);
        Assert.Equal(12, (await ReadAsync(EvtxFile.Of(chunks, counted: 0))).Count);
    }

    [Fact]
    public async Task Space_behind_the_last_chunk_that_was_never_used_is_no_damage()
    {
        var file = EvtxFile.Of(Chunks(2));
        Assert.Equal(8, (await ReadAsync([.. file, .. new byte[2 * EvtxFile.ChunkLength]])).Count);
        Assert.Equal(8, (await ReadAsync([.. file, .. Enumerable.Repeat((byte)'x', 1000)])).Count);
    }

    [Fact]
    public async Task Another_event_log_behind_the_first_is_an_error()
    {
        var (read, error) = await BreakAsync([.. EvtxFile.Of(Chunks(2)), .. EvtxFile.Of(Chunks(1))]);
        Assert.Equal(8, read.Count);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains("another event log begins there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_in_the_unused_space_of_a_chunk_are_not_events()
    {
        var chunk = EvtxFile.Chunk(101, [.. EvtxEvents.Failures(3)]);
        var old = EvtxFile.Chunk(1, [.. EvtxEvents.Failures(9)]);
        var free = EvtxFile.FreeSpace(chunk);
        old.AsSpan(free).CopyTo(chunk.AsSpan(free));
        // Also where one begins exactly there.
        var record = EvtxFile.Records(old)[^1];
        old.AsSpan(record, EvtxFile.FreeSpace(old) - record).CopyTo(chunk.AsSpan(free));
        Assert.Equal(3, (await ReadAsync(EvtxFile.Of([chunk], dirty: true))).Count);
    }

    [Fact]
    public async Task A_record_that_was_being_written_when_the_log_was_copied_is_named()
    {
        var chunk = EvtxFile.Chunk(1, [.. EvtxEvents.Failures(4)]);
        var last = EvtxFile.Records(chunk)[^1];
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(16), 3);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(32), 3);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(48), last);
        EvtxFile.Seal(chunk);
        Assert.Equal(3, (await ReadAsync(EvtxFile.Of([chunk]))).Count);
        var (read, error) = await BreakAsync(EvtxFile.Of([chunk], dirty: true));
        Assert.Equal(3, read.Count);
        Assert.Contains("Chunk 1 (byte 4096), record 4: Windows was still writing the record when the log was copied", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, ". All")]
    [InlineData(200, ". All")]
    [InlineData(52, ". 1 other place in it is damaged too. All")]
    public async Task A_wrong_checksum_of_a_chunks_header_is_named_and_all_events_are_read(int at, string more)
    {
        var chunks = Chunks(3);
        chunks[1][at] ^= 1;
        var (read, error) = await BreakAsync(EvtxFile.Of(chunks));
        Assert.Equal(12, read.Count);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains($"Chunk 2 (byte 69632): the checksum of its header is wrong{more}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_checksum_of_a_chunks_records_is_named_and_all_events_are_read()
    {
        const int inItsTime = 20;
        var chunks = Chunks(3);
        chunks[1][EvtxFile.Records(chunks[1])[3] + inItsTime] ^= 1;
        var (read, error) = await BreakAsync(EvtxFile.Of(chunks));
        Assert.Equal(12, read.Count);
        Assert.Contains("Chunk 2 (byte 69632): the checksum of its records is wrong. All", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_checksums_says_so_in_its_flags()
    {
        const int NoChecksums = 4;
        var chunks = Chunks(2);
        foreach (var chunk in chunks)
        {
            chunk[120] = NoChecksums;
            chunk.AsSpan(52, 4).Clear();
            chunk.AsSpan(124, 4).Clear();
        }
        var file = EvtxFile.Of(chunks);
        file[120] = NoChecksums;
        file.AsSpan(124, 4).Clear();
        Assert.Equal(8, (await ReadAsync(file)).Count);
    }

    [Fact]
    public async Task A_damaged_file_header_keeps_nobody_from_the_events()
    {
        var file = EvtxFile.Of(Chunks(2));
        file[42] = 1;
        var (read, error) = await BreakAsync(file);
        Assert.Equal(8, read.Count);
        Assert.Contains("The file header: its checksum is wrong", error.Message, StringComparison.Ordinal);
        (file[38], file[42]) = (4, 2);
        EvtxFile.SealFile(file);
        Assert.Contains("it has format version 4", (await BreakAsync(file)).Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "a record has 3000000000 bytes")]
    [InlineData(0, "no record begins here")]
    public async Task A_damaged_record_is_named_and_those_around_it_are_read(int field, string expected)
    {
        var chunks = Chunks(3);
        var place = EvtxFile.Records(chunks[1])[1];
        BinaryPrimitives.WriteUInt32LittleEndian(chunks[1].AsSpan(place + field), 3_000_000_000);
        EvtxFile.Seal(chunks[1]);
        var (read, error) = await BreakAsync(EvtxFile.Of(chunks));
        Assert.Equal([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12], Records(read));
        Assert.Contains($"Chunk 2 (byte 69632), byte {place} of the chunk: {expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_whose_two_sizes_differ_is_damaged()
    {
        var chunk = Chunks(1)[0];
        var places = EvtxFile.Records(chunk);
        chunk[places[2] - 4] ^= 8;
        EvtxFile.Seal(chunk);
        var (read, error) = await BreakAsync(EvtxFile.Of([chunk]));
        Assert.Equal([1, 3, 4], Records(read));
        Assert.Contains("according to its end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_whose_event_cannot_be_read_is_named_and_the_others_are_read()
    {
        var nonsense = new BinXmlNode.Raw(0x2F, 1, 2, 3);
        var (read, error) = await BreakAsync(EvtxFile.Of([EvtxEvents.Failure(1), nonsense, EvtxEvents.Failure(3), nonsense, new BinXmlNode.Raw()]));
        Assert.Equal([1, 3], Records(read));
        Assert.Contains("Chunk 1 (byte 4096), record 2: the token 0x2f", error.Message, StringComparison.Ordinal);
        Assert.Contains(" 2 other places in it are damaged too.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_that_counts_more_records_than_it_has_is_named()
    {
        var chunk = Chunks(1)[0];
        chunk[16] = 5;
        EvtxFile.Seal(chunk);
        var (read, error) = await BreakAsync(EvtxFile.Of([chunk]));
        Assert.Equal(4, read.Count);
        Assert.Contains("its header counts 5 records, but it has 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zeros_behind_the_last_record_are_as_in_logs_that_Windows_exports()
    {
        var chunk = Chunks(1)[0];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(48), EvtxFile.ChunkLength);
        EvtxFile.Seal(chunk);
        Assert.Equal(4, (await ReadAsync(EvtxFile.Of([chunk]))).Count);
    }

    [Fact]
    public async Task A_chunk_that_is_gone_is_named_and_the_others_are_read()
    {
        var chunks = Chunks(3);
        chunks[1].AsSpan().Clear();
        var (read, error) = await BreakAsync(EvtxFile.Of(chunks));
        Assert.Equal([1, 2, 3, 4, 9, 10, 11, 12], Records(read));
        Assert.Contains("Chunk 2 (byte 69632): no chunk begins here", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 0, "The file header: the file ends at byte 8")]
    [InlineData(4095, 0, "The file header: the file ends at byte 4095")]
    [InlineData(4096, 0, "The end of the file: the file header counts 2 chunks, but the file has 0")]
    [InlineData(4096 + 7, 0, "Chunk 1 (byte 4096): no chunk begins here")]
    [InlineData(4096 + 300, 0, "Chunk 1 (byte 4096): the file ends after 300 of its 65536 bytes")]
    [InlineData(4096 + 65536, 4, "The end of the file: the file header counts 2 chunks, but the file has 1")]
    [InlineData(4096 + 65536 + 60000, 8, "Chunk 2 (byte 69632): the file ends after 60000 of its 65536 bytes")]
    public async Task A_file_that_is_cut_off_is_read_as_far_as_it_is(int length, int events, string expected)
    {
        var (read, error) = await BreakAsync(EvtxFile.Of(Chunks(2)).AsSpan(0, length).ToArray());
        Assert.Equal(events, read.Count);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_is_cut_off_is_not_read()
    {
        var chunks = Chunks(2);
        var file = EvtxFile.Of(chunks).AsSpan(0, EvtxFile.HeaderLength + EvtxFile.ChunkLength + EvtxFile.Records(chunks[1])[2] + 100).ToArray();
        Assert.Equal([1, 2, 3, 4, 5, 6], Records((await BreakAsync(file)).Read));
        Assert.Equal(8, (await ReadAsync(EvtxFile.Of(chunks))).Count);
    }

    [Fact]
    public async Task Half_a_gzip_member_is_an_error_after_the_events_before_it()
    {
        var packed = EvtxReaderTests.Pack(EvtxFile.Of(Chunks(40)));
        var (read, error) = await BreakAsync(packed.AsSpan(0, packed.Length / 2).ToArray());
        Assert.InRange(read.Count, 4, 156);
        Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        Assert.Contains("gzip data ends early", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_of_a_damaged_file_are_marked_incomplete()
    {
        var chunks = Chunks(2);
        chunks[1].AsSpan().Clear();
        var reader = new FailureReader(new LoginAuditRead(LoginAuditWindow.Open));
        var read = new List<LoginAuditFailure>();
        var error = await Assert.ThrowsAsync<LoginAuditException>(async () =>
        {
            await foreach (var failure in reader.ReadAsync(LogFileReader.ReadAsync(new MemoryStream(EvtxFile.Of(chunks)), "Security.evtx")))
                read.Add(failure);
        });
        Assert.Equal(4, read.Count);
        Assert.All(read, failure => Assert.True(failure.Incomplete));
        Assert.Contains("Read before that: 4 failed logins", error.Message, StringComparison.Ordinal);
    }

    private static byte[][] Chunks(int count) => [.. EvtxFile.Chunks(EvtxEvents.Failures(count * PerChunk), PerChunk)];

    private static IEnumerable<int> Records(IEnumerable<LogEvent> read) => read.Select(e => (int)new EventParser().Parse(e).RecordId!);
}

namespace AwsLoginAudit.Tests.Core.Evtx;

/// <summary>Measures the memory of the whole process, so nothing else may run beside it.</summary>
[Collection(nameof(LogFileMemoryTests))]
public sealed class EvtxMemoryTests
{
    [Fact]
    public async Task Memory_does_not_grow_with_the_number_of_chunks()
    {
        const int chunks = 5_000, perChunk = 9;
        var chunk = EvtxFile.Chunk(1, [.. EvtxEvents.Failures(perChunk)]);
        var header = EvtxFile.Of([chunk], counted: chunks).AsSpan(0, EvtxFile.HeaderLength).ToArray();
        var (start, most, count) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);
        await foreach (var _ in LogFileReader.ReadAsync(new RepeatedChunks(header, chunk, chunks), "Security.evtx", TestContext.Current.CancellationToken))
        {
            if (count++ % 10_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - start);
        }
        Assert.Equal(chunks * perChunk, count);
        Assert.InRange(most, long.MinValue, 4_000_000);
    }

    /// <summary>A file whose chunks are all the same; none of it is ever held, and it cannot seek.</summary>
    private sealed class RepeatedChunks(byte[] header, byte[] chunk, long count) : Stream
    {
        private long position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int wanted)
        {
            var inHeader = position < header.Length;
            var source = inHeader ? header : chunk;
            var from = (int)(inHeader ? position : (position - header.Length) % chunk.Length);
            var given = (int)Math.Min(Math.Min(wanted, source.Length - from), header.Length + (count * chunk.Length) - position);
            Array.Copy(source, from, buffer, offset, given);
            position += given;
            return given;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

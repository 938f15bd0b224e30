namespace AwsLoginAudit;

/// <summary>What a recorded file needs of streams.</summary>
internal static class Streams
{
    /// <summary>The stream itself, or what is packed in it where it begins as gzip does. The stream given stays open.</summary>
    public static async ValueTask<Stream> UnpackAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        var count = await stream.ReadAtLeastAsync(head, head.Length, cancellationToken);
        var whole = new RewoundStream(head, count, stream);
        return count == 2 && head is [0x1F, 0x8B] ? new GzipReader(whole) : whole;
    }

    /// <summary>Fills the buffer from its start with at least so many bytes; fewer only at the end.</summary>
    public static async ValueTask<int> ReadAtLeastAsync(this Stream stream, byte[] buffer, int atLeast, CancellationToken cancellationToken)
    {
        var total = 0;
        while (total < atLeast)
        {
            var read = await stream.ReadAsync(buffer, total, buffer.Length - total, cancellationToken);
            if (read == 0)
                break;
            total += read;
        }

        return total;
    }

    /// <summary>A stream whose first bytes were read already, to be read from its start: not every stream can seek.</summary>
    private sealed class RewoundStream(byte[] head, int headLength, Stream rest) : ReadOnlyStream
    {
        private int given;

        public override int Read(byte[] buffer, int offset, int count) =>
            given < headLength ? Give(buffer, offset, count) : rest.Read(buffer, offset, count);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            given < headLength
                ? Task.FromResult(Give(buffer, offset, count))
                : rest.ReadAsync(buffer, offset, count, cancellationToken);

        private int Give(byte[] buffer, int offset, int count)
        {
            var size = Math.Min(count, headLength - given);
            Array.Copy(head, given, buffer, offset, size);
            given += size;
            return size;
        }
    }
}

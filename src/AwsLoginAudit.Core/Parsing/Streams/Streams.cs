namespace AwsLoginAudit;

/// <summary>Helpers for the streams of recordings.</summary>
internal static class Streams
{
    /// <summary>Returns the stream itself, or decompresses it if it begins like gzip. The given stream is not closed.</summary>
    public static async ValueTask<PeekedStream> UnpackAsync(Stream stream, CancellationToken cancellationToken)
    {
        var whole = new PeekedStream(stream);
        if (await whole.PeekAsync(cancellationToken) is not [0x1F, 0x8B, ..])
            return whole;
        var unpacked = new PeekedStream(new GzipReader(whole)) { IsUnpacked = true };
        await unpacked.PeekAsync(cancellationToken);
        return unpacked;
    }

    /// <summary>Reads a minimum number of bytes into the buffer; fewer only at the end.</summary>
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
}

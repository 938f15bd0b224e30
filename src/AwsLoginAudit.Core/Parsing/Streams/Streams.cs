namespace AwsLoginAudit;

/// <summary>What a recorded file needs of streams.</summary>
internal static class Streams
{
    /// <summary>The stream itself, or what is packed in it where it begins as gzip does. The stream given stays open.</summary>
    public static async ValueTask<PeekedStream> UnpackAsync(Stream stream, CancellationToken cancellationToken)
    {
        var whole = new PeekedStream(stream);
        if (await whole.PeekAsync(cancellationToken) is not [0x1F, 0x8B, ..])
            return whole;
        var unpacked = new PeekedStream(new GzipReader(whole)) { IsUnpacked = true };
        await unpacked.PeekAsync(cancellationToken);
        return unpacked;
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
}

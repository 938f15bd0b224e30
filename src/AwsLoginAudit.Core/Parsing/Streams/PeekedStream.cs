namespace AwsLoginAudit;

/// <summary>A stream whose first bytes can be read in advance, because not every stream supports seeking.</summary>
internal sealed class PeekedStream(Stream rest) : ReadOnlyStream
{
    private const int MostPeeked = 8;

    private byte[] head = [];
    private int given;
    private Exception? failure;

    /// <summary>The bytes that were read in advance.</summary>
    public ReadOnlySpan<byte> Head => head;

    /// <summary>Whether the stream decompresses another stream and disposes it.</summary>
    public bool IsUnpacked { get; init; }

    /// <summary>Reads the first bytes in advance: eight, or fewer if the stream is shorter. An error is thrown later, by the first read.</summary>
    public async ValueTask<byte[]> PeekAsync(CancellationToken cancellationToken)
    {
        var first = new byte[MostPeeked];
        var filled = 0;
        try
        {
            for (int read; filled < first.Length && (read = await rest.ReadAsync(first, filled, first.Length - filled, cancellationToken)) > 0;)
                filled += read;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            failure = e;
        }
        return head = first.AsSpan(0, filled).ToArray();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        given < head.Length || failure is not null ? Give(buffer, offset, count) : rest.Read(buffer, offset, count);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        given < head.Length || failure is not null
            ? Task.FromResult(Give(buffer, offset, count))
            : rest.ReadAsync(buffer, offset, count, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && IsUnpacked)
            rest.Dispose();
        base.Dispose(disposing);
    }

    private int Give(byte[] buffer, int offset, int count)
    {
        var size = Math.Min(count, head.Length - given);
        if (size == 0 && count > 0 && failure is { } broken)
            throw broken;
        Array.Copy(head, given, buffer, offset, size);
        given += size;
        return size;
    }
}

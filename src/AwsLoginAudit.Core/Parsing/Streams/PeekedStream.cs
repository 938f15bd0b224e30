namespace AwsLoginAudit;

/// <summary>A stream whose first bytes can be looked at before it is read from its start: not every stream can seek.</summary>
internal sealed class PeekedStream(Stream rest) : ReadOnlyStream
{
    private const int MostPeeked = 8;

    private byte[] head = [];
    private int given;
    private Exception? failure;

    /// <summary>The first bytes, as many as were looked at.</summary>
    public ReadOnlySpan<byte> Head => head;

    /// <summary>Whether it unpacks another stream, which ends with it.</summary>
    public bool IsUnpacked { get; init; }

    /// <summary>Looks at the first bytes; fewer than eight if the stream ends sooner. A stream that fails does so when it is read.</summary>
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

using System.Buffers.Binary;

namespace AwsLoginAudit;

/// <summary>Gives compressed bytes to a DeflateStream in small pieces, so that the end of its data can be found.</summary>
internal sealed class GzipFeed(Stream packed) : ReadOnlyStream
{
    private const int PieceLength = 4096;
    private const int TrailerLength = 8;

    private readonly byte[] bytes = new byte[PieceLength + TrailerLength + 1];
    private long passed;
    private int filled;
    private int given;
    private int lastGiven;
    private bool ended;

    /// <summary>The number of bytes that were read.</summary>
    public override long Position { get => passed + given; set => throw new NotSupportedException(); }

    public async ValueTask<bool> HasMoreAsync(CancellationToken cancellationToken)
    {
        if (given == filled)
            Refill(await packed.ReadAsync(bytes, 0, PieceLength, cancellationToken));
        return given < filled;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (given == filled)
            Refill(packed.Read(bytes, 0, PieceLength));
        return Give(buffer, offset, count);
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        await HasMoreAsync(cancellationToken);
        return Give(buffer, offset, count);
    }

    /// <exception cref="InvalidDataException">The bytes are not a gzip header, or the header is truncated.</exception>
    public async ValueTask PassHeaderAsync(CancellationToken cancellationToken)
    {
        const int Extra = 4, Name = 8, Comment = 16, Check = 2, Unknown = 0xE0;
        var start = Position;
        var (first, second, method, flags) = (
            await NextAsync(cancellationToken), await NextAsync(cancellationToken), await NextAsync(cancellationToken), await NextAsync(cancellationToken));
        if ((first, second, method) != (0x1F, 0x8B, 8) || (flags & Unknown) != 0)
            throw new InvalidDataException($"the data from byte {start} is not gzip.");
        await SkipAsync(6, cancellationToken);
        if ((flags & Extra) != 0)
            await SkipAsync(await NextAsync(cancellationToken) | (await NextAsync(cancellationToken) << 8), cancellationToken);
        for (var texts = ((flags & Name) != 0 ? 1 : 0) + ((flags & Comment) != 0 ? 1 : 0); texts > 0; texts--)
        {
            while (await NextAsync(cancellationToken) != 0)
            {
                // The text ends with a zero.
            }
        }
        await SkipAsync((flags & Check) != 0 ? 2 : 0, cancellationToken);
    }

    /// <summary>Goes back to the end of the member's data, and reads its checksum and length.</summary>
    /// <exception cref="InvalidDataException">The checksum or the length differs from that of the decompressed data.</exception>
    public async ValueTask PassTrailerAsync(Crc32 check, CancellationToken cancellationToken)
    {
        KeepLastGiven();
        var read = 1;
        while (read > 0 && filled <= given + TrailerLength)
            filled += read = await packed.ReadAsync(bytes, filled, given + TrailerLength + 1 - filled, cancellationToken);
        if (FindTrailer(check) is not (>= 0 and var at))
            throw ended ? EndsEarly() : Damaged();
        given = at + TrailerLength;
    }

    // After the trailer comes nothing or the next member, which does not begin with zero. An empty member's trailer is zeros and may follow zeros.
    private int FindTrailer(Crc32 check)
    {
        for (var at = 0; at <= given && at + TrailerLength <= filled; at++)
        {
            var follows = at + TrailerLength;
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) == check.Value
                && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4)) == check.Length
                && (follows == filled || bytes[follows] != 0))
            {
                return at;
            }
        }
        return -1;
    }

    // The DeflateStream uses up each piece before it reads the next one, so only the latest piece is kept.
    private void KeepLastGiven()
    {
        Array.Copy(bytes, lastGiven, bytes, 0, filled - lastGiven);
        passed += lastGiven;
        (filled, given, lastGiven) = (filled - lastGiven, given - lastGiven, 0);
    }

    private void Refill(int read)
    {
        passed += filled;
        (filled, given, lastGiven) = (read, 0, 0);
        ended = read == 0;
    }

    private int Give(byte[] buffer, int offset, int count)
    {
        var size = Math.Min(count, filled - given);
        Array.Copy(bytes, given, buffer, offset, size);
        lastGiven = given;
        given += size;
        return size;
    }

    private async ValueTask<int> NextAsync(CancellationToken cancellationToken) =>
        await HasMoreAsync(cancellationToken) ? bytes[given++] : throw EndsEarly();

    private async ValueTask SkipAsync(int count, CancellationToken cancellationToken)
    {
        for (; count > 0; count--)
            await NextAsync(cancellationToken);
    }

    /// <summary>Creates the error for damage before the current position.</summary>
    public InvalidDataException Damaged(Exception? cause = null) => new($"its gzip data is damaged or incomplete before byte {Position}.", cause);

    private InvalidDataException EndsEarly() => new($"its gzip data ends early, at byte {passed + filled}.");
}

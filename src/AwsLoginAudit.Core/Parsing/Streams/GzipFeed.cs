using System.Buffers.Binary;

namespace AwsLoginAudit;

/// <summary>What is packed, for a DeflateStream to read: a piece at a time, so that it can be told where its data ended.</summary>
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

    /// <summary>How many bytes have been read.</summary>
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

    /// <exception cref="InvalidDataException">It is no header, or breaks off.</exception>
    public async ValueTask PassHeaderAsync(CancellationToken cancellationToken)
    {
        const int Extra = 4, Name = 8, Comment = 16, Check = 2, Unknown = 0xE0;
        var start = Position;
        var (first, second, method, flags) = (
            await NextAsync(cancellationToken), await NextAsync(cancellationToken), await NextAsync(cancellationToken), await NextAsync(cancellationToken));
        if ((first, second, method) != (0x1F, 0x8B, 8) || (flags & Unknown) != 0)
            throw new InvalidDataException($"at byte {start} something else than gzip begins.");
        await SkipAsync(6, cancellationToken);
        if ((flags & Extra) != 0)
            await SkipAsync(await NextAsync(cancellationToken) | (await NextAsync(cancellationToken) << 8), cancellationToken);
        for (var texts = ((flags & Name) != 0 ? 1 : 0) + ((flags & Comment) != 0 ? 1 : 0); texts > 0; texts--)
        {
            while (await NextAsync(cancellationToken) != 0)
            {
                // To its end.
            }
        }
        await SkipAsync((flags & Check) != 0 ? 2 : 0, cancellationToken);
    }

    /// <summary>Goes back to where the member's data ended, and passes its check sum and length.</summary>
    /// <exception cref="InvalidDataException">They are not those of what was unpacked.</exception>
    public async ValueTask PassTrailerAsync(Crc32 check, CancellationToken cancellationToken)
    {
        KeepLastGiven();
        var read = 1;
        while (read > 0 && filled <= given + TrailerLength)
            filled += read = await packed.ReadAsync(bytes, filled, given + TrailerLength + 1 - filled, cancellationToken);
        if (FindTrailer(check) is not (>= 0 and var at))
            throw ended ? BrokenOff() : Damaged();
        given = at + TrailerLength;
    }

    // Nothing follows, or the next member: the trailer of an empty one is zeros, and zeros may stand before it.
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

    // What was given before was used up before more was asked for.
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
        await HasMoreAsync(cancellationToken) ? bytes[given++] : throw BrokenOff();

    private async ValueTask SkipAsync(int count, CancellationToken cancellationToken)
    {
        for (; count > 0; count--)
            await NextAsync(cancellationToken);
    }

    /// <summary>Something before this place is not as it was packed.</summary>
    public InvalidDataException Damaged(Exception? cause = null) => new($"its gzip data is damaged, or breaks off, before byte {Position}.", cause);

    private InvalidDataException BrokenOff() => new($"its gzip data breaks off at byte {passed + filled}.");
}

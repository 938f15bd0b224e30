using System.IO.Compression;

namespace AwsLoginAudit;

/// <summary>Decompresses gzip (RFC 1952), member by member, to the last byte or to an error.</summary>
/// <remarks>
/// GZipStream gives no error if the data is truncated or if other bytes follow the last member, not even in .NET 10. On .NET Framework it reads only
/// the first member. The count would then be too small without an error. A package cannot replace this class: Core depends on the framework alone,
/// because it is loaded into the session's load context. The checksum of each member shows that the member is complete.
/// </remarks>
internal sealed class GzipReader(Stream packed) : ReadOnlyStream
{
    /// <summary>The number of bytes that are always decompressed, at any compression ratio.</summary>
    public const long AlwaysAllowed = 16 * 1024 * 1024;

    // Text that repeats after more than 100 characters does not compress better than this, and an event has about 1,000 characters.
    private const long MostTimes = 300;

    private readonly GzipFeed feed = new(packed);
    private DeflateStream? member;
    private Crc32 check;
    private long unpacked;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        while (member is not null || await OpenMemberAsync(cancellationToken))
        {
            var read = await UnpackAsync(buffer, offset, count, cancellationToken);
            if (read > 0)
            {
                check.Add(buffer.AsSpan(offset, read));
                unpacked += read;
                RejectBomb();
                return read;
            }
            await CloseMemberAsync(cancellationToken);
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            member?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<bool> OpenMemberAsync(CancellationToken cancellationToken)
    {
        if (!await feed.HasMoreAsync(cancellationToken))
            return false;
        await feed.PassHeaderAsync(cancellationToken);
        member = new DeflateStream(feed, CompressionMode.Decompress, leaveOpen: true);
        check = Crc32.Start;
        return true;
    }

    private async ValueTask<int> UnpackAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await member!.ReadAsync(buffer, offset, count, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            // The message of .NET is about archives, which would mislead the user.
            throw feed.Damaged(e);
        }
    }

    private async ValueTask CloseMemberAsync(CancellationToken cancellationToken)
    {
        member!.Dispose();
        member = null;
        await feed.PassTrailerAsync(check, cancellationToken);
    }

    private void RejectBomb()
    {
        if (unpacked > AlwaysAllowed + (MostTimes * feed.Position))
            throw new InvalidDataException($"its gzip data expands to more than {MostTimes} times its size at byte {feed.Position}, so it is a gzip bomb.");
    }
}

using System.IO.Compression;

namespace AwsLoginAudit;

/// <summary>Unpacks gzip (RFC 1952), member after member, to its last byte or to an error that says what is wrong.</summary>
/// <remarks>
/// .NET's own GZipStream takes data that is cut off for data that ends, and what follows the last member for nothing, in .NET 10 too; on .NET Framework
/// it reads the first member only. A count would be too small, and nobody would know. A package cannot help: Core has only what the framework has, since
/// it is in the session's load context. Members are told apart here by their check sum, which also says that they are whole.
/// </remarks>
internal sealed class GzipReader(Stream packed) : ReadOnlyStream
{
    /// <summary>So much is unpacked however well it is packed.</summary>
    public const long AlwaysAllowed = 16 * 1024 * 1024;

    // Text that repeats after more than a hundred characters packs no better than this, and an event has a thousand.
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
                RefuseBomb();
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
            // .NET's own words speak of archives.
            throw feed.Damaged(e);
        }
    }

    private async ValueTask CloseMemberAsync(CancellationToken cancellationToken)
    {
        member!.Dispose();
        member = null;
        await feed.PassTrailerAsync(check, cancellationToken);
    }

    private void RefuseBomb()
    {
        if (unpacked > AlwaysAllowed + (MostTimes * feed.Position))
            throw new InvalidDataException($"its gzip data swells to more than {MostTimes} times its size by byte {feed.Position}, as no log does: a gzip bomb.");
    }
}

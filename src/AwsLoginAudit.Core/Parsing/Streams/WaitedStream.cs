namespace AwsLoginAudit;

/// <summary>A stream whose reads end when they are cancelled, although the file system does not answer.</summary>
/// <param name="file">The file, which is closed with this stream.</param>
internal sealed class WaitedStream(Stream file) : ReadOnlyStream
{
    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        file.ReadAsync(buffer, offset, count, cancellationToken).OrCancelledAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}

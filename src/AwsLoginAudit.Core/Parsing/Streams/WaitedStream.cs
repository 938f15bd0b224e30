namespace AwsLoginAudit;

/// <summary>A stream whose reads end when they are cancelled, even if the file system does not respond.</summary>
/// <param name="file">The file, which this stream closes.</param>
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

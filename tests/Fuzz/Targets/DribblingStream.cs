namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>A stream that gives a few bytes at a time.</summary>
internal sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
{
    private const int Most = 7;

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + ((int)Position % Most)));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(base.Read(buffer.Span.Slice(0, Math.Min(buffer.Length, 1 + ((int)Position % Most)))));
}

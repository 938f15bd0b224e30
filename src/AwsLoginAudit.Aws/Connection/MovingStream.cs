namespace AwsLoginAudit.Aws;

/// <summary>A body off the wire, which ends in an error where next to nothing of it comes.</summary>
internal sealed class MovingStream : ReadOnlyStream
{
    // Modems of the last century had more.
    private const int LeastBytesPerSecond = 1024;

    private readonly Stream inner;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenRegistration closing;
    private long received;
    private long due;

    public MovingStream(Stream inner)
    {
        this.inner = inner;
        // .NET Framework's network streams look at no token: closing them is what ends a read there.
        closing = stop.Token.Register(inner.Dispose);
    }

    /// <summary>How long a body may be silent; in each such span of time as many bytes have to come as make the least rate.</summary>
    internal static TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(20);

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

#if NET8_0_OR_GREATER
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(WatchAsync(token => inner.ReadAsync(buffer, token).AsTask(), cancellationToken));

#endif
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WatchAsync(token => inner.ReadAsync(buffer, offset, count, token), cancellationToken);

    private async Task<int> WatchAsync(Func<CancellationToken, Task<int>> read, CancellationToken cancellationToken)
    {
        if (due <= 0)
        {
            due = (long)(LeastBytesPerSecond * Silence.TotalSeconds);
            stop.CancelAfter(Silence);
        }
        using var caller = cancellationToken.Register(stop.Cancel);
        try
        {
            var bytes = await read(stop.Token);
            received += bytes;
            due -= bytes;
            if (bytes == 0)
                stop.CancelAfter(Timeout.InfiniteTimeSpan);
            return bytes;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Silent();
        }
    }

    // Without the exception that was caught, which is a cancellation, and that is not tried again.
    private IOException Silent() => new($"The answer fell silent after {received:N0} bytes: next to nothing came for {Silence.TotalSeconds:0.#} seconds.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            closing.Dispose();
            stop.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}

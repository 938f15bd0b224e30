namespace AwsLoginAudit.Aws;

/// <summary>The body of an answer, whose read fails if almost no data arrives.</summary>
internal sealed class MovingStream : ReadOnlyStream
{
    // Slower than any dial-up modem.
    private const int LeastBytesPerSecond = 1024;

    private readonly Stream inner;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenRegistration closing;
    private long received;
    private long due;

    public MovingStream(Stream inner)
    {
        this.inner = inner;
        // Network streams of .NET Framework ignore the cancellation token, and only closing them ends a read.
        closing = stop.Token.Register(inner.Dispose);
    }

    /// <summary>The interval in which the minimum rate must be reached; the default is 20 seconds.</summary>
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

    // The cancellation that was caught is not the inner exception, because the SDK does not retry cancellations.
    private IOException Silent() => new($"The response stopped after {received:N0} bytes: almost no data arrived for {Silence.TotalSeconds:0.#} seconds.");

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

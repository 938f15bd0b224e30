using System.Text;

namespace AwsLoginAudit;

/// <summary>A stream of lines that are added one by one. A read waits until a line is available.</summary>
internal sealed class LineStream : ReadOnlyStream
{
    private readonly object gate = new();
    private byte[] bytes = new byte[4096];
    private int start;
    private int end;
    private bool hasEnded;
    private TaskCompletionSource<int>? reader;
    private ArraySegment<byte> target;

    /// <summary>Whether a read is waiting for the next line.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (gate)
                return reader is not null;
        }
    }

    public void Add(string line)
    {
        lock (gate)
        {
            Reserve(Encoding.UTF8.GetMaxByteCount(line.Length) + 1);
            end += Encoding.UTF8.GetBytes(line, 0, line.Length, bytes, end);
            bytes[end++] = (byte)'\n';
        }
        Answer();
    }

    public void End()
    {
        lock (gate)
            hasEnded = true;
        Answer();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (start < end || hasEnded)
                return Task.FromResult(Take(new ArraySegment<byte>(buffer, offset, count)));
            (reader, target) = (new TaskCompletionSource<int>(), new ArraySegment<byte>(buffer, offset, count));
            return reader.Task;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // The result is set outside the lock, because the waiting reader continues within this call.
    private void Answer()
    {
        TaskCompletionSource<int> waiting;
        int taken;
        lock (gate)
        {
            if (reader is null)
                return;
            (waiting, reader, taken) = (reader, null, Take(target));
        }
        waiting.SetResult(taken);
    }

    private int Take(ArraySegment<byte> to)
    {
        var count = Math.Min(to.Count, end - start);
        Buffer.BlockCopy(bytes, start, to.Array!, to.Offset, count);
        start += count;
        return count;
    }

    private void Reserve(int count)
    {
        if (bytes.Length - end >= count)
            return;
        var unread = end - start;
        var room = bytes.Length - unread >= count ? bytes : new byte[Math.Max(2 * bytes.Length, unread + count)];
        Buffer.BlockCopy(bytes, start, room, 0, unread);
        (bytes, start, end) = (room, 0, unread);
    }
}

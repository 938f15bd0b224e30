namespace AwsLoginAudit.Aws;

/// <summary>The buffers of answers: as many as there are answers at one time.</summary>
/// <remarks>A full page is a little longer than a megabyte. ArrayPool has buffers of one or two megabytes, so nearly half of each would be empty.</remarks>
internal static class PageBuffers
{
    private const int Step = 128 * 1024;
    private const int LargestKept = 4 * 1024 * 1024;
    private const int MostKept = 16;

    private static readonly Stack<byte[]> Kept = [];

    /// <summary>A buffer of at least a length. One that is kept and too small is let go, so that all of them become large enough.</summary>
    public static byte[] Rent(int length)
    {
        lock (Kept)
        {
            if (Kept.Count > 0 && Kept.Pop() is var kept && kept.Length >= length)
                return kept;
        }
        return new byte[length > LargestKept ? length : (length + Step - 1) / Step * Step];
    }

    /// <summary>Takes back a buffer that nobody uses any more.</summary>
    public static void Return(byte[] buffer)
    {
        lock (Kept)
        {
            if (buffer.Length <= LargestKept && Kept.Count < MostKept)
                Kept.Push(buffer);
        }
    }
}

namespace AwsLoginAudit.Aws;

/// <summary>Keeps the buffers of responses for reuse.</summary>
/// <remarks>A full page is a little longer than a megabyte. The buffers of ArrayPool have one or two megabytes, so nearly half of each would stay empty.</remarks>
internal static class PageBuffers
{
    private const int Step = 128 * 1024;
    private const int LargestKept = 4 * 1024 * 1024;
    // Responses arrive one after another, so even sixteen requests at once need few buffers.
    private const int MostKept = 8;

    private static readonly Stack<byte[]> Kept = [];

    /// <summary>Returns a buffer of at least a length. A kept buffer that is too small is discarded, so that all kept buffers become large enough.</summary>
    public static byte[] Rent(int length)
    {
        lock (Kept)
        {
            if (Kept.Count > 0 && Kept.Pop() is var kept && kept.Length >= length)
                return kept;
        }
        return new byte[length > LargestKept ? length : (length + Step - 1) / Step * Step];
    }

    /// <summary>Keeps a buffer that is no longer used.</summary>
    public static void Return(byte[] buffer)
    {
        lock (Kept)
        {
            if (buffer.Length <= LargestKept && Kept.Count < MostKept)
                Kept.Push(buffer);
        }
    }
}

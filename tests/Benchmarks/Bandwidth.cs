using System.Diagnostics;

namespace AwsLoginAudit.Benchmarks;

/// <summary>What the machine's memory gives one thread: what nothing that looks at every byte can be faster than.</summary>
internal static class Bandwidth
{
    // Larger than any cache.
    private const int Bytes = 256 * 1024 * 1024;
    private const int Rounds = 8;

    /// <summary>Gigabytes a second that are read and written again elsewhere.</summary>
    public static double Copy()
    {
        var (from, to) = (new byte[Bytes], new byte[Bytes]);
        return Best(() => from.AsSpan().CopyTo(to));
    }

    /// <summary>Gigabytes a second that are looked at.</summary>
    public static double Read()
    {
        var bytes = new byte[Bytes];
        // A byte that is nowhere: by vectors, to the end.
        return Best(() => bytes.AsSpan().Contains((byte)1));
    }

    private static double Best(Action pass)
    {
        // The first touches pages that are not there yet.
        pass();
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            pass();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return Bytes / best / 1e9;
    }
}

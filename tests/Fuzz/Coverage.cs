using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace AwsLoginAudit.Fuzz;

/// <summary>The edges between branches that have been taken, and how often at once, as AFL counts them.</summary>
internal sealed unsafe class Coverage
{
    private const int MapSize = 1 << 16;

    private static readonly byte* Map = (byte*)NativeMemory.AllocZeroed(MapSize);

    private readonly byte[] seen = new byte[MapSize];

    /// <summary>How many edges are known.</summary>
    public int Edges { get; private set; }

    /// <summary>Gives instrumented code the memory that it writes to: there is no running it before.</summary>
    public static void Attach() => Trace.SharedMem = Map;

    public void Begin() => Trace.PrevLocation = 0;

    /// <summary>Adds what the latest input took, and says whether any of it was new. The map is clean again.</summary>
    public bool Take()
    {
        var isNew = false;
        var words = new Span<ulong>(Map, MapSize / sizeof(ulong));
        for (int at = 0, next; (next = words.Slice(at).IndexOfAnyExcept(0UL)) >= 0; at += next + 1)
        {
            isNew |= Take((at + next) * sizeof(ulong));
            words[at + next] = 0;
        }
        return isNew;
    }

    private bool Take(int from)
    {
        var isNew = false;
        for (var at = from; at < from + sizeof(ulong); at++)
        {
            var magnitude = Magnitude(Map[at]);
            if ((seen[at] | magnitude) == seen[at])
                continue;
            if (seen[at] == 0)
                Edges++;
            seen[at] |= magnitude;
            isNew = true;
        }
        return isNew;
    }

    // Once, twice, three times, a few, many: a bit each.
    private static byte Magnitude(byte times) => times switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}

namespace AwsLoginAudit;

/// <summary>Counts different names in 1 MB of memory: one bit for each hash of a name.</summary>
/// <remarks>Names can share a bit, so the count may be too small, but is never too large. For one million names the count is about 940,000.</remarks>
/// <param name="same">Decides which names are the same.</param>
internal sealed class DistinctNames(IEqualityComparer<string> same)
{
    private const int Bits = 1 << 23;

    private readonly int[] bits = new int[Bits / 32];

    /// <summary>The number of different names that were added, at least.</summary>
    public long Count { get; private set; }

    public void Add(string name)
    {
        var place = same.GetHashCode(name) & (Bits - 1);
        var bit = 1 << (place & 31);
        if ((bits[place >> 5] & bit) != 0)
            return;
        bits[place >> 5] |= bit;
        Count++;
    }
}

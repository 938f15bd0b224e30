namespace AwsLoginAudit;

/// <summary>At least how many different names there were, however many: a megabyte of bits, one for each hash of a name.</summary>
/// <remarks>Two names can share a bit, so fewer bits may be set than there are names, and never more. Of a million names about 940,000 are told apart.</remarks>
/// <param name="same">Which names are one.</param>
internal sealed class DistinctNames(IEqualityComparer<string> same)
{
    private const int Bits = 1 << 23;

    private readonly int[] bits = new int[Bits / 32];

    /// <summary>At least so many different names were added.</summary>
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

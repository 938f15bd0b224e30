namespace AwsLoginAudit;

/// <summary>Finds the items of array values ([MS-EVEN6] 3.1.4.7.5).</summary>
internal sealed class BinXmlArrays(BinXmlInput input)
{
    // Items without a fixed length must be searched one after another. Items are requested in order, so the search continues after the last one.
    private int start;
    private int index;
    private int offset;

    /// <summary>Resets the search, because another chunk has other arrays.</summary>
    public void Begin() => (start, index, offset) = (0, 0, 0);

    /// <summary>Finds one item of an array.</summary>
    /// <param name="value">The array.</param>
    /// <param name="wanted">The index of the item.</param>
    /// <param name="hasMore">Whether another item follows.</param>
    /// <returns>The bytes of the item; empty after the last item.</returns>
    public ReadOnlySpan<byte> Item(BinXmlValue value, int wanted, out bool hasMore)
    {
        var array = input.Slice(value.Start, value.Length);
        if (BinXmlValueText.Size(value.ItemType) is not (> 0 and var size))
            return Find(value, array, wanted, out hasMore);
        if (array.Length % size != 0)
            input.Fail($"an array of type {value.ItemType} has {array.Length} bytes");
        hasMore = (wanted + 2) * size <= array.Length;
        return (wanted + 1) * size <= array.Length ? array.Slice(wanted * size, size) : default;
    }

    private ReadOnlySpan<byte> Find(BinXmlValue value, ReadOnlySpan<byte> array, int wanted, out bool hasMore)
    {
        if (value.Start != start || wanted < index)
            (start, index, offset) = (value.Start, 0, 0);
        for (; index < wanted && offset < array.Length; index++)
            offset += LengthOfFirst(value.ItemType, array.Slice(offset));
        var length = index == wanted ? LengthOfFirst(value.ItemType, array.Slice(offset)) : 0;
        hasMore = offset + length < array.Length;
        return array.Slice(offset, length);
    }

    private int LengthOfFirst(BinXmlType type, ReadOnlySpan<byte> array)
    {
        var length = Math.Min(array.Length, Measure(type, array));
        input.SpendOn(length);
        return length;
    }

    private int Measure(BinXmlType type, ReadOnlySpan<byte> array)
    {
        switch (type)
        {
            case BinXmlType.String:
                return BinXmlInput.LengthToZero(array);
            case BinXmlType.AnsiString:
                return array.IndexOf((byte)0) is >= 0 and var zero ? zero + 1 : array.Length;
            case BinXmlType.Sid:
                return BinXmlValueText.SidLength(array) ?? array.Length;
            default:
                input.Fail($"there are no arrays of type 0x{(byte)type:x2}");
                return array.Length;
        }
    }
}

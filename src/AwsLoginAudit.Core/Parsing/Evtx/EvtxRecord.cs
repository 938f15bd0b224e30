using System.Buffers.Binary;

namespace AwsLoginAudit;

/// <summary>One record of a chunk: its place, and its identifier.</summary>
/// <param name="Start">Where its event begins in the chunk.</param>
/// <param name="End">Where its event ends.</param>
/// <param name="Id">Its identifier, which is not the EventRecordID if the log was exported with a filter.</param>
internal readonly record struct EvtxRecord(int Start, int End, ulong Id)
{
    // Signature, size, identifier and time before the event; the size once more behind it.
    private const int HeaderLength = 24;
    private const int TrailerLength = 4;
    private const uint Signature = 0x2A2A;

    /// <summary>Where the next record begins.</summary>
    public int Next => End + TrailerLength;

    /// <summary>Reads the record that begins at a place.</summary>
    /// <param name="chunk">The chunk, up to where its records end.</param>
    /// <param name="at">The place.</param>
    /// <param name="record">The record.</param>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public static string? Read(ReadOnlySpan<byte> chunk, int at, out EvtxRecord record)
    {
        record = default;
        var left = chunk.Slice(at);
        if (left.Length < HeaderLength + TrailerLength || BinaryPrimitives.ReadUInt32LittleEndian(left) != Signature)
            return "no record begins here";
        var size = BinaryPrimitives.ReadUInt32LittleEndian(left.Slice(4));
        if (size < HeaderLength + TrailerLength || size > left.Length)
            return $"a record has {size} bytes, and the space for it has {left.Length}";
        var length = (int)size;
        var copy = BinaryPrimitives.ReadUInt32LittleEndian(left.Slice(length - TrailerLength));
        if (copy != size)
            return $"a record has {size} bytes according to its begin, and {copy} according to its end";
        record = new EvtxRecord(at + HeaderLength, at + length - TrailerLength, BinaryPrimitives.ReadUInt64LittleEndian(left.Slice(8)));
        return null;
    }
}

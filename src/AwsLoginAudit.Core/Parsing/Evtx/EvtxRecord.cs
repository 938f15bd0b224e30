using System.Buffers.Binary;

namespace AwsLoginAudit;

/// <summary>One record of a chunk: its place and its identifier.</summary>
/// <param name="Start">The offset of its event in the chunk.</param>
/// <param name="End">The offset after its event.</param>
/// <param name="Id">The identifier, which differs from the EventRecordID if the log was exported with a filter.</param>
internal readonly record struct EvtxRecord(int Start, int End, ulong Id)
{
    // Signature, size, identifier and time precede the event, and the size follows it again.
    private const int HeaderLength = 24;
    private const int TrailerLength = 4;
    private const uint Signature = 0x2A2A;

    /// <summary>The offset of the next record.</summary>
    public int Next => End + TrailerLength;

    /// <summary>Reads a record.</summary>
    /// <param name="chunk">The chunk, up to the end of its records.</param>
    /// <param name="at">The offset of the record.</param>
    /// <param name="record">The record.</param>
    /// <returns>The problem; null for none.</returns>
    public static string? Read(ReadOnlySpan<byte> chunk, int at, out EvtxRecord record)
    {
        record = default;
        var left = chunk.Slice(at);
        if (left.Length < HeaderLength + TrailerLength || BinaryPrimitives.ReadUInt32LittleEndian(left) != Signature)
            return "no record begins here";
        var size = BinaryPrimitives.ReadUInt32LittleEndian(left.Slice(4));
        if (size < HeaderLength + TrailerLength || size > left.Length)
            return $"a record has {size} bytes, but only {left.Length} bytes are left in its chunk";
        var length = (int)size;
        var copy = BinaryPrimitives.ReadUInt32LittleEndian(left.Slice(length - TrailerLength));
        if (copy != size)
            return $"a record has {size} bytes according to its start, but {copy} according to its end";
        record = new EvtxRecord(at + HeaderLength, at + length - TrailerLength, BinaryPrimitives.ReadUInt64LittleEndian(left.Slice(8)));
        return null;
    }
}

using System.Buffers.Binary;

namespace AwsLoginAudit;

/// <summary>The first 4,096 bytes of an event log file.</summary>
/// <param name="Chunks">How many chunks the file has at least. A log that was copied while it was in use can have more.</param>
/// <param name="IsDirty">Whether the log was in use when it was copied, so that the numbers of the header may be out of date.</param>
internal readonly record struct EvtxFileHeader(int Chunks, bool IsDirty)
{
    /// <summary>The bytes before the first chunk.</summary>
    public const int Length = 4096;

    private const int CheckedLength = 120;

    private const uint Dirty = 0x1;

    // Not in libyal's description. Files that carry the flag have no checksums; their chunks carry it too.
    private const uint NoChecksums = 0x4;

    /// <summary>Reads the header and checks it.</summary>
    /// <param name="bytes">The bytes of the file, as far as there are any.</param>
    /// <param name="damage">Takes what is wrong with the header.</param>
    public static EvtxFileHeader Read(ReadOnlySpan<byte> bytes, EvtxDamage damage)
    {
        const string Place = "the file header";
        if (bytes.Length < Length)
        {
            damage.Add(Place, $"the file ends at byte {bytes.Length}, inside the header of {Length} bytes");
            return default;
        }

        var flags = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(120));
        if ((flags & NoChecksums) == 0 && Crc32.Of(bytes.Slice(0, CheckedLength)) != BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(124)))
            damage.Add(Place, "its checksum is wrong");
        var (version, blockLength) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(38)), BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(40)));
        if ((version, blockLength) != (3, Length))
            damage.Add(Place, $"it has format version {version} and {blockLength} bytes, and not version 3 and {Length} bytes");
        return new EvtxFileHeader(BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(42)), (flags & Dirty) != 0);
    }
}

using System.Buffers.Binary;

namespace AwsLoginAudit;

/// <summary>The first 4,096 bytes of an event log file.</summary>
/// <param name="Chunks">The minimum number of chunks in the file. A log that was copied while in use can have more.</param>
/// <param name="IsDirty">Whether the log was in use when it was copied, so that the header may be out of date.</param>
internal readonly record struct EvtxFileHeader(int Chunks, bool IsDirty)
{
    /// <summary>The length of the header, in bytes.</summary>
    public const int Length = 4096;

    private const int CheckedLength = 120;

    private const uint Dirty = 0x1;

    // libyal's description does not have this flag. Files with the flag have no checksums, and their chunks have the flag too.
    private const uint NoChecksums = 0x4;

    /// <summary>Reads the header and checks it.</summary>
    /// <param name="bytes">The bytes at the beginning of the file, which may be fewer than the header.</param>
    /// <param name="damage">Receives the problems of the header.</param>
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
            damage.Add(Place, $"it has format version {version} and {blockLength} bytes, instead of version 3 and {Length} bytes");
        return new EvtxFileHeader(BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(42)), (flags & Dirty) != 0);
    }
}

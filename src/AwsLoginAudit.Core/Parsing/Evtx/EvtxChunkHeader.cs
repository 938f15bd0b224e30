using System.Buffers.Binary;

namespace AwsLoginAudit;

/// <summary>The first 512 bytes of a chunk.</summary>
/// <param name="Records">The number of records in the chunk.</param>
/// <param name="FirstId">The identifier of the first record.</param>
/// <param name="LastId">The identifier of the last record.</param>
/// <param name="FreeSpace">The offset of the unused space after the last record.</param>
/// <param name="IsSound">Whether the checksum of the header is correct.</param>
internal readonly record struct EvtxChunkHeader(ulong Records, ulong FirstId, ulong LastId, int FreeSpace, bool IsSound)
{
    /// <summary>The length of the header in bytes. Its last 384 bytes are tables of strings and templates, which speed up writing. Reading does not
    /// need them, because every record has the offsets that it uses.</summary>
    public const int Length = 512;

    private const uint NoChecksums = 0x4;

    /// <summary>Whether bytes begin with the signature of a chunk.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith("ElfChnk\0"u8);

    /// <summary>Reads the header, and checks the header and the records.</summary>
    /// <param name="chunk">The chunk, at least as long as its header.</param>
    /// <param name="place">The place of the chunk in the file.</param>
    /// <param name="damage">Receives the problems.</param>
    public static EvtxChunkHeader Read(ReadOnlySpan<byte> chunk, string place, EvtxDamage damage)
    {
        var (first, last) = (BinaryPrimitives.ReadUInt64LittleEndian(chunk.Slice(8)), BinaryPrimitives.ReadUInt64LittleEndian(chunk.Slice(16)));
        var (firstId, lastId) = (BinaryPrimitives.ReadUInt64LittleEndian(chunk.Slice(24)), BinaryPrimitives.ReadUInt64LittleEndian(chunk.Slice(32)));
        var end = BinaryPrimitives.ReadUInt32LittleEndian(chunk.Slice(48));
        var isPlaced = end is >= Length and <= EvtxChunk.Length;
        var freeSpace = isPlaced ? (int)end : EvtxChunk.Length;
        var hasChecksums = (BinaryPrimitives.ReadUInt32LittleEndian(chunk.Slice(120)) & NoChecksums) == 0;

        var isSound = isPlaced && (!hasChecksums
            || Crc32.Of(chunk.Slice(0, 120), chunk.Slice(128, Length - 128)) == BinaryPrimitives.ReadUInt32LittleEndian(chunk.Slice(124)));
        if (!isSound)
            damage.Add(place, isPlaced ? "the checksum of its header is wrong" : $"its header says that its records end at byte {end} of {EvtxChunk.Length}");
        // A truncated chunk has another error.
        if (hasChecksums && isPlaced && freeSpace <= chunk.Length
            && Crc32.Of(chunk.Slice(Length, freeSpace - Length)) != BinaryPrimitives.ReadUInt32LittleEndian(chunk.Slice(52)))
        {
            damage.Add(place, "the checksum of its records is wrong");
        }

        // In an empty chunk, the number of the last record is one less than that of the first.
        return new EvtxChunkHeader(unchecked(last - first + 1), firstId, lastId, freeSpace, isSound);
    }
}

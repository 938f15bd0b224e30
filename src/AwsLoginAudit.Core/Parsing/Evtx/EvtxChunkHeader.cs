using System.Buffers.Binary;

namespace AwsLoginAudit;

/// <summary>The first 512 bytes of a chunk.</summary>
/// <param name="Records">How many records the chunk has.</param>
/// <param name="FirstId">The identifier of the first record.</param>
/// <param name="LastId">The identifier of the last record.</param>
/// <param name="FreeSpace">Where the unused space behind the last record begins.</param>
/// <param name="IsSound">Whether the checksum of the header is right.</param>
internal readonly record struct EvtxChunkHeader(ulong Records, ulong FirstId, ulong LastId, int FreeSpace, bool IsSound)
{
    /// <summary>The bytes before the first record. The last 384 of them are the tables of strings and templates: they speed up writing, and reading does not
    /// need them, because every record gives the place of what it uses.</summary>
    public const int Length = 512;

    private const uint NoChecksums = 0x4;

    /// <summary>Whether a chunk begins here.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith("ElfChnk\0"u8);

    /// <summary>Reads the header, and checks it and the records behind it.</summary>
    /// <param name="chunk">The chunk, at least as long as its header.</param>
    /// <param name="place">The place of the chunk in the file.</param>
    /// <param name="damage">Takes what is wrong.</param>
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
        // A chunk that is cut off has another error.
        if (hasChecksums && isPlaced && freeSpace <= chunk.Length
            && Crc32.Of(chunk.Slice(Length, freeSpace - Length)) != BinaryPrimitives.ReadUInt32LittleEndian(chunk.Slice(52)))
        {
            damage.Add(place, "the checksum of its records is wrong");
        }

        // An empty chunk says that its last record is the one before its first.
        return new EvtxChunkHeader(unchecked(last - first + 1), firstId, lastId, freeSpace, isSound);
    }
}

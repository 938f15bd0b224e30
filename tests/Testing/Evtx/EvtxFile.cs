using System.Buffers.Binary;

namespace AwsLoginAudit.Tests;

/// <summary>Writes event log files: whole ones, and damaged ones.</summary>
internal static class EvtxFile
{
    public const int HeaderLength = 4096;
    public const int ChunkLength = 65536;
    public const int FirstRecord = 512;

    private const int IsDirty = 1;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (sum, _) => (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1))];

    /// <summary>A file of chunks.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <param name="counted">How many the header counts; all where it is not given.</param>
    /// <param name="dirty">Whether the log was copied while it was in use.</param>
    public static byte[] Of(IReadOnlyList<byte[]> chunks, int? counted = null, bool dirty = false)
    {
        var header = new byte[HeaderLength];
        "ElfFile\0"u8.CopyTo(header);
        var count = counted ?? chunks.Count;
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), (ulong)Math.Max(0, count - 1));
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(24), chunks.Count == 0 ? 1 : BinaryPrimitives.ReadUInt64LittleEndian(chunks[^1].AsSpan(16)) + 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(32), 128);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(36), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(38), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(40), HeaderLength);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(42), (ushort)count);
        header[120] = dirty ? (byte)IsDirty : (byte)0;
        SealFile(header);
        var file = new byte[HeaderLength + (ChunkLength * chunks.Count)];
        header.CopyTo(file, 0);
        for (var i = 0; i < chunks.Count; i++)
            chunks[i].CopyTo(file, HeaderLength + (ChunkLength * i));
        return file;
    }

    /// <summary>A file of events, so many in each chunk.</summary>
    public static byte[] Of(IEnumerable<BinXmlNode> events, int perChunk = int.MaxValue, bool dirty = false) =>
        Of([.. Chunks(events, perChunk)], dirty: dirty);

    /// <summary>Chunks of events, whose records are numbered from 1.</summary>
    public static IEnumerable<byte[]> Chunks(IEnumerable<BinXmlNode> events, int perChunk = int.MaxValue)
    {
        var first = 1UL;
        foreach (var part in events.Chunk(perChunk))
        {
            yield return Chunk(first, part);
            first += (ulong)part.Length;
        }
    }

    /// <summary>One chunk of events.</summary>
    public static byte[] Chunk(ulong firstId, params IReadOnlyList<BinXmlNode> events)
    {
        var chunk = new byte[ChunkLength];
        var writer = new BinXmlWriter(chunk);
        var last = 0;
        for (var i = 0; i < events.Count; i++)
        {
            last = writer.At;
            Record(chunk, writer, firstId + (ulong)i, events[i]);
        }
        "ElfChnk\0"u8.CopyTo(chunk);
        var lastId = firstId + (ulong)events.Count - 1;
        foreach (var (at, value) in new[] { (8, firstId), (16, lastId), (24, firstId), (32, lastId) })
            BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(at), value);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(40), 128);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(44), last);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(48), writer.At);
        Seal(chunk);
        return chunk;
    }

    /// <summary>Where the unused space of a chunk begins.</summary>
    public static int FreeSpace(byte[] chunk) => BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(48));

    /// <summary>Where each record of a chunk begins.</summary>
    public static IReadOnlyList<int> Records(byte[] chunk)
    {
        var places = new List<int>();
        for (var at = FirstRecord; at < FreeSpace(chunk); at += BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(at + 4)))
            places.Add(at);
        return places;
    }

    /// <summary>Corrects the checksums of a chunk.</summary>
    public static void Seal(byte[] chunk)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(52), Checksum(chunk.AsSpan(FirstRecord, FreeSpace(chunk) - FirstRecord)));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(124), Checksum([.. chunk.AsSpan(0, 120), .. chunk.AsSpan(128, FirstRecord - 128)]));
    }

    /// <summary>Corrects the checksums of what may be a chunk.</summary>
    public static void TrySeal(byte[] chunk)
    {
        if (FreeSpace(chunk) is >= FirstRecord and <= ChunkLength)
            Seal(chunk);
    }

    /// <summary>Corrects the checksum of a file's header.</summary>
    public static void SealFile(byte[] file) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(124), Checksum(file.AsSpan(0, 120)));

    // CRC-32 of RFC 1952.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
            sum = Table[(byte)(sum ^ value)] ^ (sum >> 8);
        return ~sum;
    }

    private static void Record(byte[] chunk, BinXmlWriter writer, ulong id, BinXmlNode logEvent)
    {
        const int Alignment = 8;
        var start = writer.At;
        writer.UInt32(0x2A2A);
        writer.UInt32(0);
        writer.Bytes(BitConverter.GetBytes(id));
        writer.Bytes(BitConverter.GetBytes(EvtxEvents.Time.ToFileTime()));
        writer.Document(logEvent);
        var length = (writer.At - start + sizeof(uint) + Alignment - 1) / Alignment * Alignment;
        writer.At = start + length - sizeof(uint);
        writer.UInt32((uint)length);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(start + 4), length);
    }
}

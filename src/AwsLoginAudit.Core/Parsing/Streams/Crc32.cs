using System.Buffers.Binary;

namespace AwsLoginAudit;

/// <summary>The checksum of gzip and of event log files, and the number of bytes that it covers.</summary>
/// <remarks>System.IO.Hashing has the same checksum. Core is loaded into the session's load context, so it has no package that could clash with another module's.</remarks>
internal struct Crc32
{
    private const uint Polynomial = 0xEDB88320;

    // Eight bytes are added at a time ("slicing by 8"), and each has a table of its own.
    private const int Slice = 8;
    private const int TableLength = 256;

    private static readonly uint[] Tables = MakeTables();

    private uint rest;

    public static Crc32 Start => new() { rest = uint.MaxValue };

    public readonly uint Value => ~rest;

    /// <summary>Computes the checksum of bytes, or of two spans as if they were one.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> others = default)
    {
        var sum = Start;
        sum.Add(bytes);
        sum.Add(others);
        return sum.Value;
    }

    /// <summary>The number of bytes, modulo 2^32.</summary>
    public uint Length { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var (sum, tables) = (rest, Tables);
        Length += (uint)bytes.Length;
        for (; bytes.Length >= Slice; bytes = bytes.Slice(Slice))
        {
            var first = sum ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var second = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(sizeof(uint)));
            sum = tables[(7 * TableLength) + (byte)first] ^ tables[(6 * TableLength) + (byte)(first >> 8)]
                ^ tables[(5 * TableLength) + (byte)(first >> 16)] ^ tables[(4 * TableLength) + (int)(first >> 24)]
                ^ tables[(3 * TableLength) + (byte)second] ^ tables[(2 * TableLength) + (byte)(second >> 8)]
                ^ tables[TableLength + (byte)(second >> 16)] ^ tables[(int)(second >> 24)];
        }
        foreach (var next in bytes)
            sum = tables[(byte)(sum ^ next)] ^ (sum >> 8);
        rest = sum;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[Slice * TableLength];
        for (var i = 0; i < TableLength; i++)
        {
            var sum = (uint)i;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ Polynomial : sum >> 1;
            tables[i] = sum;
        }
        for (var i = TableLength; i < tables.Length; i++)
            tables[i] = tables[(byte)tables[i - TableLength]] ^ (tables[i - TableLength] >> 8);
        return tables;
    }
}

namespace AwsLoginAudit;

/// <summary>The checksum of gzip and event log files, with the number of bytes.</summary>
internal struct Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = MakeTable();

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
        var sum = rest;
        foreach (var next in bytes)
            sum = Table[(byte)(sum ^ next)] ^ (sum >> 8);
        rest = sum;
        Length += (uint)bytes.Length;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            table[i] = i;
            for (var bit = 0; bit < 8; bit++)
                table[i] = (table[i] & 1) != 0 ? (table[i] >> 1) ^ Polynomial : table[i] >> 1;
        }
        return table;
    }
}

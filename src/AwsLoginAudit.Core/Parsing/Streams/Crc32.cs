namespace AwsLoginAudit;

/// <summary>The check sum of gzip and of event log files, and how many bytes it is of.</summary>
internal struct Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = MakeTable();

    private uint rest;

    public static Crc32 Start => new() { rest = uint.MaxValue };

    public readonly uint Value => ~rest;

    /// <summary>The check sum of some bytes, or of two parts as if they were one.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> others = default)
    {
        var sum = Start;
        sum.Add(bytes);
        sum.Add(others);
        return sum.Value;
    }

    /// <summary>The number of bytes, as far as four bytes hold it.</summary>
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

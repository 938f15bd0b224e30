using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AwsLoginAudit;

/// <summary>Reads the bytes of a chunk within its bounds. After the first problem, which is kept, all reads return zero.</summary>
internal sealed class BinXmlInput
{
    // Real chunks need less than a twentieth of these steps, even with the smallest possible records.
    private const int WorkPerChunk = 1 << 20;

    // The number of bytes of text that count as one step.
    private const int BytesPerStep = 8;

    // In a chunk, the offset of the next name, a hash and the length precede the characters of a name, and a zero follows them.
    private const int NameLengthAt = 6;
    private const int NameHeaderLength = 8;
    private const int NameTrailerLength = 2;

    private byte[] bytes = [];
    private int work;

    /// <summary>The first problem; null for none.</summary>
    public string? Problem { get; private set; }

    /// <summary>The length of the chunk, in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Begins a chunk.</summary>
    public void Begin(byte[] chunk, int length)
    {
        (bytes, Length) = (chunk, length);
        work = WorkPerChunk;
        Problem = null;
    }

    /// <summary>Clears the problem of the previous record. All records of a chunk share its steps.</summary>
    public void BeginRecord() => Problem = null;

    /// <summary>Reports a problem. Only the first one is kept.</summary>
    public void Fail(string problem) => Problem ??= problem;

    /// <summary>Uses steps of the chunk's maximum, so that templates within templates end in an error.</summary>
    public void Spend(int steps)
    {
        work -= steps;
        if (work < 0)
            Fail("the chunk is more complex than any chunk that Windows writes");
    }

    /// <summary>Uses the steps for a number of bytes of text.</summary>
    public void SpendOn(int length) => Spend(1 + (length / BytesPerStep));

    public byte Byte(ref int at, int end) => Has(at, end, sizeof(byte)) ? bytes[at++] : (byte)0;

    public ushort UInt16(ref int at, int end)
    {
        if (!Has(at, end, sizeof(ushort)))
            return 0;
        at += sizeof(ushort);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at - sizeof(ushort)));
    }

    public uint UInt32(ref int at, int end)
    {
        if (!Has(at, end, sizeof(uint)))
            return 0;
        at += sizeof(uint);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at - sizeof(uint)));
    }

    /// <summary>Returns the next byte without advancing; zero at the end.</summary>
    public byte Peek(int at, int end) => Problem is null && at < end ? bytes[at] : (byte)0;

    /// <summary>Skips bytes.</summary>
    public void Skip(ref int at, int end, uint count)
    {
        if (Has(at, end, count))
            at += (int)count;
    }

    /// <summary>The bytes of a value. Its place was checked when the values of its template were read.</summary>
    public ReadOnlySpan<byte> Slice(int at, int length) => bytes.AsSpan(at, length);

    /// <summary>Reads a text after its number of characters, without zeros at its end.</summary>
    public ReadOnlySpan<char> Text(ref int at, int end)
    {
        var length = 2 * UInt16(ref at, end);
        if (!Has(at, end, (uint)length))
            return default;
        SpendOn(length);
        at += length;
        return Characters(bytes.AsSpan(at - length, length));
    }

    /// <summary>The UTF-16 characters of bytes, without zeros at the end. .NET runs on little-endian machines, as Windows does.</summary>
    public static ReadOnlySpan<char> Characters(ReadOnlySpan<byte> text) => MemoryMarshal.Cast<byte, char>(text).TrimEnd('\0');

    /// <summary>The length of the first UTF-16 text in bytes, including a zero at its end.</summary>
    public static int LengthToZero(ReadOnlySpan<byte> texts) =>
        MemoryMarshal.Cast<byte, char>(texts).IndexOf('\0') is >= 0 and var zero ? sizeof(char) * (zero + 1) : texts.Length;

    /// <summary>Reads a reference to a name. The name itself follows its first reference, and later references give its offset.</summary>
    public ReadOnlySpan<char> Name(ref int at, int end)
    {
        var start = UInt32(ref at, end);
        if (Problem is not null || start > Length - NameHeaderLength)
            return NoName(start);
        var length = 2 * BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan((int)start + NameLengthAt));
        var text = (int)start + NameHeaderLength;
        if (length > Length - text)
            return NoName(start);
        if (start == at)
            Skip(ref at, end, (uint)(NameHeaderLength + length + NameTrailerLength));
        SpendOn(length);
        var name = MemoryMarshal.Cast<byte, char>(bytes.AsSpan(text, length));
        return IsName(name) ? name : NoName(start);
    }

    private ReadOnlySpan<char> NoName(uint start)
    {
        Fail($"there is no name at byte {start} of the chunk");
        return default;
    }

    // A name with any other character could become markup.
    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !XmlCharacters.IsNameStart(name[0]))
            return false;
        foreach (var c in name)
        {
            if (!XmlCharacters.IsName(c))
                return false;
        }
        return true;
    }

    private bool Has(int at, int end, uint count)
    {
        if (Problem is null && count <= (uint)(end - at))
            return true;
        Fail($"it ends at byte {end} of the chunk, inside a value");
        return false;
    }
}

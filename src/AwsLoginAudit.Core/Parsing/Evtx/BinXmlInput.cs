using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AwsLoginAudit;

/// <summary>The bytes of a chunk, read within bounds. The first problem is kept; after it every read gives zeros, and reading ends soon.</summary>
internal sealed class BinXmlInput
{
    // Real chunks need less than a twentieth of this, also when every record is as small as records are.
    private const int WorkPerChunk = 1 << 20;

    // Bytes of text that cost as much as a token.
    private const int BytesPerStep = 8;

    // A name in the chunk has the offset of the next name, a hash and its length before its characters, and a zero after them.
    private const int NameLengthAt = 6;
    private const int NameHeaderLength = 8;
    private const int NameTrailerLength = 2;

    private byte[] bytes = [];
    private int work;

    /// <summary>What is wrong; null while nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The bytes of the chunk.</summary>
    public int Length { get; private set; }

    /// <summary>Takes a chunk.</summary>
    public void Begin(byte[] chunk, int length)
    {
        (bytes, Length) = (chunk, length);
        work = WorkPerChunk;
        Problem = null;
    }

    /// <summary>Forgets the problem of the record before. The work that is left is for all records of the chunk.</summary>
    public void BeginRecord() => Problem = null;

    /// <summary>Notes a problem; the first one counts.</summary>
    public void Fail(string problem) => Problem ??= problem;

    /// <summary>Takes steps from the work that a chunk may need, so that templates within templates end in an error.</summary>
    public void Spend(int steps)
    {
        work -= steps;
        if (work < 0)
            Fail("the chunk needs more work than any log that Windows writes");
    }

    /// <summary>Takes the steps for so many bytes of text.</summary>
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

    /// <summary>The next byte, which is not passed; zero at the end.</summary>
    public byte Peek(int at, int end) => Problem is null && at < end ? bytes[at] : (byte)0;

    /// <summary>Passes over bytes.</summary>
    public void Skip(ref int at, int end, uint count)
    {
        if (Has(at, end, count))
            at += (int)count;
    }

    /// <summary>The bytes of a value, whose place was checked when its template's values were read.</summary>
    public ReadOnlySpan<byte> Slice(int at, int length) => bytes.AsSpan(at, length);

    /// <summary>A text with its number of characters before it, without zeros at its end.</summary>
    public ReadOnlySpan<char> Text(ref int at, int end)
    {
        var length = 2 * UInt16(ref at, end);
        if (!Has(at, end, (uint)length))
            return default;
        SpendOn(length);
        at += length;
        return Characters(bytes.AsSpan(at - length, length));
    }

    /// <summary>The UTF-16 characters of bytes, without zeros at their end. .NET runs on little-endian machines, as Windows does.</summary>
    public static ReadOnlySpan<char> Characters(ReadOnlySpan<byte> text) => MemoryMarshal.Cast<byte, char>(text).TrimEnd('\0');

    /// <summary>The bytes of the first UTF-16 text, with the zero at its end if it has one.</summary>
    public static int LengthToZero(ReadOnlySpan<byte> texts) =>
        MemoryMarshal.Cast<byte, char>(texts).IndexOf('\0') is >= 0 and var zero ? sizeof(char) * (zero + 1) : texts.Length;

    /// <summary>The name whose place is given here. A name stands where it is first used, and later uses give its place.</summary>
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

    // Whatever else it is, it cannot become markup.
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

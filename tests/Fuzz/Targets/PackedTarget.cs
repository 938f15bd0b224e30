using System.IO.Compression;

namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>A recording that is packed with gzip, whole and damaged: nothing of it is missing without an error.</summary>
internal sealed class PackedTarget() : Target("packed", 1, [.. Recordings.Pieces])
{
    private readonly Recording unpacked = new();
    private readonly Recording read = new();
    private byte[] bytes = [];
    private bool isDamaged;

    // The first bytes say what is done to it.
    public override void Prepare(ReadOnlySpan<byte> input)
    {
        var text = input.Slice(Math.Min(input.Length, 4)).ToArray();
        // What is packed within is refused.
        if (text is [0x1F, ..])
            text[0] = 0;
        unpacked.Read(new MemoryStream(text));
        isDamaged = text.Length > 0 && input[1] % 2 == 0;
        // Where it is cut off between two members, nobody can know.
        var isCutOff = isDamaged && input[1] % 4 == 0;
        bytes = Pack(text, members: input.Length > 0 && !isCutOff ? 1 + (input[0] % 3) : 1);
        if (isCutOff)
            bytes = bytes.AsSpan(0, bytes.Length * input[2] / 256).ToArray();
        else if (isDamaged)
            bytes[Math.Max(0, bytes.Length - 1 - (((input[2] << 8) | input[3]) % bytes.Length))] ^= (byte)(1 << (input[0] % 8));
    }

    public override void Read() => read.Read(new MemoryStream(bytes));

    public override int Units => read.Units;

    public override void Check()
    {
        if (!isDamaged && !read.Same(unpacked))
            throw new BrokenPromiseException($"is not what was packed: {read} and {unpacked}");
        if (isDamaged && read.Error is null && bytes.Length > 2 && !read.Events.SequenceEqual(unpacked.Events))
            throw new BrokenPromiseException($"is damaged and nothing says so: {read} and {unpacked}");
    }

    private static byte[] Pack(byte[] text, int members)
    {
        using var packed = new MemoryStream();
        for (var member = 0; member < members; member++)
        {
            using var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);
            var (from, to) = (text.Length * member / members, text.Length * (member + 1) / members);
            gzip.Write(text, from, to - from);
        }
        return packed.ToArray();
    }
}

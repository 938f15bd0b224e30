using AwsLoginAudit.Tests;

namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>An event log file (.evtx): read to its end or to a named error, the same however the stream is cut into reads.</summary>
/// <remarks>
/// Nearly all of a file is empty, so an input is what is not: one byte that says what is made of the rest, 128 bytes of the file's header, and a chunk
/// up to its free space. Check sums are corrected in most of the inputs, since nothing behind a wrong one would be new.
/// </remarks>
internal sealed class EvtxTarget() : Target(
    "evtx", 2, "**\0\0", "ElfFile\0", "ElfChnk\0", "\u000f\u0001\u0001\0", "\u000c\u0001", "\u0001\uffff", "A\uffff", "\u000d\0\0\u0001", "\u000e\u0001\0\u0081",
    "\u0005\u0001\u0001\0a\0", "\u0002", "\u0003", "\u0004", "\u0006", "\u0007", "\u0008", "\u0009", "\u000a", "\u000b", "!\0", "\u0081\0", "\u0013\0")
{
    private const int FileHeader = 128;

    // It takes twenty thousand reads.
    private const int OneDribbledIn = 64;

    [Flags]
    private enum Kind
    {
        None = 0,
        WrongFileSum = 1,
        WrongChunkSums = 2,
        Twice = 4,
        CutOff = 8,
    }

    private readonly Recording whole = new();
    private readonly Recording dribbled = new();
    private readonly EventParser parser = new();
    private byte[] file = [];
    private int length;

    public override void Prepare(ReadOnlySpan<byte> input)
    {
        length = input.Length;
        var kind = input.IsEmpty ? Kind.None : (Kind)(input[0] & (input[0] >> 4));
        var rest = input.Slice(Math.Min(input.Length, 1));
        var header = new byte[EvtxFile.HeaderLength];
        rest.Slice(0, Math.Min(rest.Length, FileHeader)).CopyTo(header);
        if ((kind & Kind.WrongFileSum) == Kind.None)
            EvtxFile.SealFile(header);
        var chunk = Chunk(rest.Slice(Math.Min(rest.Length, FileHeader)), kind);
        file = [.. header, .. chunk, .. (kind & Kind.Twice) != Kind.None ? chunk : []];
    }

    public override void Read() => whole.Read(new MemoryStream(file));

    public override int Units => whole.Units;

    public override void Check()
    {
        Promise(whole.Error is null or { Error: LoginAuditError.FileUnreadable or LoginAuditError.NotALogFile }, "is refused by another name");
        foreach (var logEvent in whole.Events.Take(10))
            Promise(parser.Parse(logEvent).InstanceId.Length > 0, "counts for no instance");
        // Where packed data is found to be damaged depends on it.
        if (length % OneDribbledIn != 0 || file[0] != 'E')
            return;
        dribbled.Read(new DribblingStream(file));
        if (!whole.Same(dribbled))
            throw new BrokenPromiseException($"depends on how it is cut into reads: {whole} and {dribbled}");
    }

    private static byte[] Chunk(ReadOnlySpan<byte> bytes, Kind kind)
    {
        bytes = bytes.Slice(0, Math.Min(bytes.Length, EvtxFile.ChunkLength));
        if ((kind & Kind.CutOff) != Kind.None)
            return bytes.ToArray();
        var chunk = new byte[EvtxFile.ChunkLength];
        bytes.CopyTo(chunk);
        if ((kind & Kind.WrongChunkSums) == Kind.None)
            EvtxFile.TrySeal(chunk);
        return chunk;
    }
}

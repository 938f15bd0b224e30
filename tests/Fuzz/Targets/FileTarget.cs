namespace AwsLoginAudit.Fuzz.Targets;

/// <summary>A recording in any format: read to its end, or refused by name, and the same however the stream is cut into reads.</summary>
internal sealed class FileTarget() : Target("files", 2, [.. Recordings.Pieces])
{
    private readonly Recording whole = new();
    private readonly Recording dribbled = new();
    private byte[] bytes = [];

    public override void Prepare(ReadOnlySpan<byte> input) => bytes = input.ToArray();

    public override void Read() => whole.Read(new MemoryStream(bytes));

    public override int Units => whole.Units;

    public override void Check()
    {
        const int MostDribbled = 4096;
        // Where packed data is found to be damaged depends on it.
        if (bytes.Length > MostDribbled || bytes.Length % 8 != 0 || bytes is [0x1F, 0x8B, ..])
            return;
        dribbled.Read(new DribblingStream(bytes));
        if (!whole.Same(dribbled))
            throw new BrokenPromiseException($"depends on how it is cut into reads: {whole} and {dribbled}");
    }
}

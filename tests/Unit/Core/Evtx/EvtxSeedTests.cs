
namespace AwsLoginAudit.Tests.Core.Evtx;

/// <summary>What the fuzzing of .evtx files begins from is made by the writer here. AWSLOGINAUDIT_SEEDS=1 writes it anew.</summary>
public sealed class EvtxSeedTests
{
    private const int HeaderLength = 128;

    private static readonly string Folder = Path.Combine(
        Built.Repository, "tests/Fuzz/corpus/evtx");

    [Fact]
    public async Task The_seeds_of_fuzzing_are_as_the_writer_makes_them()
    {
        var cancel = TestContext.Current.CancellationToken;
        if (Environment.GetEnvironmentVariable("AWSLOGINAUDIT_SEEDS") == "1")
        {
            Directory.CreateDirectory(Folder);
            foreach (var (name, seed) in Seeds())
                await File.WriteAllBytesAsync(Path.Combine(Folder, name), seed, cancel);
        }
        var seeds = Seeds().ToList();
        Assert.Equal(seeds.Select(seed => seed.Name).Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var (name, seed) in seeds)
            Assert.Equal(seed, await File.ReadAllBytesAsync(Path.Combine(Folder, name), cancel));
    }

    private static IEnumerable<(string Name, byte[] Seed)> Seeds()
    {
        yield return ("failures", Seed(EvtxFile.Chunk(1, [.. EvtxEvents.Failures(2)])));
        yield return ("dirty", Seed(EvtxFile.Chunk(7, EvtxEvents.Failure(7)), dirty: true));
        yield return ("empty", Seed(EvtxFile.Chunk(1)));
        yield return ("tokens", Seed(EvtxFile.Chunk(1, EvtxSamples.Tokens)));
        yield return ("values", Seed(EvtxFile.Chunk(1, EvtxSamples.Values)));
        yield return ("arrays", Seed(EvtxFile.Chunk(1, EvtxSamples.Arrays)));
        yield return ("nested", Seed(EvtxFile.Chunk(1, EvtxSamples.Nested, EvtxSamples.Nested)));
        yield return ("plain", Seed(EvtxFile.Chunk(1, EvtxSamples.Plain)));
    }

    // As the target takes it: what is to be done, the file's header, and the chunk up to its free space.
    private static byte[] Seed(byte[] chunk, bool dirty = false) =>
        [0, .. EvtxFile.Of([chunk], dirty: dirty).AsSpan(0, HeaderLength), .. chunk.AsSpan(0, EvtxFile.FreeSpace(chunk))];
}

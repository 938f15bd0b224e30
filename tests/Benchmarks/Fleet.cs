namespace AwsLoginAudit.Benchmarks;

/// <summary>Every size at every latency, each counted once by everybody.</summary>
internal static class Fleet
{
    private const int Quota = 25;

    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000];
    private static readonly int[] Latencies = [0, 20, 100];

    public static async Task MeasureAsync(Results results)
    {
        var peers = await Peers.FindAsync();
        foreach (var load in Sizes.SelectMany(size => Latencies.Select(latency => new Load(size, latency))))
            results.Runs.AddRange(await CountAsync(load, [Engine.Counting(), .. peers.All]));
        foreach (var load in Sizes.Select(size => new Load(size, Latencies[^1], Quota)))
            results.Runs.AddRange(await CountAsync(load, [Engine.CountingByDefault(load)]));
    }

    private static async Task<Run[]> CountAsync(Load load, Contender[] contenders)
    {
        await using var server = await Server.StartAsync(load);
        // A quota has to be untouched; without one the server's own compilation belongs to nobody's time.
        if (load.Quota is null)
            await Engine.Counting().RunAsync(server);
        return await Contender.RunInTurnAsync(server, 1, contenders);
    }
}

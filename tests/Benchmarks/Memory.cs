namespace AwsLoginAudit.Benchmarks;

/// <summary>A million events: the most memory that counting them holds, engine included, and whether their time grows as they do.</summary>
internal static class Memory
{
    private const int Few = 10_000;
    private const int Some = 100_000;
    private const int Many = 1_000_000;
    private const int Rounds = 3;
    private const double MostMegabytes = 200;

    // A quarter for what a machine does beside; what grows with the square would be at ten.
    private const double MostGrowth = 1.25;

    public static async Task MeasureAsync(Results results)
    {
        var peers = await Peers.FindAsync();
        var few = (await CountAsync(Few, Rounds))[0];
        var some = (await CountAsync(Some, Rounds))[0];
        var runs = await CountAsync(Many, 1, peers.Pull);
        var (many, pull) = (runs[0], runs[1]);
        var (megabytes, fewest) = (many.PeakBytes / Usage.Megabyte, few.PeakBytes / Usage.Megabyte);
        var (later, earlier) = (PerEvent(many, Many, some, Some), PerEvent(some, Some, few, Few));
        results.Rows.AddRange([
            new($"peak memory, {Many:N0} events", $"{megabytes:N0} MB", $"{Few:N0}: {fewest:N0} MB", $"{megabytes / fewest:0.00}", $"{MostMegabytes:N0} MB", megabytes < MostMegabytes),
            new($"an event more, from {Some:N0} to {Many:N0}", $"{later:0.0} µs", $"from {Few:N0} to {Some:N0}: {earlier:0.0} µs", $"{later / earlier:0.00}", $"{MostGrowth:0.00}", later / earlier <= MostGrowth),
            Row.OfTime($"count of {Many:N0} at 0 ms, first run", many.Seconds, pull, Count.MostOfBytes),
        ]);
        results.Runs.AddRange([few, many, pull]);
        await MeasureNamesAsync(results, few);
    }

    // A million accounts and sources that nobody has seen before.
    private static async Task MeasureNamesAsync(Results results, Run few)
    {
        await using var server = await Server.StartAsync(new Load(Many) { HasOwnNames = true });
        foreach (var by in new[] { "Instance", "Account", "SourceAddress" })
        {
            var run = await Engine.CountingBy(by).RunAsync(server);
            var (megabytes, fewest) = (run.PeakBytes / Usage.Megabyte, few.PeakBytes / Usage.Megabyte);
            results.Rows.Add(new(
                $"peak memory, {Many:N0} accounts and sources, by {by}", $"{megabytes:N0} MB", $"{Few:N0} events: {fewest:N0} MB", $"{megabytes / fewest:0.00}", $"{MostMegabytes:N0} MB", megabytes < MostMegabytes));
            results.Runs.Add(run);
        }
    }

    // What a first run takes before its first event is in both, and so in neither.
    private static double PerEvent(Run larger, int events, Run smaller, int fewer) => (larger.Seconds - smaller.Seconds) / (events - fewer) * 1e6;

    private static async Task<Run[]> CountAsync(int events, int rounds, params Contender[] peers)
    {
        await using var server = await Server.StartAsync(new Load(events));
        // The server's own compilation belongs to nobody's time.
        await Engine.Counting().RunAsync(server);
        return await Contender.RunInTurnAsync(server, rounds, [Engine.Counting(), .. peers]);
    }
}

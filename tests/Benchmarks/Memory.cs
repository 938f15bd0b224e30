namespace AwsLoginAudit.Benchmarks;

/// <summary>A million events: the most memory that counting them holds, engine included, and whether their time grows as they do.</summary>
internal static class Memory
{
    private const int Few = 10_000;
    private const int Some = 100_000;
    private const int Many = 1_000_000;
    private const int RunsInOneProcess = 4;
    private const double MostMegabytes = 200;

    // A tenth for what a machine does beside.
    private const double MostGrowth = 1.1 * Many / Some;

    public static async Task MeasureAsync(Results results)
    {
        var few = await CountAsync(Few, 1);
        // The first run's compilation would hide what grows.
        var some = (await CountAsync(Some, RunsInOneProcess)).Later.Median();
        var many = await CountAsync(Many, 1);
        var (megabytes, fewest) = (many.PeakBytes / 1e6, few.PeakBytes / 1e6);
        results.Rows.AddRange([
            new($"peak memory, {Many:N0} events", $"{megabytes:N0} MB", $"{Few:N0}: {fewest:N0} MB", $"{megabytes / fewest:0.00}", $"{MostMegabytes:N0} MB", megabytes < MostMegabytes),
            new($"time of {Many:N0} events", $"{many.Seconds:0.00} s", $"{Some:N0}, later runs: {some:0.00} s", $"{many.Seconds / some:0.0}", $"{MostGrowth:0.0}", many.Seconds / some <= MostGrowth),
        ]);
        results.Runs.AddRange([few, many]);
    }

    private static async Task<Run> CountAsync(int events, int runs)
    {
        await using var server = await Server.StartAsync(new Load(events));
        await Engine.Counting().RunAsync(server);
        return await Engine.Counting(runs).RunAsync(server);
    }
}

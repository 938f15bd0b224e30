namespace AwsLoginAudit.Benchmarks;

/// <summary>The most memory that counting holds: it must not grow with the number of events.</summary>
internal static class Memory
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const double TargetMegabytes = 30;

    public static async Task<IReadOnlyList<Row>> MeasureAsync()
    {
        var few = await PeakMegabytesAsync(Few);
        var many = await PeakMegabytesAsync(Many);
        return
        [
            new($"peak memory, {Many:N0} events against {Few:N0}", $"{many:N0} MB", $"{few:N0} MB",
                $"{many - few:+0;-0} MB", $"±{TargetMegabytes:N0} MB", Math.Abs(many - few) <= TargetMegabytes),
        ];
    }

    private static async Task<double> PeakMegabytesAsync(int events)
    {
        await using var server = await Server.StartAsync(events);
        return (await Engine.CountAsync(server, runs: 1)).PeakBytes / 1e6;
    }
}

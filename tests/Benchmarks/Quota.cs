namespace AwsLoginAudit.Benchmarks;

/// <summary>Counting per instance where AWS answers as often a second as in each kind of Region, with the default -ThrottleLimit.</summary>
internal static class Quota
{
    private const int Events = 100_000;
    private const int FarAway = 100;
    private const double MostOfQuota = 1.25;
    private const double MostRefused = 0.02;

    // FilterLogEvents a second, of each kind of Region.
    private static readonly int[] All = [5, 10, 25];

    public static async Task MeasureAsync(Results results)
    {
        var pages = await PagesAsync();
        foreach (var quota in All)
            await MeasureAsync(results, quota, pages);
    }

    // How many pages the load has; null where no peer can tell.
    private static async Task<int?> PagesAsync()
    {
        await using var server = await Server.StartAsync(new Load(Events));
        var paginator = await (await Peers.FindAsync()).Counts.RunAsync(server);
        return paginator.Missing is null ? paginator.Requests : null;
    }

    private static async Task MeasureAsync(Results results, int quota, int? pages)
    {
        var load = new Load(Events, FarAway, quota);
        await using var server = await Server.StartAsync(load);
        var ours = await Engine.CountingByDefault(load).RunAsync(server);
        var (what, share) = ($"count of {Events:N0} at {FarAway} ms, {quota} requests a second", (double)ours.Refused / ours.Requests);
        // Without a peer it is what was answered.
        var least = (double)(pages ?? ours.Requests - ours.Refused) / quota;
        results.Rows.AddRange([
            new(what, $"{ours.Seconds:0.00} s", $"pages / {quota}: {least:0.00} s", $"{ours.Seconds / least:0.00}", $"{MostOfQuota:0.00}", ours.Seconds <= least * MostOfQuota),
            new(what + ", throttled", $"{ours.Refused:N0} of {ours.Requests:N0}", "-", $"{share:0.0%}", $"{MostRefused:0%}", share < MostRefused),
        ]);
        results.Runs.Add(ours);
    }
}

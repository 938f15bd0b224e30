namespace AwsLoginAudit.Benchmarks;

/// <summary>Counting per instance over the wire, beside others: at no latency, and far away.</summary>
internal static class Count
{
    /// <summary>How many times as long as pulling the same bytes over one connection it may take.</summary>
    public const double MostOfBytes = 2.5;

    private const int Events = 100_000;
    private const int Rounds = 3;
    private const int RunsInOneProcess = 4;
    private const int FarAway = 100;

    private const double MostOfXml = 1 / 3.0;
    private const double MostOfPaginators = 1 / 8.0;
    private const double MostOfRequests = 1.2;

    public static async Task MeasureAsync(Results results)
    {
        var peers = await Peers.FindAsync();
        await NearAsync(results, peers);
        await FarAsync(results, peers);
    }

    private static async Task NearAsync(Results results, Peers peers)
    {
        await using var server = await Server.StartAsync(new Load(Events));
        // The server's own compilation belongs to nobody's time.
        await Engine.Counting().RunAsync(server);

        var runs = await Contender.RunInTurnAsync(server, Rounds, Engine.Counting(), peers.Counts, peers.Xml, peers.JavaScript, peers.Pull);
        var shell = await peers.Shell.RunAsync(server);
        var later = (await Engine.Counting(RunsInOneProcess).RunAsync(server)).Later.Median();

        var (first, counts, xml, script, pull) = (runs[0], runs[1], runs[2], runs[3], runs[4]);
        foreach (var (which, seconds) in new[] { ("first run", first.Seconds), ("later runs", later) })
        {
            var what = $"count of {Events:N0} at 0 ms, {which}";
            results.Rows.AddRange([
                Row.OfTime(what, seconds, xml, MostOfXml), Row.OfTime(what, seconds, pull, MostOfBytes), Row.OfTime(what, seconds, counts),
                Row.OfTime(what, seconds, script), Row.OfTime(what, seconds, shell),
            ]);
        }
        results.Runs.AddRange([.. runs, shell]);
    }

    private static async Task FarAsync(Results results, Peers peers)
    {
        await using var server = await Server.StartAsync(new Load(Events, FarAway));
        var ours = (await Contender.RunInTurnAsync(server, Rounds, Engine.Counting()))[0];
        var paginators = await Contender.RunInTurnAsync(server, 1, peers.Counts, peers.JavaScript);
        foreach (var paginator in paginators)
        {
            results.Rows.Add(Row.OfTime($"count of {Events:N0} at {FarAway} ms, first run", ours.Seconds, paginator, MostOfPaginators));
            results.Rows.Add(Requests(ours, paginator));
        }
        results.Runs.AddRange([ours, .. paginators]);
    }

    private static Row Requests(Run ours, Run peer)
    {
        var (what, target) = ($"requests for {Events:N0} events", $"{MostOfRequests:0.0}");
        if (peer.Missing is not null)
            return new(what, $"{ours.Requests:N0}", $"{peer.Who}: {peer.Missing}", "-", target, null);
        var ratio = (double)ours.Requests / peer.Requests;
        return new(what, $"{ours.Requests:N0}", $"{peer.Who}: {peer.Requests:N0}", $"{ratio:0.00}", target, ratio <= MostOfRequests);
    }
}

namespace AwsLoginAudit.Benchmarks;

/// <summary>Counting per instance over the wire, beside Python scripts that do less.</summary>
internal static class Count
{
    private const int Events = 100_000;
    private const int Rounds = 3;
    private const int RunsInOneProcess = 3;

    private static readonly Peer[] Peers =
    [
        new("boto3, counts only", [], MostRatio: 1),
        new("boto3, ElementTree", ["--xml"], MostRatio: 1 / 3.0),
    ];

    public static async Task<IReadOnlyList<Row>> MeasureAsync()
    {
        var peersRun = await Child.CanRunAsync("python3", "-c", "import boto3");
        await using var server = await Server.StartAsync(Events);
        await Engine.CountAsync(server, runs: 1);

        var (first, following) = (new List<double>(), new List<double>());
        var peerTimes = Peers.ToDictionary(peer => peer, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var seconds = (await Engine.CountAsync(server, RunsInOneProcess)).Seconds;
            first.Add(seconds[0]);
            following.AddRange(seconds.Skip(1));
            foreach (var peer in peersRun ? Peers : [])
                peerTimes[peer].Add(await peer.SecondsAsync(server));
        }
        return
        [
            .. Peers.Select(peer => Compare("first run", first, peer, peerTimes[peer])),
            .. Peers.Select(peer => Compare("later runs", following, peer, peerTimes[peer])),
        ];
    }

    private static Row Compare(string which, IEnumerable<double> ours, Peer peer, List<double> theirs)
    {
        var what = $"count of {Events:N0}, {which}";
        var target = $"{peer.MostRatio:0.00}";
        var seconds = ours.Median();
        if (theirs.Count == 0)
            return new(what, $"{seconds:0.00} s", $"{peer.Name}: skipped, no python3 with boto3", "-", target, null);
        var ratio = seconds / theirs.Median();
        return new(what, $"{seconds:0.00} s", $"{peer.Name}: {theirs.Median():0.00} s", $"{ratio:0.00}", target, ratio <= peer.MostRatio);
    }

    /// <summary>A script of peers/ and how much of its time ours may take.</summary>
    private sealed record Peer(string Name, string[] Arguments, double MostRatio)
    {
        public async Task<double> SecondsAsync(Server server) =>
            Timing.Parse(await Child.RunAsync("python3", [Places.Peers + "count.py", server.Url, .. Arguments]), server.Events);
    }
}

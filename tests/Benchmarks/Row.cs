namespace AwsLoginAudit.Benchmarks;

/// <summary>One figure beside a peer's; Met is null where nothing is promised, or there was nothing to compare with.</summary>
internal sealed record Row(string What, string Ours, string Peer, string Ratio, string Target, bool? Met)
{
    /// <summary>The time of a run beside a peer's.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="seconds">Ours.</param>
    /// <param name="peer">The peer's run.</param>
    /// <param name="most">How much of the peer's time ours may take; null where nothing is promised.</param>
    public static Row OfTime(string what, double seconds, Run peer, double? most = null)
    {
        var (ours, target) = ($"{seconds:0.00} s", most is null ? "-" : $"{most:0.000}");
        if (peer.Missing is not null)
            return new(what, ours, $"{peer.Who}: {peer.Missing}", "-", target, null);
        var ratio = seconds / peer.Seconds;
        return new(what, ours, $"{peer.Who}: {peer.Seconds:0.00} s", $"{ratio:0.00}", target, most is null ? null : ratio <= most);
    }

    /// <summary>The rows as a table.</summary>
    public static IEnumerable<string> Table(IEnumerable<Row> rows) =>
        Lines.Of(["what", "ours", "peer", "ratio", "target", "met"], rows.Select(row => row.Cells()));

    private string[] Cells() => [What, Ours, Peer, Ratio, Target, Met switch { true => "yes", false => "NO", null => "-" }];
}

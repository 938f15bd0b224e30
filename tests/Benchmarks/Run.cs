using System.Globalization;

namespace AwsLoginAudit.Benchmarks;

/// <summary>One way of counting a load: its time, and what it took.</summary>
/// <param name="Load">What was counted.</param>
/// <param name="Who">Who counted.</param>
/// <param name="Seconds">From the first call on.</param>
/// <param name="Later">Of further runs in the same process; none where there was one.</param>
/// <param name="CpuSeconds">Processor time of the whole process and those that it started.</param>
/// <param name="PeakBytes">Their memory at its most.</param>
/// <param name="Requests">What the server was asked.</param>
/// <param name="Refused">How many of these it refused.</param>
internal sealed record Run(Load Load, string Who, double Seconds, IReadOnlyList<double> Later, double CpuSeconds, long PeakBytes, int Requests, int Refused)
{
    /// <summary>Why there is nothing else here; null where there is.</summary>
    public string? Missing { get; private init; }

    public static Run None(Load load, string who, string why) => new(load, who, 0, [], 0, 0, 0, 0) { Missing = why };

    public override string ToString() => string.Join(", ", Cells(null));

    /// <summary>Several runs of the same as one.</summary>
    public static Run Median(IReadOnlyList<Run> runs) => runs[0] with
    {
        Seconds = runs.Select(run => run.Seconds).Median(),
        CpuSeconds = runs.Select(run => run.CpuSeconds).Median(),
        PeakBytes = runs.Max(run => run.PeakBytes),
        Requests = runs.Max(run => run.Requests),
        Refused = runs.Max(run => run.Refused),
    };

    /// <summary>The runs as a table, each beside the module's own of the same load.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<Run> runs) =>
        Lines.Of(
            ["events", "latency", "who", "wall", "ours : theirs", "CPU", "peak memory", "requests"],
            runs.Select(run => run.Cells(runs.FirstOrDefault(ours => ours.Load == run.Load && ours.Who == Engine.Name && run.Who != Engine.Name))));

    private string[] Cells(Run? ours)
    {
        var latency = $"{Load.Milliseconds} ms" + (Load.Quota is { } quota ? $", {quota} a second" : "");
        var cells = new[] { $"{Load.Events:N0}", latency, Who };
        if (Missing is not null)
            return [.. cells, Missing, "-", "-", "-", "-"];
        var refused = Refused > 0 ? $", {Refused} refused" : "";
        return
        [
            .. cells, $"{Seconds:0.00} s", ours is { Missing: null } ? $"{ours.Seconds / Seconds:0.00}" : "-", $"{CpuSeconds:0.0} s", $"{PeakBytes / Usage.Megabyte:N0} MB",
            Requests.ToString("N0", CultureInfo.CurrentCulture) + refused,
        ];
    }
}

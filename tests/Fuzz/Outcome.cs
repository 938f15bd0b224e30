using System.Globalization;

namespace AwsLoginAudit.Fuzz;

/// <summary>How a target fared.</summary>
internal sealed record Outcome(string Target, long Inputs, TimeSpan Time, int Edges, int Kept, TimeSpan Slowest, long Largest, int Findings)
{
    private const int Width = 13;

    private static readonly string[] Header = ["inputs", "inputs/s", "edges", "kept", "slowest", "most memory", "findings"];

    /// <summary>All of them, a line each, and a line for all together.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<Outcome> outcomes)
    {
        yield return Line("target", Header);
        foreach (var outcome in outcomes)
            yield return outcome.Line();
        if (outcomes.Count > 1)
        {
            yield return new Outcome(
                "all", outcomes.Sum(o => o.Inputs), TimeSpan.FromTicks(outcomes.Sum(o => o.Time.Ticks)), outcomes.Sum(o => o.Edges), outcomes.Sum(o => o.Kept),
                outcomes.Max(o => o.Slowest), outcomes.Max(o => o.Largest), outcomes.Sum(o => o.Findings)).Line();
        }
    }

    private string Line() => Line(
        Target, Number(Inputs), Number(Inputs / Time.TotalSeconds), Number(Edges), Number(Kept), Number(Slowest.TotalMilliseconds, "N1") + " ms",
        Number(Largest / 1024.0 / 1024, "N1") + " MiB", Number(Findings));

    private static string Line(string first, params string[] others) => first.PadRight(Width) + string.Concat(others.Select(other => other.PadLeft(Width)));

    private static string Number(double number, string format = "N0") => number.ToString(format, CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Globalization;

namespace AwsLoginAudit.Fuzz;

/// <summary>How long a run goes on: so many inputs, or so long, whichever comes first.</summary>
internal readonly record struct Budget(long Inputs, TimeSpan Time, int Seed)
{
    public Budget Part(int share, int shares) => this with { Inputs = Inputs * share / shares, Time = Time / shares * share };
}

/// <summary>Has a target read input after input: what finds a new edge is kept, and more is made of it.</summary>
internal sealed class Campaign
{
    // What is larger slows everything that is made of it.
    private const int LongestKept = 4 * 1024;

    // One fault shows in many inputs.
    private const int MostFindings = 10;

    private readonly Target target;
    private readonly Budget budget;
    private readonly Trial trial;
    private readonly List<byte[]> corpus = [];
    private TimeSpan slowest;
    private long largest;
    private int findings;
    private long inputs;

    private Campaign(Target target, Budget budget) => (this.target, this.budget, trial) = (target, budget, new Trial(target));

    /// <summary>Runs it, and tells what there is to tell of it.</summary>
    public static Outcome Run(Target target, Budget budget) => new Campaign(target, budget).Run();

    private Outcome Run()
    {
        var start = Stopwatch.GetTimestamp();
        var coverage = new Coverage();
        using var watch = new Watch(target.Name);
        WarmUp(coverage);
        foreach (var seed in Seeds())
            Try(seed, coverage, watch, isSeed: true);

        var mutator = new Mutator(new Random(budget.Seed), Tokens.With(target.Tokens));
        while (inputs < budget.Inputs && findings < MostFindings && (inputs % 256 != 0 || Stopwatch.GetElapsedTime(start) < budget.Time))
            Try(mutator.Mutate(corpus), coverage, watch, isSeed: false);
        return new Outcome(target.Name, inputs, Stopwatch.GetElapsedTime(start), coverage.Edges, corpus.Count, slowest, largest, findings);
    }

    // What is read first waits for its code to be compiled.
    private void WarmUp(Coverage coverage)
    {
        foreach (var seed in Seeds())
            trial.Run(seed, out _);
        coverage.Take();
    }

    private IEnumerable<byte[]> Seeds() =>
        Directory.EnumerateFiles(Path.Combine(Paths.Corpus, target.Name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private void Try(ReadOnlySpan<byte> input, Coverage coverage, Watch watch, bool isSeed)
    {
        inputs++;
        watch.Begin(input);
        coverage.Begin();
        var wrong = trial.Run(input, out var cost);
        if (coverage.Take() && input.Length <= LongestKept || isSeed)
            corpus.Add(input.ToArray());
        if (cost.Time > slowest)
            slowest = cost.Time;
        largest = Math.Max(largest, cost.Allocated);
        if (wrong is null)
            return;
        findings++;
        Findings.Save(target.Name, input, string.Create(CultureInfo.InvariantCulture, $"input {inputs} of seed {budget.Seed} {wrong}"));
    }
}

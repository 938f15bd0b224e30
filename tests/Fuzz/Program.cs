using System.Globalization;
using AwsLoginAudit.Fuzz;
using AwsLoginAudit.Fuzz.Targets;
using SharpFuzz;

// Feeds the readers what nobody should ever send them, prints one table, and ends with 1 where something was wrong.
const string Usage = "Fuzz TARGET|all [--inputs N] [--seconds N] [--seed N] | Fuzz TARGET FILE... | Fuzz libfuzzer:TARGET; targets: ";
const string Bridge = "libfuzzer:";
if (args is ["instrument"])
{
    Instrumentation.Apply();
    return 0;
}
Coverage.Attach();
return args switch
{
    // In one, since libfuzzer-dotnet hands over one.
    [var name] when name.StartsWith(Bridge, StringComparison.Ordinal) && Named(name.Substring(Bridge.Length)) is [var target] => LibFuzzer(target),
    [var name, var first, ..] when Named(name) is [var target] && !first.StartsWith("--", StringComparison.Ordinal) => Replay(target, args.Skip(1)),
    [var name, .. var options] when Named(name) is { Count: > 0 } targets && Read(options) is { } budget => Run(targets, budget),
    _ => Help(),
};

static List<Target> Named(string name) => All.Targets().Where(target => name == "all" || name == target.Name).ToList();

static Budget? Read(string[] options)
{
    var budget = new Budget(1_000_000, TimeSpan.MaxValue, 1);
    for (var i = 0; i < options.Length; i += 2)
    {
        if (i + 1 == options.Length || !int.TryParse(options[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        switch (options[i])
        {
            case "--inputs":
                budget = budget with { Inputs = number };
                break;
            case "--seconds":
                budget = budget with { Time = TimeSpan.FromSeconds(number) };
                break;
            case "--seed":
                budget = budget with { Seed = number };
                break;
            default:
                return null;
        }
    }
    return budget;
}

static int Run(List<Target> targets, Budget budget)
{
    var shares = targets.Sum(target => target.Share);
    var outcomes = targets.ConvertAll(target => Campaign.Run(target, budget.Part(target.Share, shares)));
    foreach (var line in Outcome.Table(outcomes))
        Console.WriteLine(line);
    return outcomes.Sum(outcome => outcome.Findings) == 0 ? 0 : 1;
}

static int Replay(Target target, IEnumerable<string> files)
{
    var failed = false;
    foreach (var file in files)
    {
        // The first time is spent on compiling.
        var input = Watch.ReadFile(file);
        new Trial(target).Run(input, out _);
        var wrong = new Trial(target).Run(input, out var cost);
        failed |= wrong is not null;
        Console.WriteLine($"{file}: {wrong ?? "nothing is wrong"} ({cost.Time.TotalMilliseconds:N1} ms, {cost.Allocated:N0} bytes allocated)");
    }
    return failed ? 1 : 0;
}

static int LibFuzzer(Target target)
{
    Fuzzer.LibFuzzer.Run(input =>
    {
        if (new Trial(target).Run(input, out _) is { } wrong)
            throw new BrokenPromiseException(wrong);
    });
    return 0;
}

static int Help()
{
    Console.Error.WriteLine(Usage + string.Join(", ", All.Targets().Select(target => target.Name)));
    return 2;
}

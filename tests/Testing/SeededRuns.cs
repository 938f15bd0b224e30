using System.Globalization;
using LocalAws.Http;

namespace AwsLoginAudit.Tests;

/// <summary>Runs that differ by their number, a few at a time.</summary>
internal static class SeededRuns
{
    // Throttling, server errors and resets, as percent of the requests each.
    private const double Often = 4;

    // Most of them wait for a process or for AWS.
    private static readonly ParallelOptions Few = new() { MaxDegreeOfParallelism = 2 + Environment.ProcessorCount };

    /// <summary>How many there are with faults by a seed: 12, or as many as this variable says.</summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AWSLOGINAUDIT_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 12;

    /// <summary>What goes wrong in one of them.</summary>
    public static FaultPlan Faults(int seed, Func<int, CancellationToken, Task>? hold = null) =>
        new() { Seed = seed, ThrottlePercent = Often, ServerErrorPercent = Often, ResetPercent = Often, Hold = hold };

    /// <summary>Runs each number from 1 on; those that fail are named, and do not stop the others.</summary>
    public static async Task EachAsync(int count, Func<int, Task> run)
    {
        var failures = new System.Collections.Concurrent.ConcurrentBag<Exception>();
        await Parallel.ForEachAsync(Enumerable.Range(1, count), Few, async (number, _) =>
        {
            try
            {
                await run(number);
            }
            catch (Exception failure)
            {
                failures.Add(new InvalidOperationException($"Run {number}: {failure.Message}", failure));
            }
        });
        if (!failures.IsEmpty)
            throw new AggregateException(failures);
    }
}

using System.Globalization;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>The scheduled task may end at any moment, as with the machine it runs on: the next pass answers what it left.</summary>
public sealed class KillTests
{
    // Throttling, server errors and resets, as percent of the requests each.
    private const double Often = 4;

    private static readonly ParallelOptions Few = new() { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) };

    /// <summary>How many runs with seeds there are: 12, or as many as this variable says.</summary>
    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("AWSLOGINAUDIT_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : 12;

    // What AWS has done by then is the same whether the answer to the request before was received or not.
    [Fact]
    public async Task Killed_before_any_of_its_requests_the_next_pass_answers_the_alarm()
    {
        int requests;
        await using (var trial = await TaskTrial.OpenAsync())
        {
            Assert.Equal(0, await trial.PassAsync(new FaultPlan()));
            trial.AssertAnswered();
            requests = trial.Server.Faults.Requests;
        }
        await EachAsync(requests, async (trial, request) =>
        {
            Assert.Null(await trial.KillAsync(request, hold => new FaultPlan { Hold = hold }));
            Assert.Equal(0, await trial.PassAsync(new FaultPlan()));
        });
    }

    [Fact]
    public Task Killed_anywhere_amid_faults_the_alarm_is_answered_in_the_end() => EachAsync(Runs, async (trial, seed) =>
    {
        var request = new Random(seed).Next(1, 25);
        await trial.KillAsync(request, hold => Faults(seed, hold));
        await trial.PassAsync(Faults(seed + 1_000_000));
        Assert.Equal(0, await trial.PassAsync(new FaultPlan()));
    });

    private static FaultPlan Faults(int seed, Func<int, CancellationToken, Task>? hold = null) =>
        new() { Seed = seed, ThrottlePercent = Often, ServerErrorPercent = Often, ResetPercent = Often, Hold = hold };

    private static Task EachAsync(int count, Func<TaskTrial, int, Task> run) => Parallel.ForEachAsync(Enumerable.Range(1, count), Few, async (number, _) =>
    {
        await using var trial = await TaskTrial.OpenAsync();
        try
        {
            await run(trial, number);
            trial.AssertAnswered();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Run {number}: {failure.Message}", failure);
        }
    });
}

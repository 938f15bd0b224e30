using LocalAws.Http;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>The scheduled task may end at any moment, as with the machine it runs on: the next pass answers what it left.</summary>
public sealed class KillTests
{
    // What AWS has done by then is the same whether the answer to the request before was received or not.
    [Fact]
    public async Task Killed_before_any_of_its_requests_the_next_pass_answers_the_alarm()
    {
        var requests = await RequestsAsync();
        await SeededRuns.EachAsync(requests, async request =>
        {
            await using var trial = await TaskTrial.OpenAsync();
            // A new table is looked at once or twice, depending on how fast the machine is, so only the last request may be missing.
            if (await trial.KillAsync(request, hold => new FaultPlan { Hold = hold }) is { } exitCode)
                Assert.Equal((0, requests), (exitCode, request));
            Assert.Equal(0, await trial.PassAsync(new FaultPlan()));
            trial.AssertAnswered();
        });
    }

    [Fact]
    public Task Killed_anywhere_amid_faults_the_alarm_is_answered_in_the_end() => SeededRuns.EachAsync(SeededRuns.Count, async seed =>
    {
        await using var trial = await TaskTrial.OpenAsync();
        await trial.KillAsync(new Random(seed).Next(1, 25), hold => SeededRuns.Faults(seed, hold));
        await trial.PassAsync(SeededRuns.Faults(seed + 1_000_000));
        Assert.Equal(0, await trial.PassAsync(new FaultPlan()));
        trial.AssertAnswered();
    });

    private static async Task<int> RequestsAsync()
    {
        await using var trial = await TaskTrial.OpenAsync();
        Assert.Equal(0, await trial.PassAsync(new FaultPlan()));
        trial.AssertAnswered();
        return trial.Server.Faults.Requests;
    }
}

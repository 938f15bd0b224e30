using System.Management.Automation;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class StoppingTests
{
    private const string Read = "Get-LoginAuditFailure $group -StartTime $start -EndTime $end @aws";

    // Stopping takes milliseconds; this only ends a test that would hang.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(5);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_first_failure_alone_costs_one_call()
    {
        await using var account = await LoadedAsync();
        using var engine = Over(account);
        Assert.Single(engine.Run($"{Read} | Select-First").Objects<LoginAuditFailure>());
        Assert.Equal(1, account.Server.Requests.Count("logs:FilterLogEvents"));
    }

    [Theory]
    [InlineData("foreach ($one in 1) { READ | ForEach-Object { if (++$n -eq 2) { $null = $gate.WaitForArrival(); break } } }", null)]
    [InlineData("READ | ForEach-Object { if (++$n -eq 2) { $null = $gate.WaitForArrival(); throw 'enough' } }", "enough")]
    public async Task A_pipeline_that_ends_downstream_hangs_up_on_the_page_under_way(string script, string? error)
    {
        await using var account = await LoadedAsync();
        var gate = new Gate(fromAnswer: 2);
        account.Server.Faults = new FaultPlan { Hold = gate.HoldAsync };
        using var engine = Over(account);
        engine.Set("gate", gate);

        using var unobserved = new UnobservedExceptions();
        var outcome = engine.Run("$n = 0; " + script.Replace("READ", Read, StringComparison.Ordinal));
        Assert.Equal(error, outcome.Errors.SingleOrDefault()?.FullyQualifiedErrorId);
        await gate.HungUp.WaitAsync(Guard);
        Assert.Empty(unobserved.OfTheModule());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Ctrl_C_ends_a_read_while_the_server_holds_its_answer(int heldAnswer)
    {
        await using var account = await LoadedAsync();
        var gate = new Gate(heldAnswer);
        account.Server.Faults = new FaultPlan { Hold = gate.HoldAsync };
        using var engine = Over(account);
        using var unobserved = new UnobservedExceptions();
        using (var shell = engine.Shell(Read))
        {
            var running = shell.InvokeAsync();
            await gate.Arrived.WaitAsync(Guard);
            await shell.StopAsync(null, null).WaitAsync(Guard);
            await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
            Assert.Empty(shell.Streams.Error);
        }
        await gate.HungUp.WaitAsync(Guard);
        Assert.Empty(unobserved.OfTheModule());
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_for_an_alarm()
    {
        await using var account = await Account.OpenAsync();
        var gate = new Gate(fromAnswer: 1);
        account.Server.Faults = new FaultPlan { Hold = gate.HoldAsync };
        using var engine = new Engine(account.Server);
        using var shell = engine.Shell("Get-LoginAuditFailure -AlarmName LoginFailures @aws");
        var running = shell.InvokeAsync();
        await gate.Arrived.WaitAsync(Guard);
        await shell.StopAsync(null, null).WaitAsync(Guard);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        await gate.HungUp.WaitAsync(Guard);
    }

    private static Task<Account> LoadedAsync() => Account.LoadedAsync(new GeneratedFailures { Count = 2_000, Streams = 2, Start = Start });

    private static Engine Over(Account account) => Engine.Over(account, Start, TimeSpan.FromMinutes(5));

    /// <summary>Holds every answer from one on, until the caller hangs up.</summary>
    public sealed class Gate(int fromAnswer)
    {
        private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => arrived.Task;

        public Task HungUp => hungUp.Task;

        public bool WaitForArrival() => Arrived.Wait(Guard);

        public async Task HoldAsync(int answer, CancellationToken aborted)
        {
            if (answer < fromAnswer)
                return;
            arrived.TrySetResult();
            using var registration = aborted.Register(() => hungUp.TrySetResult());
            await Task.Delay(Timeout.InfiniteTimeSpan, aborted);
        }
    }
}

using System.Management.Automation;
using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Ctrl+C at any request of any cmdlet: it ends at once and without an error, and the same command finishes the work afterwards.</summary>
public sealed class StopAnywhereTests
{
    private const string Machine = "i-0a41c7d2e95f3b601";
    private const string Alarm = AttackScene.Alarm;
    private const string InstallResponder = $"Install-LoginAuditResponder {Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} -FollowUp @aws";
    private const string InstallAgent = $"Install-LoginAuditAgent {Machine} @aws";

    // Stopping takes milliseconds; this only ends a test that would hang.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(10);

    /// <summary>Commands that change nothing in AWS.</summary>
    public static TheoryData<string> Readers =>
    [
        $"Get-LoginAuditFailure -AlarmName {Alarm} @aws",
        $"Get-LoginAuditFailure {Account.LogGroup} -Last 2h @aws",
        $"Measure-LoginAuditFailure -AlarmName {Alarm} @aws",
        $"Measure-LoginAuditFailure {Account.LogGroup} -Last 2h -Engine Insights @aws",
        "Get-LoginAuditAlarm @aws",
        "Get-LoginAuditResponder @aws",
        "Get-LoginAuditAgent @aws",
        $"Test-LoginAuditPrerequisite -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws",
    ];

    /// <summary>Commands that change something, and what has to be there before them.</summary>
    public static TheoryData<string, string> Changers => new()
    {
        { $"Get-LoginAuditFailure -AlarmName {Alarm} @aws | Measure-LoginAuditFailure | Send-LoginAuditReport @mail @aws", "" },
        { $"Receive-LoginAuditNotification -AlarmName {Alarm} @aws | Complete-LoginAuditNotification -Force @aws", "" },
        { $"Receive-LoginAuditNotification -AlarmName {Alarm} @aws | Invoke-LoginAuditResponse @mail @aws", "" },
        { $"New-LoginAuditAlarm Another -Queue -EmailAddress {AttackScene.Recipient} @aws", "" },
        { $"Remove-LoginAuditAlarm {Alarm} -IncludeLogGroup -Confirm:$false @aws", "" },
        { InstallResponder, "" },
        { $"Uninstall-LoginAuditResponder {Alarm} -IncludeLogGroup -Confirm:$false @aws", InstallResponder },
        { InstallAgent, "" },
        { $"Uninstall-LoginAuditAgent {Machine} -Confirm:$false @aws", InstallAgent },
        { $"Initialize-LoginAuditPrerequisite -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws", "" },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Ctrl_C_at_any_request_ends_a_command_that_reads(string command)
    {
        using var unobserved = new UnobservedExceptions();
        await using var scene = await OpenAsync($"{InstallResponder}; {InstallAgent}");
        for (var request = 1; await StopAsync(scene, command, request); request++)
        {
        }
        Assert.Empty(unobserved.OfTheModule());
    }

    [Theory]
    [MemberData(nameof(Changers))]
    public async Task Ctrl_C_at_any_request_ends_a_command_that_changes_something_and_a_second_run_finishes_it(string command, string before)
    {
        using var unobserved = new UnobservedExceptions();
        int requests;
        await using (var scene = await OpenAsync(before))
        {
            scene.Account.Server.Faults = new FaultPlan();
            Assert.Empty(scene.Engine.Run(command).Errors);
            requests = scene.Account.Server.Faults.Requests;
        }
        await SeededRuns.EachAsync(requests, async request =>
        {
            await using var scene = await OpenAsync(before);
            if (await StopAsync(scene, command, request))
                Assert.Empty(scene.Engine.Run(command).Errors);
        });
        Assert.Empty(unobserved.OfTheModule());
    }

    [Theory]
    [InlineData("a table that is being created", InstallResponder)]
    [InlineData("an agent that is being installed", InstallAgent)]
    [InlineData("requests that are throttled", $"Get-LoginAuditFailure -AlarmName {Alarm} @aws")]
    public async Task Ctrl_C_between_two_requests_ends_the_wait(string wait, string command)
    {
        await using var scene = await OpenAsync("");
        scene.Account.Server.Tables.CreationTime = TimeSpan.FromMinutes(5);
        scene.Account.Server.Systems.Remove(Machine);
        scene.Account.Server.Systems.Add(new Machine(Machine) { Outcomes = { ["Install"] = new CommandOutcome("Success") { Listings = 1000 } } });
        if (wait == "requests that are throttled")
            scene.Account.Server.Faults = new FaultPlan { ThrottlePercent = 100 };
        using var shell = scene.Engine.Shell(command);
        var running = shell.InvokeAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        await shell.StopAsync(null, null).WaitAsync(Guard, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        Assert.Empty(shell.Streams.Error);
    }

    private static async Task<AttackScene> OpenAsync(string before)
    {
        var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Systems.Add(new Machine(Machine));
        scene.Account.Server.Tables.CreationTime = TimeSpan.Zero;
        if (before.Length > 0)
            Assert.Empty(scene.Engine.Run(before).Errors);
        return scene;
    }

    // Whether it came as far as the request that is held.
    private static async Task<bool> StopAsync(AttackScene scene, string command, int request)
    {
        var gate = new StoppingTests.Gate(request);
        scene.Account.Server.Faults = new FaultPlan { Hold = gate.HoldAsync };
        using var shell = scene.Engine.Shell(command);
        var running = shell.InvokeAsync();
        if (await Task.WhenAny(running, gate.Arrived) == running && !gate.Arrived.IsCompleted)
        {
            await running;
            Assert.Empty(shell.Streams.Error);
            return false;
        }
        await shell.StopAsync(null, null).WaitAsync(Guard);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        Assert.Empty(shell.Streams.Error);
        scene.Account.Server.Faults = new FaultPlan();
        return true;
    }
}

using System.Management.Automation;
using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Ctrl+C at any request of any cmdlet: it ends at once and without an error, and the same command finishes the work afterwards.</summary>
public sealed class StopAnywhereTests
{
    private const string Machine = "i-0a41c7d2e95f3b601";
    private const string Alarm = AttackScene.Alarm;
    private const string Install = $"Install-LoginAuditResponder {Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} -FollowUp @aws";

    // Stopping takes milliseconds; this only ends a test that would hang.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(10);

    /// <summary>A command, and what has to be there before it.</summary>
    public static TheoryData<string, string> Commands => new()
    {
        { $"Get-LoginAuditFailure -AlarmName {Alarm} @aws", "" },
        { $"Get-LoginAuditFailure {Account.LogGroup} -Last 2h @aws", "" },
        { $"Measure-LoginAuditFailure -AlarmName {Alarm} @aws", "" },
        { $"Measure-LoginAuditFailure {Account.LogGroup} -Last 2h -UseInsights @aws", "" },
        { $"Get-LoginAuditFailure -AlarmName {Alarm} @aws | Measure-LoginAuditFailure | Send-LoginAuditReport @mail @aws", "" },
        { $"Receive-LoginAuditAlarm -AlarmName {Alarm} @aws | Complete-LoginAuditAlarm @aws", "" },
        { $"New-LoginAuditAlarm Another -Queue -Recipient {AttackScene.Recipient} @aws", "" },
        { $"Get-LoginAuditAlarm @aws", "" },
        { $"Remove-LoginAuditAlarm {Alarm} -IncludeLogGroup -Confirm:$false @aws", "" },
        { Install, "" },
        { $"Get-LoginAuditResponder @aws", Install },
        { $"Uninstall-LoginAuditResponder {Alarm} -IncludeLogGroup -Confirm:$false @aws", Install },
        { $"Install-LoginAuditAgent {Machine} -RetentionInDays 90 @aws", "" },
        { $"Get-LoginAuditAgent @aws", $"Install-LoginAuditAgent {Machine} @aws" },
        { $"Uninstall-LoginAuditAgent {Machine} -Confirm:$false @aws", $"Install-LoginAuditAgent {Machine} @aws" },
        { $"Initialize-LoginAuditPrerequisite -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws", "" },
        { $"Test-LoginAuditPrerequisite -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws", "" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Ctrl_C_at_any_request_ends_a_command_at_once_and_a_second_run_finishes_it(string command, string before)
    {
        using var unobserved = new UnobservedExceptions();
        for (var request = 1; ; request++)
        {
            await using var scene = await OpenAsync(before);
            var gate = new StoppingTests.Gate(request);
            scene.Account.Server.Faults = new FaultPlan { Hold = gate.HoldAsync };
            if (!await StopAsync(scene, command, gate))
                break;
            scene.Account.Server.Faults = new FaultPlan();
            Assert.Empty(scene.Engine.Run(command).Errors);
        }
        Assert.Empty(unobserved.OfTheModule());
    }

    private static async Task<AttackScene> OpenAsync(string before)
    {
        var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Systems.Add(new Machine(Machine));
        if (before.Length > 0)
            Assert.Empty(scene.Engine.Run(before).Errors);
        return scene;
    }

    // Whether it came as far as the request that is held.
    private static async Task<bool> StopAsync(AttackScene scene, string command, StoppingTests.Gate gate)
    {
        using var shell = scene.Engine.Shell(command);
        var running = shell.InvokeAsync();
        if (await Task.WhenAny(running, gate.Arrived) == running && !gate.Arrived.IsCompleted)
        {
            await running;
            return false;
        }
        await shell.StopAsync(null, null).WaitAsync(Guard);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        Assert.Empty(shell.Streams.Error);
        await gate.HungUp.WaitAsync(Guard);
        return true;
    }
}

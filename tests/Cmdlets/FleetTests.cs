using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class FleetTests
{
    private const string Append = "configure (append)";

    [Fact]
    public async Task Of_a_thousand_machines_each_ends_once_with_the_true_reason_however_AWS_throttles()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var machines = Enumerable.Range(0, 1000).Select(Numbered).ToList();
        foreach (var (machine, wanted) in machines.Where(pair => pair.Wanted != LoginAuditAgentState.NotManaged))
            account.Server.Systems.Add(machine);
        account.Server.Faults = new FaultPlan
        {
            ThrottleEvery = new Dictionary<string, int> { ["ssm:SendCommand"] = 3, ["ssm:ListCommandInvocations"] = 4, ["ssm:DescribeInstanceInformation"] = 5 },
        };
        engine.Set("ids", machines.Select(pair => pair.Machine.InstanceId).ToArray());
        var outcome = engine.Run("$ids | Install-LoginAuditAgent @aws");

        var agents = outcome.Output.Select(item => Assert.IsType<LoginAuditAgent>(item.BaseObject)).ToDictionary(agent => agent.InstanceId);
        Assert.Equal(1000, outcome.Output.Count);
        Assert.All(machines, pair => Assert.Equal(pair.Wanted, agents[pair.Machine.InstanceId].State));
        Assert.Equal(
            [("CommandFailed", 50), ("InstanceNotManaged", 10), ("InstanceOffline", 40)],
            outcome.Errors.GroupBy(error => error.FullyQualifiedErrorId.Split(',')[0]).Select(group => (group.Key, group.Count())).Order());
        Assert.All(agents.Values.Where(agent => agent.State == LoginAuditAgentState.InstallFailed), agent => Assert.Equal("There is not enough space on the disk.", agent.Output));
        Assert.All(
            machines.Where(pair => pair.Wanted == LoginAuditAgentState.Configured).Select(pair => pair.Machine),
            machine => Assert.Equal([machine.InstanceId[0] == 'm' ? "AmazonCloudWatch-Windows-Hybrid" : "AmazonCloudWatch-Windows"], machine.Configurations));

        // Some 20 batches to install and 20 or so to configure, each asked a few times: far from a call a machine.
        Assert.InRange(account.Server.Requests.Count("ssm:SendCommand"), 38, 100);
        Assert.InRange(account.Server.Requests.Count("ssm:ListCommandInvocations"), 38, 400);
        Assert.InRange(account.Server.Requests.Count("ssm:DescribeInstanceInformation"), 10, 200);
        Assert.DoesNotContain(account.Server.Requests.All, request => request.Action == "ssm:GetCommandInvocation");
    }

    [Fact]
    public async Task No_batch_holds_up_another_and_each_machine_is_emitted_as_it_ends()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        for (var i = 0; i < 120; i++)
        {
            var machine = new Machine($"i-{i:D17}");
            if (i == 3)
                machine.Outcomes["Install"] = new CommandOutcome("Success") { Listings = 4 };
            account.Server.Systems.Add(machine);
        }
        engine.Set("ids", Enumerable.Range(0, 120).Select(i => $"i-{i:D17}").ToArray());
        var agents = engine.Run("Install-LoginAuditAgent $ids @aws").Objects<LoginAuditAgent>();
        Assert.Equal(120, agents.Count);
        Assert.Equal("i-00000000000000003", agents[^1].InstanceId);
    }

    [Fact]
    public async Task Progress_is_told_and_ends()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        foreach (var id in new[] { "i-00000000000000001", "i-00000000000000002" })
            account.Server.Systems.Add(new Machine(id));
        var outcome = engine.Run("'i-00000000000000001', 'i-00000000000000002' | Install-LoginAuditAgent @aws");
        Assert.Contains(outcome.Progress, record => record.StatusDescription == "0 of 2 machines");
        Assert.Equal(("2 of 2 machines", System.Management.Automation.ProgressRecordType.Completed), (outcome.Progress[^1].StatusDescription, outcome.Progress[^1].RecordType));
    }

    // Every hundred: 90 fine, 4 offline, 3 that cannot install, 2 that cannot configure, 1 that is not managed. One in seven is hybrid.
    private static (Machine Machine, LoginAuditAgentState Wanted) Numbered(int number)
    {
        var wanted = (number % 100) switch
        {
            < 90 => LoginAuditAgentState.Configured,
            < 94 => LoginAuditAgentState.Offline,
            < 97 => LoginAuditAgentState.InstallFailed,
            < 99 => LoginAuditAgentState.ConfigureFailed,
            _ => LoginAuditAgentState.NotManaged,
        };
        var machine = new Machine($"{(number % 7 == 0 ? "mi" : "i")}-{number:D17}") { PingStatus = wanted == LoginAuditAgentState.Offline ? "ConnectionLost" : "Online" };
        machine.Outcomes["Install"] = wanted == LoginAuditAgentState.InstallFailed
            ? new CommandOutcome("Failed") { Output = "There is not enough space on the disk." }
            : new CommandOutcome("Success") { Listings = number % 3 };
        machine.Outcomes[Append] = wanted == LoginAuditAgentState.ConfigureFailed
            ? new CommandOutcome("TimedOut") { Details = "ExecutionTimedOut" }
            : new CommandOutcome("Success") { Listings = number % 2 };
        return (machine, wanted);
    }
}

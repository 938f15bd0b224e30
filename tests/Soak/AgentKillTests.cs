using System.Diagnostics;
using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>The process that installs agents may be killed at any moment: the same command finishes what it left.</summary>
public sealed class AgentKillTests
{
    private const string Ec2 = "i-0a41c7d2e95f3b601", Hybrid = "mi-07c4e1a9b2d35f680", Install = $"Install-LoginAuditAgent {Ec2}, {Hybrid} @aws";

    [Fact]
    public async Task Killed_before_any_of_its_requests_the_next_run_installs_and_configures_every_machine()
    {
        int requests;
        await using (var account = await Account.OpenAsync())
        {
            AssertInstalls(account, AddMachines(account));
            requests = account.Server.Faults.Requests;
        }
        await SeededRuns.EachAsync(requests, async request =>
        {
            await using var account = await Account.OpenAsync();
            var machines = AddMachines(account);
            Process? killed = null;
            account.Server.Faults = new FaultPlan { Hold = Kill.Before(request, () => killed!) };
            await HostProcess.RunAsync(Script(account), process => killed = process);
            Assert.True(account.Server.Faults.Requests >= request, "It ended before it was killed.");
            account.Server.Faults = new FaultPlan();
            AssertInstalls(account, machines);
        });
    }

    private static void AssertInstalls(Account account, Machine[] machines)
    {
        using var engine = new Engine(account.Server);
        Assert.All(engine.Run(Install).Objects<LoginAuditAgent>(), agent => Assert.Equal(LoginAuditAgentState.Configured, agent.State));
        Assert.Equal(["AmazonCloudWatch-Windows", "AmazonCloudWatch-Windows-Hybrid"], machines.SelectMany(machine => machine.Configurations));
    }

    private static Machine[] AddMachines(Account account)
    {
        Machine[] machines = [new(Ec2), new(Hybrid)];
        Array.ForEach(machines, account.Server.Systems.Add);
        return machines;
    }

    private static string Script(Account account) => $$"""
        Import-Module '{{Built.Manifest}}'
        $aws = @{ EndpointUrl = '{{account.Server.Endpoint}}'; Region = 'us-east-1'; AccessKey = '{{Engine.AccessKey}}'; SecretKey = '{{Engine.SecretKey}}' }
        {{Install}}
        """;
}

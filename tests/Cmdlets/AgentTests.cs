using System.Management.Automation;
using System.Text.Json.Nodes;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class AgentTests
{
    private const string Ec2 = "i-00000000000000001";
    private const string Hybrid = "mi-00000000000000002";
    private const string Parameter = "AmazonCloudWatch-Windows";

    [Fact]
    public async Task Each_kind_of_machine_gets_its_own_parameter_mode_and_stream_name()
    {
        await using var account = await ManagedAsync(Ec2, Hybrid);
        using var engine = new Engine(account.Server);
        var agents = engine.Run($"'{Ec2}', '{Hybrid}' | Install-LoginAuditAgent @aws").Objects<LoginAuditAgent>();
        Assert.Equal([(Ec2, Parameter), (Hybrid, Parameter + "-Hybrid")], agents.Select(agent => (agent.InstanceId, agent.ParameterName!)).Order());
        Assert.All(agents, agent => Assert.Equal(LoginAuditAgentState.Configured, agent.State));
        Assert.Equal("{instance_id}", await StreamNameAsync(account, Parameter));
        Assert.Equal("{local_hostname}", await StreamNameAsync(account, Parameter + "-Hybrid"));

        var sent = account.Server.Requests.Of("ssm:SendCommand").Select(request => JsonNode.Parse(request.Parameters!)!).ToList();
        Assert.All(sent, command => Assert.Equal("100%", (string)command["MaxErrors"]!));
        var configure = sent.Where(command => (string)command["DocumentName"]! == "AmazonCloudWatch-ManageAgent").ToList();
        Assert.Equal(
            [("ec2", Ec2, "configure (append)"), ("onPremise", Hybrid, "configure (append)")],
            configure.Select(command => (One(command, "mode"), (string)command["InstanceIds"]![0]!, One(command, "action"))).Order());
        Assert.All(configure, command => Assert.Equal(("ssm", "yes"), (One(command, "optionalConfigurationSource"), One(command, "optionalRestart"))));
    }

    [Fact]
    public async Task Configurations_that_an_agent_has_are_kept_unless_replaced()
    {
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        var machine = new Machine(Ec2) { AgentVersion = "1.0", Configurations = { "AmazonCloudWatch-Metrics" } };
        account.Server.Systems.Add(machine);
        engine.Run($"Install-LoginAuditAgent {Ec2} @aws").Objects<LoginAuditAgent>();
        Assert.Equal(["AmazonCloudWatch-Metrics", Parameter], machine.Configurations);
        engine.Run($"Install-LoginAuditAgent {Ec2} -Replace @aws").Objects<LoginAuditAgent>();
        Assert.Equal([Parameter], machine.Configurations);
    }

    [Fact]
    public async Task Ids_come_by_property_name_from_what_AWS_Tools_emit()
    {
        await using var account = await ManagedAsync(Ec2, Hybrid);
        using var engine = new Engine(account.Server);
        var agents = engine.Run(
            $"[pscustomobject]@{{ InstanceId = '{Ec2}'; ImageId = 'ami-1' }}, [Amazon.SimpleSystemsManagement.Model.InstanceInformation]@{{ InstanceId = '{Hybrid}' }} | Install-LoginAuditAgent @aws | Get-LoginAuditAgent @aws")
            .Objects<LoginAuditAgent>();
        Assert.Equal([Ec2, Hybrid], agents.Select(agent => agent.InstanceId).Order());
    }

    [Fact]
    public async Task Machines_are_chosen_by_tag()
    {
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        foreach (var (id, tier, site) in new[] { (Ec2, "web", "a"), ("i-00000000000000003", "web", "b"), ("i-00000000000000004", "db", "a") })
            account.Server.Systems.Add(new Machine(id) { Tags = new Dictionary<string, string> { ["Tier"] = tier, ["Site"] = site } });
        var agents = engine.Run("Install-LoginAuditAgent -Tag @{ Tier = 'web', 'db'; Site = 'a' } @aws").Objects<LoginAuditAgent>();
        Assert.Equal([Ec2, "i-00000000000000004"], agents.Select(agent => agent.InstanceId).Order());
    }

    [Theory]
    [InlineData("@() | Install-LoginAuditAgent @aws")]
    [InlineData("$null | Install-LoginAuditAgent @aws")]
    [InlineData("@() | Uninstall-LoginAuditAgent -Confirm:$false @aws")]
    [InlineData("@() | Get-LoginAuditAgent @aws")]
    [InlineData("Install-LoginAuditAgent -Tag @{} @aws")]
    [InlineData("Uninstall-LoginAuditAgent -Tag @{} -Confirm:$false @aws")]
    public async Task A_search_that_found_nothing_means_no_machine(string script)
    {
        await using var account = await ManagedAsync(Ec2, Hybrid);
        using var engine = new Engine(account.Server);
        Assert.Empty(engine.Run(script).Output);
        Assert.Empty(account.Server.Requests.All);
    }

    [Fact]
    public async Task One_bad_machine_never_stops_the_others()
    {
        await using var account = await ManagedAsync(Ec2);
        using var engine = new Engine(account.Server);
        account.Server.Systems.Add(new Machine("i-00000000000000003") { PingStatus = "ConnectionLost" });
        account.Server.Systems.Add(new Machine("i-00000000000000004") { PlatformType = "Linux", PlatformName = "Ubuntu" });
        var outcome = engine.Run($"'no id', 'i-00000000000000003', '{Ec2}', 'i-00000000000000004', 'i-00000000000000009' | Install-LoginAuditAgent @aws");
        Assert.Equal(
            [("InstanceNotManaged", ErrorCategory.ObjectNotFound), ("InstanceNotManaged", ErrorCategory.ObjectNotFound), ("InstanceNotWindows", ErrorCategory.InvalidData), ("InstanceOffline", ErrorCategory.ResourceUnavailable)],
            outcome.Errors.Select(error => (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category)).Order());
        Assert.Equal(LoginAuditAgentState.Configured, outcome.Output.Select(item => (LoginAuditAgent)item.BaseObject).Single(agent => agent.InstanceId == Ec2).State);
        Assert.Equal(5, outcome.Output.Count);
    }

    [Fact]
    public async Task A_machine_that_goes_between_two_calls_does_not_take_its_batch_along()
    {
        await using var account = await ManagedAsync(Ec2, "i-00000000000000003", "i-00000000000000004");
        using var engine = new Engine(account.Server);
        account.Server.Faults = new FaultPlan
        {
            Hold = (_, _) =>
            {
                if (account.Server.Requests.Count("ssm:PutParameter") == 1)
                    account.Server.Systems.Remove("i-00000000000000003");
                return Task.CompletedTask;
            },
        };
        var outcome = engine.Run($"'{Ec2}', 'i-00000000000000003', 'i-00000000000000004' | Install-LoginAuditAgent @aws");
        Assert.StartsWith("InstanceOffline,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Output.Count(item => ((LoginAuditAgent)item.BaseObject).State == LoginAuditAgentState.Configured));
    }

    [Fact]
    public async Task The_parameter_is_tagged_left_alone_when_it_is_right_and_not_overwritten_when_it_is_not_ours()
    {
        await using var account = await ManagedAsync(Ec2);
        using var engine = new Engine(account.Server);
        engine.Run($"Install-LoginAuditAgent {Ec2} @aws").Objects<LoginAuditAgent>();
        Assert.Contains("created-by", Assert.Single(account.Server.Requests.Of("ssm:PutParameter")).Parameters, StringComparison.Ordinal);
        engine.Run($"Install-LoginAuditAgent {Ec2} @aws").Objects<LoginAuditAgent>();
        Assert.Equal(1, account.Server.Requests.Count("ssm:PutParameter"));
        engine.Run($"Install-LoginAuditAgent {Ec2} -RetentionInDays 30 @aws").Objects<LoginAuditAgent>();
        Assert.Equal(2, account.Server.Requests.Count("ssm:PutParameter"));

        await account.SystemsManager.PutParameterAsync(new PutParameterRequest { Name = "AmazonCloudWatch-Theirs", Value = "{}", Type = ParameterType.String });
        var (error, _) = engine.Fail($"Install-LoginAuditAgent {Ec2} -ParameterName AmazonCloudWatch-Theirs @aws");
        Assert.StartsWith("NotCreatedByModule,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        engine.Run($"Install-LoginAuditAgent {Ec2} -ParameterName AmazonCloudWatch-Theirs -Force @aws; Install-LoginAuditAgent {Ec2} -ParameterName AmazonCloudWatch-Theirs -EventId 4625 @aws").Objects<LoginAuditAgent>();
        Assert.Contains("event_ids", (await account.SystemsManager.GetParameterAsync(new GetParameterRequest { Name = "AmazonCloudWatch-Theirs" })).Parameter.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoWait_returns_the_command_and_Get_picks_the_state_up()
    {
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        var machine = new Machine(Ec2);
        machine.Outcomes["Install"] = new CommandOutcome("Success") { Listings = 1 };
        account.Server.Systems.Add(machine);
        var begun = Assert.Single(engine.Run($"Install-LoginAuditAgent {Ec2} -NoWait @aws").Objects<LoginAuditAgent>());
        Assert.Equal(LoginAuditAgentState.Installing, begun.State);
        Assert.Equal(36, begun.CommandId!.Length);

        var under = Assert.Single(engine.Run($"Get-LoginAuditAgent {Ec2} -Detailed @aws").Objects<LoginAuditAgent>());
        Assert.Equal((LoginAuditAgentState.Installing, begun.CommandId), (under.State, under.CommandId));
        var after = Assert.Single(engine.Run($"Get-LoginAuditAgent {Ec2} -Detailed @aws").Objects<LoginAuditAgent>());
        Assert.Equal((LoginAuditAgentState.Silent, true, false), (after.State, after.AgentInstalled, after.AgentRunning));
        Assert.EndsWith($"Run: Install-LoginAuditAgent -InstanceId '{Ec2}'", after.Detail, StringComparison.Ordinal);
        Assert.Equal(LoginAuditAgentState.Configured, Assert.Single(engine.Run($"Install-LoginAuditAgent {Ec2} @aws").Objects<LoginAuditAgent>()).State);
    }

    [Fact]
    public async Task A_command_that_does_not_end_in_time_is_let_go_and_said_so()
    {
        await using var account = await ManagedAsync();
        using var engine = new Engine(account.Server);
        var machine = new Machine(Ec2);
        machine.Outcomes["Install"] = new CommandOutcome("Success") { Listings = 1000 };
        account.Server.Systems.Add(machine);
        var outcome = engine.Run($"Install-LoginAuditAgent {Ec2} -Timeout 00:00:01 @aws");
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("CommandTimedOut,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
        Assert.Equal(LoginAuditAgentState.TimedOut, Assert.IsType<LoginAuditAgent>(Assert.Single(outcome.Output).BaseObject).State);
    }

    [Fact]
    public async Task Uninstall_removes_the_agent_and_asks_first()
    {
        await using var account = await ManagedAsync(Ec2, Hybrid);
        var host = new TalkingHost();
        using var engine = new Engine(account.Server, host);
        engine.Run($"'{Ec2}', '{Hybrid}' | Install-LoginAuditAgent @aws").Objects<LoginAuditAgent>();
        var agents = engine.Run($"'{Ec2}', '{Hybrid}' | Uninstall-LoginAuditAgent -PassThru @aws").Objects<LoginAuditAgent>();
        Assert.All(agents, agent => Assert.Equal(LoginAuditAgentState.Uninstalled, agent.State));
        Assert.Single(host.Asked);
        Assert.All(
            engine.Run($"'{Ec2}', '{Hybrid}' | Get-LoginAuditAgent -Detailed @aws").Objects<LoginAuditAgent>(),
            agent => Assert.Equal(LoginAuditAgentState.NotInstalled, agent.State));
    }

    [Fact]
    public async Task WhatIf_changes_nothing_and_names_each_machine()
    {
        await using var account = await ManagedAsync(Ec2, "i-00000000000000003", Hybrid);
        var host = new TalkingHost();
        using var engine = new Engine(account.Server, host);
        engine.Run($"'{Ec2}', 'i-00000000000000003', '{Hybrid}' | Install-LoginAuditAgent -WhatIf @aws");
        Assert.Empty(account.Changes);
        Assert.Equal(
            [$"parameter {Parameter}", $"parameter {Parameter}-Hybrid", $"machine {Ec2}", "machine i-00000000000000003", $"machine {Hybrid}"],
            host.Said.Select(line => line.Split('"')[3]));

        engine.Run($"'{Ec2}', 'i-00000000000000003', '{Hybrid}' | Install-LoginAuditAgent -Confirm @aws").Objects<LoginAuditAgent>();
        Assert.Equal(2, host.Asked.Count);
    }

    private static async Task<Account> ManagedAsync(params string[] ids)
    {
        var account = await Account.OpenAsync();
        foreach (var id in ids)
            account.Server.Systems.Add(new Machine(id));
        return account;
    }

    private static async Task<string?> StreamNameAsync(Account account, string parameter)
    {
        var value = (await account.SystemsManager.GetParameterAsync(new GetParameterRequest { Name = parameter })).Parameter.Value;
        return (string?)JsonNode.Parse(value)!["logs"]!["logs_collected"]!["windows_events"]!["collect_list"]![0]!["log_stream_name"];
    }

    private static string One(JsonNode command, string name) => (string)command["Parameters"]![name]![0]!;
}

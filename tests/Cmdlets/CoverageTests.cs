using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class CoverageTests
{
    private const string Ec2 = "i-00000000000000001";
    private const string Hybrid = "mi-00000000000000002";
    private const string Get = "Get-LoginAuditAgent -Detailed @aws";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_machine_whose_events_arrive_is_Reporting_by_its_log_itself_and_is_not_bothered()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account, new Machine(Ec2));
        var time = DateTimeOffset.FromUnixTimeSeconds((Now - TimeSpan.FromMinutes(20)).ToUnixTimeSeconds());
        account.Server.Logs.Load(Account.LogGroup, Ec2, [(time - TimeSpan.FromDays(1), Event(time, "WEB-1")), (time, Event(time, "WEB-1"))]);
        var agent = Assert.Single(engine.Run(Get).Objects<LoginAuditAgent>());
        Assert.Equal((LoginAuditAgentState.Reporting, (DateTimeOffset?)time, true, (bool?)true, (bool?)true), (agent.State, agent.LastEvent, agent.Online, agent.AgentInstalled, agent.AgentRunning));
        Assert.DoesNotContain(account.Server.Requests.All, request => request.Action is "logs:DescribeLogStreams" or "ssm:SendCommand");
    }

    [Fact]
    public async Task What_is_older_than_SilentAfter_is_Silent()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account, new Machine(Ec2) { AgentVersion = "1.0", Configurations = { "AmazonCloudWatch-Windows" } });
        var time = DateTimeOffset.FromUnixTimeSeconds((Now - TimeSpan.FromHours(2)).ToUnixTimeSeconds());
        account.Server.Logs.Load(Account.LogGroup, Ec2, [(time, Event(time, "WEB-1"))]);
        var silent = Assert.Single(engine.Run(Get).Objects<LoginAuditAgent>());
        Assert.Equal((LoginAuditAgentState.Silent, (DateTimeOffset?)time, (bool?)true), (silent.State, silent.LastEvent, silent.AgentRunning));
        Assert.Contains("CloudWatchAgentServerPolicy", silent.Detail, StringComparison.Ordinal);
        Assert.Equal(LoginAuditAgentState.Reporting, Assert.Single(engine.Run($"{Get} -SilentAfter 3:00:00").Objects<LoginAuditAgent>()).State);
    }

    [Fact]
    public async Task Why_a_machine_is_silent_its_agent_tells()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var stopped = new Machine("i-00000000000000005") { AgentVersion = "1.0", Configurations = { "AmazonCloudWatch-Windows" } };
        stopped.Outcomes["status"] = new CommandOutcome("Failed") { Output = "Access to the path is denied." };
        Manage(account, new Machine(Ec2), new Machine("i-00000000000000004") { AgentVersion = "1.300059.0" }, stopped);
        var agents = engine.Run(Get).Objects<LoginAuditAgent>().ToDictionary(agent => agent.InstanceId);
        Assert.Equal((LoginAuditAgentState.NotInstalled, (bool?)false), (agents[Ec2].State, agents[Ec2].AgentInstalled));
        Assert.EndsWith($"Run: Install-LoginAuditAgent -InstanceId '{Ec2}'", agents[Ec2].Detail, StringComparison.Ordinal);
        Assert.Equal((LoginAuditAgentState.Silent, (bool?)true, (bool?)false, "1.300059.0"), (agents["i-00000000000000004"].State, agents["i-00000000000000004"].AgentInstalled, agents["i-00000000000000004"].AgentRunning, agents["i-00000000000000004"].AgentVersion));
        Assert.Contains("no configuration", agents["i-00000000000000004"].Detail, StringComparison.Ordinal);
        Assert.Equal((LoginAuditAgentState.Silent, (bool?)null, "Access to the path is denied."), (agents["i-00000000000000005"].State, agents["i-00000000000000005"].AgentInstalled, agents["i-00000000000000005"].Output));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -Detailed")]
    public async Task A_log_group_that_does_not_exist_is_named_in_a_warning(string detailed)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account, new Machine(Ec2));
        var outcome = engine.Run($"Get-LoginAuditAgent -LogGroupName /aws/Typo{detailed} @aws");
        Assert.Single(outcome.Output);
        Assert.StartsWith("There is no log group /aws/Typo in this account and Region", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        account.Server.Logs.Load("/aws/Typo", "other", []);
        Assert.Empty(engine.Run($"Get-LoginAuditAgent -LogGroupName /aws/Typo{detailed} @aws").Warnings);
    }

    // An identity that may send commands to machines can run anything on them.
    [Fact]
    public async Task Without_Detailed_no_command_is_sent_and_a_machine_without_events_is_Silent()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var failed = new Machine("i-00000000000000004");
        failed.Outcomes["Install"] = new CommandOutcome("Failed") { Output = "No space." };
        Manage(account, new Machine(Ec2), failed);
        engine.Run("Install-LoginAuditAgent i-00000000000000004 @aws");
        account.Server.Requests.Clear();
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "ssm:SendCommand" } };
        var agents = engine.Run("Get-LoginAuditAgent @aws").Objects<LoginAuditAgent>().ToDictionary(agent => agent.InstanceId);
        Assert.All(agents.Values, agent => Assert.Equal((LoginAuditAgentState.Silent, (bool?)null, (bool?)null), (agent.State, agent.AgentInstalled, agent.AgentRunning)));
        Assert.Equal("No event of the machine's Security log is in /aws/SecurityAuditLogs. Use -Detailed to query the machine's agent for the reason.", agents[Ec2].Detail);
        Assert.Contains("The last installation,", agents["i-00000000000000004"].Detail, StringComparison.Ordinal);
        Assert.Equal(0, account.Server.Requests.Count("ssm:SendCommand"));
    }

    [Fact]
    public async Task An_installation_that_failed_is_told()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var machine = new Machine(Ec2);
        machine.Outcomes["Install"] = new CommandOutcome("Failed") { Output = "No space." };
        Manage(account, machine);
        engine.Run($"Install-LoginAuditAgent {Ec2} @aws");
        var agent = Assert.Single(engine.Run(Get).Objects<LoginAuditAgent>());
        Assert.Equal(LoginAuditAgentState.NotInstalled, agent.State);
        Assert.Contains("last installation", agent.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_managed_Windows_machine_is_listed_with_those_that_are_offline_and_no_others()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account, new Machine(Ec2), new Machine(Hybrid) { PingStatus = "ConnectionLost" }, new Machine("i-00000000000000003") { PlatformType = "Linux" });
        var agents = engine.Run(Get).Objects<LoginAuditAgent>();
        Assert.Equal([(Ec2, true), (Hybrid, false)], agents.Select(agent => (agent.InstanceId, agent.Online)).Order());
        Assert.Equal(LoginAuditAgentState.Offline, agents.Single(agent => agent.InstanceId == Hybrid).State);
        Assert.Equal(LoginAuditAgentState.NotManaged, Assert.Single(engine.Run("Get-LoginAuditAgent i-00000000000000009 @aws").Objects<LoginAuditAgent>()).State);
    }

    [Theory]
    [InlineData("WEB-07")]
    [InlineData("WEB-07.branch.example")]
    public async Task A_hybrid_machine_is_found_by_its_own_name(string stream)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account, new Machine(Hybrid) { ComputerName = "WEB-07.branch.example" });
        account.Server.Logs.Load(Account.LogGroup, stream, [(Now, Event(Now, "WEB-07.branch.example"))]);
        Assert.Equal(LoginAuditAgentState.Reporting, Assert.Single(engine.Run(Get).Objects<LoginAuditAgent>()).State);
    }

    [Fact]
    public async Task The_configuration_is_the_one_that_was_taken_last()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account, new Machine(Ec2), new Machine("i-00000000000000004"));
        account.Server.Logs.Load(Account.LogGroup, Ec2, [(Now, Event(Now, "WEB-1"))]);
        account.Server.Logs.Load(Account.LogGroup, "i-00000000000000004", [(Now, Event(Now, "WEB-1"))]);
        engine.Run($"Install-LoginAuditAgent {Ec2} -ParameterName AmazonCloudWatch-A @aws; Install-LoginAuditAgent {Ec2} -ParameterName AmazonCloudWatch-B @aws").Objects<LoginAuditAgent>();
        Assert.Equal(
            [(Ec2, "AmazonCloudWatch-B"), ("i-00000000000000004", null)],
            engine.Run(Get).Objects<LoginAuditAgent>().Select(agent => (agent.InstanceId, agent.ParameterName)).Order());
    }

    [Fact]
    public async Task A_fleet_costs_one_call_a_machine_for_its_latest_event_and_lists_for_the_rest()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        for (var i = 0; i < 200; i++)
        {
            Manage(account, new Machine($"i-{i:D17}"));
            if (i % 10 != 0)
                account.Server.Logs.Load(Account.LogGroup, $"i-{i:D17}", [(Now, Event(Now, "WEB-1"))]);
        }
        account.Server.Faults = new FaultPlan { ThrottleEvery = new Dictionary<string, int> { ["ssm:DescribeInstanceInformation"] = 2 } };
        var agents = engine.Run(Get).Objects<LoginAuditAgent>();
        Assert.Equal([(LoginAuditAgentState.Reporting, 180), (LoginAuditAgentState.NotInstalled, 20)], agents.GroupBy(agent => agent.State).Select(group => (group.Key, group.Count())).Order());
        Assert.Equal(200, account.Server.Requests.Count("logs:GetLogEvents"));
        Assert.InRange(account.Server.Requests.All.Count, 200, 230);
    }

    [Fact]
    public async Task A_machine_is_not_Reporting_by_text_that_is_no_event_of_the_Security_log_nor_by_an_event_of_the_future()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account, new Machine(Ec2), new Machine("i-00000000000000004"), new Machine("i-00000000000000005"));
        var old = DateTimeOffset.FromUnixTimeSeconds((Now - TimeSpan.FromHours(2)).ToUnixTimeSeconds());
        var ahead = Now.AddMinutes(110);
        account.Server.Logs.Load(Account.LogGroup, Ec2, [(Now, "not even an event")]);
        account.Server.Logs.Load(Account.LogGroup, "i-00000000000000004", [(old, Event(old, "WEB-1")), (Now, OfOtherLog(Now)), (ahead, Event(ahead, "WEB-1"))]);
        account.Server.Logs.Load(Account.LogGroup, "i-00000000000000005", [(Now, Event(Now, "WEB-1")), .. Enumerable.Repeat((Now, OfOtherLog(Now)), 20)]);
        var agents = engine.Run("Get-LoginAuditAgent @aws").Objects<LoginAuditAgent>().ToDictionary(agent => agent.InstanceId);
        Assert.Equal((LoginAuditAgentState.Silent, (DateTimeOffset?)null), (agents[Ec2].State, agents[Ec2].LastEvent));
        Assert.Equal((LoginAuditAgentState.Silent, (DateTimeOffset?)old), (agents["i-00000000000000004"].State, agents["i-00000000000000004"].LastEvent));
        Assert.Equal(LoginAuditAgentState.Reporting, agents["i-00000000000000005"].State);
    }

    [Fact]
    public async Task A_hybrid_machine_is_not_Reporting_by_the_log_stream_of_another_machine()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(
            account,
            new Machine(Hybrid) { ComputerName = "WEB-07.branch.example" },
            new Machine("mi-00000000000000003") { ComputerName = "WEB-07.other.example" },
            new Machine("mi-00000000000000004") { ComputerName = Ec2 },
            new Machine(Ec2));
        account.Server.Logs.Load(Account.LogGroup, "WEB-07", [(Now, Event(Now, "WEB-07.branch.example"))]);
        account.Server.Logs.Load(Account.LogGroup, Ec2, [(Now, Event(Now, "WEB-1"))]);
        Assert.Equal(
            [(Ec2, LoginAuditAgentState.Reporting), (Hybrid, LoginAuditAgentState.Reporting), ("mi-00000000000000003", LoginAuditAgentState.Silent), ("mi-00000000000000004", LoginAuditAgentState.Silent)],
            engine.Run("Get-LoginAuditAgent @aws").Objects<LoginAuditAgent>().Select(agent => (agent.InstanceId, agent.State)).Order());
        Assert.Equal(LoginAuditAgentState.Silent, Assert.Single(engine.Run("Get-LoginAuditAgent mi-00000000000000003 @aws").Objects<LoginAuditAgent>()).State);
    }

    [Fact]
    public async Task Two_hybrid_machines_of_one_name_are_Silent_and_say_why()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account, new Machine(Hybrid) { ComputerName = "WEB-07" }, new Machine("mi-00000000000000003") { ComputerName = "WEB-07" });
        account.Server.Logs.Load(Account.LogGroup, "WEB-07", [(Now, Event(Now, "WEB-07"))]);
        Assert.All(engine.Run("Get-LoginAuditAgent @aws").Objects<LoginAuditAgent>(), agent =>
        {
            Assert.Equal(LoginAuditAgentState.Silent, agent.State);
            Assert.Contains("the events in the log stream WEB-07 may come from either machine", agent.Detail, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("""{"status":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"status":"running"}""")]
    [InlineData("""{"status":{"a":{"b":[1e999]}}}""")]
    public async Task A_machine_whose_agent_answers_odd_JSON_does_not_end_the_list(string odd)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var machine = new Machine(Ec2) { AgentVersion = "1.0" };
        machine.Outcomes["status"] = new CommandOutcome("Failed") { Output = odd };
        Manage(account, machine, new Machine("i-00000000000000004"), new Machine("i-00000000000000005"));
        Assert.Equal([Ec2, "i-00000000000000004", "i-00000000000000005"], engine.Run(Get).Objects<LoginAuditAgent>().Select(agent => agent.InstanceId).Order());
        machine.Outcomes["status"] = new CommandOutcome("Failed") { Output = new string('[', 100_000) + "{" + string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "}" };
        Assert.Equal(3, engine.Run(Get).Objects<LoginAuditAgent>().Count);
    }

    private static string Event(DateTimeOffset time, string computer) => new SecurityEvent(time, computer, 1).Rendered;

    private static string OfOtherLog(DateTimeOffset time) => new SecurityEvent(time, "WEB-1", 1, 7036).Rendered
        .Replace("Microsoft-Windows-Security-Auditing", "Service Control Manager", StringComparison.Ordinal)
        .Replace("0x8010000000000000", "0x8080000000000000", StringComparison.Ordinal)
        .Replace(">Security<", ">System<", StringComparison.Ordinal);

    private static void Manage(Account account, params Machine[] machines)
    {
        foreach (var machine in machines)
            account.Server.Systems.Add(machine);
    }
}

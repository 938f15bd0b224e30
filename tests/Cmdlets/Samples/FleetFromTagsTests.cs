using Amazon.CloudWatchLogs.Model;
using AwsLoginAudit.Tests.Cmdlets;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Samples;

public sealed class FleetFromTagsTests
{
    private const string Tagged = "i-00000000000000001";
    private const string Untagged = "i-00000000000000002";
    private const string Broken = "i-00000000000000003";
    private const string Parameters = "-Tag @{ LoginAudit = 'yes' } -From audit@corp.example -To soc@corp.example";

    [Fact]
    public async Task Tagged_machines_ship_their_events_to_an_alarm_that_a_function_answers()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var machines = Manage(account);
        account.Server.Mail.Verify("corp.example");
        var outcome = SampleScript.Run(engine, "fleet-from-tags", account.Server, Parameters + " -EventId 4625, 4771 -RetentionInDays 30");

        Assert.StartsWith("CommandFailed,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([Tagged], machines.Where(machine => machine.Configurations.Count > 0).Select(machine => machine.InstanceId));
        Assert.Equal(AttackScene.Alarm, Assert.Single(engine.Run("Get-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>()).AlarmName);
        var responder = Assert.Single(engine.Run("Get-LoginAuditResponder @aws").Objects<LoginAuditResponder>());
        Assert.Equal(("audit@corp.example", "rate(5 minutes)"), (responder.From, responder.FollowUpSchedule));
        var group = Assert.Single((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = Account.LogGroup })).LogGroups!);
        Assert.Equal(30, group.RetentionInDays);
        Assert.Contains("4771", account.Server.Requests.Of("ssm:PutParameter").Single().Parameters, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_that_nobody_has_confirmed_are_left_to_a_person_and_the_next_run_installs_the_function()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var machines = Manage(account);
        var outcome = SampleScript.Run(engine, "fleet-from-tags", account.Server, Parameters);
        Assert.Contains("audit@corp.example", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Contains(outcome.Output.Select(item => item.BaseObject).OfType<LoginAuditCheck>(), check => check is { Name: "SES sender", Status: LoginAuditCheckStatus.Failed });
        Assert.Equal([Tagged], machines.Where(machine => machine.Configurations.Count > 0).Select(machine => machine.InstanceId));
        Assert.Empty(engine.Run("Get-LoginAuditResponder @aws").Objects<LoginAuditResponder>());

        account.Server.Mail.Verify("audit@corp.example");
        account.Server.Mail.Verify("soc@corp.example");
        Assert.Empty(SampleScript.Run(engine, "fleet-from-tags", account.Server, Parameters).Warnings);
        Assert.Single(engine.Run("Get-LoginAuditResponder @aws").Objects<LoginAuditResponder>());
    }

    [Fact]
    public async Task A_second_run_makes_nothing_new()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account);
        account.Server.Mail.Verify("corp.example");
        SampleScript.Run(engine, "fleet-from-tags", account.Server, Parameters);
        account.Server.Requests.Clear();
        SampleScript.Run(engine, "fleet-from-tags", account.Server, Parameters);
        // Agents take their configuration again.
        Assert.All(account.Changes, change => Assert.Equal("ssm:SendCommand", change.Action));
    }

    [Fact]
    public async Task WhatIf_changes_nothing_also_where_there_is_no_alarm_yet()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        Manage(account);
        Assert.Empty(SampleScript.Run(engine, "fleet-from-tags", account.Server, Parameters + " -WhatIf").Errors);
        Assert.Empty(account.Changes);
    }

    private static Machine[] Manage(Account account)
    {
        var tags = new Dictionary<string, string> { ["LoginAudit"] = "yes" };
        Machine[] machines = [new(Tagged) { Tags = tags }, new(Untagged), new(Broken) { Tags = tags }];
        machines[2].Outcomes["Install"] = new CommandOutcome("Failed");
        foreach (var machine in machines)
            account.Server.Systems.Add(machine);
        return machines;
    }
}

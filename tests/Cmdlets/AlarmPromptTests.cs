using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class AlarmPromptTests
{
    private const string Name = "WindowsSecurityLogsAlarm";
    private static readonly string[] Filters = ["4625", "4768", "4769", "4771", "4776", "4776-text", "4825", "6273"];
    private const string New = "New-LoginAuditAlarm -Queue -EmailAddress soc@corp.example, ops@corp.example @aws";

    [Fact]
    public async Task WhatIf_changes_nothing_and_names_every_resource_in_a_line()
    {
        await using var account = await Account.OpenAsync();
        var host = new TalkingHost();
        using var engine = new Engine(account.Server, host);
        Assert.Empty(engine.Run($"{New} -WhatIf").Objects<LoginAuditAlarm>());
        Assert.Empty(account.Changes);
        string[] expected =
        [
            "log group /aws/SecurityAuditLogs", "retention of log group /aws/SecurityAuditLogs", .. Filters.Select(filter => $"metric filter {Name}-{filter}"), $"topic {Name}Notifications",
            $"topic {Name}Operations", $"queue {Name}-dead-letters", $"queue {Name}", "e-mail subscription soc@corp.example", "e-mail subscription ops@corp.example",
            $"queue subscription {Name}", "operations subscription soc@corp.example", "operations subscription ops@corp.example",
            $"operations alarm {Name}-waiting", $"operations alarm {Name}-dead-letters", $"alarm {Name}",
        ];
        Assert.Equal(expected.Select(resource => $"What if: Performing the operation \"Create\" on target \"{resource}\"."), host.Said);

        engine.Run(New).Objects<LoginAuditAlarm>();
        account.Server.Requests.Clear();
        engine.Run($"{New} -WhatIf; Remove-LoginAuditAlarm {Name} -WhatIf @aws").Objects<LoginAuditAlarm>();
        Assert.Empty(account.Changes);
        Assert.Equal([.. Enumerable.Repeat("Remove", 7 + Filters.Length)], host.Said.Skip(expected.Length).Select(line => line.Split('"')[1]));
    }

    [Fact]
    public async Task Confirm_asks_once_a_kind()
    {
        await using var account = await Account.OpenAsync();
        var host = new TalkingHost();
        using var engine = new Engine(account.Server, host);
        Assert.Single(engine.Run($"{New} -Confirm").Objects<LoginAuditAlarm>());
        Assert.Equal(10, host.Asked.Count);
        Assert.Contains("queue WindowsSecurityLogsAlarm-dead-letters … WindowsSecurityLogsAlarm (2)", host.Asked[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_ends_it_there()
    {
        await using var account = await Account.OpenAsync();
        var host = new TalkingHost(agrees: false);
        using var engine = new Engine(account.Server, host);
        Assert.Empty(engine.Run($"{New} -Confirm").Objects<LoginAuditAlarm>());
        Assert.Single(host.Asked);
        Assert.Empty(account.Changes);
    }

    [Fact]
    public async Task Remove_asks_unless_told_not_to()
    {
        await using var account = await Account.OpenAsync();
        var host = new TalkingHost(agrees: false);
        using var engine = new Engine(account.Server, host);
        engine.Run($"New-LoginAuditAlarm @aws; Remove-LoginAuditAlarm {Name} @aws").Objects<LoginAuditAlarm>();
        Assert.Single(host.Asked);
        Assert.Equal(Filters.Length, (await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = Account.LogGroup })).MetricFilters!.Count);
    }
}

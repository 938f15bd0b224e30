using System.Text.Json.Nodes;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.SimpleNotificationService.Model;
using Tag = Amazon.SimpleNotificationService.Model.Tag;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Which alarms may publish to a topic.</summary>
public sealed class TopicPolicyTests
{
    private const string New = "New-LoginAuditAlarm @aws";
    private const string Own = "arn:aws:sns:us-east-1:123456789012:WindowsSecurityLogsAlarmNotifications";
    private const string Alarms = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:";

    [Fact]
    public async Task Only_the_alarm_may_publish_to_its_own_topic_and_only_over_TLS()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(New).Objects<LoginAuditAlarm>();
        var statements = await StatementsAsync(account);
        Assert.Equal(2, statements.Count);
        Assert.Equal(
            $$$$"""{"Sid":"OnlyTheAlarms","Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":"sns:Publish","Resource":"{{{{Own}}}}","Condition":{"ArnEquals":{"aws:SourceArn":"{{{{Alarms}}}}WindowsSecurityLogsAlarm"},"StringEquals":{"aws:SourceAccount":"123456789012"}}}""",
            statements[0]!.ToJsonString());
        AlarmSetupTests.AssertDeniesWithoutTls(statements[1]!, "sns:Publish", Own);

        await AddAlarmAsync(account, "Somebodys");
        await FireAsync(account, "WindowsSecurityLogsAlarm");
        Assert.Empty(account.Server.Notifications.Lost);
        await FireAsync(account, "Somebodys");
        Assert.Equal(Own, Assert.Single(account.Server.Notifications.Lost).Target);
    }

    [Fact]
    public async Task A_topic_of_an_earlier_version_gets_the_policy_and_every_alarm_that_tells_it_goes_on_doing_so()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        await account.Topics.CreateTopicAsync(new CreateTopicRequest
        {
            Name = "WindowsSecurityLogsAlarmNotifications",
            Tags = [new Tag { Key = "created-by", Value = "AwsLoginAudit" }],
        });
        await AddAlarmAsync(account, "Somebodys");
        var updated = Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>());
        Assert.Equal("topic", Assert.Single(updated.Changes, change => change.Action == LoginAuditChangeAction.Updated).ResourceType);
        Assert.DoesNotContain(await StatementsAsync(account), statement => (string?)statement!["Sid"] == "__default_statement_ID");
        foreach (var alarm in new[] { "Somebodys", "WindowsSecurityLogsAlarm" })
            await FireAsync(account, alarm);
        Assert.Empty(account.Server.Notifications.Lost);
        Assert.All(Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
    }

    [Fact]
    public async Task A_second_alarm_on_the_topic_of_the_first_is_let_in_and_the_first_stays()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run($"{New}; {New} Second -TopicArn {Own}").Objects<LoginAuditAlarm>();
        foreach (var alarm in new[] { "WindowsSecurityLogsAlarm", "Second" })
            await FireAsync(account, alarm);
        Assert.Empty(account.Server.Notifications.Lost);
        foreach (var again in new[] { New, $"{New} Second -TopicArn {Own}" })
            Assert.All(Assert.Single(engine.Run(again).Objects<LoginAuditAlarm>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
    }

    [Fact]
    public async Task A_statement_that_an_administrator_added_stays()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(New).Objects<LoginAuditAlarm>();
        const string Added = $$$"""{"Sid":"Pager","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish","Resource":"{{{Own}}}"}""";
        await account.Topics.SetTopicAttributesAsync(new SetTopicAttributesRequest
        {
            TopicArn = Own,
            AttributeName = "Policy",
            AttributeValue = "{\"Version\":\"2012-10-17\",\"Statement\":" + Added + "}",
        });
        engine.Run(New).Objects<LoginAuditAlarm>();
        Assert.Equal(["OnlyTheAlarms", "OnlyOverTls", "Pager"], (await StatementsAsync(account)).Select(statement => (string)statement!["Sid"]!));
    }

    internal static async Task FireAsync(Account account, string alarm)
    {
        using var caller = new LocalAwsCaller(account.Server);
        (await caller.Alarms("SetAlarmState", new { AlarmName = alarm, StateValue = "ALARM", StateReason = "a test" })).Succeeded();
    }

    private static Task AddAlarmAsync(Account account, string name) => account.PutAlarmAsync(name, change: request => request.AlarmActions = [Own]);

    private static async Task<JsonArray> StatementsAsync(Account account) =>
        JsonNode.Parse((await account.Topics.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = Own })).Attributes!["Policy"])!["Statement"]!.AsArray();
}

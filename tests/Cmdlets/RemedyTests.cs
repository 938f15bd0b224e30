using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.SimpleNotificationService.Model;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The commands that Test-LoginAuditPrerequisite gives restore what is broken, and change nothing else.</summary>
public sealed class RemedyTests
{
    private const string Arns = "arn:aws:sns:us-east-1:123456789012:";
    private const string New = "New-LoginAuditAlarm Third -LogGroupName /third -Threshold 20 -RetentionInDays 30 -EmailAddress oncall@corp.example -Queue";
    private const string Rule = "-Period 1m -EvaluationPeriods 5 -DatapointsToAlarm 3 -TreatMissingData Ignore";
    private const string Install = $"Install-LoginAuditResponder Third -From {AttackScene.Sender} -To {AttackScene.Sender},{AttackScene.Recipient}";
    private const string Function = "/2015-03-31/functions/Third-responder";

    [Theory]
    [InlineData("retention")]
    [InlineData("metric filter")]
    [InlineData("topic policy")]
    [InlineData("operations alarm of the queue")]
    [InlineData("operations alarm of the function")]
    [InlineData("operations topic")]
    [InlineData("subscription of the function")]
    [InlineData("permission of the topic")]
    [InlineData("role policy")]
    [InlineData("role trust")]
    public async Task A_remedy_restores_what_is_broken_and_changes_nothing_else(string broken)
    {
        await using var scene = await OpenAsync($"{New} -EventId 4625,4771 {Rule}", $"{Install} -Threshold 3.5 -ConfigurationSetName bounces -FollowUp");
        await CheckAsync(scene, broken);
    }

    [Theory]
    [InlineData("metric filter")]
    [InlineData("operations alarm of the queue")]
    [InlineData("operations alarm of the function")]
    public async Task A_remedy_keeps_all_audit_failures_and_the_topic_of_another_administrator(string broken)
    {
        await using var scene = await OpenAsync($"{New} -AllAuditFailures -TopicArn {Arns}theirs", Install);
        await CheckAsync(scene, broken);
    }

    private static async Task<AttackScene> OpenAsync(string alarm, string responder)
    {
        var scene = await AttackScene.OpenAsync();
        await scene.Account.Topics.CreateTopicAsync(new CreateTopicRequest { Name = "theirs" });
        Assert.Empty(scene.Engine.Run($"{alarm} @aws; {responder} @aws").Errors);
        foreach (var address in (string[])["oncall@corp.example", AttackScene.Sender, AttackScene.Recipient])
            scene.Account.Server.Notifications.Confirm(address);
        return scene;
    }

    private static async Task CheckAsync(AttackScene scene, string broken)
    {
        Assert.Empty(Failed(scene));
        var before = await SnapshotAsync(scene.Account);
        await BreakAsync(scene.Account, broken);
        var failed = Failed(scene);
        Assert.NotEmpty(failed);
        foreach (var remedy in failed.Select(check => check.Remedy).OfType<string>().Distinct())
            Assert.Equal((remedy, ""), (remedy, string.Join("; ", scene.Engine.Run($"{remedy} @aws").Errors)));
        foreach (var address in (string[])["oncall@corp.example", AttackScene.Sender, AttackScene.Recipient])
            scene.Account.Server.Notifications.Confirm(address);
        Assert.Empty(Failed(scene));
        Assert.Equal(before, await SnapshotAsync(scene.Account));
    }

    private static IReadOnlyList<LoginAuditCheck> Failed(AttackScene scene) =>
    [
        .. scene.Engine.Run("Test-LoginAuditPrerequisite -AlarmName Third -LogGroupName /third @aws").Objects<LoginAuditCheck>()
            .SkipWhile(check => check.Name != "Log group").Where(check => check.Status != LoginAuditCheckStatus.Passed),
    ];

    private static async Task BreakAsync(Account account, string what)
    {
        using var caller = new LocalAwsCaller(account.Server);
        var topic = await TopicAsync(account);
        Task<object> Done<T>(Task<T> call) => call.ContinueWith(done => (object)done.Result!, TaskScheduler.Default);
        await (what switch
        {
            "retention" => Done(account.Logs.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = "/third", RetentionInDays = 1 })),
            "metric filter" => Done(account.Logs.DeleteMetricFilterAsync(new DeleteMetricFilterRequest
            {
                LogGroupName = "/third",
                FilterName = (await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = "/third" })).MetricFilters![0].FilterName,
            })),
            "topic policy" => Done(account.Topics.SetTopicAttributesAsync(new SetTopicAttributesRequest
            {
                TopicArn = topic,
                AttributeName = "Policy",
                AttributeValue = $$$"""{"Version":"2012-10-17","Statement":[{"Sid":"Other","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish","Resource":"{{{topic}}}"}]}""",
            })),
            "operations alarm of the queue" => Done(account.CloudWatch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = ["Third-waiting"] })),
            "operations alarm of the function" => Done(account.CloudWatch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = ["Third-responder-errors"] })),
            "operations topic" => Done(account.Topics.DeleteTopicAsync(new DeleteTopicRequest { TopicArn = Arns + "ThirdOperations" })),
            "subscription of the function" => Done(account.Topics.UnsubscribeAsync(new UnsubscribeRequest
            {
                SubscriptionArn = (await account.Topics.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = topic }))
                    .Subscriptions!.Single(subscription => subscription.Protocol == "lambda").SubscriptionArn,
            })),
            "permission of the topic" => Done(caller.Functions(HttpMethod.Delete, Function + "/policy/AlarmTopic")),
            "role policy" => Done(caller.Identity("DeleteRolePolicy", ("RoleName", "Third-responder-us-east-1"), ("PolicyName", "Responder"))),
            _ => Done(caller.Identity("UpdateAssumeRolePolicy", ("RoleName", "Third-responder-us-east-1"), ("PolicyDocument", FunctionAccount.Trust.Replace("lambda.", "ec2.", StringComparison.Ordinal)))),
        });
    }

    private static async Task<string> TopicAsync(Account account) =>
        (await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = ["Third"] })).MetricAlarms![0].AlarmActions![0];

    private static async Task<IReadOnlyList<string>> SnapshotAsync(Account account)
    {
        using var caller = new LocalAwsCaller(account.Server);
        var lines = new List<string>();
        var alarms = (await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNamePrefix = "Third" })).MetricAlarms!;
        lines.AddRange(alarms.Select(alarm => string.Join(
            "|", alarm.AlarmName, alarm.AlarmDescription, alarm.Threshold, alarm.Period, alarm.EvaluationPeriods, alarm.DatapointsToAlarm, alarm.TreatMissingData, alarm.ActionsEnabled, string.Join(",", alarm.AlarmActions!))));
        lines.AddRange((await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = "/third" })).MetricFilters!.Select(filter => $"{filter.FilterName}|{filter.FilterPattern}"));
        lines.AddRange((await account.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = "/third" })).LogGroups!.Select(group => $"{group.LogGroupName}|{group.RetentionInDays}"));
        foreach (var topic in new[] { await TopicAsync(account), Arns + "ThirdOperations" })
        {
            lines.AddRange((await account.Topics.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = topic })).Subscriptions!
                .Select(subscription => $"{topic}|{subscription.Protocol}|{subscription.Endpoint}"));
        }
        var function = (await caller.Functions(HttpMethod.Get, Function)).Body!["Configuration"]!;
        lines.AddRange(function["Environment"]!["Variables"]!.AsObject().Select(variable => $"{variable.Key}={variable.Value}"));
        lines.Add((string)(await caller.Functions(HttpMethod.Get, Function + "/policy")).Body!["Policy"]!);
        return [.. lines.Order(StringComparer.Ordinal)];
    }
}

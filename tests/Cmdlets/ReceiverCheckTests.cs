using Amazon.CloudWatch.Model;
using Amazon.SimpleNotificationService.Model;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Test-LoginAuditPrerequisite fails if an alarm fires and nobody gets a message.</summary>
public sealed class ReceiverCheckTests
{
    private const string Alarm = AttackScene.Alarm;
    private const string Topic = $"arn:aws:sns:us-east-1:123456789012:{Alarm}Notifications";
    private const string Subscribe = $"Connect-SNSNotification -TopicArn '{Topic}' -Protocol 'email' -Endpoint 'you@example.com'";
    private const string Install = $"Install-LoginAuditResponder {Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws";

    [Fact]
    public async Task A_topic_that_was_deleted_fails_and_the_remedy_creates_it_with_the_queue()
    {
        await using var scene = await AttackScene.OpenAsync();
        await scene.Account.Topics.DeleteTopicAsync(new DeleteTopicRequest { TopicArn = Topic });
        var check = Failed(scene, "Alarm topic");
        Assert.Equal($"New-LoginAuditAlarm -AlarmName '{Alarm}' -LogGroupName '{Account.LogGroup}' -EmailAddress 'you@example.com' -Queue", check.Remedy);
        // The queue and its operations alarms are still checked.
        Assert.Contains(Checks(scene), one => one.Name == "Operations alarm");
        Assert.Empty(scene.Engine.Run($"{check.Remedy} @aws").Errors);
        Assert.Equal(LoginAuditCheckStatus.Passed, One(scene, "Alarm topic").Status);
    }

    [Theory]
    [InlineData("", "The topic has no subscribers, so nobody is notified.")]
    [InlineData(" -EmailAddress oncall@corp.example", "The topic notifies nobody: oncall@corp.example did not confirm the subscription. Open the link in the mail from AWS Notifications.")]
    public async Task A_topic_without_a_confirmed_subscription_fails(string people, string detail)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run($"New-LoginAuditAlarm{people} @aws").Objects<LoginAuditAlarm>();
        var check = engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>().Single(check => check.Name == "Alarm topic");
        Assert.Equal((LoginAuditCheckStatus.Failed, detail, Subscribe), (check.Status, check.Detail, check.Remedy));
    }

    [Theory]
    [InlineData("\"Sid\":\"Stop\",\"Principal\":\"*\",\"Action\":\"sns:Publish\"", LoginAuditCheckStatus.Failed)]
    [InlineData("\"Sid\":\"Stop\",\"Principal\":{\"Service\":\"cloudwatch.amazonaws.com\"},\"Action\":[\"SNS:*\"]", LoginAuditCheckStatus.Failed)]
    [InlineData("\"Sid\":\"Stop\",\"Principal\":\"*\",\"Action\":\"sns:Publish\",\"Condition\":{\"StringNotEquals\":{\"aws:SourceAccount\":\"123456789012\"}}", LoginAuditCheckStatus.NotChecked)]
    [InlineData("\"Sid\":\"Stop\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":\"sns:Publish\"", LoginAuditCheckStatus.Passed)]
    [InlineData("\"Sid\":\"Stop\",\"Principal\":\"*\",\"Action\":\"sns:Subscribe\"", LoginAuditCheckStatus.Passed)]
    public async Task A_statement_that_denies_CloudWatch_to_publish_fails_with_its_name(string deny, LoginAuditCheckStatus status)
    {
        await using var scene = await AttackScene.OpenAsync();
        var policy = (await scene.Account.Topics.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = Topic })).Attributes!["Policy"];
        var statement = $$"""{"Effect":"Deny",{{deny}},"Resource":"{{Topic}}"}""";
        await SetPolicyAsync(scene, policy.Replace("\"Statement\":[", $"\"Statement\":[{statement},", StringComparison.Ordinal));
        var check = One(scene, "Alarm topic");
        Assert.Equal(status, check.Status);
        Assert.Equal(status == LoginAuditCheckStatus.Failed ? $"Remove-SNSPermission -TopicArn '{Topic}' -Label 'Stop'" : null, check.Remedy);

        // The test server decides as AWS does.
        if (status != LoginAuditCheckStatus.NotChecked)
        {
            await TopicPolicyTests.FireAsync(scene.Account, Alarm);
            Assert.Equal(status == LoginAuditCheckStatus.Failed, scene.Account.Server.Notifications.Lost.Any(lost => lost.Target == Topic));
        }
    }

    [Fact]
    public async Task A_topic_that_lets_only_other_alarms_publish_fails_and_the_remedy_lets_the_alarm()
    {
        await using var scene = await AttackScene.OpenAsync();
        var policy = (await scene.Account.Topics.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = Topic })).Attributes!["Policy"];
        await SetPolicyAsync(scene, policy.Replace($"alarm:{Alarm}\"", "alarm:Other\"", StringComparison.Ordinal));
        Assert.Empty(scene.Engine.Run($"{Failed(scene, "Alarm topic").Remedy} @aws").Errors);
        Assert.Equal(LoginAuditCheckStatus.Passed, One(scene, "Alarm topic").Status);
    }

    [Fact]
    public async Task A_function_that_was_deleted_fails_also_if_its_subscription_is_gone()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        Assert.Equal(LoginAuditCheckStatus.Passed, One(scene, "Responder").Status);
        using var caller = new LocalAwsCaller(scene.Account.Server);
        await caller.Functions(HttpMethod.Delete, $"/2015-03-31/functions/{Alarm}-responder");
        Assert.StartsWith("The function does not exist", Failed(scene, "Responder").Detail, StringComparison.Ordinal);

        var subscriptions = (await scene.Account.Topics.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = Topic })).Subscriptions!;
        await scene.Account.Topics.UnsubscribeAsync(new UnsubscribeRequest { SubscriptionArn = subscriptions.Single(one => one.Protocol == "lambda").SubscriptionArn });
        Assert.Empty(scene.Engine.Run($"{Failed(scene, "Responder").Remedy} @aws").Errors);
        Assert.Equal(LoginAuditCheckStatus.Passed, One(scene, "Responder").Status);
    }

    [Fact]
    public async Task A_function_that_may_never_run_fails()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        using var caller = new LocalAwsCaller(scene.Account.Server);
        (await caller.Functions(HttpMethod.Put, $"/2017-10-31/functions/{Alarm}-responder/concurrency", """{"ReservedConcurrentExecutions":0}""")).Succeeded();
        Assert.Equal($"Remove-LMFunctionConcurrency -FunctionName '{Alarm}-responder'", Failed(scene, "Responder").Remedy);
    }

    [Fact]
    public async Task A_role_that_somebody_changed_fails()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        Assert.Equal(LoginAuditCheckStatus.Passed, One(scene, "Responder role").Status);
        using var caller = new LocalAwsCaller(scene.Account.Server);
        await caller.Identity("PutRolePolicy", ("RoleName", $"{Alarm}-responder-us-east-1"), ("PolicyName", "Responder"), ("PolicyDocument", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ses:SendRawEmail","Resource":"*"}]}"""));
        Assert.Empty(scene.Engine.Run($"{Failed(scene, "Responder role").Remedy} @aws").Errors);
        Assert.Equal(LoginAuditCheckStatus.Passed, One(scene, "Responder role").Status);
    }

    [Fact]
    public async Task A_queue_that_was_deleted_fails()
    {
        await using var scene = await AttackScene.OpenAsync();
        await scene.Account.Queues.DeleteQueueAsync((await scene.Account.Queues.GetQueueUrlAsync(Alarm)).QueueUrl);
        Assert.EndsWith(" -Queue", Failed(scene, "Alarm queue").Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_alarms_are_checked_after_the_subscriptions_are_gone()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        foreach (var one in (await scene.Account.Topics.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = Topic })).Subscriptions!)
            await scene.Account.Topics.UnsubscribeAsync(new UnsubscribeRequest { SubscriptionArn = one.SubscriptionArn });
        Assert.Equal(6, Checks(scene).Count(check => check.Name == "Operations alarm"));
        Failed(scene, "Responder");
        Failed(scene, "Alarm topic");
    }

    [Fact]
    public async Task An_alarm_whose_actions_are_switched_off_fails()
    {
        await using var scene = await AttackScene.OpenAsync();
        using var caller = new LocalAwsCaller(scene.Account.Server);
        var found = (await scene.Account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = [Alarm] })).MetricAlarms![0];
        await scene.Account.PutAgainAsync(found, request => request.ActionsEnabled = false);
        Assert.Equal($"Enable-CWAlarmAction -AlarmName '{Alarm}'", Failed(scene, "Alarm").Remedy);
    }

    [Fact]
    public async Task What_may_not_be_read_is_not_checked_and_the_permission_is_named()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        var needed = new Dictionary<string, string> { ["Alarm topic"] = "sns:GetTopicAttributes", ["Responder"] = "lambda:GetPolicy", ["Responder role"] = "iam:GetRolePolicy" };
        scene.Account.Server.Faults = new FaultPlan { DeniedActions = needed.Values.ToHashSet() };
        foreach (var (name, action) in needed)
        {
            var check = One(scene, name);
            Assert.Equal(LoginAuditCheckStatus.NotChecked, check.Status);
            Assert.Contains(action, check.Detail, StringComparison.Ordinal);
        }
    }

    private static Task SetPolicyAsync(AttackScene scene, string policy) => scene.Account.Topics.SetTopicAttributesAsync(
        new SetTopicAttributesRequest { TopicArn = Topic, AttributeName = "Policy", AttributeValue = policy });

    private static IReadOnlyList<LoginAuditCheck> Checks(AttackScene scene) => scene.Engine.Run("Test-LoginAuditPrerequisite @mail @aws").Objects<LoginAuditCheck>();

    private static LoginAuditCheck One(AttackScene scene, string name) => Checks(scene).Single(check => check.Name == name);

    private static LoginAuditCheck Failed(AttackScene scene, string name)
    {
        var check = One(scene, name);
        Assert.Equal((name, LoginAuditCheckStatus.Failed), (check.Name, check.Status));
        return check;
    }
}

using Amazon.CloudWatch.Model;
using Amazon.SimpleNotificationService.Model;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The alarms on the queue and the function that respond to a login alarm.</summary>
public sealed class OperationsAlarmTests
{
    private const string Alarm = AttackScene.Alarm;
    private const string New = $"New-LoginAuditAlarm {Alarm} -Threshold 5 -Queue @aws";
    private const string Install = $"Install-LoginAuditResponder {Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws";
    private const string Topic = $"arn:aws:sns:us-east-1:123456789012:{Alarm}Operations";

    private static readonly string[] OfQueue = [$"{Alarm}-dead-letters", $"{Alarm}-waiting"];
    private static readonly string[] OfResponder = [$"{Alarm}-responder-dead-letters", $"{Alarm}-responder-errors", $"{Alarm}-responder-throttles"];

    [Fact]
    public async Task Messages_that_wait_or_were_given_up_errors_and_throttles_are_watched()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        var alarms = (await OperationsAsync(scene.Account)).Select(alarm =>
            (alarm.AlarmName!, alarm.MetricName!, alarm.Dimensions![0].Value!, alarm.Threshold!.Value, $"{alarm.DatapointsToAlarm} of {alarm.EvaluationPeriods} of {alarm.Period} s", alarm.TreatMissingData!));
        Assert.Equal(
            [
                ($"{Alarm}-dead-letters", "ApproximateNumberOfMessagesVisible", $"{Alarm}-dead-letters", 0.0, "1 of 1 of 300 s", "notBreaching"),
                ($"{Alarm}-responder-dead-letters", "ApproximateNumberOfMessagesVisible", $"{Alarm}-responder-dead-letters", 0.0, "1 of 1 of 300 s", "notBreaching"),
                ($"{Alarm}-responder-errors", "Errors", $"{Alarm}-responder", 0.0, "1 of 4 of 300 s", "notBreaching"),
                ($"{Alarm}-responder-throttles", "Throttles", $"{Alarm}-responder", 0.0, "2 of 3 of 300 s", "notBreaching"),
                ($"{Alarm}-waiting", "ApproximateAgeOfOldestMessage", Alarm, 3600.0, "1 of 1 of 300 s", "notBreaching"),
            ],
            alarms);
    }

    [Fact]
    public async Task Each_tells_people_and_neither_the_function_nor_the_queue()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run($"{New} -EmailAddress oncall@corp.example; {Install}");
        scene.Account.Server.Notifications.Confirm("oncall@corp.example");
        scene.Account.Server.Notifications.Confirm(AttackScene.Recipient);
        foreach (var alarm in OfQueue.Concat(OfResponder))
            await TopicPolicyTests.FireAsync(scene.Account, alarm);

        Assert.Empty(scene.Account.Server.Notifications.Lost);
        var told = scene.Account.Server.Notifications.Outbox.Select(mail => mail.Endpoint).GroupBy(address => address).ToDictionary(address => address.Key, address => address.Count());
        Assert.Equal(5, told["oncall@corp.example"]);
        Assert.Equal(5, told[AttackScene.Recipient]);
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(Alarm));
        var subscriptions = (await scene.Account.Topics.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = Topic })).Subscriptions!;
        Assert.All(subscriptions, subscription => Assert.Equal("email", subscription.Protocol));
    }

    [Fact]
    public async Task People_who_were_subscribed_to_the_alarm_before_are_told_too()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run($"New-LoginAuditAlarm {Alarm} -EmailAddress oncall@corp.example @aws").Objects<LoginAuditAlarm>();
        Assert.Empty(await OperationsAsync(account));
        engine.Run(New).Objects<LoginAuditAlarm>();
        var subscription = Assert.Single((await account.Topics.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = Topic })).Subscriptions!);
        Assert.Equal("oncall@corp.example", subscription.Endpoint);
    }

    [Fact]
    public async Task A_second_run_keeps_what_an_administrator_tuned_and_restores_what_was_switched_off()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(New).Objects<LoginAuditAlarm>();
        var found = (await OperationsAsync(account)).Single(alarm => alarm.AlarmName == OfQueue[1]);
        await account.PutAgainAsync(found, request => request.Threshold = 7200);
        Assert.All(Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));

        await account.PutAgainAsync(found, request => request.ActionsEnabled = false);
        var restored = Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>());
        Assert.Equal(OfQueue[1], Assert.Single(restored.Changes, change => change.Action == LoginAuditChangeAction.Updated).Name);
        Assert.True((await OperationsAsync(account)).Single(alarm => alarm.AlarmName == OfQueue[1]).ActionsEnabled);
    }

    [Theory]
    [InlineData("An earlier text. Created by AwsLoginAudit.", true)]
    [InlineData("Call 4711.", false)]
    public async Task A_second_run_renews_the_description_of_an_earlier_version_and_no_other(string description, bool isRenewed)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(New).Objects<LoginAuditAlarm>();
        var first = (await OperationsAsync(account)).Single(alarm => alarm.AlarmName == OfQueue[0]);
        await account.PutAgainAsync(first, request => (request.AlarmDescription, request.Threshold, request.EvaluationPeriods) = (description, 3, 2));
        Assert.Empty(engine.Run(New).Errors);
        var found = (await OperationsAsync(account)).Single(alarm => alarm.AlarmName == OfQueue[0]);
        Assert.Equal((isRenewed ? first.AlarmDescription : description, 3.0, 2), (found.AlarmDescription, found.Threshold, found.EvaluationPeriods));
    }

    [Fact]
    public async Task Somebody_elses_alarm_of_that_name_is_not_overwritten_without_Force()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        await account.PutAlarmAsync(OfQueue[0]);
        var (error, _) = engine.Fail(New);
        Assert.StartsWith("NotCreatedByModule,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(account.Changes);
        Assert.Empty(engine.Run($"{New} -Force").Errors);
        Assert.All(Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>()).Changes, change => Assert.Equal(LoginAuditChangeAction.Unchanged, change.Action));
    }

    [Theory]
    [InlineData($"Remove-LoginAuditAlarm {Alarm}", $"Uninstall-LoginAuditResponder {Alarm}")]
    [InlineData($"Uninstall-LoginAuditResponder {Alarm}", $"Remove-LoginAuditAlarm {Alarm}")]
    public async Task Each_removal_takes_its_own_and_the_second_takes_the_topic(string first, string second)
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        Assert.Empty(scene.Engine.Run($"{first} -Confirm:$false @aws").Errors);
        Assert.Equal(first.StartsWith("Remove", StringComparison.Ordinal) ? OfResponder : OfQueue, (await OperationsAsync(scene.Account)).Select(alarm => alarm.AlarmName));
        await scene.Account.Topics.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = Topic });

        Assert.Empty(scene.Engine.Run($"{second} -Confirm:$false @aws").Errors);
        Assert.Empty(await OperationsAsync(scene.Account));
        await Assert.ThrowsAsync<NotFoundException>(() => scene.Account.Topics.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = Topic }));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(" -EmailAddress oncall@corp.example", 0)]
    public async Task A_queue_without_anybody_to_tell_is_one_warning_with_the_command_that_subscribes_somebody(string people, int warnings)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var outcome = engine.Run(New + people);
        Assert.Equal(warnings, outcome.Warnings.Count);
        Assert.All(outcome.Warnings, warning => Assert.EndsWith($"Connect-SNSNotification -TopicArn '{Topic}' -Protocol 'email' -Endpoint 'you@example.com'", warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Their_topic_is_encrypted_with_the_key_of_the_alarms_own()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"{New} -KmsKeyId alias/security; {Install}").Errors);
        Assert.Equal("alias/security", (await scene.Account.Topics.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = Topic })).Attributes!["KmsMasterKeyId"]);
    }

    [Fact]
    public async Task Test_LoginAuditPrerequisite_names_one_that_is_absent_or_in_ALARM_and_a_topic_that_tells_nobody()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Engine.Run(Install).Objects<LoginAuditResponder>();
        Assert.Equal([(Topic, false)], Failed());
        scene.Account.Server.Notifications.Confirm(AttackScene.Recipient);
        Assert.Empty(Failed());

        await TopicPolicyTests.FireAsync(scene.Account, OfResponder[1]);
        await scene.Account.CloudWatch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = [OfQueue[1]] });
        Assert.Equal([(OfResponder[1], false), (OfQueue[1], true)], Failed().Order());
        var remedy = Checks().Single(check => check.Resource == OfQueue[1]).Remedy;
        Assert.Empty(scene.Engine.Run($"{remedy} @aws").Errors);
        Assert.Equal([(OfResponder[1], false)], Failed());

        IReadOnlyList<LoginAuditCheck> Checks() => [.. scene.Engine.Run("Test-LoginAuditPrerequisite @aws").Objects<LoginAuditCheck>().Where(check => check.Name == "Operations alarm")];
        IEnumerable<(string, bool)> Failed() => Checks().Where(check => check.Status != LoginAuditCheckStatus.Passed).Select(check => (check.Resource!, check.Detail == "The alarm does not exist."));
    }

    private static async Task<IReadOnlyList<MetricAlarm>> OperationsAsync(Account account) =>
        [.. (await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNamePrefix = Alarm + "-" })).MetricAlarms!];
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>A notification that somebody wrote who may publish to the topic or send to the queue.</summary>
public sealed class ForgedNotificationTests
{
    private const string Count = "$json | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure";
    private const string Mail = $"{Count} | Send-LoginAuditReport @mail @aws";

    [Theory]
    [InlineData("ComparisonOperator", "LessThanOrEqualToThreshold")]
    [InlineData("MetricName", "Another")]
    [InlineData("Namespace", "Another")]
    public async Task Rule_and_metric_come_from_the_alarm(string member, string value)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Set(scene, forged => forged["Trigger"]![member] = value);
        AssertTrue(scene);
    }

    [Theory]
    [InlineData("Threshold", 1_000_000)]
    [InlineData("Period", 86_400)]
    [InlineData("EvaluationPeriods", 12)]
    public async Task Numbers_of_the_rule_come_from_the_alarm(string member, int value)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Set(scene, forged => forged["Trigger"]![member] = value);
        AssertTrue(scene);
    }

    [Fact]
    public async Task A_forged_notification_that_comes_first_mails_the_true_report()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Set(scene, forged => forged["Trigger"]!["ComparisonOperator"] = "LessThanOrEqualToThreshold");
        Assert.Empty(scene.Engine.Run(Mail).Errors);
        Set(scene, _ => { });
        Assert.Empty(scene.Engine.Run(Mail).Errors);
        Assert.Contains(AttackScene.Guessed, Assert.Single(scene.Account.Server.Mail.Outbox).Message.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, -120)]
    [InlineData(false, 120)]
    [InlineData(true, 120)]
    public async Task A_state_change_that_CloudWatch_does_not_know_is_an_error(bool isOkAgain, int seconds)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        if (isOkAgain)
            scene.Evaluate(period: 1);
        Set(scene, forged => Move(forged, TimeSpan.FromSeconds(seconds)), first: true);
        AssertNotConfirmed(scene);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_state_change_at_the_ends_of_time_is_an_error(string time)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Set(scene, forged => forged["StateChangeTime"] = time);
        AssertNotConfirmed(scene);
        scene.Engine.Run($"Remove-LoginAuditAlarm {AttackScene.Alarm} -Confirm:$false @aws");
        AssertNotConfirmed(scene);
    }

    [Fact]
    public async Task Invented_times_near_a_firing_make_one_mail()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        for (var milliseconds = 0; milliseconds < 3; milliseconds++)
        {
            Set(scene, forged => Move(forged, TimeSpan.FromMilliseconds(milliseconds)));
            Assert.Empty(scene.Engine.Run(Mail).Errors);
        }
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task The_notification_of_a_deleted_alarm_is_read_and_the_report_says_that_CloudWatch_does_not_confirm_it()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Set(scene, _ => { });
        await scene.Account.CloudWatch.DeleteAlarmsAsync(new() { AlarmNames = [AttackScene.Alarm] });
        var outcome = scene.Engine.Run($"{Count} | New-LoginAuditReport");
        var report = Assert.Single(outcome.Output.Select(item => item.BaseObject).OfType<LoginAuditReport>());
        Assert.Contains("The alarm no longer exists", report.ToText().Unwrapped(), StringComparison.Ordinal);
        Assert.Contains("The alarm no longer exists", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Equal((AttackScene.Guessed, 46L), (report.Counts[0].InstanceId, report.Counts[0].FailureCount));

        Set(scene, forged => Move(forged, TimeSpan.FromMinutes(-2)));
        AssertNotConfirmed(scene);
    }

    [Fact]
    public async Task A_notification_of_an_alarm_that_never_existed_is_an_error()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Set(scene, forged =>
        {
            forged["AlarmName"] = "Invented";
            forged["AlarmArn"] = null;
        });
        AssertNotConfirmed(scene);
    }

    private static void AssertTrue(AttackScene scene)
    {
        var outcome = scene.Engine.Run(Count);
        Assert.Empty(outcome.Errors);
        var count = Assert.IsType<LoginAuditCount>(Assert.Single(outcome.Output).BaseObject);
        Assert.Equal((AttackScene.Guessed, 46L, true, 5d), (count.InstanceId, count.FailureCount, count.OverThreshold, count.Rule!.Threshold));
        Assert.Equal((AlarmComparison.GreaterThanThreshold, AttackScene.Period, 1), (count.Rule.Comparison, count.Rule.Period, count.Rule.EvaluationPeriods));
    }

    private static void AssertNotConfirmed(AttackScene scene)
    {
        var (error, outcome) = scene.Engine.Fail(Count);
        Assert.StartsWith("NotificationNotConfirmed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Empty(outcome.Warnings);
    }

    private static void Move(JsonNode notification, TimeSpan by)
    {
        var time = DateTimeOffset.Parse(notification["StateChangeTime"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        notification["StateChangeTime"] = (time + by).ToString("O", CultureInfo.InvariantCulture);
    }

    private static void Set(AttackScene scene, Action<JsonNode> forge, bool first = false)
    {
        var notification = JsonNode.Parse(scene.Account.Notifications[first ? 0 : ^1].Json)!;
        forge(notification);
        scene.Engine.Set("json", notification.ToJsonString());
    }
}

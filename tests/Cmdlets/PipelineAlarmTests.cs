namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Measure-LoginAuditFailure and New-LoginAuditReport take from the pipeline what the other cmdlets emit.</summary>
public sealed class PipelineAlarmTests
{
    [Theory]
    [InlineData("Get-LoginAuditAlarm @aws")]
    [InlineData("Receive-LoginAuditNotification $name @aws")]
    [InlineData("[pscustomobject]@{ AlarmName = $name }")]
    [InlineData("$json")]
    public async Task An_alarm_or_a_notification_is_counted_as_the_alarm_of_that_name_is(string input)
    {
        await using var scene = await FiredAsync();
        var counts = scene.Engine.Run($"{input} | Measure-LoginAuditFailure -All @aws").Objects<LoginAuditCount>();
        Assert.Equal([(AttackScene.Guessed, 46L, true), (AttackScene.Spared, 5L, false)], counts.Select(count => (count.Name, count.FailureCount, count.OverThreshold)));
        Assert.All(counts, count => Assert.Equal(AttackScene.Alarm, count.Window.AlarmName));
    }

    [Fact]
    public async Task Each_alarm_has_counts_of_its_own()
    {
        await using var scene = await FiredAsync();
        var counts = scene.Engine.Run("1, 2 | ForEach-Object { Get-LoginAuditAlarm @aws } | Measure-LoginAuditFailure @aws").Objects<LoginAuditCount>();
        Assert.Equal([46L, 46L], counts.Select(count => count.FailureCount));
    }

    [Fact]
    public async Task A_notification_that_was_counted_and_mailed_is_acknowledged()
    {
        await using var scene = await FiredAsync();
        var outcome = scene.Engine.Run(
            "Receive-LoginAuditNotification $name @aws | ForEach-Object { $report = $_ | Measure-LoginAuditFailure @aws | Send-LoginAuditReport -PassThru @mail @aws; $report; $_ | Complete-LoginAuditNotification -Report $report @aws }");
        Assert.Equal(46, Assert.Single(outcome.Objects<LoginAuditReport>()).Failures);
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Fact]
    public async Task Failed_logins_make_a_report_of_their_counts_per_instance()
    {
        await using var scene = await FiredAsync();
        var report = Assert.Single(scene.Engine.Run("Get-LoginAuditFailure -AlarmName $name @aws | New-LoginAuditReport").Objects<LoginAuditReport>());
        Assert.Equal([(AttackScene.Guessed, 46L)], report.Counts.Select(count => (count.Name, count.FailureCount)));
    }

    private static async Task<AttackScene> FiredAsync()
    {
        var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Set("name", AttackScene.Alarm);
        scene.Engine.Set("json", scene.Account.Notifications[0].Json);
        return scene;
    }
}

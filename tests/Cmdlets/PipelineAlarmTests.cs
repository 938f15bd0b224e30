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

    [Theory]
    [InlineData("Get-LoginAuditAlarm @aws")]
    [InlineData("Receive-LoginAuditNotification $name @aws")]
    [InlineData("[pscustomobject]@{ AlarmName = $name }")]
    [InlineData("$name | ForEach-Object { [pscustomobject]@{ AlarmName = $_ } }")]
    [InlineData("$json")]
    public async Task A_report_on_an_alarm_or_a_notification_is_that_of_its_counts(string input)
    {
        await using var scene = await FiredAsync();
        var report = Assert.Single(scene.Engine.Run($"{input} | New-LoginAuditReport @aws").Objects<LoginAuditReport>());
        Assert.Equal([(AttackScene.Guessed, 46L, AttackScene.Alarm)], report.Counts.Select(count => (count.Name, count.FailureCount, count.Window.AlarmName)));
    }

    [Theory]
    [InlineData("Measure-LoginAuditFailure -AlarmName $name @aws", 46)]
    [InlineData("Measure-LoginAuditFailure -AlarmName $name -All @aws", 51)]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Measure-LoginAuditFailure -AlarmName $name @aws), 8))", 46)]
    [InlineData("Measure-LoginAuditFailure -AlarmName $name @aws | New-LoginAuditReport", 51)]
    public async Task The_window_of_a_count_is_read_again_for_its_failed_logins(string input, int expected)
    {
        await using var scene = await FiredAsync();
        var failures = scene.Engine.Run($"{input} | Get-LoginAuditFailure @aws").Objects<LoginAuditFailure>();
        Assert.Equal(expected, failures.Count);
        Assert.Equal(46, failures.Count(failure => failure.InstanceId == AttackScene.Guessed));
    }

    [Fact]
    public async Task The_failed_logins_of_a_count_by_account_are_those_of_the_account()
    {
        await using var scene = await FiredAsync();
        var numbers = scene.Engine.Run("""
            foreach ($count in Measure-LoginAuditFailure -AlarmName $name -By Account @aws) {
                $failures = @($count | Get-LoginAuditFailure @aws)
                "$($count.FailureCount) $($failures.Count) $(@($failures | Where-Object { $count.Includes($_) }).Count)"
            }
            """).Objects<string>();
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.Single(number.Split(' ').Distinct()));
    }

    [Fact]
    public async Task A_count_without_a_window_or_of_another_Region_is_an_error()
    {
        await using var scene = await FiredAsync();
        scene.Engine.Set("count", new LoginAuditCount { Name = "i-1" });
        Assert.StartsWith("NotAnEvent,", scene.Engine.Fail("$count | Get-LoginAuditFailure @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        scene.Engine.Set("count", new LoginAuditCount { Name = "i-1", Window = new() { Start = DateTimeOffset.UnixEpoch, LogGroupNames = ["g"], Region = "eu-west-1" } });
        Assert.StartsWith("OtherAccountOrRegion,", scene.Engine.Fail("$count | Get-LoginAuditFailure @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'Quiet', $fired")]
    [InlineData("$fired, 'Quiet'")]
    public async Task An_alarm_that_never_fired_does_not_hide_one_that_did(string names)
    {
        await using var scene = await FiredAsync();
        scene.Engine.Run("New-LoginAuditAlarm Quiet @aws");
        scene.Engine.Set("fired", AttackScene.Alarm);
        var outcome = scene.Engine.Run($"{names} | ForEach-Object {{ [pscustomobject]@{{ AlarmName = $_ }} }} | Measure-LoginAuditFailure @aws");
        Assert.StartsWith("AlarmNeverFired,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(46, Assert.IsType<LoginAuditCount>(Assert.Single(outcome.Output).BaseObject).FailureCount);
        Assert.StartsWith("AlarmNeverFired,", scene.Engine.Fail("[pscustomobject]@{ AlarmName = 'Quiet' } | Measure-LoginAuditFailure @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operations_alarm_is_not_an_alarm_on_failed_logins()
    {
        await using var scene = await FiredAsync();
        scene.Engine.Run("New-LoginAuditAlarm Watched -Queue @aws");
        var (error, _) = scene.Engine.Fail("Get-LoginAuditAlarm Watched-waiting @aws -ErrorAction Stop");
        Assert.Contains("does not count failed logins", error.Exception.Message, StringComparison.Ordinal);
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

using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>StateReasonData that somebody chose who may call cloudwatch:SetAlarmState.</summary>
public sealed class ForgedStateReasonTests
{
    private const string Count = $"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws | Measure-LoginAuditFailure";
    private const int LatestPeriod = 3;

    [Theory]
    [InlineData("another time", 3_000 * 24 * 60, 300, 5)]
    [InlineData("an earlier time", -2 * 24 * 60, 300, 5)]
    [InlineData("another period", 0, 60, 5)]
    [InlineData("another threshold", 0, 300, 1_000_000)]
    public async Task A_window_that_the_alarm_cannot_have_evaluated_is_estimated_with_a_warning(string what, int minutes, int period, int threshold)
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Fail(LatestPeriod);
        await SetAsync(scene, Latest(scene).AddMinutes(minutes), period, threshold, samples: 51);
        var outcome = scene.Engine.Run(Count);
        Assert.Contains("the window is estimated", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        var count = Assert.IsType<LoginAuditCount>(Assert.Single(outcome.Output).BaseObject);
        Assert.True((AttackScene.Guessed, WindowSource.Estimated, 5d, true) == (count.InstanceId, count.Window.WindowSource, count.Rule!.Threshold, count.OverThreshold), what);
    }

    [Fact]
    public async Task While_the_alarm_stays_in_ALARM_the_datapoints_of_its_firing_come_from_the_history()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Fail(period: 2, guessed: 20, spared: 3);
        await SetAsync(scene, scene.Start.AddYears(10), 300, 5, samples: 6);
        var outcome = scene.Engine.Run(Count);
        Assert.Empty(outcome.Warnings);
        var count = Assert.IsType<LoginAuditCount>(Assert.Single(outcome.Output).BaseObject);
        Assert.Equal((AttackScene.Guessed, 46L, WindowSource.History), (count.InstanceId, count.FailureCount, count.Window.WindowSource));
        var later = Assert.IsType<LoginAuditCount>(Assert.Single(
            scene.Engine.Run($"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} -FollowUp @aws | Measure-LoginAuditFailure").Output).BaseObject);
        Assert.Equal((20L, WindowSource.FollowUp), (later.FailureCount, later.Window.WindowSource));
    }

    [Fact]
    public async Task A_fraction_of_a_sample_is_somebody_elses_and_makes_the_report_incomplete()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Fail(LatestPeriod);
        await SetAsync(scene, Latest(scene), 300, 5, samples: 51.5);
        var report = Assert.Single(scene.Engine.Run($"{Count} | New-LoginAuditReport").Output.Select(item => item.BaseObject).OfType<LoginAuditReport>());
        Assert.True(report.Incomplete);
        var text = report.ToText().Unwrapped().ReplaceLineEndings(" ");
        Assert.Contains("CloudWatch counted 52, 51 read", text, StringComparison.Ordinal);
        Assert.Contains("are not whole numbers", text, StringComparison.Ordinal);
    }

    // StateReasonData has neither M nor N; the reason has both in words.
    [Theory]
    [InlineData(true, 2, 3)]
    [InlineData(false, 1, 1)]
    public async Task An_alarm_that_was_changed_since_is_judged_by_the_M_of_N_that_it_fired_with_or_a_warning_says_so(bool hasReason, int needed, int periods)
    {
        await using var scene = await AttackScene.OpenAsync();
        await ChangeAsync(scene, needed: 2, periods: 3);
        scene.Fail(period: -2, spared: 0);
        scene.Fail(period: 0, spared: 0);
        scene.Evaluate();
        if (!hasReason)
            await SetAgainAsync(scene);
        // CloudWatch has milliseconds: a change in the millisecond of the firing is not seen as later.
        await Task.Delay(20);
        await ChangeAsync(scene, needed: 1, periods: 1);
        var outcome = scene.Engine.Run($"{Count} -All");
        var count = Assert.IsType<LoginAuditCount>(Assert.Single(outcome.Output).BaseObject);
        Assert.Equal((needed, periods), (count.Rule!.DatapointsToAlarm, count.Rule.EvaluationPeriods));
        Assert.Equal(hasReason ? 0 : 1, outcome.Warnings.Count(warning => warning.Contains("does not report how many datapoints the alarm needed", StringComparison.Ordinal)));
    }

    private static async Task ChangeAsync(AttackScene scene, int needed, int periods) => await scene.Account.CloudWatch.PutMetricAlarmAsync(new()
    {
        AlarmName = AttackScene.Alarm,
        MetricName = AttackScene.Alarm,
        Namespace = "AwsLoginAudit",
        Statistic = "SampleCount",
        Period = (int)AttackScene.Period.TotalSeconds,
        EvaluationPeriods = periods,
        DatapointsToAlarm = needed,
        Threshold = 5,
        ComparisonOperator = "GreaterThanThreshold",
        TreatMissingData = "notBreaching",
    });

    // The same data with a reason in other words.
    private static async Task SetAgainAsync(AttackScene scene)
    {
        using var caller = new LocalAwsCaller(scene.Account.Server);
        var alarm = (await scene.Account.CloudWatch.DescribeAlarmsAsync(new() { AlarmNames = [AttackScene.Alarm] })).MetricAlarms!.Single();
        (await caller.Alarms("SetAlarmState", new { AlarmName = AttackScene.Alarm, StateValue = "OK", StateReason = "x" })).Succeeded();
        (await caller.Alarms("SetAlarmState", new { AlarmName = AttackScene.Alarm, StateValue = "ALARM", StateReason = "x", alarm.StateReasonData })).Succeeded();
    }

    private static DateTimeOffset Latest(AttackScene scene) => scene.Start + (LatestPeriod * AttackScene.Period);

    private static async Task SetAsync(AttackScene scene, DateTimeOffset start, int period, int threshold, double samples)
    {
        var data = new JsonObject
        {
            ["version"] = "1.0",
            ["statistic"] = "SampleCount",
            ["period"] = period,
            ["threshold"] = threshold,
            ["recentDatapoints"] = new JsonArray(samples),
            ["evaluatedDatapoints"] = new JsonArray(new JsonObject
            {
                ["timestamp"] = start.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
                ["sampleCount"] = samples,
                ["value"] = samples,
            }),
        };
        using var caller = new LocalAwsCaller(scene.Account.Server);
        (await caller.Alarms("SetAlarmState", new { AlarmName = AttackScene.Alarm, StateValue = "ALARM", StateReason = "Threshold Crossed", StateReasonData = data.ToJsonString() })).Succeeded();
    }
}

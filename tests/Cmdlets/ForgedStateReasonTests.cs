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
        var text = report.ToText().ReplaceLineEndings(" ");
        Assert.Contains("CloudWatch counted 52, 51 read", text, StringComparison.Ordinal);
        Assert.Contains("fraction of a sample", text, StringComparison.Ordinal);
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

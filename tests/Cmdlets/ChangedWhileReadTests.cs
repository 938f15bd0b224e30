using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What is read may be changed or deleted in the middle of the read: it is never a short count without a word.</summary>
public sealed class ChangedWhileReadTests
{
    private const int Failures = 2_000;
    private const string Group = Account.LogGroup;

    [Fact]
    public async Task A_log_group_that_is_deleted_ends_the_read_with_an_error()
    {
        await using var account = await LoadedAsync(DateTimeOffset.UtcNow - TimeSpan.FromHours(1));
        using var engine = Over(account);
        var (error, _) = DuringRead(account, number: 3, () => account.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = Group }), engine, "-Last 2h");
        Assert.StartsWith("LogGroupNotFound,", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_group_that_is_deleted_and_created_again_leaves_an_incomplete_count_or_an_error()
    {
        await using var account = await LoadedAsync(DateTimeOffset.UtcNow - TimeSpan.FromHours(1));
        using var engine = Over(account);
        var (error, counts) = DuringRead(account, number: 3, async () =>
        {
            await account.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = Group });
            await account.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = Group });
        }, engine, "-Last 2h");
        Assert.True(error is not null || (counts.Count > 0 && counts.All(count => count.Incomplete)));
    }

    [Fact]
    public async Task A_retention_that_is_shortened_leaves_an_incomplete_count()
    {
        await using var account = await LoadedAsync(DateTimeOffset.UtcNow - TimeSpan.FromDays(2));
        using var engine = Over(account);
        var (error, counts) = DuringRead(
            account, number: 3, () => account.Logs.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = Group, RetentionInDays = 1 }), engine, "-Last 3d");
        Assert.Null(error);
        Assert.NotEmpty(counts);
        Assert.All(counts, count => Assert.True(count.Incomplete));
    }

    [Theory]
    [InlineData("the alarm is deleted")]
    [InlineData("the alarm has another threshold and period")]
    [InlineData("the alarm is OK again")]
    [InlineData("the metric filter is deleted")]
    [InlineData("the metric filter matches nothing")]
    public async Task An_alarm_that_changes_at_any_request_is_answered_as_it_fired_or_with_an_error(string change)
    {
        for (var number = 1; ; number++)
        {
            await using var scene = (await AttackScene.OpenAsync()).Fire();
            scene.Engine.Set("notification", scene.Account.Notifications[^1].Json);
            scene.Account.Server.Faults = new FaultPlan { Hold = (request, _) => request == number ? ChangeAsync(scene, change) : Task.CompletedTask };
            var outcome = scene.Engine.Run("$notification | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure");
            if (scene.Account.Server.Faults.Requests < number)
                break;
            if (outcome.Errors.Count > 0)
                continue;
            var count = Assert.IsType<LoginAuditCount>(Assert.Single(outcome.Output).BaseObject);
            Assert.Equal((AttackScene.Guessed, 46L, true, 5d), (count.InstanceId, count.FailureCount, count.OverThreshold, count.Rule!.Threshold));
        }
    }

    private static async Task ChangeAsync(AttackScene scene, string change)
    {
        var account = scene.Account;
        switch (change)
        {
            case "the alarm is deleted":
                await account.CloudWatch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = [AttackScene.Alarm] });
                break;
            case "the alarm is OK again":
                scene.Evaluate(period: 1);
                break;
            case "the alarm has another threshold and period":
                await ChangeAlarmAsync(account);
                break;
            default:
                foreach (var filter in (await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = Group })).MetricFilters!)
                    await ChangeFilterAsync(account, filter, change);
                break;
        }
    }

    private static Task ChangeFilterAsync(Account account, MetricFilter filter, string change) => change == "the metric filter is deleted"
        ? account.Logs.DeleteMetricFilterAsync(new DeleteMetricFilterRequest { LogGroupName = Group, FilterName = filter.FilterName })
        : account.Logs.PutMetricFilterAsync(new PutMetricFilterRequest
        {
            LogGroupName = Group,
            FilterName = filter.FilterName,
            FilterPattern = "nothing",
            MetricTransformations = filter.MetricTransformations,
        });

    private static async Task ChangeAlarmAsync(Account account)
    {
        var alarm = (await account.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = [AttackScene.Alarm] })).MetricAlarms!.Single();
        await account.PutAgainAsync(alarm, request => (request.Period, request.EvaluationPeriods, request.DatapointsToAlarm, request.Threshold) = (60, 1, 1, 1000));
    }

    private static (string? Error, IReadOnlyList<LoginAuditCount> Counts) DuringRead(Account account, int number, Func<Task> change, Engine engine, string window)
    {
        account.Server.Faults = new FaultPlan { Hold = (request, _) => request == number ? change() : Task.CompletedTask };
        var outcome = engine.Run($"Get-LoginAuditFailure {Group} {window} @aws | Measure-LoginAuditFailure");
        return (outcome.Errors.SingleOrDefault()?.FullyQualifiedErrorId, [.. outcome.Output.Select(item => Assert.IsType<LoginAuditCount>(item.BaseObject))]);
    }

    private static Task<Account> LoadedAsync(DateTimeOffset start) => Account.LoadedAsync(new GeneratedFailures { Count = Failures, Streams = 2, Start = start, Window = TimeSpan.FromMinutes(30) });

    private static Engine Over(Account account) => new(account.Server);
}

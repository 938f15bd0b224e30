using Amazon.CloudWatchLogs.Model;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What was read of an alarm's window against what CloudWatch counted, whichever time CloudWatch counts by.</summary>
public sealed class ReconciliationTests
{
    private const string Get = "Get-LoginAuditFailure -AlarmName LoginFailures @aws";
    private const string Report = $"{Get} | Measure-LoginAuditFailure -All | New-LoginAuditReport";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 15, 29, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_report_says_what_CloudWatch_counted_and_what_was_read(bool byArrival)
    {
        await using var account = await OpenAsync(byArrival);
        Load(account, "i-1", 46, Start, delay: 3);
        Fire(account);
        using var engine = new Engine(account.Server);
        var report = engine.Run(Report).Objects<LoginAuditReport>()[0];
        Assert.False(report.Incomplete);
        Assert.All([report.ToText().Unwrapped(), report.ToHtml(), report.ToJson()], text => Assert.Contains("CloudWatch counted 46, 46 read", text, StringComparison.Ordinal));
        Assert.Equal(1, account.Server.Requests.Count("logs:FilterLogEvents"));
    }

    [Theory]
    [InlineData(false, 2, "CloudWatch counted 2, 2 read")]
    [InlineData(true, 10, "CloudWatch counted 10, 10 read, by the time of arrival")]
    public async Task Events_that_arrived_in_the_window_belong_to_the_firing_if_CloudWatch_counted_them(bool byArrival, int failures, string said)
    {
        await using var account = await OpenAsync(byArrival);
        Load(account, "i-1", 8, Start.AddSeconds(-20), delay: 30);
        Load(account, "i-1", 2, Start.AddSeconds(20), delay: 1);
        Fire(account);
        using var engine = new Engine(account.Server);
        var report = engine.Run(Report).Objects<LoginAuditReport>()[0];
        Assert.Equal((failures, false, 1), ((int)report.Failures, report.Incomplete, report.OverThresholdCount));
        Assert.Contains(said, report.ToText().Unwrapped(), StringComparison.Ordinal);
        Assert.Equal(failures, report.Counts[0].Peak);
    }

    [Fact]
    public async Task Events_up_to_15_minutes_around_the_window_are_found_by_their_arrival()
    {
        await using var account = await OpenAsync(byArrival: true);
        Load(account, "i-1", 3, Start.AddMinutes(-14), delay: (14 * 60) + 5);
        Load(account, "i-1", 3, Start.AddMinutes(9), delay: (-9 * 60) + 5);
        Load(account, "i-1", 4, Start.AddMinutes(-3), delay: 1);
        Fire(account);
        using var engine = new Engine(account.Server);
        var count = Assert.Single(engine.Run($"{Get} | Measure-LoginAuditFailure").Objects<LoginAuditCount>());
        Assert.Equal((6L, true, false), (count.FailureCount, count.OverThreshold, count.Incomplete));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fewer_events_than_CloudWatch_counted_are_an_incomplete_read(bool byArrival)
    {
        await using var account = await OpenAsync(byArrival);
        await account.AddFilterAsync("others", LogQuery.AuditFailurePattern, "/aws/Others");
        Load(account, "i-1", 4, Start, delay: 1);
        Load(account, "i-2", 3, Start, delay: 1, "/aws/Others");
        Fire(account);
        await account.Logs.DeleteMetricFilterAsync(new DeleteMetricFilterRequest { LogGroupName = "/aws/Others", FilterName = "others" }, TestContext.Current.CancellationToken);
        using var engine = new Engine(account.Server);
        var outcome = engine.Run(Report);
        var report = outcome.Objects<LoginAuditReport>()[0];
        Assert.True(report.Incomplete);
        Assert.StartsWith("Incomplete: ", report.Title, StringComparison.Ordinal);
        const string Said = "CloudWatch counted 7, 4 read: 3 log events are missing in the period from 2026-03-01 15:29:00 UTC.";
        Assert.All([report.ToText().Unwrapped(), report.ToHtml(), report.ToJson(), report.ToCsv(), outcome.Warnings[0]], text => Assert.Contains(Said, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_read_of_what_CloudWatch_counted_ends_the_pipeline()
    {
        await using var account = await OpenAsync();
        Load(account, "i-1", 6, Start, delay: 1);
        Fire(account);
        await account.AddFilterAsync("failures", "\"<EventID>4776</EventID>\"");
        using var engine = new Engine(account.Server);
        var (error, _) = engine.Fail(Report);
        Assert.StartsWith("NothingRead,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("CloudWatch counted 6, 0 read", error.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("NothingRead,", engine.Fail("Measure-LoginAuditFailure -AlarmName LoginFailures -Engine Insights @aws").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_events_than_CloudWatch_counted_are_said_and_are_complete()
    {
        await using var account = await OpenAsync();
        Load(account, "i-1", 6, Start, delay: 1);
        Fire(account);
        Load(account, "i-2", 2, Start.AddSeconds(30), delay: 300);
        using var engine = new Engine(account.Server);
        var report = engine.Run(Report).Objects<LoginAuditReport>()[0];
        Assert.Equal((8L, false), (report.Failures, report.Incomplete));
        Assert.Contains("CloudWatch counted 6, 8 read; events that arrived later are included", report.ToText().Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicates_and_audit_successes_are_compared_before_they_are_left_out()
    {
        await using var account = await OpenAsync();
        await account.AddFilterAsync("again", LogQuery.AuditFailurePattern);
        Load(account, "i-1", 4, Start, delay: 1);
        Load(account, "i-1", 4, Start, delay: 2);
        Fire(account);
        using var engine = new Engine(account.Server);
        var count = Assert.Single(engine.Run($"{Get} | Measure-LoginAuditFailure").Objects<LoginAuditCount>());
        Assert.Equal((4L, "CloudWatch counted 16, 16 read"), (count.FailureCount, count.Result!.Summary));
    }

    [Theory]
    [InlineData("2", null, "publishes 2 for a log event instead of 1")]
    [InlineData("1", 3d, "publishes a default value")]
    public async Task What_cannot_be_compared_is_said_with_its_reason(string value, double? otherwise, string reason)
    {
        await using var account = await OpenAsync();
        await account.Logs.PutMetricFilterAsync(
            new PutMetricFilterRequest
            {
                LogGroupName = Account.LogGroup,
                FilterName = "failures",
                FilterPattern = LogQuery.AuditFailurePattern,
                MetricTransformations = [new MetricTransformation { MetricName = Account.AlarmName, MetricNamespace = "SecurityAudit", MetricValue = value, DefaultValue = otherwise }],
            },
            TestContext.Current.CancellationToken);
        Load(account, "i-1", 6, Start, delay: 1);
        Fire(account);
        using var engine = new Engine(account.Server);
        var report = engine.Run(Report).Objects<LoginAuditReport>()[0];
        Assert.False(report.Incomplete);
        Assert.Matches($"6 log events read, not compared with CloudWatch's count: .*{reason}", report.ToText().Unwrapped());
    }

    [Fact]
    public async Task Logs_Insights_compares_its_own_numbers()
    {
        await using var account = await OpenAsync();
        Load(account, "i-1", 6, Start, delay: 1);
        Load(account, "i-1", 6, Start, delay: 2);
        Fire(account);
        using var engine = new Engine(account.Server);
        var count = Assert.Single(engine.Run("Measure-LoginAuditFailure -AlarmName LoginFailures -Engine Insights @aws").Objects<LoginAuditCount>());
        Assert.Equal((6L, "CloudWatch counted 12, 12 read"), (count.FailureCount, count.Result!.Summary));
    }

    [Fact]
    public async Task An_alarm_of_three_periods_that_fires_for_missing_data_reports_the_machine()
    {
        await using var account = await OpenAsync();
        await account.AddAlarmAsync(threshold: 5, period: 300, missingData: "breaching", periods: 3);
        Load(account, "i-1", 10, Start.AddMinutes(1), delay: 1);
        Load(account, "i-2", 2, Start.AddMinutes(1), delay: 1);
        account.Server.Alarms.SetPhase(Account.AlarmName, TimeSpan.FromMinutes(4));
        account.Server.Alarms.Evaluate(Start.AddMinutes(15));
        Assert.Equal("ALARM", account.Notifications[^1].State);
        using var engine = new Engine(account.Server);
        var count = Assert.Single(engine.Run($"{Get} | Measure-LoginAuditFailure").Objects<LoginAuditCount>());
        Assert.Equal(("i-1", 10L, true, 1), (count.Name, count.FailureCount, count.OverThreshold, count.BreachingPeriods));
        Assert.Equal("CloudWatch counted 12, 12 read", count.Result!.Summary);
    }

    [Theory]
    [InlineData(Get)]
    [InlineData("$notification | Get-LoginAuditFailure @aws")]
    public async Task A_firing_is_judged_by_the_threshold_that_it_fired_with(string get)
    {
        await using var account = await OpenAsync();
        Load(account, "i-1", 6, Start, delay: 1);
        Fire(account);
        await account.AddAlarmAsync(threshold: 100);
        using var engine = new Engine(account.Server);
        engine.Set("notification", account.Notifications[^1].Json);
        var count = Assert.Single(engine.Run($"{get} | Measure-LoginAuditFailure").Objects<LoginAuditCount>());
        Assert.Equal((true, 1d), (count.OverThreshold, count.Threshold!.Value));
    }

    private static async Task<Account> OpenAsync(bool byArrival = false)
    {
        var account = await Account.OpenAsync();
        account.Server.Logs.CountsByArrival = byArrival;
        await account.AddFilterAsync("failures", LogQuery.AuditFailurePattern);
        await account.AddAlarmAsync(threshold: 1);
        return account;
    }

    /// <summary>Failures a quarter of a second apart, each of which arrives some seconds later.</summary>
    private static void Load(Account account, string instance, int number, DateTimeOffset from, int delay, string group = Account.LogGroup) =>
        account.Server.Logs.LoadArrived(group, instance, Enumerable.Range(0, number).Select(n =>
        {
            var time = from.AddMilliseconds(250 * n);
            return (time, time.AddSeconds(delay), new SecurityEvent(time, "WIN-1", (from - Start).Ticks + n, 4625).Rendered);
        }));

    private static void Fire(Account account)
    {
        account.Server.Alarms.Evaluate(Start.AddMinutes(1));
        Assert.Equal("ALARM", account.Notifications[^1].State);
    }
}

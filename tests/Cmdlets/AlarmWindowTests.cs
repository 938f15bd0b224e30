using System.Text.Json;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class AlarmWindowTests
{
    private const string Failures4625 = "\"<EventID>4625</EventID>\" \"0x8010000000000000\"";
    private const string Failures4776 = "\"<EventID>4776</EventID>\" \"0x8010000000000000\"";

    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    // Off the clock by 17 seconds; CloudWatch told of it 104 seconds after its end.
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(17);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 15, 29, 17, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddSeconds(60);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(104);

    [Fact]
    public async Task An_alarm_by_name_gives_exactly_the_events_of_its_datapoint()
    {
        await using var account = await FiredAsync();
        AssertWindow(account, "Get-LoginAuditFailure -AlarmName LoginFailures @aws", WindowSource.StateReasonData);
    }

    [Fact]
    public async Task A_piped_notification_gives_exactly_the_events_of_its_datapoint()
    {
        await using var account = await FiredAsync();
        AssertWindow(account, "$notification | Get-LoginAuditFailure @aws", WindowSource.StateReasonData);
    }

    [Fact]
    public async Task A_notification_in_its_SNS_envelope_gives_the_same()
    {
        await using var account = await FiredAsync();
        AssertWindow(account, "$envelope | Get-LoginAuditFailure @aws", WindowSource.StateReasonData);
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure -AlarmName LoginFailures @aws")]
    [InlineData("$notification | Get-LoginAuditFailure @aws")]
    public async Task An_alarm_that_is_OK_again_is_read_from_its_history(string command)
    {
        await using var account = await FiredAsync();
        account.Server.Alarms.Evaluate(End + Late + TimeSpan.FromMinutes(1));
        Assert.Equal("OK", account.Notifications[^1].State);
        AssertWindow(account, command, WindowSource.History);
    }

    [Fact]
    public async Task Where_CloudWatch_no_longer_tells_the_datapoints_the_window_is_estimated_and_a_warning_says_so()
    {
        await using var account = await Account.OpenAsync();
        await account.AddFilterAsync("failures", LogQuery.AuditFailurePattern);
        var changed = End;
        account.Server.Logs.Load(Account.LogGroup, "i-1", Events((Start - Millisecond, 1), (Start, 2), (changed - Millisecond, 3), (changed, 4)));
        using var engine = new Engine(account.Server);
        engine.Set("notification", $$"""
            {"AlarmName":"gone","NewStateValue":"ALARM","StateChangeTime":"{{changed:yyyy-MM-ddTHH:mm:ss.fff}}+0000","AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:gone",
             "Trigger":{"MetricName":"LoginFailures","Namespace":"SecurityAudit","Period":60,"EvaluationPeriods":1,"ComparisonOperator":"GreaterThanThreshold","Threshold":1.0} }
            """);
        var outcome = engine.Run("$notification | Get-LoginAuditFailure @aws");
        var failures = outcome.Objects<LoginAuditFailure>();
        Assert.Equal([2, 3], failures.Select(failure => failure.RecordId));
        Assert.All(failures, failure => Assert.Equal(WindowSource.Estimated, failure.Read.Window.WindowSource));
        Assert.Contains("estimated", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_failures_here_and_three_there_are_no_alarm_of_five_on_any_instance()
    {
        await using var account = await Account.OpenAsync();
        await account.AddFilterAsync("failures", LogQuery.AuditFailurePattern);
        await account.AddAlarmAsync(threshold: 5, phase: Phase);
        account.Server.Logs.Load(Account.LogGroup, "i-1", Events((Start, 1), (Start.AddSeconds(9), 2), (Start.AddSeconds(18), 3)));
        account.Server.Logs.Load(Account.LogGroup, "i-2", Events((Start, 1), (Start.AddSeconds(9), 2), (Start.AddSeconds(18), 3)));
        account.Server.Alarms.Evaluate(End);
        Assert.Equal("ALARM", account.Notifications[^1].State);

        using var engine = new Engine(account.Server);
        Assert.Empty(engine.Run("Get-LoginAuditFailure -AlarmName LoginFailures @aws | Measure-LoginAuditFailure").Objects<LoginAuditCount>());
        var all = engine.Run("Get-LoginAuditFailure -AlarmName LoginFailures @aws | Measure-LoginAuditFailure -All").Objects<LoginAuditCount>();
        Assert.Equal([("i-1", 3L, false), ("i-2", 3L, false)], all.Select(count => (count.Name, count.FailureCount, count.OverThreshold)));
    }

    [Fact]
    public async Task An_event_that_several_metric_filters_feed_into_one_metric_comes_once()
    {
        await using var account = await Account.OpenAsync();
        await account.AddFilterAsync("all", LogQuery.AuditFailurePattern);
        await account.AddFilterAsync("logons", Failures4625);
        await account.AddFilterAsync("validations", Failures4776, "/aws/DomainControllers");
        await account.AddAlarmAsync(threshold: 1, phase: Phase);
        account.Server.Logs.Load(Account.LogGroup, "i-1", Events((Start, 1), (Start.AddSeconds(1), 2)));
        account.Server.Logs.Load(Account.LogGroup, "i-1", Events(4776, (Start.AddSeconds(2), 3)));
        account.Server.Logs.Load("/aws/DomainControllers", "i-2", Events(4776, (Start.AddSeconds(3), 1)));
        account.Server.Logs.Load("/aws/DomainControllers", "i-2", Events(4625, (Start.AddSeconds(4), 2)));
        account.Server.Alarms.Evaluate(End);

        using var engine = new Engine(account.Server);
        var failures = engine.Run("Get-LoginAuditFailure -AlarmName LoginFailures @aws").Objects<LoginAuditFailure>();
        Assert.Equal(
            [("i-1", 4625, 1L), ("i-1", 4625, 2L), ("i-1", 4776, 3L), ("i-2", 4776, 1L)],
            failures.Select(failure => (failure.InstanceId, failure.EventId!.Value, failure.RecordId!.Value)));
    }

    private static async Task<Account> FiredAsync()
    {
        var account = await Account.OpenAsync();
        await account.AddFilterAsync("failures", LogQuery.AuditFailurePattern);
        await account.AddAlarmAsync(threshold: 1, phase: Phase);
        account.Server.Logs.Load(Account.LogGroup, "i-1", Events((Start - Millisecond, 1), (Start, 2), (End - Millisecond, 3), (End, 4)));
        account.Server.Alarms.EvaluationDelay = Late;
        account.Server.Alarms.Evaluate(End + Late);
        Assert.Equal("ALARM", Assert.Single(account.Notifications).State);
        return account;
    }

    private static void AssertWindow(Account account, string command, WindowSource source)
    {
        using var engine = new Engine(account.Server);
        var notification = account.Notifications[0].Json;
        engine.Set("notification", notification);
        engine.Set("envelope", JsonSerializer.Serialize(new
        {
            Type = "Notification",
            MessageId = "7d52bd4b-3b32-4b0a-9ed2-5a3b0d6c0a11",
            TopicArn = "arn:aws:sns:us-east-1:123456789012:SecurityAudit",
            Subject = "ALARM: \"LoginFailures\" in US East (N. Virginia)",
            Message = notification,
        }));
        var outcome = engine.Run(command);
        var failures = outcome.Objects<LoginAuditFailure>();
        Assert.Equal([2, 3], failures.Select(failure => failure.RecordId));
        Assert.Equal((Start, End, source), (failures[0].Read.Window.Start!.Value, failures[0].Read.Window.End!.Value, failures[0].Read.Window.WindowSource));
        Assert.Equal(End + Late, failures[0].Read.Window.StateChangeTime);
        Assert.Empty(outcome.Warnings);
    }

    private static IEnumerable<(DateTimeOffset, string)> Events(params (DateTimeOffset Time, long RecordId)[] events) => Events(4625, events);

    private static IEnumerable<(DateTimeOffset, string)> Events(int id, params (DateTimeOffset Time, long RecordId)[] events) =>
        events.Select(e => (e.Time, new SecurityEvent(e.Time, "WIN-1", e.RecordId, id).Rendered));
}

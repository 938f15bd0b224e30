using System.Text.Json;
using Amazon.CloudWatchLogs.Model;
using Amazon.SimpleNotificationService.Model;
using AwsLoginAudit.Tests.Samples;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class AlarmTopicTests
{
    private const string New = "New-LoginAuditAlarm @aws";
    private const string OwnTopic = "arn:aws:sns:us-east-1:123456789012:WindowsSecurityLogsAlarmNotifications";
    private const string Shared = "arn:aws:sns:us-east-1:123456789012:security";

    [Fact]
    public async Task A_topic_that_is_there_is_used_and_stays_when_the_alarm_goes()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        await account.Topics.CreateTopicAsync(new CreateTopicRequest { Name = "security" });
        Assert.Equal(Shared, Assert.Single(engine.Run($"{New} -TopicArn {Shared} -Queue").Objects<LoginAuditAlarm>()).TopicArn);
        Assert.DoesNotContain(account.Changes, call => call.Action is "sns:SetTopicAttributes" or "sns:TagResource");
        Assert.Contains("WindowsSecurityLogsAlarmOperations", Assert.Single(account.Changes, call => call.Action == "sns:CreateTopic").Parameters, StringComparison.Ordinal);
        Assert.Single((await SubscriptionsAsync(account))!);

        engine.Run("Get-LoginAuditAlarm @aws | Remove-LoginAuditAlarm -Confirm:$false @aws").Objects<LoginAuditAlarm>();
        Assert.Empty(await SubscriptionsAsync(account) ?? []);
    }

    [Theory]
    [InlineData(Shared)]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:security")]
    public async Task A_topic_that_is_not_there_is_an_error_before_anything_is_made(string arn)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var (error, _) = engine.Fail($"{New} -TopicArn {arn}");
        Assert.StartsWith("TopicNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(System.Management.Automation.ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains(arn, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(account.Changes);
    }

    [Fact]
    public async Task The_alarms_own_topic_is_encrypted_where_a_key_is_given()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run(New).Objects<LoginAuditAlarm>();
        var changed = Assert.Single(engine.Run($"{New} -KmsKeyId alias/security").Objects<LoginAuditAlarm>());
        Assert.Equal("topic", Assert.Single(changed.Changes, change => change.Action == LoginAuditChangeAction.Updated).ResourceType);
        var attributes = (await account.Topics.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = OwnTopic })).Attributes!;
        Assert.Equal("alias/security", attributes["KmsMasterKeyId"]);
        // Said once, it holds.
        Assert.DoesNotContain(Assert.Single(engine.Run(New).Objects<LoginAuditAlarm>()).Changes, change => change.Action != LoginAuditChangeAction.Unchanged);
    }

    [Fact]
    public async Task The_key_that_CloudWatch_cannot_use_is_refused()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var (error, _) = engine.Fail($"{New} -KmsKeyId alias/aws/sns");
        Assert.StartsWith("UnusableKey,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(account.Server.Requests.All);
    }

    [Fact]
    public async Task A_retention_that_CloudWatch_Logs_has_not_is_refused_with_those_it_has()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var (error, _) = engine.Fail($"{New} -RetentionInDays 31");
        Assert.StartsWith("InvalidRetention,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("14, 30, 60", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(account.Server.Requests.All);
    }

    [Fact]
    public async Task A_spell_of_throttling_is_survived()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Faults = new FaultPlan { Seed = 7, ThrottlePercent = 20, ServerErrorPercent = 5 };
        Assert.All(
            Assert.Single(engine.Run($"{New} -Queue -EmailAddress soc@corp.example").Objects<LoginAuditAlarm>()).Changes,
            change => Assert.Equal(LoginAuditChangeAction.Created, change.Action));
    }

    [Fact]
    public async Task The_recording_fires_it_once_and_one_message_waits_in_the_queue()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var alarm = Assert.Single(engine.Run($"{New} -Threshold 5 -Queue").Objects<LoginAuditAlarm>());
        Assert.Empty(account.Server.Queues.BodiesIn(alarm.AlarmName));

        var period = alarm.Rule!.Period!.Value;
        var start = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow() - (2 * period)).ToUnixTimeSeconds());
        account.Server.Alarms.SetPhase(alarm.AlarmName, TimeSpan.FromSeconds(start.ToUnixTimeSeconds() % (long)period.TotalSeconds));
        account.Server.Alarms.EvaluationDelay = 4 * period;
        await ReplayAsync(account, start);
        account.Server.Alarms.EvaluationDelay = TimeSpan.FromMinutes(1);
        for (var minute = 0; minute < 10; minute++)
            account.Server.Alarms.Evaluate(start + period + TimeSpan.FromMinutes(1 + minute));

        Assert.Equal("ALARM", Assert.Single(account.Notifications, change => change.State == "ALARM").State);
        var envelope = JsonDocument.Parse(Assert.Single(account.Server.Queues.BodiesIn(alarm.AlarmName))).RootElement;
        Assert.Equal(OwnTopic, envelope.GetProperty("TopicArn").GetString());
        Assert.Equal(alarm.AlarmName, JsonDocument.Parse(envelope.GetProperty("Message").GetString()!).RootElement.GetProperty("AlarmName").GetString());
        Assert.Empty(account.Server.Notifications.Lost);
    }

    // As the agents would send it, had it begun at that time.
    private static async Task ReplayAsync(Account account, DateTimeOffset start)
    {
        var recorded = File.ReadLines(SampleFiles.Recording).Select(line => JsonSerializer.Deserialize<RecordedEvent>(line, JsonSerializerOptions.Web)!).ToList();
        var shift = start.ToUnixTimeMilliseconds() - (recorded[0].Timestamp / 1000 * 1000);
        foreach (var stream in recorded.GroupBy(item => item.LogStreamName))
        {
            await account.Logs.CreateLogStreamAsync(new CreateLogStreamRequest { LogGroupName = Account.LogGroup, LogStreamName = stream.Key });
            await account.Logs.PutLogEventsAsync(new PutLogEventsRequest
            {
                LogGroupName = Account.LogGroup,
                LogStreamName = stream.Key,
                LogEvents = [.. stream.Select(item => new InputLogEvent { Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(item.Timestamp + shift).UtcDateTime, Message = item.Message })],
            });
        }
    }

    private static async Task<List<Subscription>?> SubscriptionsAsync(Account account) =>
        (await account.Topics.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = Shared })).Subscriptions;

    private sealed record RecordedEvent(string LogStreamName, long Timestamp, string Message);
}

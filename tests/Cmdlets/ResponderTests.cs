using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Lambda;
using Amazon.Runtime;
using LocalAws.Identity;
using MimeKit;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The responder as it ships, installed by its cmdlet and executed in a process of its own.</summary>
public sealed class ResponderTests
{
    private const string OnCall = "oncall@corp.example";
    private const string Install = $"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {OnCall} @aws";

    [Fact]
    public async Task An_alarm_becomes_a_mail_that_says_the_same_as_the_one_by_the_queue()
    {
        await using var scene = await InstalledAsync();
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        scene.Engine.Run("Invoke-LoginAuditResponse @mail @aws").Objects<LoginAuditResponse>();

        var invocation = Assert.Single(scene.Account.Server.Functions.Invocations);
        Assert.True(invocation.Succeeded, string.Join('\n', invocation.LogLines));
        var mails = scene.Account.Server.Mail.Outbox;
        Assert.Equal([OnCall, AttackScene.Recipient], mails.SelectMany(mail => mail.Recipients));
        Assert.Equal(Told(mails[0].Message), Told(mails[1].Message));
        Assert.Contains(AttackScene.Guessed, mails[0].Message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(AttackScene.Spared, mails[0].Message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_log_is_of_JSON_lines_and_names_no_address()
    {
        await using var scene = await InstalledAsync();
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        var log = Assert.Single(scene.Account.Server.Functions.Invocations).LogLines;
        var counted = Assert.Single(log, line => line.StartsWith("{\"level\":\"Information\",\"message\":\"Counted\"", StringComparison.Ordinal));
        Assert.EndsWith("\"instancesOverThreshold\":1,\"findings\":1,\"gotIn\":\"Unknown\",\"failedLogins\":46,\"excluded\":0,\"otherAuditFailures\":0}", counted, StringComparison.Ordinal);
        Assert.Contains("\"compared\":\"CloudWatch counted ", counted, StringComparison.Ordinal);
        Assert.Contains(log, line => line.Contains("\"message\":\"Mailed\"", StringComparison.Ordinal));
        Assert.DoesNotContain(log, line => line.Contains('@', StringComparison.Ordinal));

        // And where an administrator looks for it.
        var written = await scene.Account.Logs.FilterLogEventsAsync(new() { LogGroupName = $"/aws/lambda/{AttackScene.Alarm}-responder", FilterPattern = "Counted" });
        Assert.Single(written.Events!);
    }

    [Fact]
    public async Task A_retry_of_what_was_mailed_does_not_mail_twice()
    {
        await using var scene = await InstalledAsync();
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        var first = Assert.Single(scene.Account.Server.Functions.Invocations);
        scene.Account.Server.Functions.Send(first.FunctionName, first.Event);
        await scene.Account.Server.Functions.SettledAsync();
        Assert.True(scene.Account.Server.Functions.Invocations[1].Succeeded);
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task An_alarm_that_is_OK_again_mails_nobody()
    {
        await using var scene = await InstalledAsync();
        scene.Account.Server.Functions.Send($"{AttackScene.Alarm}-responder", new JsonObject
        {
            ["Records"] = new JsonArray(new JsonObject
            {
                ["Sns"] = new JsonObject { ["Message"] = $$"""{"AlarmName":"{{AttackScene.Alarm}}","NewStateValue":"OK","StateChangeTime":"{{scene.Start:O}}"}""" },
            }),
        }.ToJsonString());
        await scene.Account.Server.Functions.SettledAsync();
        Assert.True(Assert.Single(scene.Account.Server.Functions.Invocations).Succeeded);
        Assert.Empty(scene.Account.Server.Mail.Outbox);
        Assert.Equal(0, scene.Account.Server.Requests.Count("logs:FilterLogEvents"));
    }

    [Fact]
    public async Task Another_threshold_takes_the_place_of_the_alarms()
    {
        await using var scene = await InstalledAsync(" -Threshold 46");
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        Assert.True(Assert.Single(scene.Account.Server.Functions.Invocations).Succeeded);
        Assert.Empty(scene.Account.Server.Mail.Outbox);
    }

    // As the published solution has its variables, typed by hand.
    [Fact]
    public async Task Several_recipients_are_separated_by_commas_and_blanks_do_not_count()
    {
        await using var scene = await InstalledAsync();
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {OnCall}, {AttackScene.Recipient} @aws").Errors);
        using var lambda = new AmazonLambdaClient(
            new BasicAWSCredentials("ADMINISTRATOR", "secret"), new AmazonLambdaConfig { ServiceURL = scene.Account.Server.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        await lambda.UpdateFunctionConfigurationAsync(new()
        {
            FunctionName = $"{AttackScene.Alarm}-responder",
            Environment = new() { Variables = new() { ["SENDER_EMAIL"] = AttackScene.Sender, ["RECIPIENT_EMAIL"] = $"{OnCall} , {AttackScene.Recipient}", ["ALARM_THRESHOLD"] = "5" } },
        });
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Equal([OnCall, AttackScene.Recipient], Assert.Single(scene.Account.Server.Mail.Outbox).Recipients);
    }

    [Fact]
    public async Task What_fails_is_tried_three_times_and_then_set_aside()
    {
        await using var scene = await InstalledAsync();
        scene.Account.Server.Mail.SendingEnabled = false;
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Equal([1, 2, 3], scene.Account.Server.Functions.Invocations.Select(invocation => invocation.Attempt));
        Assert.All(scene.Account.Server.Functions.Invocations, invocation => Assert.Equal("SendingPaused", invocation.ErrorType));
        Assert.Contains("Sending is paused", scene.Account.Server.Functions.Invocations[0].ErrorMessage, StringComparison.Ordinal);
        Assert.Single(scene.Account.Server.Queues.BodiesIn($"{AttackScene.Alarm}-responder-dead-letters"));
        Assert.Equal(1, Assert.Single(scene.Engine.Run("Get-LoginAuditResponder @aws").Objects<LoginAuditResponder>()).DeadLetters);
    }

    [Theory]
    [InlineData("logs", "FilterLogEvents", "logGroupName", "/aws/other")]
    [InlineData("logs", "CreateLogStream", "logGroupName", "/aws/SecurityAuditLogs")]
    [InlineData("logs", "DeleteLogGroup", "logGroupName", "/aws/SecurityAuditLogs")]
    public async Task Its_role_lets_it_into_no_other_log_group(string service, string operation, string parameter, string value)
    {
        await using var scene = await InstalledAsync();
        scene.Account.Server.Logs.Load("/aws/other", "i-1", []);
        using var caller = new LocalAwsCaller(scene.Account.Server) { Credentials = Credentials(scene) };
        Assert.Equal("logs", service);
        var answer = await caller.Logs(operation, new Dictionary<string, string>(StringComparer.Ordinal) { [parameter] = value, ["logStreamName"] = "x" }
            .Where(pair => operation == "CreateLogStream" || pair.Key == parameter).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));
        answer.Refused("AccessDeniedException");
    }

    [Theory]
    [InlineData("other@corp.example", OnCall)]
    [InlineData(AttackScene.Sender, "stranger@corp.example")]
    public async Task Its_role_mails_from_no_other_sender_and_to_nobody_else(string from, string to)
    {
        await using var scene = await InstalledAsync();
        scene.Account.Server.Mail.IsSandbox = false;
        scene.Account.Server.Mail.Verify("other@corp.example");
        using var caller = new LocalAwsCaller(scene.Account.Server) { Credentials = Credentials(scene) };
        var raw = Convert.ToBase64String(Encoding.ASCII.GetBytes($"From: {from}\r\nTo: {to}\r\nSubject: x\r\n\r\nx\r\n"));
        var (status, body) = await caller.Mail("SendRawEmail", ("Source", from), ("Destinations.member.1", to), ("RawMessage.Data", raw));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("is not authorized to perform", body.Value, StringComparison.Ordinal);
        Assert.Empty(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task No_other_topic_may_call_it()
    {
        await using var scene = await InstalledAsync();
        var other = (await scene.Account.Topics.CreateTopicAsync(new() { Name = "other" })).TopicArn!;
        await scene.Account.Topics.SubscribeAsync(new() { TopicArn = other, Protocol = "lambda", Endpoint = $"arn:aws:lambda:us-east-1:123456789012:function:{AttackScene.Alarm}-responder" });
        scene.Account.Server.Notifications.Publish(other, "{}");
        Assert.Contains("does not let sns.amazonaws.com invoke it", Assert.Single(scene.Account.Server.Notifications.Lost).Reason, StringComparison.Ordinal);
        Assert.Empty(scene.Account.Server.Functions.Invocations);
    }

    [Fact]
    public async Task It_follows_up_by_its_schedule_while_the_alarm_stays_in_ALARM()
    {
        await using var scene = await InstalledAsync(" -FollowUp");
        Assert.Equal("rate(5 minutes)", Assert.Single(scene.Engine.Run("Get-LoginAuditResponder @aws").Objects<LoginAuditResponder>()).FollowUpSchedule);
        scene.Account.Server.Schedules.Tick($"{AttackScene.Alarm}-responder-follow-up");
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Empty(scene.Account.Server.Mail.Outbox);

        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        scene.Fail(period: 2, guessed: 20, spared: 3);
        for (var tick = 0; tick < 2; tick++)
            scene.Account.Server.Schedules.Tick($"{AttackScene.Alarm}-responder-follow-up");
        await scene.Account.Server.Functions.SettledAsync();
        Assert.All(scene.Account.Server.Functions.Invocations, invocation => Assert.True(invocation.Succeeded, string.Join('\n', invocation.LogLines)));
        Assert.Equal(2, scene.Account.Server.Mail.Outbox.Count);
        Assert.StartsWith("Still going on since ", scene.Account.Server.Mail.Outbox[1].Message.Subject, StringComparison.Ordinal);
        Assert.Contains("20 failed logins", scene.Account.Server.Mail.Outbox[1].Message.TextBody!.Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follow_up_that_failed_is_tried_again_though_the_alarm_is_OK_by_then()
    {
        await using var scene = await InstalledAsync(" -FollowUp");
        using var caller = new LocalAwsCaller(scene.Account.Server);
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        scene.Fail(period: 2, guessed: 20, spared: 3);
        scene.Account.Server.Functions.RetryDelay = _ =>
        {
            scene.Account.Server.Faults = new();
            // The function's log lines make CloudWatch look again, and the first period would fire the alarm anew.
            scene.Account.Server.Alarms.EvaluationDelay = TimeSpan.FromHours(1);
            caller.Alarms("SetAlarmState", new { AlarmName = AttackScene.Alarm, StateValue = "OK", StateReason = "over" }).GetAwaiter().GetResult();
            return TimeSpan.Zero;
        };
        scene.Account.Server.Faults = new() { DeniedActions = new HashSet<string>(["logs:FilterLogEvents"], StringComparer.Ordinal) };
        scene.Account.Server.Schedules.Tick($"{AttackScene.Alarm}-responder-follow-up");
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Single(scene.Account.Server.Functions.Invocations, invocation => !invocation.Succeeded);
        Assert.Equal(2, scene.Account.Server.Mail.Outbox.Count);
        Assert.Contains("20 failed logins", scene.Account.Server.Mail.Outbox[1].Message.TextBody!.Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follow_up_reads_every_period_since_the_last_one()
    {
        await using var scene = await InstalledAsync(" -FollowUp");
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        scene.Fail(period: 1, guessed: 11, spared: 3);
        scene.Fail(period: 2, guessed: 20, spared: 3);
        for (var tick = 0; tick < 2; tick++)
        {
            scene.Account.Server.Schedules.Tick($"{AttackScene.Alarm}-responder-follow-up");
            await scene.Account.Server.Functions.SettledAsync();
        }
        var bodies = scene.Account.Server.Mail.Outbox.Select(mail => mail.Message.TextBody!).ToList();
        Assert.Equal(3, bodies.Count);
        Assert.Contains("11 failed logins", bodies[1], StringComparison.Ordinal);
        Assert.Contains("20 failed logins", bodies[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "NotANotification")]
    [InlineData("""{"followUp":7}""", "NotANotification")]
    [InlineData("""{"Records":[{"Sns\ud800":{"Message\ud800":"x"}}]}""", "NotANotification")]
    [InlineData("""{"Records":[{"Sns":{"Message":"hello"}}]}""", "NotANotification")]
    public async Task An_event_that_it_does_not_know_fails_loudly(string payload, string error)
    {
        await using var scene = await InstalledAsync();
        scene.Account.Server.Functions.Send($"{AttackScene.Alarm}-responder", payload);
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Equal(3, scene.Account.Server.Functions.Invocations.Count);
        Assert.Contains(scene.Account.Server.Functions.Invocations[0].LogLines, line => line.Contains($"\"error\":\"{error}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_record_of_an_event_is_answered_though_one_fails()
    {
        await using var scene = await InstalledAsync();
        scene.Fire();
        await scene.Account.Server.Functions.SettledAsync();
        var record = JsonNode.Parse(scene.Account.Server.Functions.Invocations[0].Event)!["Records"]![0]!;
        var broken = record.DeepClone();
        broken["Sns"]!["Message"] = "hello";
        var payload = new JsonObject { ["Records"] = new JsonArray(broken, record.DeepClone()) };
        // It forgets with its table what it has mailed.
        scene.Engine.Run($"Uninstall-LoginAuditResponder {AttackScene.Alarm} -IncludeLogGroup -Confirm:$false @aws");
        scene.Account.Server.Queues.ForgetDeleted();
        Assert.Empty(scene.Engine.Run(Install).Errors);
        scene.Account.Server.Functions.Send($"{AttackScene.Alarm}-responder", payload.ToJsonString());
        await scene.Account.Server.Functions.SettledAsync();
        Assert.Equal(2, scene.Account.Server.Mail.Outbox.Count);
        Assert.False(scene.Account.Server.Functions.Invocations[^1].Succeeded);
    }

    private static async Task<AttackScene> InstalledAsync(string more = "")
    {
        var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Mail.Verify(OnCall);
        scene.Account.Server.Functions.RetryDelay = _ => TimeSpan.Zero;
        Assert.Empty(scene.Engine.Run(Install + more).Errors);
        return scene;
    }

    private static RoleCredentials Credentials(AttackScene scene) => scene.Account.Server.Identity.Assume(
        $"arn:aws:iam::123456789012:role/{AttackScene.Alarm}-responder-us-east-1", "lambda.amazonaws.com");

    // The function names a command of the AWS CLI, and a cmdlet its own.
    private static string Told(MimeMessage message) => string.Join('\n', Regex.Replace(message.TextBody!, @"successful\s+logins\s+from\s.+?UTC\s+to\s.+?UTC", "", RegexOptions.Singleline, TimeSpan.FromSeconds(5)).Split('\n')
        .Where(line => !line.StartsWith("Report created:", StringComparison.Ordinal) && !line.StartsWith("aws logs ", StringComparison.Ordinal) && !line.StartsWith("Get-LoginAuditFailure ", StringComparison.Ordinal)));
}

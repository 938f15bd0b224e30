namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Invoke-LoginAuditResponse: from a firing to the mail and the acknowledgement, as the function responds.</summary>
public sealed class ResponseTests
{
    private const string Respond = "Invoke-LoginAuditResponse @mail @aws";

    [Fact]
    public async Task One_pass_over_the_queue_mails_each_firing_once_and_acknowledges_it()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var response = Assert.Single(scene.Engine.Run(Respond).Objects<LoginAuditResponse>());
        Assert.True(response is { Done: true, Acknowledged: true, OverThresholdCount: 1, Failures: 46, ReceiveCount: 1, Problems.Count: 0 }, response.ToString());
        Assert.Equal(Assert.Single(response.Receipts).MessageId, Assert.Single(scene.Account.Server.Mail.Outbox).MessageId);
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
        var again = scene.Engine.Run(Respond);
        Assert.Empty(again.Output);
        Assert.Empty(again.Errors);
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task A_notification_of_another_alarms_queue_comes_by_the_pipeline()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var response = Assert.Single(scene.Engine.Run($"Receive-LoginAuditNotification {AttackScene.Alarm} @aws | {Respond}").Objects<LoginAuditResponse>());
        Assert.True(response is { Done: true, Acknowledged: true }, response.ToString());
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Fact]
    public async Task The_latest_firing_of_an_alarm_is_mailed_once_however_often_it_is_asked_for()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var run = $"Invoke-LoginAuditResponse {AttackScene.Alarm} @mail @aws";
        Assert.Single(Assert.Single(scene.Engine.Run(run).Objects<LoginAuditResponse>()).Receipts);
        var second = Assert.Single(scene.Engine.Run(run).Objects<LoginAuditResponse>());
        Assert.Equal([AttackScene.Recipient], second.EarlierRecipients);
        Assert.True(second is { Done: true, Acknowledged: false, Receipts.Count: 0 }, second.ToString());
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Theory]
    [InlineData("")]
    [InlineData("| ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }")]
    public async Task Alarms_from_the_pipeline_are_responded_to_one_by_one(string copied)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Assert.Empty(scene.Engine.Run("New-LoginAuditAlarm Another @aws").Errors);
        var outcome = scene.Engine.Run($"Get-LoginAuditAlarm Another, {AttackScene.Alarm} @aws {copied} | {Respond}");
        Assert.StartsWith("AlarmNeverFired,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([("Another", false), (AttackScene.Alarm, true)], outcome.Output.Select(item => (LoginAuditResponse)item.BaseObject).Select(response => (response.AlarmName, response.Done)));
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task A_follow_up_responds_to_each_period_once_the_oldest_first()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Fail(1);
        scene.Fail(2);
        var run = $"Invoke-LoginAuditResponse {AttackScene.Alarm} -FollowUp @mail @aws";
        var responses = scene.Engine.Run(run).Objects<LoginAuditResponse>().ToList();
        Assert.Equal(responses.Select(response => response.Start).OrderBy(start => start), responses.Select(response => response.Start));
        Assert.Equal(2, responses.Sum(response => response.OverThresholdCount));
        Assert.All(responses, response => Assert.True(response.Done, response.ToString()));
        Assert.Empty(scene.Engine.Run(run).Output);
        Assert.Equal(2, scene.Account.Server.Mail.Outbox.Count);
    }

    [Theory]
    [InlineData("Failed", "")]
    [InlineData("Success", "ses:GetIdentityVerificationAttributes")]
    [InlineData("TemporaryFailure", "")]
    public async Task A_sender_that_SES_has_not_verified_ends_it_before_a_notification_is_received(string status, string denied)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Mail.SetStatus(AttackScene.Sender, status);
        scene.Account.Server.Faults = new() { DeniedActions = new HashSet<string>([denied], StringComparer.Ordinal) };
        var outcome = scene.Engine.Run(Respond);
        var isStopped = status == "Failed";
        Assert.Equal(isStopped, outcome.Errors.Any(error => error.FullyQualifiedErrorId.StartsWith("SenderNotVerified,", StringComparison.Ordinal) && outcome.Output.Count == 0));
        Assert.Equal(isStopped ? 0 : 1, scene.Account.Server.Requests.Of("sqs:ReceiveMessage").Take(1).Count());
    }

    [Fact]
    public async Task What_fails_is_in_the_response_and_stays_in_the_queue()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Mail.SendingEnabled = false;
        var outcome = scene.Engine.Run(Respond);
        var response = Assert.Single(outcome.Output.Select(item => item.BaseObject).OfType<LoginAuditResponse>());
        Assert.True(response is { Done: false, Acknowledged: false, Failures: 46, Receipts.Count: 0 }, response.ToString());
        Assert.Contains("Sending is paused", Assert.Single(response.Problems), StringComparison.Ordinal);
        Assert.Single(outcome.Errors);
        Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Fact]
    public async Task One_that_fails_does_not_stop_the_others()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var url = (await scene.Account.Queues.GetQueueUrlAsync(AttackScene.Alarm)).QueueUrl;
        var forged = scene.Account.Notifications[0].Json.Replace("\"StateChangeTime\":\"20", "\"StateChangeTime\":\"19", StringComparison.Ordinal);
        await scene.Account.Queues.SendMessageAsync(url, forged);
        var outcome = scene.Engine.Run(Respond);
        var responses = outcome.Output.Select(item => item.BaseObject).OfType<LoginAuditResponse>().ToList();
        Assert.Equal([false, true], responses.Select(response => response.Done).Order());
        Assert.StartsWith("NotificationNotConfirmed,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(forged, Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm)));
    }

    [Fact]
    public async Task WhatIf_receives_nothing_reads_nothing_mails_nothing_and_acknowledges_nothing()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Assert.Empty(scene.Engine.Run($"{Respond} -WhatIf").Output);
        Assert.Equal(0, scene.Account.Server.Requests.Count("sqs:ReceiveMessage"));
        Assert.Empty(scene.Account.Server.Mail.Outbox);
        Assert.Equal(0, scene.Account.Server.Requests.Count("logs:FilterLogEvents"));
        Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Theory]
    [InlineData("1", "An object of type System.Int32 is not a notification")]
    [InlineData("$null", "$null is not a notification")]
    [InlineData("'{}'", "")]
    public async Task Anything_else_in_the_pipeline_ends_it_with_what_is_expected(string input, string message)
    {
        await using var scene = await AttackScene.OpenAsync();
        var (error, _) = scene.Engine.Fail($"{input} | {Respond}");
        Assert.StartsWith("NotANotification,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
    }

    // The function counts as Measure-LoginAuditFailure does; its role must not keep it from that.
    [Fact]
    public async Task The_function_may_have_Insights_count_its_own_log_groups_and_no_others()
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws").Errors);
        using var function = new LocalAwsCaller(scene.Account.Server)
        {
            Credentials = scene.Account.Server.Identity.Assume($"arn:aws:iam::123456789012:role/{AttackScene.Alarm}-responder-us-east-1", "lambda.amazonaws.com"),
        };
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var query = (await function.Logs("StartQuery", new { logGroupName = Account.LogGroup, startTime = now - 60, endTime = now + 60, queryString = "fields @message" })).Succeeded();
        (await function.Logs("GetQueryResults", new { queryId = (string)query["queryId"]! })).Succeeded();
        (await function.Logs("DescribeLogGroups", new { logGroupNamePrefix = Account.LogGroup })).Succeeded();
        await scene.Account.Logs.CreateLogGroupAsync(new() { LogGroupName = "/other" });
        (await function.Logs("StartQuery", new { logGroupName = "/other", startTime = now - 60, endTime = now + 60, queryString = "fields @message" })).Refused("AccessDeniedException");
    }
}

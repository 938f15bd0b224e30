using Amazon.SQS.Model;
using AwsLoginAudit.Aws;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class QueueTests
{
    private const string Receive = $"Receive-LoginAuditNotification {AttackScene.Alarm} @aws";
    private const string Answer = "$report = $_ | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure | Send-LoginAuditReport -PassThru @mail @aws; $report; $_ | Complete-LoginAuditNotification -Report $report @aws";

    [Fact]
    public async Task The_two_lines_of_the_promise_mail_once_and_empty_the_queue()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Assert.Single(scene.Engine.Run($"{Receive} | ForEach-Object {{ {Answer} }}").Objects<LoginAuditReport>());
        Assert.Single(scene.Account.Server.Mail.Outbox);
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
        Assert.Empty(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>());
    }

    [Fact]
    public async Task A_notification_says_which_alarm_and_when_and_how_it_came()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var notification = Assert.Single(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>());
        Assert.Equal((AttackScene.Alarm, "ALARM", false), (notification.AlarmName, notification.NewState, notification.Repeated));
        Assert.Equal(1, notification.Delivery!.ReceiveCount);
        Assert.InRange(DateTimeOffset.UtcNow - notification.Delivery.ReceivedAt, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Raw_delivery_is_understood_too()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Fire();
        var json = scene.Account.Notifications[0].Json;
        await PurgeAsync(scene);
        await SendAsync(scene, json);
        Assert.Equal(AttackScene.Alarm, Assert.Single(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>()).AlarmName);
    }

    [Fact]
    public async Task What_is_not_acknowledged_comes_again()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Assert.Single(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>());
        Assert.Empty(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>());
        ShowAgain(scene);
        var again = Assert.Single(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>());
        Assert.Equal(2, again.Delivery!.ReceiveCount);
        // Nobody has answered it: it must not be dropped.
        Assert.False(again.Repeated);
    }

    [Fact]
    public async Task What_was_mailed_and_not_acknowledged_comes_again_marked_as_repeated_and_is_not_mailed_again()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Run($"{Receive} | ForEach-Object {{ $_ | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure | Send-LoginAuditReport @mail @aws }}").Objects<LoginAuditReceipt>();
        ShowAgain(scene);
        Assert.Single(scene.Engine.Run($"{Receive} | ForEach-Object {{ $script:seen = $_; {Answer} }}").Objects<LoginAuditReport>());
        Assert.Equal(true, Assert.Single(scene.Engine.Run("$script:seen.Repeated").Output).BaseObject);
        Assert.Single(scene.Account.Server.Mail.Outbox);
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Fact]
    public async Task A_copy_of_what_was_acknowledged_is_marked_as_repeated()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var copy = Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
        Assert.Empty(scene.Engine.Run($"{Receive} | Complete-LoginAuditNotification -Force @aws").Errors);
        await SendAsync(scene, copy);
        Assert.True(Assert.Single(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>()).Repeated);
    }

    [Theory]
    [InlineData("logs:FilterLogEvents")]
    [InlineData("cloudwatch:DescribeAlarms")]
    [InlineData("ses:SendRawEmail")]
    public async Task What_could_not_be_read_or_mailed_is_not_acknowledged_though_the_script_goes_on(string denied)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { denied } };
        var errors = scene.Engine.Run($"{Receive} | ForEach-Object {{ {Answer} }}").Errors;
        var refused = Assert.Single(errors, error => error.FullyQualifiedErrorId.StartsWith("NotificationNotHandled,", StringComparison.Ordinal));
        Assert.Contains("no report shows that its failed logins were read and, if necessary, mailed", refused.Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("(Send-LoginAuditReport -PassThru or New-LoginAuditReport), or use -Force.", refused.Exception.Message, StringComparison.Ordinal);

        scene.Account.Server.Faults = new FaultPlan();
        ShowAgain(scene);
        Assert.Single(scene.Engine.Run($"{Receive} | ForEach-Object {{ {Answer} }}").Objects<LoginAuditReport>());
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    // More than one page of failures, none over the limit that is asked about; the second page is refused.
    [Fact]
    public async Task What_could_be_read_in_part_is_mailed_as_a_part_and_comes_again_to_be_mailed_whole()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Fail(new GeneratedFailures { Count = 1_500, Start = default });
        scene.Evaluate();
        scene.Account.Server.Faults = new FaultPlan { CredentialsExpireAfter = 13 };
        var received = $"{Receive} | ForEach-Object {{ $_ | Get-LoginAuditFailure -ErrorAction SilentlyContinue @aws | Measure-LoginAuditFailure -Threshold 100000 |"
            + " ForEach-Object { $counts += @($_) } }; $counts";
        Assert.NotEmpty(scene.Engine.Run(received).Output);
        scene.Account.Server.Faults = new FaultPlan();
        Assert.Single(scene.Engine.Run("$counts | Send-LoginAuditReport @mail @aws").Objects<LoginAuditReceipt>());
        var mail = Assert.Single(scene.Account.Server.Mail.Outbox).Message;
        Assert.Matches("^Incomplete: [0-9]+ instances: ", mail.Subject);
        Assert.Contains("there may be more", mail.TextBody!.Unwrapped(), StringComparison.Ordinal);
        Assert.Contains("failures-incomplete.csv.gz", mail.TextBody, StringComparison.Ordinal);
        Assert.Empty(scene.Engine.Run("$counts | Send-LoginAuditReport @mail @aws").Objects<LoginAuditReceipt>());

        ShowAgain(scene);
        AssertUnfinished("its failed logins were not read completely", scene.Engine.Run($"{Receive} | Complete-LoginAuditNotification -Report ($counts | New-LoginAuditReport) @aws"));
        ShowAgain(scene);
        Assert.Single(scene.Engine.Run($"{Receive} | ForEach-Object {{ {Answer} }}").Objects<LoginAuditReport>());
        Assert.Matches("^[0-9]+ instances: ", scene.Account.Server.Mail.Outbox[^1].Message.Subject);
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Theory]
    [InlineData("$_ | Get-LoginAuditFailure @aws | Select-First | Measure-LoginAuditFailure | New-LoginAuditReport", "its failed logins were not read completely")]
    [InlineData("$problem", "its failed logins were not read completely")]
    [InlineData("@() | New-LoginAuditReport", "its failed logins were not read completely in this session")]
    [InlineData("$_ | Get-LoginAuditFailure @aws | ForEach-Object { Copy-Object $_ } | Measure-LoginAuditFailure | New-LoginAuditReport", "its failed logins were not read completely")]
    [InlineData("$before", "the report was created before the notification was received")]
    [InlineData("$other", "the report is about another state change")]
    [InlineData("$null", "no report shows that its failed logins were read")]
    [InlineData("@()", "no report shows that its failed logins were read")]
    public async Task A_report_that_does_not_show_that_this_firing_was_read_to_the_end_acknowledges_nothing(string report, string reason)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Run("$before = @() | New-LoginAuditReport; function Copy-Object { param($Value) [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Value)) }");
        scene.Engine.Set("problem", LoginAuditReport.OfProblems(["The script failed."], DateTimeOffset.UtcNow.AddHours(1)));
        scene.Engine.Set("other", LoginAuditReport.Create([new() { Name = "i-1", Window = new() { AlarmName = AttackScene.Alarm, StateChangeTime = DateTimeOffset.UnixEpoch }, Result = new() }], DateTimeOffset.UtcNow));
        AssertUnfinished(reason, scene.Engine.Run($"{Receive} | ForEach-Object {{ $report = {report}; $_ | Complete-LoginAuditNotification -Report $report @aws }}"));
        Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    // PowerShell continues after an error within a script block, and an empty report looks as after a quiet night.
    [Fact]
    public async Task A_report_after_a_failed_read_acknowledges_nothing()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        const string FailedRead = "& { $_ | Get-LoginAuditFailure -EndpointUrl http://127.0.0.1:1 -Region us-east-1 -AccessKey x -SecretKey x }";
        var outcome = scene.Engine.Run($"{Receive} | ForEach-Object {{ $report = {FailedRead} | Measure-LoginAuditFailure | New-LoginAuditReport; $_ | Complete-LoginAuditNotification -Report $report @aws }}");
        Assert.Equal(["EndpointUnreachable", "NotificationNotHandled"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Theory]
    [InlineData("$_ | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure | New-LoginAuditReport")]
    [InlineData("$_ | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure -Threshold 100000 | New-LoginAuditReport")]
    [InlineData("$_ | Get-LoginAuditFailure @aws | Measure-LoginAuditFailure -Threshold 100000 | Send-LoginAuditReport -PassThru @mail @aws")]
    public async Task A_complete_report_of_this_firing_acknowledges_it_also_if_nothing_is_over_the_threshold(string report)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Assert.Empty(scene.Engine.Run($"{Receive} | ForEach-Object {{ $report = {report}; $_ | Complete-LoginAuditNotification -Report $report @aws }}").Errors);
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Fact]
    public async Task Force_acknowledges_what_was_not_answered()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "logs:FilterLogEvents" } };
        scene.Engine.Run($"{Receive} | ForEach-Object {{ $_ | Get-LoginAuditFailure @aws; $_ | Complete-LoginAuditNotification -Force @aws }}");
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Fact]
    public async Task While_it_is_worked_on_nobody_else_gets_it()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var connection = new AwsConnection { Region = "us-east-1", AccessKey = Engine.AccessKey, SecretKey = Engine.SecretKey, EndpointUrl = scene.Account.Server.Endpoint.AbsoluteUri };
        using var session = new AwsSession(connection, _ => { });
        var queue = new NotificationQueue(session, hidden: TimeSpan.FromSeconds(2));
        await foreach (var notification in queue.ReceiveAsync(AttackScene.Alarm, null, wait: false, _ => { }, TestContext.Current.CancellationToken))
        {
            // Twice as long as it is hidden for at a time.
            while (scene.Account.Server.Requests.Count("sqs:ChangeMessageVisibility") < 4)
                await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
            Assert.Equal(1, notification.Delivery!.ReceiveCount);
            Assert.Empty(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>());
            await queue.CompleteAsync(notification, TestContext.Current.CancellationToken);
        }
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    [Fact]
    public async Task Other_messages_are_left_alone_and_named()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var json = scene.Account.Notifications[0].Json;
        await PurgeAsync(scene);
        await SendAsync(scene, json.Replace("\"ALARM\"", "\"OK\"", StringComparison.Ordinal));
        await SendAsync(scene, json.Replace(AttackScene.Alarm, "Somebodys", StringComparison.Ordinal));
        await SendAsync(scene, "hello");
        var outcome = scene.Engine.Run($"{Receive} -Verbose");
        Assert.Empty(outcome.Objects<LoginAuditAlarmNotification>());
        Assert.Contains(outcome.Verbose, line => line.Contains($"reports the state OK of {AttackScene.Alarm}. It stays in the queue.", StringComparison.Ordinal));
        Assert.Contains(outcome.Verbose, line => line.Contains("reports the state ALARM of Somebodys. It stays in the queue.", StringComparison.Ordinal));
        Assert.Contains(outcome.Verbose, line => line.EndsWith("is not an alarm notification. It stays in the queue.", StringComparison.Ordinal));
        Assert.Equal(3, scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm).Count);
    }

    [Fact]
    public async Task What_nobody_acknowledges_five_times_is_shown_as_dead_letter_and_stays_until_it_is_acknowledged()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        for (var time = 0; time < 5; time++)
        {
            Assert.Single(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>());
            ShowAgain(scene);
        }
        Assert.Empty(scene.Engine.Run(Receive).Objects<LoginAuditAlarmNotification>());
        Assert.Single(scene.Engine.Run($"{Receive} -DeadLetter").Objects<LoginAuditAlarmNotification>());
        Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm + "-dead-letters"));

        ShowAgain(scene, AttackScene.Alarm + "-dead-letters");
        Assert.Empty(scene.Engine.Run($"{Receive} -DeadLetter | Complete-LoginAuditNotification -Force @aws").Errors);
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm + "-dead-letters"));
    }

    [Fact]
    public async Task What_did_not_come_from_a_queue_cannot_be_acknowledged()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Set("notification", LoginAuditAlarmNotification.Parse(scene.Account.Notifications[0].Json));
        var error = Assert.Single(scene.Engine.Run("$notification | Complete-LoginAuditNotification @aws").Errors);
        Assert.StartsWith("NotFromQueue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_queue_the_error_says_how_to_make_one()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var (error, _) = engine.Fail("Receive-LoginAuditNotification @aws");
        Assert.StartsWith("QueueNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("New-LoginAuditAlarm -AlarmName 'WindowsSecurityLogsAlarm' -Queue", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_acknowledges_nothing()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Run($"{Receive} | Complete-LoginAuditNotification -Force -WhatIf @aws");
        Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));
    }

    private static void AssertUnfinished(string reason, Outcome outcome)
    {
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("NotificationNotHandled,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"is not acknowledged, because {reason}", error.Exception.Message, StringComparison.Ordinal);
    }

    private static async Task<string> UrlAsync(AttackScene scene, string queue) => (await scene.Account.Queues.GetQueueUrlAsync(queue)).QueueUrl;

    private static async Task SendAsync(AttackScene scene, string body) =>
        await scene.Account.Queues.SendMessageAsync(await UrlAsync(scene, AttackScene.Alarm), body);

    // As if the time were over for which it is hidden.
    private static void ShowAgain(AttackScene scene, string queue = AttackScene.Alarm) => scene.Account.Server.Queues.ShowAgain(queue);

    private static async Task PurgeAsync(AttackScene scene)
    {
        var url = await UrlAsync(scene, AttackScene.Alarm);
        var got = await scene.Account.Queues.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url });
        foreach (var message in got.Messages)
            await scene.Account.Queues.DeleteMessageAsync(url, message.ReceiptHandle);
    }
}

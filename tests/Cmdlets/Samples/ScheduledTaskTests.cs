using AwsLoginAudit.Tests.Cmdlets;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.Samples;

public sealed class ScheduledTaskTests
{
    private const string To = $"-To {AttackScene.Recipient}";
    private const string DeadLetters = AttackScene.Alarm + "-dead-letters";

    [Fact]
    public async Task The_report_is_mailed_once_and_the_next_run_has_nothing_to_do()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var (exitCode, output) = await ScheduledTask.RunAsync(scene.Account.Server, To);
        Assert.Equal(0, exitCode);
        Assert.Contains($"Responded to {AttackScene.Alarm} at ", output, StringComparison.Ordinal);
        Assert.Contains(AttackScene.Guessed, Assert.Single(scene.Account.Server.Mail.Outbox).Message.TextBody, StringComparison.Ordinal);
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));

        Assert.Equal(0, (await ScheduledTask.RunAsync(scene.Account.Server, To)).ExitCode);
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    // C:\out\AwsLoginAudit beside C:\LoginAudit, where every user may create folders.
    [Theory]
    [InlineData("out")]
    [InlineData("LoginAudit")]
    public async Task A_module_that_somebody_left_around_the_script_is_not_run(string folder)
    {
        using var disk = new TemporaryFolder();
        var script = Path.Combine(Directory.CreateDirectory(disk.File("LoginAudit")).FullName, "scheduled-task.ps1");
        File.Copy(SampleFiles.ScheduledTask, script);
        var planted = Directory.CreateDirectory(Path.Combine(disk.Path, folder, "AwsLoginAudit")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(planted, "AwsLoginAudit.psm1"), $"[System.IO.File]::WriteAllText('{disk.File("marker")}', 'run')", TestContext.Current.CancellationToken);

        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var (exitCode, _) = await ScheduledTask.RunAsync(scene.Account.Server, To, file: script);
        Assert.False(File.Exists(disk.File("marker")));
        Assert.Equal(0, exitCode);
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    // powershell.exe -File makes one text of them.
    [Fact]
    public async Task Several_recipients_are_one_text_with_commas()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Mail.IsSandbox = false;
        Assert.Equal(0, (await ScheduledTask.RunAsync(scene.Account.Server, $"-To '{AttackScene.Recipient}, b@corp.example' -Cc 'c@corp.example,d@corp.example'")).ExitCode);
        Assert.Equal([AttackScene.Recipient, "b@corp.example", "c@corp.example", "d@corp.example"], Assert.Single(scene.Account.Server.Mail.Outbox).Recipients);
    }

    [Fact]
    public async Task If_sending_is_paused_the_notification_stays_in_the_queue_and_is_retried()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Mail.SendingEnabled = false;
        var (exitCode, output) = await ScheduledTask.RunAsync(scene.Account.Server, To);
        Assert.Equal(1, exitCode);
        Assert.Contains("failed, attempt 1 of 5: Sending is paused", output, StringComparison.Ordinal);
        Assert.Contains("The error mail could not be sent: ", output, StringComparison.Ordinal);
        Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm));

        scene.Account.Server.Mail.SendingEnabled = true;
        scene.Account.Server.Queues.ShowAgain(AttackScene.Alarm);
        Assert.Equal(0, (await ScheduledTask.RunAsync(scene.Account.Server, To)).ExitCode);
        Assert.DoesNotContain("Repeated", Assert.Single(scene.Account.Server.Mail.Outbox).Message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notification_that_fails_does_not_stop_the_others_and_is_reported_by_mail()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Mail.Verify(ScheduledTask.Administrator);
        var url = (await scene.Account.Queues.GetQueueUrlAsync(AttackScene.Alarm)).QueueUrl;
        var broken = scene.Account.Notifications[0].Json.Replace("\"StateChangeTime\":\"20", "\"StateChangeTime\":\"19", StringComparison.Ordinal);
        await scene.Account.Queues.SendMessageAsync(url, broken);

        Assert.Equal(1, (await ScheduledTask.RunAsync(scene.Account.Server, To)).ExitCode);
        var mails = scene.Account.Server.Mail.Outbox;
        Assert.Equal([[AttackScene.Recipient], [ScheduledTask.Administrator]], mails.Select(mail => mail.Recipients));
        Assert.Equal("Failed logins could not be audited", mails[1].Message.Subject);
        Assert.Contains("failed, attempt 1 of 5: CloudWatch has no record", mails[1].Message.TextBody!.Unwrapped().ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(broken, Assert.Single(scene.Account.Server.Queues.BodiesIn(AttackScene.Alarm)));
        Assert.Empty(scene.Account.Server.Queues.BodiesIn(DeadLetters));
    }

    [Fact]
    public async Task Without_a_queue_the_script_stops_and_shows_how_to_create_one()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Mail.Verify(AttackScene.Sender);
        var (exitCode, output) = await ScheduledTask.RunAsync(account.Server, To);
        Assert.Equal(2, exitCode);
        Assert.Contains($"New-LoginAuditAlarm -AlarmName '{AttackScene.Alarm}' -Queue", output, StringComparison.Ordinal);
        Assert.Empty(account.Server.Mail.Outbox);
    }

    [Theory]
    [InlineData("Pending", "open the link")]
    [InlineData("Failed", "Initialize-LoginAuditPrerequisite -From 'audit@corp.example'")]
    public async Task Without_a_verified_sender_it_does_not_begin_even_if_the_queue_is_empty(string status, string advice)
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Mail.SetStatus(AttackScene.Sender, status);
        var (exitCode, output) = await ScheduledTask.RunAsync(scene.Account.Server, To);
        Assert.Equal(2, exitCode);
        Assert.Contains($"Cannot respond to {AttackScene.Alarm}: {AttackScene.Sender}: ", output, StringComparison.Ordinal);
        Assert.Contains(advice, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_credentials_the_script_stops()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Assert.Equal(2, (await ScheduledTask.RunAsync(scene.Account.Server, $"{To} -ProfileName nobody")).ExitCode);
        Assert.Empty(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task While_the_alarm_stays_in_ALARM_each_later_period_is_mailed_once()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        for (var period = 1; period < 4; period++)
            scene.Fail(period);
        Assert.Equal(0, (await ScheduledTask.RunAsync(scene.Account.Server, $"{To} -FollowUp")).ExitCode);
        Assert.Equal(0, (await ScheduledTask.RunAsync(scene.Account.Server, $"{To} -FollowUp")).ExitCode);

        var mails = scene.Account.Server.Mail.Outbox;
        Assert.Equal(3, mails.Count);
        Assert.StartsWith("WIN-0a41: ", mails[0].Message.Subject, StringComparison.Ordinal);
        Assert.All(mails.Skip(1), mail => Assert.StartsWith("Still going on since ", mail.Message.Subject, StringComparison.Ordinal));
        Assert.All(mails.Skip(1), mail => Assert.Contains(AttackScene.Guessed, mail.Message.TextBody, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_follow_up_that_fails_is_reported_by_mail()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Account.Server.Mail.Verify(ScheduledTask.Administrator);
        scene.Account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "cloudwatch:DescribeAlarms" } };
        Assert.Equal(1, (await ScheduledTask.RunAsync(scene.Account.Server, $"{To} -FollowUp")).ExitCode);
        Assert.Contains(
            $"The follow-up to {AttackScene.Alarm} failed: AWS does not allow", Assert.Single(scene.Account.Server.Mail.Outbox).Message.TextBody!.Unwrapped().ReplaceLineEndings(" "), StringComparison.Ordinal);
    }
}

using System.Text;
using System.Xml.Linq;
using LocalAws.Http;
using LocalAws.Logs;
using MimeKit;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class SendReportTests
{
    private const string Audit = $"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws | Measure-LoginAuditFailure";
    private const string Send = "Send-LoginAuditReport @mail @aws";

    [Fact]
    public async Task A_mail_names_the_instance_over_the_limit_and_no_other()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var receipt = Assert.Single(scene.Engine.Run($"{Audit} | {Send}").Objects<LoginAuditReceipt>());

        var mail = Assert.Single(scene.Account.Server.Mail.Outbox);
        Assert.Equal(mail.MessageId, receipt.MessageId);
        Assert.Equal([AttackScene.Recipient], receipt.Recipients);
        Assert.Equal((1, 46L, 46L, mail.Raw.LongLength), (receipt.OverThresholdCount, receipt.Failures, receipt.AttachedFailures, receipt.Size));
        Assert.Equal(AttackScene.Alarm, receipt.AlarmName);
        Assert.False(receipt.Repeated);
        Assert.Equal(receipt.Subject, mail.Message.Subject);
        foreach (var body in new[] { mail.Message.TextBody, XDocument.Parse(mail.Message.HtmlBody!).Root!.Value })
        {
            Assert.Contains(AttackScene.Guessed, body, StringComparison.Ordinal);
            Assert.DoesNotContain(AttackScene.Spared, body, StringComparison.Ordinal);
            Assert.Contains("All 46 failed logins are in the attached failures.csv.gz", body, StringComparison.Ordinal);
        }
        Assert.Equal("auto-generated", mail.Message.Headers[HeaderId.AutoSubmitted]);
        // Not with this machine's name in it.
        Assert.EndsWith("@corp.example", mail.Message.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_failure_is_a_row_of_the_attachment()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Run($"{Audit} | {Send}").Objects<LoginAuditReceipt>();
        var rows = Assert.Single(scene.Account.Server.Mail.Outbox).Rows();
        Assert.StartsWith("\"Time\",\"InstanceId\",", rows[0], StringComparison.Ordinal);
        Assert.Equal(46, rows.Count - 1);
        Assert.All(rows.Skip(1), row => Assert.Contains(AttackScene.Guessed, row, StringComparison.Ordinal));
        Assert.Equal(46, rows.Skip(1).Distinct().Count());
    }

    [Theory]
    [InlineData(6)]
    [InlineData(11)]
    [InlineData(20)]
    public async Task No_failure_is_left_out_of_both_the_text_and_the_attachment(int failures)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Engine.Run($"@(Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws | Where-Object InstanceId -EQ {AttackScene.Guessed})[0..{failures - 1}] | Measure-LoginAuditFailure -Threshold 5 | {Send}").Objects<LoginAuditReceipt>();
        Assert.Equal(failures, Assert.Single(scene.Account.Server.Mail.Outbox).Rows().Count - 1);
    }

    [Fact]
    public async Task Nothing_over_the_limit_is_not_mailed_and_verbose_says_so()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var outcome = scene.Engine.Run($"{Audit} -Threshold 100 | {Send} -Verbose");
        Assert.Empty(outcome.Output);
        Assert.Empty(outcome.Errors);
        Assert.Contains(outcome.Verbose, line => line.StartsWith("No mail is sent: No counts to report", StringComparison.Ordinal));
        Assert.Empty(scene.Account.Server.Mail.Outbox);

        Assert.Single(scene.Engine.Run($"{Audit} -Threshold 100 -All | {Send} -Always").Objects<LoginAuditReceipt>());
        Assert.Contains("No instance is over the threshold", Assert.Single(scene.Account.Server.Mail.Outbox).Message.TextBody!.Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task About_one_state_change_each_recipient_gets_one_mail()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Mail.Verify("boss@corp.example");
        scene.Engine.Run($"{Audit} | {Send}").Objects<LoginAuditReceipt>();
        var again = scene.Engine.Run($"{Audit} | {Send} -Verbose");
        Assert.Empty(again.Objects<LoginAuditReceipt>());
        Assert.Contains(again.Verbose, line => line.StartsWith("Not mailed again", StringComparison.Ordinal));
        Assert.Single(scene.Account.Server.Mail.Outbox);

        scene.Engine.Run($"{Audit} | Send-LoginAuditReport -From {AttackScene.Sender} -To boss@corp.example @aws").Objects<LoginAuditReceipt>();
        Assert.Equal(2, scene.Account.Server.Mail.Outbox.Count);

        var always = Assert.Single(scene.Engine.Run($"{Audit} | {Send} -Always").Objects<LoginAuditReceipt>());
        Assert.True(always.Repeated);
        Assert.StartsWith("Repeated: ", scene.Account.Server.Mail.Outbox[^1].Message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_and_answers_go_where_they_are_asked_to()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Mail.IsSandbox = false;
        scene.Account.Server.Mail.AddConfigurationSet("bounces");
        var receipt = Assert.Single(scene.Engine.Run(
            $"{Audit} | {Send} -Cc ops@corp.example, SOC@corp.example -ReplyTo help@corp.example -ConfigurationSetName bounces").Objects<LoginAuditReceipt>());
        Assert.Equal([AttackScene.Recipient, "ops@corp.example"], receipt.Recipients);
        var mail = Assert.Single(scene.Account.Server.Mail.Outbox);
        Assert.Equal("bounces", mail.ConfigurationSetName);
        Assert.Equal([AttackScene.Recipient, "ops@corp.example"], mail.Recipients);
        Assert.Equal("help@corp.example", mail.Message.ReplyTo.ToString());
        Assert.Contains("ops@corp.example", mail.Message.Cc.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_fifty_recipients_get_several_mails()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Mail.IsSandbox = false;
        scene.Engine.Set("many", Enumerable.Range(0, 120).Select(number => $"soc{number}@corp.example").ToArray());
        var receipts = scene.Engine.Run($"{Audit} | Send-LoginAuditReport -From {AttackScene.Sender} -To $many @aws").Objects<LoginAuditReceipt>();
        Assert.Equal([50, 50, 20], receipts.Select(receipt => receipt.Recipients.Count));
        Assert.Equal(120, scene.Account.Server.Mail.Outbox.SelectMany(mail => mail.Recipients).Distinct().Count());
    }

    // Fourteen recipients a second: after a mail to fifty SES takes none for three and a half seconds.
    [Fact]
    public async Task Mails_to_many_recipients_keep_to_the_rate_that_SES_counts_by_recipients()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Mail.IsSandbox = false;
        scene.Account.Server.Mail.HasRate = true;
        scene.Engine.Set("many", Enumerable.Range(0, 101).Select(number => $"soc{number}@corp.example").ToArray());
        var receipts = scene.Engine.Run($"{Audit} | Send-LoginAuditReport -From {AttackScene.Sender} -To $many @aws").Objects<LoginAuditReceipt>();
        Assert.Equal([50, 50, 1], receipts.Select(receipt => receipt.Recipients.Count));
        Assert.All(receipts, receipt => Assert.False(receipt.Repeated));
        Assert.InRange((scene.Account.Server.Mail.Outbox[^1].SentAt - scene.Account.Server.Mail.Outbox[0].SentAt).TotalSeconds, 100 / 14.0 - 0.1, 120);
    }

    [Fact]
    public async Task In_the_sandbox_those_who_are_not_verified_do_not_stop_the_others()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var outcome = scene.Engine.Run($"{Audit} | Send-LoginAuditReport -From {AttackScene.Sender} -To {AttackScene.Recipient}, new@corp.example, other@corp.example @aws");
        Assert.Equal([AttackScene.Recipient], Assert.Single(scene.Account.Server.Mail.Outbox).Recipients);
        Assert.Equal(
            [("RecipientNotVerified", "new@corp.example"), ("RecipientNotVerified", "other@corp.example")],
            outcome.Errors.Select(error => (error.FullyQualifiedErrorId.Split(',')[0], (string)error.TargetObject)));
        Assert.All(outcome.Errors, error => Assert.Contains("Initialize-LoginAuditPrerequisite -To ", error.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SenderNotVerified", "Initialize-LoginAuditPrerequisite -From")]
    [InlineData("SendingPaused", "resume it")]
    [InlineData("ConfigurationSetNotFound", "-ConfigurationSetName")]
    [InlineData("SendingQuotaExceeded", "24 hours")]
    [InlineData("AccessDenied", "ses:SendRawEmail")]
    public async Task What_SES_refuses_has_a_name_and_a_remedy(string error, string remedy)
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var mail = scene.Account.Server.Mail;
        var set = "";
        switch (error)
        {
            case "SenderNotVerified":
                mail.SetStatus(AttackScene.Sender, "Pending");
                break;
            case "SendingPaused":
                mail.SendingEnabled = false;
                break;
            case "ConfigurationSetNotFound":
                set = "-ConfigurationSetName none";
                break;
            case "SendingQuotaExceeded":
                mail.SentInLastDay = 200;
                break;
            default:
                scene.Account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "ses:SendRawEmail" } };
                break;
        }
        var failure = Assert.Single(scene.Engine.Run($"{Audit} | {Send} {set}").Errors);
        Assert.StartsWith(error + ",", failure.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(mail.Outbox);

        // Refused for certain: what is sent later is no repetition.
        (mail.SendingEnabled, mail.SentInLastDay) = (true, 0);
        mail.Verify(AttackScene.Sender);
        scene.Account.Server.Faults = new FaultPlan();
        Assert.False(Assert.Single(scene.Engine.Run($"{Audit} | {Send}").Objects<LoginAuditReceipt>()).Repeated);
    }

    [Theory]
    [InlineData("-From 'a@x' -To 'b@x;'")]
    [InlineData("-From 'a@x' -To '<b@x>'")]
    [InlineData("-From 'Audit<a@x>' -To 'b@x'")]
    [InlineData("-From 'a@x' -To 'b@x' -ReplyTo 'c@x>'")]
    public void What_is_not_one_address_is_refused_before_anything_is_asked(string parameters)
    {
        using var engine = new Engine();
        var (error, _) = engine.Fail($"Send-LoginAuditReport {parameters} @aws");
        Assert.StartsWith("InvalidAddress,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-From \"a@x`r`nBcc: evil@x\" -To b@x")]
    [InlineData("-From a@x -To \"b@x`nBcc: evil@x\"")]
    public void An_address_with_a_line_end_is_refused(string parameters)
    {
        using var engine = new Engine();
        var (error, _) = engine.Fail($"Send-LoginAuditReport {parameters} @aws");
        Assert.StartsWith("InvalidAddress,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    // CloudWatch takes such names; SNS's message says what it likes.
    [Fact]
    public async Task A_hostile_alarm_name_writes_no_header()
    {
        await using var scene = await AttackScene.OpenAsync();
        var read = new LoginAuditRead(new() { AlarmName = "x\r\nBcc: evil@corp.example\r\n\r\n<script>", AccountId = "1\r\nX-Evil: 1", Region = "us-east-1" });
        var failure = new LoginAuditFailure { InstanceId = "i-1\r\nX-Evil: 2", Read = read };
        scene.Engine.Set("failures", Enumerable.Repeat(failure, 6).ToArray());
        scene.Engine.Run($"$failures | Measure-LoginAuditFailure -Threshold 5 | {Send}").Objects<LoginAuditReceipt>();
        var mail = Assert.Single(scene.Account.Server.Mail.Outbox);
        Assert.Equal([AttackScene.Recipient], mail.Recipients);
        Assert.DoesNotContain(mail.Message.Headers, header => header.Field is "Bcc" or "X-Evil");
        Assert.Contains("\\u000d\\u000aBcc", mail.Message.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.Message.HtmlBody, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_hundred_thousand_failures_stay_under_ten_megabytes_and_the_mail_says_how_many_are_attached()
    {
        await using var scene = await AttackScene.OpenAsync();
        scene.Fail(new GeneratedFailures { Count = 100_000, Streams = 1, Start = scene.Start });
        scene.Evaluate();
        var receipt = Assert.Single(scene.Engine.Run($"{Audit} | {Send}").Objects<LoginAuditReceipt>());
        var mail = Assert.Single(scene.Account.Server.Mail.Outbox);
        Assert.InRange(mail.Raw.Length, 100_000, 10_000_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(mail.Message.HtmlBody!), 1, 100_000);
        Assert.Equal((100_000L, 100_000L), (receipt.Failures, receipt.AttachedFailures));
        Assert.Contains("All 100,000 failed logins are in the attached", mail.Message.TextBody!.Unwrapped(), StringComparison.Ordinal);
        Assert.Equal(100_000, mail.Rows().Count - 1);
    }

    [Fact]
    public async Task Reports_are_mailed_one_by_one_and_WhatIf_mails_none()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        Assert.Empty(scene.Engine.Run($"{Audit} | New-LoginAuditReport | {Send} -WhatIf").Objects<LoginAuditReceipt>());
        Assert.Empty(scene.Account.Server.Mail.Outbox);
        Assert.Single(scene.Engine.Run($"{Audit} | New-LoginAuditReport | {Send}").Objects<LoginAuditReceipt>());
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task Who_may_not_keep_the_record_mails_all_the_same_and_is_warned()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "dynamodb:PutItem" } };
        var outcome = scene.Engine.Run($"{Audit} | {Send}");
        Assert.False(Assert.Single(outcome.Objects<LoginAuditReceipt>()).Repeated);
        Assert.Contains("may be sent twice", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    // Nobody can tell whether SES took a mail whose answer is lost.
    [Fact]
    public async Task What_may_have_been_sent_is_sent_once_more_marked_as_repeated()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var server = scene.Account.Server;
        scene.Engine.Set("counts", scene.Engine.Run(Audit).Objects<LoginAuditCount>().ToArray());
        server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "dynamodb:PutItem" }, Hold = (request, _) => request == 2 ? CutOff : Task.CompletedTask };
        Assert.True(Assert.Single(scene.Engine.Run($"$counts | {Send}").Objects<LoginAuditReceipt>()).Repeated);
        Assert.StartsWith("Repeated: ", Assert.Single(server.Mail.Outbox).Message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_though_the_answer_was_cut_off_comes_a_second_time_marked_as_repeated()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var server = scene.Account.Server;
        scene.Engine.Set("counts", scene.Engine.Run(Audit).Objects<LoginAuditCount>().ToArray());
        server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "dynamodb:PutItem" }, Resets = new HashSet<int> { 2 } };
        Assert.True(Assert.Single(scene.Engine.Run($"$counts | {Send}").Objects<LoginAuditReceipt>()).Repeated);
        Assert.Equal([false, true], server.Mail.Outbox.Select(mail => mail.Message.Subject!.StartsWith("Repeated: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_may_have_been_sent_and_failed_is_marked_as_repeated_when_it_is_sent()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        var server = scene.Account.Server;
        scene.Engine.Set("counts", scene.Engine.Run(Audit).Objects<LoginAuditCount>().ToArray());
        server.Faults = new FaultPlan
        {
            Hold = (_, _) => server.Requests.Of("dynamodb:PutItem").Any(request => request.Error is null) ? CutOff : Task.CompletedTask,
        };
        var error = Assert.Single(scene.Engine.Run($"$counts | {Send}").Errors);
        Assert.StartsWith("ServiceError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("but SES may have sent the mail", error.Exception.Message, StringComparison.Ordinal);

        server.Faults = new FaultPlan();
        Assert.True(Assert.Single(scene.Engine.Run($"$counts | {Send}").Objects<LoginAuditReceipt>()).Repeated);
    }

    [Fact]
    public async Task A_problem_is_mailed_each_time_and_claims_no_number()
    {
        await using var scene = await AttackScene.OpenAsync();
        const string tell = "Send-LoginAuditReport -Problem 'The log group is gone.', 'So is the alarm <b>.' @mail @aws";
        var receipt = Assert.Single(scene.Engine.Run(tell).Objects<LoginAuditReceipt>());
        Assert.Equal(("Failed logins could not be audited", 0, false), (receipt.Subject, receipt.OverThresholdCount, receipt.Repeated));
        Assert.Single(scene.Engine.Run(tell).Objects<LoginAuditReceipt>());

        var mail = scene.Account.Server.Mail.Outbox[0].Message;
        Assert.Contains("- The log group is gone.", mail.TextBody!.Unwrapped(), StringComparison.Ordinal);
        Assert.Contains("So is the alarm &lt;b&gt;.", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("0 failed logins", mail.TextBody!.Unwrapped(), StringComparison.Ordinal);
        Assert.DoesNotContain("No instance is over", mail.TextBody!.Unwrapped(), StringComparison.Ordinal);
        Assert.Empty(mail.Attachments);
    }

    private static Task CutOff => Task.FromException(new IOException("Cut off."));
}

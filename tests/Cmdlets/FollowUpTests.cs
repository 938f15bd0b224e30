namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class FollowUpTests
{
    private const string FollowUp = $"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} -FollowUp @aws";
    private const string Answer = $"{FollowUp} | Measure-LoginAuditFailure | Send-LoginAuditReport @mail @aws";

    // The scene began four periods ago; the last that has been over for a minute is the third.
    private const int Latest = 2;

    [Fact]
    public async Task While_the_alarm_stays_in_ALARM_the_latest_period_is_read()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Fail(period: Latest - 1, guessed: 11);
        scene.Fail(period: Latest, guessed: 20, spared: 3);
        var failures = scene.Engine.Run(FollowUp).Objects<LoginAuditFailure>();
        Assert.Equal(23, failures.Count);
        var window = failures[0].Read.Window;
        Assert.Equal((scene.Start + (Latest * AttackScene.Period), WindowSource.FollowUp), (window.Start!.Value, window.WindowSource));
        Assert.Equal(AttackScene.Period, window.End - window.Start);
    }

    [Fact]
    public async Task The_mail_says_since_when_and_gives_the_new_numbers_once_a_period()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Fail(period: Latest, guessed: 20, spared: 3);
        var receipt = Assert.Single(scene.Engine.Run(Answer).Objects<LoginAuditReceipt>());
        Assert.Equal((1, 20L), (receipt.OverThresholdCount, receipt.Failures));
        Assert.StartsWith($"Still going on since {receipt.StateChangeTime:yyyy-MM-dd HH:mm:ss} UTC: WIN-0a41: ", receipt.Subject, StringComparison.Ordinal);
        Assert.Empty(scene.Engine.Run(Answer).Objects<LoginAuditReceipt>());
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task A_follow_up_does_not_keep_the_first_mail_from_being_sent()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Fail(period: Latest, guessed: 20);
        scene.Engine.Run(Answer).Objects<LoginAuditReceipt>();
        Assert.Single(scene.Engine.Run(
            $"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws | Measure-LoginAuditFailure | Send-LoginAuditReport @mail @aws").Objects<LoginAuditReceipt>());
    }

    [Fact]
    public async Task The_mails_of_a_firing_are_one_thread_and_those_of_another_firing_are_not()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        // A firing is identified by the second of its state change.
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        await using var other = (await AttackScene.OpenAsync()).Fire();
        scene.Fail(period: Latest, guessed: 20);
        other.Fail(period: Latest, guessed: 20);
        foreach (var shown in new[] { scene, other })
        {
            shown.Engine.Run($"Get-LoginAuditFailure -AlarmName {AttackScene.Alarm} @aws | Measure-LoginAuditFailure | Send-LoginAuditReport @mail @aws").Objects<LoginAuditReceipt>();
            shown.Engine.Run(Answer).Objects<LoginAuditReceipt>();
        }
        var mails = scene.Account.Server.Mail.Outbox.Select(mail => mail.Message).ToList();
        var thread = Assert.Single(mails[0].References);
        Assert.Equal(2, mails.Count);
        Assert.All(mails, mail => Assert.Equal((thread, thread), (Assert.Single(mail.References), mail.InReplyTo)));
        Assert.All(mails, mail => Assert.NotEqual(thread, mail.MessageId));
        Assert.Matches("^[0-9A-F]{16}@[a-z.]+$", thread);
        Assert.All(other.Account.Server.Mail.Outbox, mail => Assert.NotEqual(thread, mail.Message.InReplyTo));
    }

    [Fact]
    public async Task An_alarm_that_is_OK_again_has_nothing_to_follow_up()
    {
        await using var scene = (await AttackScene.OpenAsync()).Fire();
        scene.Evaluate(period: 4);
        Assert.Equal("OK", scene.Account.Notifications[^1].State);
        var outcome = scene.Engine.Run($"{FollowUp} -Verbose");
        Assert.Empty(outcome.Objects<LoginAuditFailure>());
        Assert.Contains(outcome.Verbose, line => line.EndsWith("there is nothing to follow up.", StringComparison.Ordinal));
        Assert.Equal(0, scene.Account.Server.Requests.Count("logs:FilterLogEvents"));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(299, null)]
    [InlineData(300, 300)]
    [InlineData(1199, 900)]
    public void The_next_window_is_of_whole_periods_that_are_over(int secondsAfter, int? laterBy)
    {
        var end = new DateTimeOffset(2026, 3, 1, 12, 0, 17, TimeSpan.Zero);
        var fired = new LoginAuditWindow
        {
            Start = end.AddMinutes(-5),
            End = end,
            Rule = new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, AttackScene.Period),
        };
        var later = fired.After(end.AddSeconds(secondsAfter));
        Assert.Equal(laterBy, (int?)(later?.End - end)?.TotalSeconds);
        Assert.Equal(later is null ? null : WindowSource.FollowUp, later?.WindowSource);
    }
}

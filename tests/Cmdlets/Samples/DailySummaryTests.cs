using AwsLoginAudit.Tests.Cmdlets;
using LocalAws.Http;
using LocalAws.Mail;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Samples;

public sealed class DailySummaryTests
{
    private const string Slow = "i-00000000000000001";
    private const string Quiet = "i-00000000000000002";
    private const string Parameters = "-From audit@corp.example -To soc@corp.example";

    // The sample looks at yesterday.
    private static readonly DateTimeOffset Today = new(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);

    [Fact]
    public async Task A_guess_every_half_hour_is_seen_and_the_days_before_and_after_are_not()
    {
        await using var account = await OpenAsync();
        Fail(account, Slow, Today.AddDays(-1), 48, TimeSpan.FromMinutes(30));
        Fail(account, Quiet, Today.AddDays(-1), 2, TimeSpan.FromHours(1));
        Fail(account, Quiet, Today.AddDays(-1).AddSeconds(-1), 1, TimeSpan.Zero);
        Fail(account, Quiet, Today, 1, TimeSpan.Zero);

        var mail = Assert.Single(Run(account));
        Assert.Contains("1 instance with more than 20 failed logins", mail.Message.TextBody!.Unwrapped(), StringComparison.Ordinal);
        Assert.Contains("The report covers 50 failed logins.", mail.Message.TextBody!.Unwrapped().ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(Slow, mail.Message.TextBody, StringComparison.Ordinal);
        Assert.Contains(Quiet, mail.Message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_without_failures_is_mailed_too()
    {
        await using var account = await OpenAsync();
        Assert.StartsWith("No counts to report", Assert.Single(Run(account)).Message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_that_are_online_and_were_not_heard_of_are_named_in_a_second_mail()
    {
        await using var account = await OpenAsync();
        account.Server.Systems.Add(new Machine(Slow));
        account.Server.Systems.Add(new Machine(Quiet) { PingStatus = "ConnectionLost" });
        var mails = Run(account);
        Assert.Equal(2, mails.Count);
        Assert.Contains($"{Slow} {Slow}.corp.example is Silent.", mails[1].Message.TextBody!.Unwrapped().ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain(Quiet, mails[1].Message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_no_machine_is_managed_is_mailed()
    {
        await using var account = await OpenAsync();
        account.Server.Systems.Remove("i-0000000000000000f");
        Assert.Contains("Systems Manager manages no Windows instance", Run(account)[1].Message.TextBody!.Unwrapped().ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_agents_ship_failures_only_one_that_runs_is_not_named()
    {
        await using var account = await OpenAsync();
        account.Server.Systems.Add(new Machine(Quiet) { AgentVersion = "1.300059.0", Configurations = { "AmazonCloudWatch-Windows" } });
        Assert.Single(Run(account, " -FailuresOnly"));
        Assert.Contains(Quiet, Run(account)[^1].Message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_cannot_be_read_whole_is_not_summed_up()
    {
        await using var account = await OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string> { "logs:FilterLogEvents" } };
        var outcome = SampleScript.Run(engine, "daily-summary", account.Server, Parameters);
        Assert.StartsWith("AccessDenied,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(account.Server.Mail.Outbox);
    }

    private static IReadOnlyList<SentMail> Run(Account account, string more = "")
    {
        using var engine = new Engine(account.Server);
        Assert.Empty(SampleScript.Run(engine, "daily-summary", account.Server, Parameters + more).Errors);
        return account.Server.Mail.Outbox;
    }

    private static async Task<Account> OpenAsync()
    {
        var account = await Account.OpenAsync();
        account.Server.Mail.Verify("corp.example");
        account.Server.Logs.Load(Account.LogGroup, "none", []);
        account.Server.Systems.Add(new Machine("i-0000000000000000f") { PingStatus = "ConnectionLost" });
        return account;
    }

    private static void Fail(Account account, string instance, DateTimeOffset first, int count, TimeSpan apart) =>
        account.Server.Logs.Load(Account.LogGroup, instance, Enumerable.Range(0, count).Select(number =>
        {
            var time = first + (number * apart);
            return (time, new SecurityEvent(time, "WIN-" + instance[^1], number).Rendered);
        }));
}

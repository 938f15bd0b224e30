using LocalAws.Http;
using LocalAws.Logs;
using static AwsLoginAudit.Tests.LoginEvents;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What CloudWatch Logs Insights finds where there are too many failed logins or names to read.</summary>
public sealed partial class ResponseFindingTests
{
    [Fact]
    public async Task One_query_of_Insights_finds_the_login_after_very_many_failed_ones()
    {
        await using var scene = await AttackAsync(46, isOld: true);
        Load(scene, AttackScene.Guessed, [.. Enumerable.Range(0, 9_000).Select(number => (1 + (number / 100), (Func<DateTimeOffset, string>)(time => Failure(time, 1_000 + number, "jdoe", Attacker))))]);
        Load(scene, AttackScene.Guessed, (400, time => Logon(time, 20_000)), (400, time => Privileges(time, 20_001)));
        var report = await ReportAsync(scene);
        Assert.StartsWith(@"WEB-1: login as CORP\jdoe after 9,046 failed logins from 203.0.113.77", report.Title, StringComparison.Ordinal);
        Assert.Equal(1, scene.Account.Server.Requests.Count("logs:StartQuery"));
        Assert.InRange(scene.Account.Server.Requests.All.Count(IsOfLogins), 0, 2);
    }

    // 32 pages within the first tenth of the window: after 25 of them, five seconds at five a second, a minute seems to be left.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_window_that_Insights_counts_has_findings_and_the_login_that_follows(bool isDeniedLater)
    {
        await using var scene = await AttackScene.OpenAsync(isOld: true);
        scene.Fail(new GeneratedFailures { Count = 9_500, Streams = 4, Start = scene.Start, Window = TimeSpan.FromSeconds(30) });
        Load(scene, Elsewhere, (400, time => Logon(time, 900, "other", "198.51.100.104")));
        var denied = new HashSet<string>(StringComparer.Ordinal);
        scene.Account.Server.Faults = new FaultPlan
        {
            DeniedActions = denied,
            Hold = (_, _) =>
            {
                if (isDeniedLater && scene.Account.Server.Requests.Count("logs:StartQuery") >= 4)
                    denied.Add("logs:StartQuery");
                return Task.CompletedTask;
            },
        };
        var response = await RespondAsync(scene, requestsPerSecond: 5);
        var report = response.Report!;
        Assert.Equal((true, 9_500), (response.Done, report.Failures));
        Assert.Equal(isDeniedLater, report.Findings.Count == 0);
        Assert.Equal(isDeniedLater ? LoginAuditGotIn.NotRead : LoginAuditGotIn.Somebody, report.Coverage!.GotIn);
        if (isDeniedLater)
            Assert.Contains(report.Coverage.Unknowns, unknown => unknown.StartsWith("The failed logins could not be grouped: ", StringComparison.Ordinal));
        else
            Assert.Contains(report.Findings, finding => finding is { Kind: LoginAuditFindingKind.BreakIn } && finding.InstanceIds[0] == Elsewhere);
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Theory]
    [InlineData(300, LoginAuditGotIn.Somebody)]
    [InlineData(400, LoginAuditGotIn.Unknown)]
    public async Task More_names_than_patterns_can_hold_are_looked_for_with_one_query_of_Insights_as_far_as_it_can_hold_them(int accounts, LoginAuditGotIn expected)
    {
        await using var scene = await AttackScene.OpenAsync(isOld: true);
        Load(scene, AttackScene.Guessed, [.. Enumerable.Range(0, 5 * accounts).Select(number => (1 + (number / 10), (Func<DateTimeOffset, string>)(time => Failure(time, number, $"user{number / 5:000}", $"10.1.{number / 500}.{number / 5 % 100}"))))]);
        Load(scene, Elsewhere, (400, time => Logon(time, 900, $"user{accounts - 1}", "10.0.9.9")));
        var coverage = (await ReportAsync(scene)).Coverage!;
        Assert.Equal(expected, coverage.GotIn);
        Assert.Equal(expected == LoginAuditGotIn.Unknown, coverage.Reason?.StartsWith("Only the logins of ", StringComparison.Ordinal) == true);
        Assert.Equal(1, scene.Account.Server.Requests.Count("logs:StartQuery"));
    }

    [Fact]
    public async Task An_error_of_the_query_stops_no_mail()
    {
        await using var scene = await AttackAsync(46);
        Load(scene, AttackScene.Guessed, [.. Enumerable.Range(0, 9_000).Select(number => (1 + (number / 100), (Func<DateTimeOffset, string>)(time => Failure(time, 1_000 + number, "jdoe", Attacker))))]);
        scene.Account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string>(["logs:StartQuery"], StringComparer.Ordinal) };
        var report = await ReportAsync(scene);
        Assert.Equal((LoginAuditGotIn.Unknown, 9_046), (report.Coverage!.GotIn, report.Failures));
        Assert.Contains("logs:StartQuery", report.Coverage.Reason, StringComparison.Ordinal);
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }
}

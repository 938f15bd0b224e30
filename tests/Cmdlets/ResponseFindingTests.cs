using Amazon.CloudWatchLogs.Model;
using AwsLoginAudit.Aws;
using LocalAws.Http;
using static AwsLoginAudit.Tests.LoginEvents;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What the mail of a firing says about logins that follow the failed ones, and about earlier failed logins.</summary>
public sealed partial class ResponseFindingTests
{
    private const string Respond = "Invoke-LoginAuditResponse @mail @aws";
    private const string Attacker = "203.0.113.77";
    private const string Elsewhere = "i-0b12d8e93fa4c6071";
    private const string OtherLogGroup = "/aws/OtherAuditLogs";

    [Fact]
    public async Task A_login_after_the_window_is_in_the_subject_with_machine_account_and_source()
    {
        await using var scene = await AttackAsync(46);
        Load(scene, AttackScene.Guessed, (400, time => Logon(time, 900)), (400, time => Privileges(time, 901)));
        var report = await ReportAsync(scene);
        Assert.StartsWith(@"WEB-1: login as CORP\jdoe after 46 failed logins from 203.0.113.77", report.Title, StringComparison.Ordinal);
        Assert.StartsWith(report.Title, Assert.Single(scene.Account.Server.Mail.Outbox).Message.Subject, StringComparison.Ordinal);
        Assert.Equal((LoginAuditGotIn.Somebody, LoginAuditSeverity.Critical), (report.Coverage!.GotIn, report.Findings[0].Severity));
    }

    [Fact]
    public async Task A_login_from_the_same_source_on_another_machine_is_found()
    {
        await using var scene = await AttackAsync(46);
        Load(scene, Elsewhere, (400, time => Logon(time, 900, "other")), (400, time => Logon(time, 901, "unrelated", "10.0.9.9")));
        var finding = (await ReportAsync(scene)).Findings[0];
        Assert.True(finding is { Kind: LoginAuditFindingKind.BreakIn, Successes: 1 }, finding.ToString());
        Assert.Equal((Elsewhere, @"CORP\other"), (finding.InstanceIds[0], finding.Accounts[0].Name));
    }

    [Fact]
    public async Task Nobody_got_in_is_said_with_the_time_that_was_looked_at()
    {
        await using var scene = await AttackAsync(46);
        Load(scene, AttackScene.Guessed, (30, time => Logon(time, 900, "svc", "10.0.0.4", "0x77777", type: 3)));
        var before = DateTimeOffset.UtcNow;
        var report = await ReportAsync(scene);
        Assert.Equal(LoginAuditGotIn.Nobody, report.Coverage!.GotIn);
        Assert.InRange(report.Coverage.LoginsUntil!.Value, before.AddSeconds(-1), DateTimeOffset.UtcNow);
        Assert.Contains(", nobody got in", report.Title, StringComparison.Ordinal);
        var text = Assert.Single(scene.Account.Server.Mail.Outbox).Message.TextBody!.Unwrapped();
        Assert.Contains($"Nobody got in from {scene.Start:yyyy-MM-dd HH:mm:ss} UTC to ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("have not been read", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_agents_send_failed_logins_only_it_is_unknown_whether_somebody_got_in()
    {
        await using var scene = await AttackAsync(46);
        var report = await ReportAsync(scene);
        Assert.Equal(LoginAuditGotIn.Unknown, report.Coverage!.GotIn);
        Assert.Contains("Agents send successful logins only if their configuration includes event 4624.", report.Coverage.Verdict, StringComparison.Ordinal);
        Assert.Contains("not known whether anybody got in", report.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Successful_logins_of_other_machines_show_that_agents_send_them()
    {
        await using var scene = await AttackAsync(46);
        Load(scene, Elsewhere, (30, time => Logon(time, 900, "svc", "10.0.0.4", "0x77777", type: 3)));
        Assert.Equal(LoginAuditGotIn.Nobody, (await ReportAsync(scene)).Coverage!.GotIn);
    }

    [Theory]
    [InlineData(true, "AWS does not allow")]
    [InlineData(false, "There is no log group")]
    public async Task An_error_of_these_reads_stops_no_mail_and_is_in_it(bool isDenied, string reason)
    {
        var number = await NumberOfLoginsAsync(ReportAsync);
        await using var scene = await AttackAsync(46);
        var denied = new HashSet<string>(StringComparer.Ordinal);
        scene.Account.Server.Faults = new FaultPlan
        {
            DeniedActions = denied,
            Hold = async (request, stop) =>
            {
                if (request != number)
                    return;
                if (isDenied)
                    denied.Add("logs:FilterLogEvents");
                else
                    await scene.Account.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = Account.LogGroup }, stop);
            },
        };
        var report = await ReportAsync(scene);
        Assert.Equal((LoginAuditGotIn.Unknown, 46), (report.Coverage!.GotIn, report.Failures));
        Assert.StartsWith("Not all successful logins could be read: ", report.Coverage.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, report.Coverage.Reason, StringComparison.Ordinal);
        Assert.Contains(report.Coverage.Unknowns, unknown => unknown.StartsWith("Failed logins before the window were read back to ", StringComparison.Ordinal));
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task A_login_is_mailed_although_no_machine_is_over_the_threshold()
    {
        await using var scene = await AttackAsync(5);
        Fail(scene, Elsewhere, 5, "other", "198.51.100.7");
        Load(scene, AttackScene.Guessed, (60, time => Logon(time, 900)));
        var report = await ReportAsync(scene);
        Assert.Equal((0, LoginAuditGotIn.Somebody), (report.OverThresholdCount, report.Coverage!.GotIn));
        Assert.Equal(2, report.Counts.Count);
        Assert.StartsWith("WEB-1: login as CORP", Assert.Single(scene.Account.Server.Mail.Outbox).Message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_login_no_mail_is_sent_for_machines_below_the_threshold()
    {
        await using var scene = await AttackAsync(5);
        Fail(scene, Elsewhere, 5, "other", "198.51.100.7");
        Load(scene, AttackScene.Guessed, (60, time => Logon(time, 900, "svc", "10.0.0.4", "0x77777", type: 3)));
        await ReportAsync(scene);
        Assert.Empty(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task Twenty_requests_are_the_most_for_logins_and_the_report_says_until_when_they_looked()
    {
        await using var scene = await AttackAsync(46);
        Load(scene, AttackScene.Guessed, [.. Enumerable.Range(0, 40_000).Select(number => (30 + (number / 400), (Func<DateTimeOffset, string>)(time => Logon(time, 900 + number, "svc-jdoe", "10.0.0.4", "0x77777", type: 3))))]);
        var report = await ReportAsync(scene);
        Assert.Equal(20, scene.Account.Server.Requests.All.Count(IsOfLogins));
        Assert.Equal(LoginAuditGotIn.Unknown, report.Coverage!.GotIn);
        Assert.Contains($"20 requests did not return all successful logins, but those up to {report.Coverage.LoginsUntil:yyyy-MM-dd HH:mm:ss} UTC.", report.Coverage.Reason, StringComparison.Ordinal);
        Assert.InRange(report.Coverage.LoginsUntil!.Value, scene.Start.AddSeconds(31), scene.Start.AddSeconds(129));
    }

    [Theory]
    [InlineData("JDOE", "10.0.9.9", "0x8dcdc")]
    [InlineData("other", Attacker, "0x8dcdc")]
    public async Task A_login_of_the_account_in_any_case_or_from_the_source_is_found_among_any_number_of_other_logins(string account, string source, string session)
    {
        await using var scene = await AttackAsync(46);
        Load(scene, Elsewhere, [.. Enumerable.Range(0, 20_000).Select(number => (60 + (number / 100), (Func<DateTimeOffset, string>)(time => Logon(time, 900 + number, "svc", "10.0.0.4", "0x77777", type: 3))))]);
        Load(scene, Elsewhere, (250, time => Logon(time, 30_000, account, source, session)), (250, time => Privileges(time, 30_001, account, session)));
        var report = await ReportAsync(scene);
        Assert.True(report.Findings[0] is { Kind: LoginAuditFindingKind.BreakIn, Severity: LoginAuditSeverity.Critical, Successes: 1 }, report.Findings[0].ToString());
        Assert.InRange(scene.Account.Server.Requests.All.Count(request => request.Action == "logs:FilterLogEvents" && request.Parameters!.Contains("4740", StringComparison.Ordinal)), 1, 3);
    }

    [Theory]
    [InlineData("Ärger", "203.0.113.77", "10.0.9.9")]
    [InlineData("R&D <service>", "203.0.113.77", "10.0.9.9")]
    [InlineData("x", "203.0.113.77", "10.0.9.9")]
    [InlineData("李", "-", "10.0.9.9")]
    [InlineData("admin", "2001:db8::7:1", "2001:db8::7:1")]
    [InlineData("a.b-c_d", "-", "-")]
    public async Task Any_name_and_any_address_is_found(string account, string source, string loginSource)
    {
        await using var scene = await AttackScene.OpenAsync();
        Fail(scene, AttackScene.Guessed, 46, account, source);
        Load(scene, AttackScene.Guessed, (400, time => Logon(time, 900, account.ToUpperInvariant(), loginSource, workstation: "ATTACKER")));
        var report = await ReportAsync(scene);
        Assert.True(report.Coverage!.GotIn == LoginAuditGotIn.Somebody, report.Coverage.Verdict);
    }

    [Fact]
    public async Task Reads_that_take_too_long_stop_no_mail_and_it_is_unknown_whether_somebody_got_in()
    {
        var number = await NumberOfLoginsAsync(scene => RespondAsync(scene));
        await using var scene = await AttackAsync(46);
        scene.Account.Server.Faults = new FaultPlan { Hold = (request, stop) => request == number ? Task.Delay(TimeSpan.FromSeconds(30), stop) : Task.CompletedTask };
        var response = await RespondAsync(scene, readingEnd: DateTimeOffset.UtcNow.AddSeconds(8));
        var coverage = response.Report!.Coverage!;
        Assert.Equal((true, LoginAuditGotIn.Unknown), (response.Done, coverage.GotIn));
        Assert.Equal("There was no time left to read all successful logins.", coverage.Reason);
        Assert.Contains(coverage.Unknowns, unknown => unknown.StartsWith("Failed logins before the window were read back to ", StringComparison.Ordinal));
        Assert.Single(scene.Account.Server.Mail.Outbox);
    }

    [Fact]
    public async Task Failed_logins_of_the_day_before_make_no_break_in_of_a_user_who_mistypes()
    {
        await using var scene = await AttackAsync(46);
        for (var hour = 1; hour <= 8; hour++)
            Fail(scene, Elsewhere, 1, "user", "10.0.9.9", first: -3600 * hour);
        Fail(scene, Elsewhere, 1, "user", "10.0.9.9", first: 60);
        Load(scene, Elsewhere, (200, time => Logon(time, 900, "user", "10.0.9.9", "0x77777", type: 3)));
        var report = await ReportAsync(scene);
        Assert.Equal(LoginAuditGotIn.Nobody, report.Coverage!.GotIn);
        Assert.DoesNotContain(report.Findings, finding => finding.Kind == LoginAuditFindingKind.BreakIn);
    }

    [Theory]
    [InlineData(-1_800)]
    [InlineData(-40_000)]
    public async Task A_user_who_goes_on_working_from_the_usual_place_is_no_break_in(int second)
    {
        await using var scene = await AttackAsync(46);
        Load(scene, Elsewhere, (second, time => Logon(time, 900, "jdoe", "10.0.7.4")), (400, time => Logon(time, 901, "jdoe", "10.0.7.4")));
        var report = await ReportAsync(scene);
        Assert.Equal(LoginAuditGotIn.Nobody, report.Coverage!.GotIn);
        Assert.DoesNotContain(report.Findings, finding => finding.Kind == LoginAuditFindingKind.BreakIn);
    }

    [Fact]
    public async Task Guesses_of_the_account_in_the_hour_before_make_a_login_a_break_in()
    {
        await using var scene = await AttackAsync(46);
        Fail(scene, Elsewhere, 40, "admin", "198.51.100.7", first: -3000);
        Fail(scene, Elsewhere, 2, "admin", "198.51.100.8", first: 60);
        Load(scene, Elsewhere, (200, time => Logon(time, 900, "admin", "198.51.100.9")));
        var finding = (await ReportAsync(scene)).Findings[0];
        Assert.True(finding is { Kind: LoginAuditFindingKind.BreakIn, Guesses: 42, Successes: 1 }, finding.ToString());
    }

    [Fact]
    public async Task A_user_who_mistypes_and_gets_in_wakes_nobody_below_the_threshold()
    {
        await using var scene = await AttackScene.OpenAsync();
        for (var at = 0; at < 5; at++)
            Fail(scene, AttackScene.Guessed, 1, "user", "10.0.9.9", first: 10 + (10 * at));
        Fail(scene, Elsewhere, 5, "other", "198.51.100.7");
        Load(scene, AttackScene.Guessed, (100, time => Logon(time, 900, "user", "10.0.9.9", "0x77777", type: 3)));
        var report = await ReportAsync(scene);
        Assert.Contains(report.Findings, finding => finding is { Kind: LoginAuditFindingKind.BreakIn, Severity: LoginAuditSeverity.Low });
        Assert.Empty(scene.Account.Server.Mail.Outbox);
    }

    [Theory]
    [InlineData(true, false, LoginAuditGotIn.Somebody)]
    [InlineData(false, false, LoginAuditGotIn.Unknown)]
    [InlineData(false, true, LoginAuditGotIn.Nobody)]
    public async Task Every_log_group_of_the_alarm_is_looked_at(bool isLogin, bool isSending, LoginAuditGotIn expected)
    {
        await using var scene = await AttackScene.OpenAsync();
        Assert.Empty(scene.Engine.Run($"New-LoginAuditAlarm {AttackScene.Alarm} -LogGroupName {OtherLogGroup} -Threshold 5 -Queue @aws").Errors);
        Fail(scene, AttackScene.Guessed, 46, "jdoe", Attacker);
        Load(scene, AttackScene.Guessed, (30, time => Logon(time, 900, "svc", "10.0.0.4", "0x77777", type: 3)));
        if (isLogin)
            LoadInto(OtherLogGroup, scene, Elsewhere, (400, time => Logon(time, 900)));
        if (isSending)
            LoadInto(OtherLogGroup, scene, Elsewhere, (-5_000, time => Logon(time, 900, "svc", "10.0.0.4", "0x77777", type: 3)));
        var report = await ReportAsync(scene);
        Assert.Equal(expected, report.Coverage!.GotIn);
        if (expected == LoginAuditGotIn.Unknown)
            Assert.StartsWith($"No successful login was found in {OtherLogGroup}.", report.Coverage.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follow_up_says_since_when_nobody_got_in()
    {
        await using var scene = await AttackAsync(46);
        Load(scene, AttackScene.Guessed, (30, time => Logon(time, 900, "svc", "10.0.0.4", "0x77777", type: 3)));
        scene.Evaluate();
        Fail(scene, AttackScene.Guessed, 46, "jdoe", Attacker, first: 301);
        var response = scene.Engine.Run($"Invoke-LoginAuditResponse {AttackScene.Alarm} -FollowUp @mail @aws").Objects<LoginAuditResponse>()[0];
        Assert.Contains($"from {Attacker}, nobody got in since {scene.Start.AddMinutes(5):yyyy-MM-dd HH:mm:ss} UTC", response.Report!.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_function_names_who_got_in()
    {
        await using var scene = await AttackAsync(46);
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws").Errors);
        Load(scene, AttackScene.Guessed, (400, time => Logon(time, 900)));
        scene.Evaluate();
        await scene.Account.Server.Functions.SettledAsync();
        Assert.StartsWith(@"WEB-1: login as CORP\jdoe after 46 failed logins from 203.0.113.77", Assert.Single(scene.Account.Server.Mail.Outbox).Message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_spraying_is_found_in_the_24_hours_before_and_is_in_no_count()
    {
        await using var scene = await AttackAsync(6);
        for (var i = 0; i < 20; i++)
            Load(scene, AttackScene.Guessed, (100 - (3600 * i), time => Failure(time, 500 + i, $"user{i}", Attacker)));
        Load(scene, AttackScene.Guessed, (-3600 * 30, time => Failure(time, 600, "too-early", Attacker)));
        var report = await ReportAsync(scene);
        Assert.Equal(7, report.Failures);
        var spraying = Assert.Single(report.Findings, finding => finding.Kind == LoginAuditFindingKind.PasswordSpraying);
        Assert.Equal((20, scene.Start.AddHours(-19).AddSeconds(100)), (spraying.Guesses, spraying.FirstSeen));
    }

    [Fact]
    public async Task A_finding_without_an_event_of_the_window_belongs_to_an_earlier_report()
    {
        await using var scene = await AttackAsync(6);
        Fail(scene, Elsewhere, 46, "other", "198.51.100.7", first: -7200);
        Assert.All((await ReportAsync(scene)).Findings, finding => Assert.Equal(@"CORP\jdoe", finding.Accounts[0].Name));
    }

    [Fact]
    public async Task The_report_says_how_far_back_was_looked_if_there_is_too_much()
    {
        await using var scene = await AttackAsync(46);
        for (var minute = 0; minute < 50; minute++)
            Fail(scene, Elsewhere, 800, "other", "198.51.100.7", first: -18_000 + (60 * minute));
        var report = await ReportAsync(scene);
        Assert.Contains(report.Coverage!.Unknowns, unknown => unknown.StartsWith($"Failed logins before the window were read back to {scene.Start.AddHours(-3):yyyy-MM-dd HH:mm:ss} UTC only: 20 requests", StringComparison.Ordinal));
        Assert.Equal(46, report.Failures);
    }

    private static async Task<LoginAuditReport> ReportAsync(AttackScene scene)
    {
        scene.Evaluate();
        var response = Assert.Single(scene.Engine.Run(Respond).Objects<LoginAuditResponse>());
        Assert.True(response is { Done: true, Acknowledged: true }, response.ToString());
        await scene.Account.Server.Functions.SettledAsync();
        return response.Report!;
    }

    // The number of the first request for logins.
    private static async Task<int> NumberOfLoginsAsync(Func<AttackScene, Task> respond)
    {
        await using var scene = await AttackAsync(46);
        var before = scene.Account.Server.Requests.All.Count;
        await respond(scene);
        return scene.Account.Server.Requests.All.Skip(before).ToList().FindIndex(IsOfLogins) + 1;
    }

    // As the function and the cmdlet respond, with settings that neither has.
    private static async Task<LoginAuditResponse> RespondAsync(AttackScene scene, int? requestsPerSecond = null, DateTimeOffset? readingEnd = null)
    {
        scene.Evaluate();
        var connection = new AwsConnection { Region = "us-east-1", AccessKey = Engine.AccessKey, SecretKey = Engine.SecretKey, EndpointUrl = scene.Account.Server.Endpoint.AbsoluteUri, EventRequestsPerSecond = requestsPerSecond };
        using var session = new AwsSession(connection, _ => { });
        var settings = new ResponseSettings(new MailSettings { From = AttackScene.Sender, To = [AttackScene.Recipient] }) { ReadingEnd = readingEnd };
        return (await new AlarmResponse(session, new AlarmReader(session), settings, (_, _) => { }).RespondAsync(AttackScene.Alarm, TestContext.Current.CancellationToken)).Response;
    }

    private static bool IsOfLogins(RequestRecord request) => request.Action == "logs:FilterLogEvents" && request.Parameters!.Contains("4740", StringComparison.Ordinal);

    private static async Task<AttackScene> AttackAsync(int failures, bool isOld = false)
    {
        var scene = await AttackScene.OpenAsync(isOld);
        Fail(scene, AttackScene.Guessed, failures, "jdoe", Attacker);
        return scene;
    }

    private static void Fail(AttackScene scene, string instance, int number, string account, string source, int first = 1) =>
        Load(scene, instance, [.. Enumerable.Range(0, number).Select(at => (first + at, (Func<DateTimeOffset, string>)(time => Failure(time, at, account, source))))]);

    private static string Failure(DateTimeOffset time, long record, string account, string source) =>
        Event(time, record, 4625, "0x8010000000000000", ("TargetUserName", account), ("TargetDomainName", "CORP"), ("Status", "0xc000006d"), ("SubStatus", "0xc000006a"), ("LogonType", "3"), ("IpAddress", source));

    private static void Load(AttackScene scene, string instance, params (int Second, Func<DateTimeOffset, string> Text)[] events) => LoadInto(Account.LogGroup, scene, instance, events);

    private static void LoadInto(string logGroup, AttackScene scene, string instance, params (int Second, Func<DateTimeOffset, string> Text)[] events) =>
        scene.Account.Server.Logs.Load(logGroup, instance, events.Select(one => (scene.Start.AddSeconds(one.Second), one.Text(scene.Start.AddSeconds(one.Second)))));
}

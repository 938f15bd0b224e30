using static AwsLoginAudit.Tests.Scenario;

namespace AwsLoginAudit.Tests.Core.Findings;

public class FindingTests
{
    public static TheoryData<string> Scenarios { get; } = [.. LabelledScenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Findings_do_not_depend_on_the_order_of_the_events(string name)
    {
        var events = LabelledScenario.Of(name).Events;
        var expected = events.Find();
        Assert.Equal(expected.Select(Told), events.Find(order: all => all.Reverse()).Select(Told));
        var random = new Random(name.Length);
        Assert.Equal(expected.Select(Told), events.Find(order: all => all.OrderBy(_ => random.Next())).Select(Told));
    }

    private static string Told(LoginAuditFinding finding) => $"{finding.Id} {finding.Severity} {finding.Title} {finding.Guesses} {finding.Successes} {string.Join(";", finding.EvidenceEvents)}";

    [Fact]
    public void A_user_who_mistypes_six_times_and_gets_in_is_possibly_the_user()
    {
        var finding = Assert.Single(LabelledScenario.Of("a user who mistypes six times and gets in").Events.Find(), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
        Assert.EndsWith("possibly the user", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_break_in_names_the_machine_the_account_and_the_source()
    {
        var finding = LabelledScenario.Of("guesses from the internet, then a login").Events.Find()[0];
        Assert.Equal(@"WEB\Administrator logged in to WEB (i-0web) from 203.0.113.77 after 46 failed guesses", finding.Title);
        Assert.Equal((46, 1, "T1078"), (finding.Guesses, finding.Successes, finding.Technique));
        Assert.Equal(Start.AddSeconds(200), finding.LastSeen);
        Assert.Equal("203.0.113.77 (public, 46)", Assert.Single(finding.Origins).ToString());
    }

    [Fact]
    public void A_user_at_the_usual_place_is_no_break_in_while_somebody_else_guesses()
    {
        Scenario events = new Scenario().From("10.0.7.4").Login(-600, @"CORP\jdoe").From("203.0.113.77").Fails(40, 0, 2, _ => @"CORP\jdoe").From("10.0.7.4").Login(300, @"CORP\jdoe");
        Assert.DoesNotContain(events.Find(), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Events_that_may_be_forged_are_marked_and_never_High(bool guesses, bool login)
    {
        Scenario events = new Scenario().From("203.0.113.77").Fails(46, 0, 3, _ => @"WEB\Administrator", suspicious: guesses).Login(200, @"WEB\Administrator", isPrivileged: true, suspicious: login);
        var finding = Assert.Single(events.Find(), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
        Assert.Equal((LoginAuditSeverity.Medium, true), (finding.Severity, finding.Suspicious));
    }

    [Fact]
    public void Logins_that_may_be_forged_excuse_no_guesses()
    {
        var attempts = new Scenario().From("203.0.113.77");
        for (var i = 0; i < 12; i++)
            attempts = attempts.Fail(i * 10, @"WEB\Administrator").Login((i * 10) + 1, @"WEB\Administrator", suspicious: true);
        Scenario events = attempts;
        var findings = events.Find();
        Assert.Equal(12, Assert.Single(findings, finding => finding.Kind == LoginAuditFindingKind.PasswordGuessing).Guesses);
        Assert.All(findings, finding => Assert.InRange(finding.Severity, LoginAuditSeverity.Informational, LoginAuditSeverity.Medium));
    }

    [Fact]
    public void A_forged_event_does_not_lower_what_the_others_show()
    {
        Scenario events = new Scenario().From("203.0.113.77").Fails(46, 0, 3, _ => @"WEB\Administrator").Fail(150, @"WEB\Administrator", suspicious: true).Login(200, @"WEB\Administrator");
        var finding = Assert.Single(events.Find(), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
        Assert.Equal((LoginAuditSeverity.Critical, true), (finding.Severity, finding.Suspicious));
    }

    [Fact]
    public void One_attempt_in_two_logs_is_one_guess()
    {
        var scenario = new Scenario();
        for (var i = 0; i < 30; i++)
            scenario.From("10.0.7.4", "PC7").Fail(i * 3, @"CORP\jdoe").From(null, "PC7").Fail((i * 3) + 0.5, "jdoe", "i-0dc", id: 4776);
        var finding = Assert.Single(scenario.Find());
        Assert.Equal((LoginAuditFindingKind.PasswordGuessing, 30L), (finding.Kind, finding.Guesses));
    }

    [Fact]
    public void A_lockout_names_what_caused_it()
    {
        var scenario = new Scenario();
        scenario.From(null, type: 5, process: @"C:\Tools\sync.exe").Fails(10, 0, 60, _ => @"CORP\svc");
        scenario.Lockout(601, "svc", "WEB");
        var finding = Assert.Single(scenario.Find(), finding => finding.Kind == LoginAuditFindingKind.AccountLockout);
        Assert.Equal(@"CORP\svc was locked after 10 failed logins by C:\Tools\sync.exe", finding.Title);
        Assert.Equal(LoginAuditSeverity.Low, finding.Severity);
    }

    [Fact]
    public void More_names_than_there_is_room_for_are_at_least_so_many()
    {
        var scenario = new Finder(new FindingRules());
        for (var i = 0; i < 300_000; i++)
        {
            scenario.Add(new LoginAuditFailure
            {
                Time = Start.AddMilliseconds(i),
                InstanceId = "i-0web",
                EventId = 4625,
                AccountName = $"user{i}",
                SourceAddress = "203.0.113.77",
                SubStatus = Wrong,
            });
        }
        var finding = Assert.Single(scenario.Find(), finding => finding.Kind == LoginAuditFindingKind.PasswordSpraying);
        Assert.StartsWith("Passwords of at least 8,001 accounts were guessed on i-0web from 203.0.113.77", finding.Title, StringComparison.Ordinal);
        Assert.Equal(300_000, finding.Guesses);
    }

    [Fact]
    public void Rules_can_be_changed()
    {
        Scenario events = new Scenario().From("203.0.113.77").Fails(3, 0, 5, _ => "Administrator");
        Assert.Empty(events.Find());
        Assert.Equal(LoginAuditFindingKind.PasswordGuessing, Assert.Single(events.Find(new FindingRules { GuessingGuesses = 3 })).Kind);
    }
}

using static AwsLoginAudit.Tests.Scenario;

namespace AwsLoginAudit.Tests.Core.Findings;

/// <summary>Findings where only failed logins are known of the time before a window.</summary>
public class FindingSinceTests
{
    private const string Public = "203.0.113.77";

    [Fact]
    public void A_finding_needs_an_event_of_the_window()
    {
        Scenario events = new Scenario().From(Public).Fails(12, -7_200, 2, _ => @"CORP\old").From("198.51.100.7").Fails(12, 0, 2, _ => @"CORP\jdoe");
        Assert.Equal([@"CORP\jdoe"], Find(events).Select(finding => finding.Accounts[0].Name).Distinct());
    }

    [Fact]
    public void Slow_spraying_from_before_the_window_may_be_users_of_one_address()
    {
        Scenario events = new Scenario().From(Public).Fails(20, -36_000, 2_000, number => $@"CORP\user{number}");
        var spraying = Assert.Single(Find(events), finding => finding.Kind == LoginAuditFindingKind.PasswordSpraying);
        Assert.Equal((LoginAuditSeverity.Medium, 20), (spraying.Severity, spraying.Guesses));
        Assert.Contains(events.Find(), finding => finding is { Kind: LoginAuditFindingKind.PasswordSpraying, Severity: LoginAuditSeverity.High });
    }

    [Fact]
    public void Quick_spraying_is_High_although_it_went_on_before_the_window()
    {
        Scenario events = new Scenario().From(Public).Fails(20, -3_600, 2, number => $@"CORP\user{number}").Fails(20, 0, 2, number => $@"CORP\user{number}");
        Assert.Contains(Find(events), finding => finding is { Kind: LoginAuditFindingKind.PasswordSpraying, Severity: LoginAuditSeverity.High });
    }

    [Fact]
    public void A_scanner_that_comes_every_hour_is_a_scanner()
    {
        var scanner = new Scenario().From("10.0.9.9").Fails(25, -3_600, 2, _ => "root", number => $"i-{number}").Fails(25, 0, 2, _ => "root", number => $"i-{number}");
        for (var number = 0; number < 25; number++)
            scanner.Login(1 + (2 * number), @"CORP\scanner", $"i-{number}");
        var finding = Assert.Single(Find(scanner));
        Assert.Equal((LoginAuditFindingKind.Scanner, 25), (finding.Kind, finding.Guesses));
    }

    [Theory]
    [InlineData(-1_800, true)]
    [InlineData(-7_200, false)]
    public void Guesses_of_one_account_count_for_a_break_in_from_an_hour_before_the_window(int first, bool isBreakIn)
    {
        Scenario events = new Scenario().From(Public).Fails(12, first, 2, _ => @"CORP\jdoe").From("198.51.100.7").Fail(0, @"CORP\jdoe").Login(10, @"CORP\jdoe");
        Assert.Equal(isBreakIn, Find(events).Any(finding => finding.Kind == LoginAuditFindingKind.BreakIn));
    }

    [Fact]
    public void Earlier_typing_errors_of_people_who_share_an_address_make_no_break_in()
    {
        Scenario events = new Scenario().From(Public).Fails(10, -3_000, 200, number => $@"CORP\user{number}").Login(10, @"CORP\jdoe");
        Assert.DoesNotContain(Find(events), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
        Assert.Contains(events.Find(), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
    }

    private static IReadOnlyList<LoginAuditFinding> Find(Scenario events)
    {
        var finder = new Finder(new FindingRules()) { Since = Start };
        foreach (var one in events.Read())
            finder.AddAny(one);
        return finder.Find();
    }
}

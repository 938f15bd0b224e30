using static AwsLoginAudit.Tests.Scenario;

namespace AwsLoginAudit.Tests.Core.Findings;

/// <summary>Exclusions keep known noise out of findings. An attacker who knows the rules cannot hide a break-in, spraying or enumeration behind them.</summary>
public sealed class ExcludedFindingTests
{
    private const string Attacker = "203.0.113.77";
    private const string Scanner = "10.0.5.9";

    private static readonly LoginAuditExclusion Source = new() { Name = "Nessus", Reason = "scanner", SourceAddress = Scanner };
    private static readonly LoginAuditExclusion Account = new() { Name = "Backup", Reason = "old password", Account = "svc-*" };
    private static readonly LoginAuditExclusion Workstation = new() { Name = "Kiosk", Reason = "kiosk", Workstation = "KIOSK*", ReasonCode = "0xc000006a", EventId = 4625 };
    private static readonly LoginAuditExclusion[] Rules = [Source, Account, Workstation];

    [Fact]
    public void Guesses_that_a_rule_excludes_are_no_finding()
    {
        Scenario guesses = new Scenario().From(Scanner).Fails(20, 0, 1, _ => @"CORP\jdoe").From(null, "KIOSK1").Fails(20, 100, 1, _ => @"CORP\guest").From("10.0.9.9").Fails(20, 200, 1, _ => @"CORP\svc-backup");
        Assert.Equal(3, guesses.Find().Count(finding => finding.Kind == LoginAuditFindingKind.PasswordGuessing));
        Assert.Empty(Find(guesses));
    }

    [Fact]
    public void Spraying_and_enumeration_from_an_excluded_source_are_no_finding()
    {
        Scenario spray = new Scenario().From(Scanner).Fails(12, 0, 5, number => $@"CORP\user{number}").Fails(12, 100, 5, number => $@"CORP\nobody{number}", code: Unknown);
        Assert.Contains(spray.Find(), finding => finding.Kind == LoginAuditFindingKind.UserEnumeration);
        Assert.Empty(Find(spray));
    }

    [Theory]
    [InlineData(LoginAuditFindingKind.PasswordSpraying, Wrong)]
    [InlineData(LoginAuditFindingKind.UserEnumeration, Unknown)]
    public void Spraying_and_enumeration_cannot_hide_behind_the_name_of_an_account(LoginAuditFindingKind kind, string code)
    {
        var finding = Assert.Single(Find(new Scenario().From(Attacker).Fails(12, 0, 5, number => $@"CORP\svc-{number}", code: code)), finding => finding.Kind == kind);
        Assert.Equal(["Backup"], finding.ExclusionNames);
    }

    [Theory]
    [InlineData(LoginAuditFindingKind.PasswordSpraying, Wrong)]
    [InlineData(LoginAuditFindingKind.UserEnumeration, Unknown)]
    public void Spraying_and_enumeration_cannot_hide_behind_the_name_of_a_workstation(LoginAuditFindingKind kind, string code)
    {
        LoginAuditExclusion[] rules = [Workstation with { ReasonCode = null }];
        var finding = Assert.Single(Find(new Scenario().From(Attacker, "KIOSK7").Fails(12, 0, 5, number => $@"CORP\user{number}", code: code), rules), finding => finding.Kind == kind);
        Assert.Equal(["Kiosk"], finding.ExclusionNames);
    }

    [Fact]
    public void Nothing_hides_behind_a_forged_source()
    {
        Scenario spray = new Scenario().From(Scanner).Fails(12, 0, 5, number => $@"CORP\user{number}", suspicious: true);
        Assert.Contains(Find(spray), finding => finding is { Kind: LoginAuditFindingKind.PasswordSpraying, Suspicious: true, ExclusionNames.Count: 0 });
    }

    [Theory]
    [InlineData(Scanner, null, @"CORP\jdoe", "Nessus")]
    [InlineData(Attacker, null, @"CORP\svc-backup", "Backup")]
    [InlineData(Attacker, "KIOSK7", @"CORP\jdoe", "Kiosk")]
    [InlineData(null, "KIOSK7", @"CORP\jdoe", "Kiosk")]
    public void A_break_in_is_never_excluded_and_names_the_rule(string? source, string? workstation, string account, string rule)
    {
        Scenario attack = new Scenario().From(source, workstation).Fails(30, 0, 0.5, _ => account).Login(60, account);
        var finding = Assert.Single(Find(attack), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
        var plain = Assert.Single(attack.Find(), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
        Assert.Equal((plain.Severity, plain.Id, plain.Guesses), (finding.Severity, finding.Id, finding.Guesses));
        Assert.Equal([rule], finding.ExclusionNames);
    }

    [Fact]
    public void A_break_in_after_guesses_under_excluded_and_other_names_is_found()
    {
        Scenario attack = new Scenario().From(Attacker).Fails(3, 0, 1, _ => @"CORP\svc-backup").Fails(3, 10, 1, _ => @"CORP\admin").Login(60, @"CORP\jdoe");
        Assert.Contains(Find(attack), finding => finding is { Kind: LoginAuditFindingKind.BreakIn, Guesses: 6, ExclusionNames: ["Backup"] });
    }

    [Fact]
    public void Guesses_of_others_at_an_excluded_machine_stay_a_finding()
    {
        Scenario guesses = new Scenario().From(Scanner).Fails(20, 0, 1, _ => @"CORP\jdoe").From("10.0.9.9").Fails(8, 1, 1, _ => @"CORP\jdoe");
        Assert.Equal((8, 0), Find(guesses).Select(finding => (finding.Guesses, finding.ExclusionNames.Count)).Single());
    }

    [Fact]
    public void Findings_have_everything_if_excluded_events_are_included_on_request()
    {
        Scenario guesses = new Scenario().From(Scanner).Fails(20, 0, 1, _ => @"CORP\jdoe");
        Assert.Equal(20, Assert.Single(Find(guesses, new ExclusionSet(Rules) { IncludesExcluded = true })).Guesses);
    }

    [Fact]
    public void The_report_says_which_exclusion_a_finding_matches()
    {
        Scenario attack = new Scenario().From(Scanner).Fails(30, 0, 0.5, _ => @"CORP\jdoe").Login(60, @"CORP\jdoe");
        var counter = new FailureCounter(exclusions: new(Rules));
        foreach (var failure in attack.Failures)
            counter.Add(failure);
        foreach (var login in attack.Read().OfType<LoginAuditSuccess>())
            counter.Examination.Add(login);
        var report = LoginAuditReport.Create([], Sample.Start, counter);
        Assert.True(report.IsWorthSending);
        Assert.Contains("Exclusions: 'Nessus' matches some of these failed logins, but cannot hide this finding.", report.ToText().Unwrapped(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<LoginAuditFinding> Find(Scenario scenario, IReadOnlyList<LoginAuditExclusion>? rules = null) => Find(scenario, new ExclusionSet(rules ?? Rules));

    private static IReadOnlyList<LoginAuditFinding> Find(Scenario scenario, ExclusionSet exclusions)
    {
        var finder = new Finder(new FindingRules(), exclusions);
        foreach (var one in scenario.Read())
            finder.AddAny(one);
        return finder.Find();
    }
}

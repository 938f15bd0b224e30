using static AwsLoginAudit.LoginAuditFindingKind;
using static AwsLoginAudit.LoginAuditSeverity;
using static AwsLoginAudit.Tests.RecordingShape;
using static AwsLoginAudit.Tests.Scenario;

namespace AwsLoginAudit.Tests;

/// <summary>Attacks of one kind each.</summary>
internal static class AttackScenarios
{
    public const string Attacker = "203.0.113.77";
    public const string Office = "198.51.100.20";
    public const string Inside = "10.0.7.4";

    public static IReadOnlyList<LabelledScenario> All { get; } = [.. BreakIns(), .. Guesses(), .. Spraying(), .. Names(), .. Machines()];

    private static IEnumerable<LabelledScenario> BreakIns()
    {
        yield return new("guesses from the internet, then a login", Tail,
            new Scenario().From(Attacker, type: 10).Fails(46, 0, 3, _ => @"WEB\Administrator").Login(200, @"WEB\Administrator"),
            new(BreakIn, Critical, "WEB", @"WEB\Administrator", Attacker), new(PasswordGuessing, Medium, "WEB", @"WEB\Administrator", Attacker));
        yield return new("guesses from a private address by a tool, then a login", JsonLines,
            new Scenario().From(Inside).Fails(16, 0, 0.2, _ => @"CORP\jdoe").Login(20, @"CORP\jdoe"),
            new(BreakIn, High, "WEB", @"CORP\jdoe", Inside), new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Inside));
        yield return new("guesses from a private address, then a login with administrative rights", JsonLines,
            new Scenario().From(Inside).Fails(16, 0, 0.2, _ => @"CORP\jdoe").Login(20, @"CORP\jdoe", isPrivileged: true),
            new(BreakIn, Critical, "WEB", @"CORP\jdoe", Inside), new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Inside));
        yield return new("spraying, then a login of an account that never failed", Wevtutil,
            new Scenario().From(Attacker).Fails(12, 0, 5, i => $@"CORP\user{i}").Login(160, @"CORP\weak"),
            new(BreakIn, Critical, "WEB", @"CORP\weak", Attacker), new(PasswordSpraying, High, "WEB", @"CORP\user7", Attacker));
        yield return new("a guessed password is used from another address", FilterLogEvents,
            new Scenario().From(Attacker).Fails(16, 0, 2, _ => @"CORP\jdoe").From("10.9.9.9").Login(300, @"CORP\jdoe"),
            new(BreakIn, High, "WEB", @"CORP\jdoe", Attacker), new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker));
        yield return new("a guessed password is used on another machine", Tail,
            new Scenario().From(Inside).Fails(12, 0, 0.5, _ => @"CORP\jdoe").Login(30, @"CORP\jdoe", "i-0db"),
            new(BreakIn, High, "DB", @"CORP\jdoe", Inside), new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Inside));
        yield return new("slow guesses over hours, then a login", Wevtutil,
            new Scenario().From(Attacker).Fails(9, 0, 1777, i => i % 2 == 0 ? @"CORP\jdoe" : @"CORP\asmith").Login(9 * 1777, @"CORP\asmith"),
            new FindingLabel(BreakIn, Critical, "WEB", @"CORP\asmith", Attacker));
        yield return new("a password is found that has expired", FilterLogEvents,
            new Scenario().From(Attacker).Fails(12, 0, 3, _ => @"CORP\jdoe").Fail(40, @"CORP\jdoe", code: Expired),
            new(BreakIn, Medium, "WEB", @"CORP\jdoe", Attacker), new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker));
        yield return new("a user's login in the middle of spraying from the office's address", JsonLines,
            new Scenario().From(Office).Fails(14, 0, 3, i => $@"CORP\user{i}").Login(70, @"CORP\victim"),
            new(BreakIn, Critical, "WEB", @"CORP\victim", Office), new(PasswordSpraying, High, "WEB", @"CORP\user3", Office));
        yield return new("guesses at a domain controller, then a ticket", FilterLogEvents,
            new Scenario().From(Inside).Fails(12, 0, 0.5, _ => "jdoe", _ => DomainController, "0x18", 4771).Login(30, @"CORP\jdoe", DomainController, id: 4768),
            new(BreakIn, High, "DC", @"CORP\jdoe", Inside), new(PasswordGuessing, Medium, "DC", @"CORP\jdoe", Inside));
    }

    private static IEnumerable<LabelledScenario> Guesses()
    {
        yield return new("one account, six times in five minutes", FilterLogEvents,
            new Scenario().From(Attacker).Fails(6, 0, 50, _ => "Administrator"),
            new FindingLabel(PasswordGuessing, Medium, "WEB", "Administrator", Attacker));
        yield return new("one account at the console", Wevtutil,
            new Scenario().From(null, type: 2).Fails(12, 0, 4, _ => @"WEB\Administrator"),
            new FindingLabel(PasswordGuessing, Medium, "WEB", @"WEB\Administrator"));
        yield return new("one account, a hundred times a second", JsonLines,
            new Scenario().From(Inside).Fails(20, 0, 0.01, _ => @"CORP\sa"),
            new FindingLabel(PasswordGuessing, Medium, "WEB", @"CORP\sa", Inside));
        yield return new("one account from many sources", FilterLogEvents, Botnet(15, 100),
            new FindingLabel(DistributedGuessing, Medium, "WEB", @"CORP\ceo", "203.0.113.3"));
        yield return new("one account of several spellings", FilterLogEvents,
            new Scenario().From(Inside).Fails(9, 0, 7, i => i % 3 == 0 ? @"CORP\jdoe" : i % 3 == 1 ? @"corp\JDOE" : "jdoe@corp.example"),
            new FindingLabel(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Inside));
    }

    private static IEnumerable<LabelledScenario> Spraying()
    {
        yield return new("many accounts from the internet", FilterLogEvents,
            new Scenario().From(Attacker).Fails(10, 0, 29, i => $@"CORP\user{i}"),
            new FindingLabel(PasswordSpraying, High, "WEB", @"CORP\user9", Attacker));
        yield return new("many accounts from a private address", JsonLines,
            new Scenario().From(Inside).Fails(16, 0, 1, i => $@"CORP\user{i}"),
            new FindingLabel(PasswordSpraying, Medium, "WEB", @"CORP\user9", Inside));
        yield return new("many accounts, by the workstation's name only", Wevtutil,
            new Scenario().From(null, "KALI").Fails(16, 0, 1, i => $@"CORP\user{i}"),
            new FindingLabel(PasswordSpraying, Medium, "WEB", @"CORP\user9", "KALI"));
        yield return new("many accounts in a day, each once an hour at most", Tail,
            new Scenario().From(Attacker).Fails(24, 0, 3000, i => $@"CORP\user{i % 12}"),
            new FindingLabel(PasswordSpraying, High, "WEB", @"CORP\user9", Attacker));
        yield return new("spraying over SMB that a domain controller logs too", FilterLogEvents, OverSmb(10),
            new FindingLabel(PasswordSpraying, Medium, "WEB", @"CORP\user5", Inside));
        yield return new("spraying by Kerberos", Wevtutil,
            new Scenario().From(Inside).Fails(14, 0, 2, i => $"user{i}", _ => DomainController, "0x18", 4771),
            new FindingLabel(PasswordSpraying, Medium, "DC", "user7", Inside));
    }

    private static IEnumerable<LabelledScenario> Names()
    {
        yield return new("unknown names", JsonLines,
            new Scenario().From(Attacker).Fails(5, 0, 30, i => $"name{i}", code: Unknown),
            new FindingLabel(UserEnumeration, Low, "WEB", "name4", Attacker));
        yield return new("unknown names by Kerberos", Tail,
            new Scenario().From(Inside).Fails(8, 0, 1, i => $"name{i}", _ => DomainController, "0x6", 4768),
            new FindingLabel(UserEnumeration, Low, "DC", "name4", Inside));
        yield return new("disabled accounts", FilterLogEvents,
            new Scenario().From(Inside).Fails(4, 0, 600, i => $@"CORP\leaver{i}", code: Disabled),
            new FindingLabel(DisabledAccounts, Medium, "WEB", @"CORP\leaver3", Inside));
        yield return new("accounts are locked by guesses", JsonLines, LockedByGuesses(4, 10),
            new(AccountLockout, Medium, "WEB", @"CORP\user0", Inside), new(AccountLockout, Medium, "WEB", @"CORP\user3", Inside),
            new(AccountLockout, Medium, "WEB", @"CORP\user1", Inside), new(AccountLockout, Medium, "WEB", @"CORP\user2", Inside));
    }

    private static IEnumerable<LabelledScenario> Machines()
    {
        yield return new("one source on many machines", FilterLogEvents,
            new Scenario().From(Inside).Fails(10, 0, 60, _ => @"CORP\jdoe", i => $"i-0srv{i % 5}"),
            new FindingLabel(LateralGuessing, High, "SRV3", @"CORP\jdoe", Inside));
        yield return new("the local administrator of many machines, from several sources", Wevtutil, LocalAdministrators(6),
            new FindingLabel(LateralGuessing, High, "SRV3", @"SRV3\Administrator", "10.0.9.4"));
    }

    private static Scenario Botnet(int sources, double interval)
    {
        var scenario = new Scenario();
        for (var i = 0; i < sources; i++)
            scenario.From($"203.0.113.{i + 1}").Fail(i * interval, @"CORP\ceo");
        return scenario;
    }

    private static Scenario OverSmb(int accounts)
    {
        var scenario = new Scenario();
        for (var i = 0; i < accounts; i++)
            scenario.From(Inside, "PC7").Fail(i * 3, $@"CORP\user{i}").From(null, "PC7").Fail((i * 3) + 0.4, $"user{i}", DomainController, id: 4776);
        return scenario;
    }

    public static Scenario LockedByGuesses(int accounts, double interval)
    {
        var scenario = new Scenario();
        for (var i = 0; i < accounts; i++)
        {
            scenario.From(Inside).Fails(5, i * interval, 1, _ => $@"CORP\user{i}");
            scenario.Lockout((i * interval) + 6, $"user{i}", "WEB");
        }
        return scenario;
    }

    private static Scenario LocalAdministrators(int machines)
    {
        var scenario = new Scenario();
        for (var i = 0; i < machines; i++)
            scenario.From($"10.0.9.{i + 1}").Fail(i * 30, $@"SRV{i}\Administrator", $"i-0srv{i}");
        return scenario;
    }
}

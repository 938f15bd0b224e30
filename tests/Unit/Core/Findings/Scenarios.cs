using static AwsLoginAudit.Tests.Core.Findings.Scenario;

namespace AwsLoginAudit.Tests.Core.Findings;

/// <summary>Situations with the findings that a person would name.</summary>
internal static class Scenarios
{
    private const string Attacker = "203.0.113.77";
    private const string Office = "198.51.100.20";
    private const string Inside = "10.0.7.4";

    /// <summary>Attacks, with the kinds that must be found and their least severity.</summary>
    public static IReadOnlyDictionary<string, (Scenario Events, LoginAuditFindingKind Kind, LoginAuditSeverity Severity)> Attacks { get; } =
        new Dictionary<string, (Scenario, LoginAuditFindingKind, LoginAuditSeverity)>
        {
            ["guesses from the internet, then a login"] = (
                new Scenario().From(Attacker, type: 10).Fails(46, 0, 3, _ => @"WEB\Administrator").Login(200, @"WEB\Administrator"),
                LoginAuditFindingKind.BreakIn, LoginAuditSeverity.Critical),
            ["guesses from a private address by a tool, then a login"] = (
                new Scenario().From(Inside).Fails(30, 0, 0.2, _ => @"CORP\jdoe").Login(20, @"CORP\jdoe"),
                LoginAuditFindingKind.BreakIn, LoginAuditSeverity.High),
            ["guesses from a private address, then a login with administrative rights"] = (
                new Scenario().From(Inside).Fails(30, 0, 0.2, _ => @"CORP\jdoe").Login(20, @"CORP\jdoe", isPrivileged: true),
                LoginAuditFindingKind.BreakIn, LoginAuditSeverity.Critical),
            ["spraying, then a login of an account that never failed"] = (
                new Scenario().From(Attacker).Fails(30, 0, 5, i => $@"CORP\user{i}").Login(160, @"CORP\weak"),
                LoginAuditFindingKind.BreakIn, LoginAuditSeverity.Critical),
            ["a guessed password is used from another address"] = (
                new Scenario().From(Attacker).Fails(40, 0, 2, _ => @"CORP\jdoe").From("10.9.9.9").Login(300, @"CORP\jdoe"),
                LoginAuditFindingKind.BreakIn, LoginAuditSeverity.High),
            ["a guessed password is used on another machine"] = (
                new Scenario().From(Inside).Fails(12, 0, 0.5, _ => @"CORP\jdoe").Login(30, @"CORP\jdoe", "i-0db"),
                LoginAuditFindingKind.BreakIn, LoginAuditSeverity.High),
            ["slow guesses over hours, then a login"] = (
                new Scenario().From(Attacker).Fails(9, 0, 1777, i => i % 2 == 0 ? @"CORP\jdoe" : @"CORP\asmith").Login(9 * 1777, @"CORP\asmith"),
                LoginAuditFindingKind.BreakIn, LoginAuditSeverity.Critical),
            ["a password is found that has expired"] = (
                new Scenario().From(Attacker).Fails(12, 0, 3, _ => @"CORP\jdoe").Fail(40, @"CORP\jdoe", code: Expired),
                LoginAuditFindingKind.BreakIn, LoginAuditSeverity.Medium),
            ["a user's login in the middle of spraying from the office's address"] = (
                new Scenario().From(Office).Fails(40, 0, 2, i => $@"CORP\user{i}").Login(100, @"CORP\victim"),
                LoginAuditFindingKind.BreakIn, LoginAuditSeverity.Critical),
            ["one account, six times in five minutes"] = (
                new Scenario().From(Attacker).Fails(6, 0, 50, _ => "Administrator"),
                LoginAuditFindingKind.PasswordGuessing, LoginAuditSeverity.Medium),
            ["one account at the console"] = (
                new Scenario().From(null, type: 2).Fails(20, 0, 4, _ => @"WEB\Administrator"),
                LoginAuditFindingKind.PasswordGuessing, LoginAuditSeverity.Medium),
            ["one account, a hundred times a second"] = (
                new Scenario().From(Inside).Fails(600, 0, 0.01, _ => @"CORP\sa"),
                LoginAuditFindingKind.PasswordGuessing, LoginAuditSeverity.Medium),
            ["many accounts from the internet"] = (
                new Scenario().From(Attacker).Fails(10, 0, 29, i => $@"CORP\user{i}"),
                LoginAuditFindingKind.PasswordSpraying, LoginAuditSeverity.High),
            ["many accounts from a private address"] = (
                new Scenario().From(Inside).Fails(25, 0, 1, i => $@"CORP\user{i}"),
                LoginAuditFindingKind.PasswordSpraying, LoginAuditSeverity.Medium),
            ["many accounts, by the workstation's name only"] = (
                new Scenario().From(null, "KALI").Fails(25, 0, 1, i => $@"CORP\user{i}"),
                LoginAuditFindingKind.PasswordSpraying, LoginAuditSeverity.Medium),
            ["many accounts in a day, each once an hour at most"] = (
                new Scenario().From(Attacker).Fails(24, 0, 3000, i => $@"CORP\user{i % 12}"),
                LoginAuditFindingKind.PasswordSpraying, LoginAuditSeverity.High),
            ["one account from many sources"] = (
                Botnet(25, 100),
                LoginAuditFindingKind.DistributedGuessing, LoginAuditSeverity.Medium),
            ["unknown names"] = (
                new Scenario().From(Attacker).Fails(5, 0, 30, i => $"name{i}", code: Unknown),
                LoginAuditFindingKind.UserEnumeration, LoginAuditSeverity.Low),
            ["unknown names by Kerberos"] = (
                Kerberos(8),
                LoginAuditFindingKind.UserEnumeration, LoginAuditSeverity.Low),
            ["one source on many machines"] = (
                new Scenario().From(Inside).Fails(10, 0, 60, _ => @"CORP\jdoe", i => $"i-0srv{i % 5}"),
                LoginAuditFindingKind.LateralGuessing, LoginAuditSeverity.High),
            ["the local administrator of many machines, from several sources"] = (
                LocalAdministrators(6),
                LoginAuditFindingKind.LateralGuessing, LoginAuditSeverity.High),
            ["disabled accounts"] = (
                new Scenario().From(Inside).Fails(4, 0, 600, i => $@"CORP\leaver{i}", code: Disabled),
                LoginAuditFindingKind.DisabledAccounts, LoginAuditSeverity.Medium),
            ["accounts are locked by guesses"] = (
                LockedByGuesses(),
                LoginAuditFindingKind.AccountLockout, LoginAuditSeverity.Medium),
            ["spraying while other people mistype"] = (
                new Scenario().From(Office).Fail(3, @"CORP\anna").Login(9, @"CORP\anna").From(Attacker).Fails(30, 0, 2, i => $@"CORP\user{i}"),
                LoginAuditFindingKind.PasswordSpraying, LoginAuditSeverity.High),
            ["guesses between the tries of a service"] = (
                new Scenario().From(null, type: 5).Fails(12, 0, 60, _ => @"CORP\svc-backup").From(Attacker).Fails(12, 5, 7, _ => @"CORP\jdoe"),
                LoginAuditFindingKind.PasswordGuessing, LoginAuditSeverity.Medium),
        };

    /// <summary>Situations without an attack: nothing above Informational, or Low where the user must be asked.</summary>
    public static IReadOnlyDictionary<string, (Scenario Events, LoginAuditFindingKind? Kind)> Benign { get; } =
        new Dictionary<string, (Scenario, LoginAuditFindingKind?)>
        {
            ["a service with an old password"] = (
                new Scenario().From(null, type: 5, process: @"C:\Windows\System32\services.exe").Fails(12, 0, 30, _ => @"CORP\svc-backup"), LoginAuditFindingKind.StaleCredential),
            ["a scheduled task with an old password"] = (
                new Scenario().From(null, type: 4).Fails(3, 0, 3600, _ => @"CORP\svc-report"), LoginAuditFindingKind.StaleCredential),
            ["a mapped drive that tries three times every five minutes"] = (
                MappedDrive(), LoginAuditFindingKind.StaleCredential),
            ["a phone with an old password"] = (
                new Scenario().From("100.64.3.9").Fails(20, 0, 900, _ => "jdoe@corp.example"), LoginAuditFindingKind.StaleCredential),
            ["a service of an account that was renamed"] = (
                new Scenario().From(Inside).Fails(8, 0, 300, _ => @"CORP\oldname", code: Unknown), LoginAuditFindingKind.StaleCredential),
            ["a vulnerability scanner"] = (Scanner(), LoginAuditFindingKind.Scanner),
            ["thirty users of a jump host"] = (Morning("10.0.1.5", 30, 45), null),
            ["a Monday morning behind one public address"] = (Morning(Office, 60, 20), null),
            ["thirty users of a Citrix server"] = (Citrix(), null),
            ["an expired password that is changed"] = (
                new Scenario().From(Inside, type: 10).Fails(2, 0, 8, _ => @"CORP\jdoe", code: Expired).Login(60, @"CORP\jdoe"), null),
            ["one user mistypes twice"] = (
                new Scenario().From(Inside, type: 10).Fails(2, 0, 8, _ => @"CORP\jdoe").Login(30, @"CORP\jdoe"), null),
            ["one user gives up"] = (
                new Scenario().From(Inside, type: 10).Fails(4, 0, 8, _ => @"CORP\jdoe"), null),
            ["computer accounts"] = (
                new Scenario().From(Inside).Fails(50, 0, 1, i => $@"CORP\PC{i}$"), null),
            ["anonymous logons"] = (
                new Scenario().From(Inside).Fails(50, 0, 1, _ => @"NT AUTHORITY\ANONYMOUS LOGON"), null),
            ["a service that may not log on"] = (
                new Scenario().From(Inside).Fails(50, 0, 1, _ => @"CORP\svc", code: "0xc000015b"), null),
            ["clocks that differ"] = (
                new Scenario().From(Inside).Fails(50, 0, 1, i => $@"CORP\user{i}", code: "0xc0000133"), null),
            ["a user works on while nobody guesses"] = (
                new Scenario().From(Inside).Login(0, @"CORP\jdoe").Login(100, @"CORP\jdoe").Login(200, @"CORP\jdoe"), null),
            ["two logs of four attempts"] = (TwoLogs(4), null),
        };

    private static Scenario Botnet(int sources, double interval)
    {
        var scenario = new Scenario();
        for (var i = 0; i < sources; i++)
            scenario.From($"203.0.113.{i + 1}").Fail(i * interval, @"CORP\ceo");
        return scenario;
    }

    private static Scenario Kerberos(int names)
    {
        var scenario = new Scenario();
        for (var i = 0; i < names; i++)
            scenario.From(Inside).Fail(i, $"name{i}", "i-0dc", "0x6", id: 4768);
        return scenario;
    }

    private static Scenario LocalAdministrators(int machines)
    {
        var scenario = new Scenario();
        for (var i = 0; i < machines; i++)
            scenario.From($"10.0.9.{i + 1}").Fail(i * 30, $@"SRV{i}\Administrator", $"i-0srv{i}");
        return scenario;
    }

    private static Scenario LockedByGuesses()
    {
        var scenario = new Scenario();
        for (var i = 0; i < 4; i++)
        {
            scenario.From(Inside).Fails(5, i * 10, 1, _ => $@"CORP\user{i}");
            scenario.Lockout((i * 10) + 6, $@"CORP\user{i}", "WEB");
        }
        return scenario;
    }

    private static Scenario MappedDrive()
    {
        var scenario = new Scenario();
        for (var i = 0; i < 8; i++)
            scenario.From(Inside).Fails(3, i * 300, 1, _ => @"CORP\asmith");
        return scenario;
    }

    private static Scenario Scanner()
    {
        var scenario = new Scenario();
        for (var i = 0; i < 25; i++)
            scenario.From("10.0.5.9").Fail(i * 10, "admin", $"i-0srv{i}", Unknown).Fail((i * 10) + 1, "root", $"i-0srv{i}", Unknown).Login((i * 10) + 2, @"CORP\nessus", $"i-0srv{i}");
        return scenario;
    }

    // Each user mistypes once to four times, and then logs in.
    private static Scenario Morning(string address, int users, double interval)
    {
        var scenario = new Scenario();
        for (var i = 0; i < users; i++)
            scenario.From(address, type: 10).Fails((i % 4) + 1, i * interval, 4, _ => $@"CORP\user{i}").Login((i * interval) + 25, $@"CORP\user{i}");
        return scenario;
    }

    // Everybody is at the same machine.
    private static Scenario Citrix()
    {
        var scenario = new Scenario();
        for (var i = 0; i < 30; i++)
            scenario.From(null, "CTX01", type: 2).Fail(i * 10, $@"CORP\user{i}", "i-0ctx").Login((i * 10) + 8, $@"CORP\user{i}", "i-0ctx");
        return scenario;
    }

    private static Scenario TwoLogs(int attempts)
    {
        var scenario = new Scenario();
        for (var i = 0; i < attempts; i++)
            scenario.From(Inside, "PC7").Fail(i * 20, @"CORP\jdoe").From(null, "PC7").Fail((i * 20) + 0.5, "jdoe", "i-0dc", id: 4776);
        return scenario;
    }
}

using static AwsLoginAudit.LoginAuditFindingKind;
using static AwsLoginAudit.LoginAuditSeverity;
using static AwsLoginAudit.Tests.AttackScenarios;
using static AwsLoginAudit.Tests.RecordingShape;
using static AwsLoginAudit.Tests.Scenario;

namespace AwsLoginAudit.Tests;

/// <summary>Attacks of several kinds, and attacks beside other failed logins.</summary>
internal static class MixedScenarios
{
    public static IReadOnlyList<LabelledScenario> All { get; } =
    [
        new("spraying while other people mistype", FilterLogEvents,
            new Scenario().From(Office).Fail(3, @"CORP\anna").Login(9, @"CORP\anna").From(Attacker).Fails(12, 0, 2, i => $@"CORP\user{i}"),
            new FindingLabel(PasswordSpraying, High, "WEB", @"CORP\user7", Attacker)),
        new("guesses between the tries of a service", Wevtutil,
            new Scenario().From(null, type: 5).Fails(12, 0, 60, _ => @"CORP\svc-backup").From(Attacker).Fails(12, 5, 7, _ => @"CORP\jdoe"),
            new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker), new(StaleCredential, Informational, "WEB", @"CORP\svc-backup")),
        new("a break-in beside a stored password and people who mistype", JsonLines,
            new Scenario().From("10.0.8.9", type: 5).Fails(8, 0, 60, _ => @"CORP\svc-backup").From("10.0.8.1", type: 10).Fails(2, 10, 8, _ => @"CORP\anna").Login(30, @"CORP\anna")
                .From(Attacker).Fails(15, 100, 2, _ => @"CORP\jdoe").Login(140, @"CORP\jdoe", isPrivileged: true),
            new(BreakIn, Critical, "WEB", @"CORP\jdoe", Attacker), new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker),
            new(StaleCredential, Informational, "WEB", @"CORP\svc-backup", "10.0.8.9")),
        new("unknown names, then spraying of those that exist, then a login", FilterLogEvents,
            new Scenario().From(Attacker).Fails(8, 0, 2, i => $"name{i}", code: Unknown).Fails(12, 60, 3, i => $@"CORP\user{i}").Login(120, @"CORP\user5", "i-0db"),
            new(BreakIn, Critical, "DB", @"CORP\user5", Attacker), new(PasswordSpraying, High, "WEB", @"CORP\user7", Attacker), new(UserEnumeration, Low, "WEB", "name4", Attacker)),
        new("one machine after the other, then a login", Tail,
            new Scenario().From(Inside).Fails(12, 0, 5, _ => @"CORP\jdoe", i => $"i-0srv{i % 6}").Login(90, @"CORP\jdoe", "i-0srv4"),
            new(BreakIn, High, "SRV4", @"CORP\jdoe", Inside), new(LateralGuessing, High, "SRV3", @"CORP\jdoe", Inside)),
        new("guesses that lock the account of a user who then is let in", FilterLogEvents, LockedAndIn(),
            new(BreakIn, High, "WEB", @"CORP\jdoe", Attacker), new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker), new(AccountLockout, Low, "WEB", @"CORP\jdoe", Attacker)),
        new("an attack whose events are out of order and sent twice", FilterLogEvents, OutOfOrder(),
            new(BreakIn, Critical, "WEB", @"CORP\jdoe", Attacker), new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker)),
        new("a user who mistypes six times and gets in", Wevtutil,
            new Scenario().From(Inside, type: 10).Fails(6, 0, 8, _ => @"CORP\jdoe").Login(60, @"CORP\jdoe"),
            new FindingLabel(BreakIn, Low, "WEB", @"CORP\jdoe", Inside)),
        new("two attackers at once", JsonLines,
            new Scenario().From(Attacker).Fails(12, 0, 3, _ => @"CORP\jdoe").From("198.51.100.99").Fails(12, 1, 3, i => $@"CORP\user{i}"),
            new(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker), new(PasswordSpraying, High, "WEB", @"CORP\user7", "198.51.100.99")),
    ];

    private static Scenario LockedAndIn()
    {
        Scenario scenario = new Scenario().From(Attacker).Fails(12, 0, 2, _ => @"CORP\jdoe");
        return scenario.Lockout(25, "jdoe", "WEB").From("10.0.7.8").Login(600, @"CORP\jdoe");
    }

    private static Scenario OutOfOrder()
    {
        Scenario scenario = new Scenario().From(Attacker).Login(60, @"CORP\jdoe");
        for (var i = 7; i >= 0; i--)
        {
            scenario.From(Attacker).Fail(i * 4, @"CORP\jdoe");
            scenario.Resend(1);
        }
        return scenario;
    }
}

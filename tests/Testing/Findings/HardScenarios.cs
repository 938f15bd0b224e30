using static AwsLoginAudit.LoginAuditFindingKind;
using static AwsLoginAudit.LoginAuditSeverity;
using static AwsLoginAudit.Tests.AttackScenarios;
using static AwsLoginAudit.Tests.RecordingShape;
using static AwsLoginAudit.Tests.Scenario;

namespace AwsLoginAudit.Tests;

/// <summary>Situations that the rules get wrong: a person who knows the machines would name other findings.</summary>
internal static class HardScenarios
{
    public static IReadOnlyList<LabelledScenario> All { get; } =
    [
        new("a tool that guesses once a minute, then a login", Wevtutil,
            new Scenario().From(Attacker).Fails(12, 0, 60, _ => @"CORP\jdoe").Login(720, @"CORP\jdoe"),
            new FindingLabel(BreakIn, Critical, "WEB", @"CORP\jdoe", Attacker)),
        new("a vulnerability scanner without an account", Wevtutil,
            new Scenario().From("10.0.5.9").Fails(20, 0, 10, _ => "admin", i => $"i-0srv{i}", Unknown),
            new FindingLabel(LoginAuditFindingKind.Scanner, Informational, "SRV3", "admin", "10.0.5.9")),
        new("eleven users behind one public address who give up", FilterLogEvents,
            new Scenario().From(Office, type: 10).Fails(11, 0, 25, i => $@"CORP\user{i}")),
        new("a phone that tries an old password at irregular times", Tail, Phone(),
            new FindingLabel(StaleCredential, Informational, "WEB", @"CORP\jdoe", "10.0.6.6")),
    ];

    private static Scenario Phone()
    {
        var scenario = new Scenario();
        foreach (var seconds in new[] { 0, 13, 41, 60, 122, 140, 203, 290, 411 })
            scenario.From("10.0.6.6").Fail(seconds, @"CORP\jdoe");
        return scenario;
    }
}

using static AwsLoginAudit.LoginAuditFindingKind;
using static AwsLoginAudit.LoginAuditSeverity;
using static AwsLoginAudit.Tests.AttackScenarios;
using static AwsLoginAudit.Tests.RecordingShape;
using static AwsLoginAudit.Tests.Scenario;

namespace AwsLoginAudit.Tests;

/// <summary>Events with typed text that looks like other values or other events. A machine's agent inserts such text without escaping it.</summary>
internal static class ForgedScenarios
{
    private const string Name = "NAME";

    public static IReadOnlyList<LabelledScenario> All { get; } =
    [
        new("a name that holds a successful login", FilterLogEvents,
            Typed(4, _ => new ScenarioEvent(4624, "i-0web", Start.AddSeconds(40), @"CORP\jdoe") { Source = Inside, LogonType = 3, RecordId = 5000 }.Text(EventStyle.Bare))),
        new("guesses between names that hold successful logins", FilterLogEvents, GuessesAnd(i => Typed(@"CORP\jdoe", Attacker, i)),
            new FindingLabel(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker)),
        new("names that hold lockouts", FilterLogEvents,
            Typed(4, i => new ScenarioEvent(4740, DomainController, Start.AddSeconds(i), $"user{i}") { Workstation = "WEB", RecordId = 5000 + i }.Text(EventStyle.Bare))),
        new("names that hold other computers", FilterLogEvents, GuessesAnd(i => $"</Data><Computer>SRV{i}</Computer><Data Name='x'>"),
            new FindingLabel(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker)),
        new("names that hold other addresses", FilterLogEvents, Typed(5, i => $"</Data><Data Name='IpAddress'>203.0.113.{i + 1}</Data><Data Name='x'>")),
        new("names that hold other times and record numbers", FilterLogEvents, GuessesAnd(_ => "</Data><TimeCreated SystemTime='2020-01-01T00:00:00.0000000Z'/><EventRecordID>1</EventRecordID><Data Name='x'>"),
            new FindingLabel(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker)),
        new("names that hold the logon type of a service", FilterLogEvents, GuessesAnd(_ => "</Data><Data Name='LogonType'>5</Data><Data Name='x'>"),
            new FindingLabel(PasswordGuessing, Medium, "WEB", @"CORP\jdoe", Attacker)),
        new("accounts with the names of this module's own words", JsonLines,
            new Scenario().From(Attacker).Fails(12, 0, 4, i => i % 2 == 0 ? @"CORP\(others)" : @"CORP\(unknown account)").Login(60, @"CORP\(others)"),
            new(BreakIn, Critical, "WEB", @"CORP\(others)", Attacker), new(PasswordGuessing, Medium, "WEB", @"CORP\(others)", Attacker)),
        new("sources with the names of this module's own words", Wevtutil,
            new Scenario().From(null, "(others)").Fails(12, 0, 4, i => $@"CORP\user{i}"),
            new FindingLabel(PasswordSpraying, Medium, "WEB", @"CORP\user7", "(others)")),
    ];

    // Failed logins of a name that the agent inserts as it is.
    private static Scenario Typed(int count, Func<int, string> typed)
    {
        var scenario = new Scenario();
        for (var i = 0; i < count; i++)
        {
            var name = typed(i);
            scenario.From(Inside).Fail(i * 9, Name).Change(text => text.Replace(Name, name, StringComparison.Ordinal));
        }
        return scenario;
    }

    // Eight guesses of jdoe, each followed by a failed login with a typed name.
    private static Scenario GuessesAnd(Func<int, string> typed)
    {
        var scenario = new Scenario();
        for (var i = 0; i < 8; i++)
        {
            var name = typed(i);
            scenario.From(Attacker).Fail(i * 4, @"CORP\jdoe").Fail((i * 4) + 2, Name).Change(text => text.Replace(Name, name, StringComparison.Ordinal));
        }
        return scenario;
    }

    private static string Typed(string account, string source, int number) =>
        new ScenarioEvent(4624, "i-0web", Start.AddSeconds((number * 4) + 1), account) { Source = source, LogonType = 3, RecordId = 5000 + number, LogonId = number }.Text(EventStyle.Bare);
}

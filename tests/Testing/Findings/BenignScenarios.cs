using static AwsLoginAudit.LoginAuditFindingKind;
using static AwsLoginAudit.LoginAuditSeverity;
using static AwsLoginAudit.Tests.AttackScenarios;
using static AwsLoginAudit.Tests.RecordingShape;
using static AwsLoginAudit.Tests.Scenario;

namespace AwsLoginAudit.Tests;

/// <summary>Situations without an attack: no finding above Informational.</summary>
internal static class BenignScenarios
{
    public static IReadOnlyList<LabelledScenario> All { get; } = [.. StoredPasswords(), .. SharedAddresses(), .. People(), .. Noise(), .. Logs()];

    private static IEnumerable<LabelledScenario> StoredPasswords()
    {
        yield return new("a service with an old password", Wevtutil,
            new Scenario().From(null, type: 5, process: @"C:\Windows\System32\services.exe").Fails(12, 0, 30, _ => @"CORP\svc-backup"), Stale(@"CORP\svc-backup"));
        yield return new("a service with an old password beside six users from six addresses", FilterLogEvents, ServiceAndUsers(), Stale(@"CORP\svc-backup", Inside));
        yield return new("a scheduled task with an old password", JsonLines, new Scenario().From(null, type: 4).Fails(3, 0, 3600, _ => @"CORP\svc-report"), Stale(@"CORP\svc-report"));
        yield return new("a mapped drive that tries three times every five minutes", FilterLogEvents, MappedDrive(), Stale(@"CORP\asmith", Inside));
        yield return new("a phone with an old password", Tail, new Scenario().From("100.64.3.9").Fails(12, 0, 900, _ => "jdoe@corp.example"), Stale("jdoe@corp.example", "100.64.3.9"));
        yield return new("a service of an account that was renamed", Wevtutil, new Scenario().From(Inside).Fails(8, 0, 300, _ => @"CORP\oldname", code: Unknown), Stale(@"CORP\oldname", Inside));
    }

    private static IEnumerable<LabelledScenario> SharedAddresses()
    {
        yield return new("thirty users of a jump host", Tail, Morning("10.0.1.5", 30, 45));
        yield return new("a Monday morning behind one public address", Wevtutil, Morning(Office, 16, 20));
        yield return new("twenty users of a Citrix server", Wevtutil, Citrix(20));
        yield return new("twelve users without an address", Wevtutil, new Scenario().From(null, type: 8).Fails(12, 0, 20, i => $@"CORP\user{i}"));
        yield return new("a vulnerability scanner", Wevtutil, Scanner(20), new FindingLabel(LoginAuditFindingKind.Scanner, Informational, "SRV3", "admin", "10.0.5.9"));
    }

    private static IEnumerable<LabelledScenario> People()
    {
        yield return new("an expired password that is changed", Wevtutil,
            new Scenario().From(Inside, type: 10).Fails(2, 0, 8, _ => @"CORP\jdoe", code: Expired).Login(60, @"CORP\jdoe"));
        yield return new("the passwords of twelve users have expired", Wevtutil, Expiry(12));
        yield return new("one user mistypes twice", JsonLines, new Scenario().From(Inside, type: 10).Fails(2, 0, 8, _ => @"CORP\jdoe").Login(30, @"CORP\jdoe"));
        yield return new("one user gives up", FilterLogEvents, new Scenario().From(Inside, type: 10).Fails(4, 0, 8, _ => @"CORP\jdoe"));
        yield return new("a user works on while nobody guesses", JsonLines, new Scenario().From(Inside).Login(0, @"CORP\jdoe").Login(100, @"CORP\jdoe").Login(200, @"CORP\jdoe"));
    }

    private static IEnumerable<LabelledScenario> Noise()
    {
        yield return new("computer accounts", FilterLogEvents, new Scenario().From(Inside).Fails(12, 0, 1, i => $@"CORP\PC{i}$"));
        yield return new("anonymous logons", Wevtutil, new Scenario().From(Inside).Fails(12, 0, 1, _ => @"NT AUTHORITY\ANONYMOUS LOGON"));
        yield return new("a service that may not log on", JsonLines, new Scenario().From(Inside).Fails(12, 0, 1, _ => @"CORP\svc", code: "0xc000015b"));
        yield return new("clocks that differ", Tail, new Scenario().From(Inside).Fails(12, 0, 1, i => $@"CORP\user{i}", code: "0xc0000133"));
    }

    private static IEnumerable<LabelledScenario> Logs()
    {
        yield return new("two logs of four attempts", FilterLogEvents, TwoLogs(4, 0.5));
        yield return new("two logs whose clocks differ by three minutes", FilterLogEvents, TwoLogs(4, 180));
        yield return new("an agent that sends four failed logins three times", FilterLogEvents, Resent(4, 3));
        yield return new("events of twelve users that arrive hours late", FilterLogEvents, Late(12));
    }

    private static FindingLabel Stale(string account, string? source = null) => new(StaleCredential, Informational, "WEB", account, source);

    private static Scenario ServiceAndUsers()
    {
        Scenario scenario = new Scenario().From(Inside, type: 5).Fails(12, 0, 20, _ => @"CORP\svc-backup");
        for (var i = 0; i < 6; i++)
            scenario.From($"10.0.8.{i + 1}", type: 10).Fail(i * 30, $@"CORP\user{i}");
        return scenario;
    }

    private static Scenario MappedDrive()
    {
        var scenario = new Scenario();
        for (var i = 0; i < 7; i++)
            scenario.From(Inside).Fails(3, i * 300, 1, _ => @"CORP\asmith");
        return scenario;
    }

    private static Scenario Scanner(int machines)
    {
        var scenario = new Scenario();
        for (var i = 0; i < machines; i++)
            scenario.From("10.0.5.9").Fail(i * 10, "admin", $"i-0srv{i}", Unknown).Fail((i * 10) + 1, "root", $"i-0srv{i}", Unknown).Login((i * 10) + 2, @"CORP\nessus", $"i-0srv{i}");
        return scenario;
    }

    // Each user mistypes once or twice, and then logs in.
    private static Scenario Morning(string address, int users, double interval)
    {
        var scenario = new Scenario();
        for (var i = 0; i < users; i++)
            scenario.From(address, type: 10).Fails((i % 2) + 1, i * interval, 4, _ => $@"CORP\user{i}").Login((i * interval) + 25, $@"CORP\user{i}");
        return scenario;
    }

    // Everybody is at the same machine.
    private static Scenario Citrix(int users)
    {
        var scenario = new Scenario();
        for (var i = 0; i < users; i++)
            scenario.From(null, "CTX01", type: 2).Fail(i * 10, $@"CORP\user{i}", "i-0ctx").Login((i * 10) + 8, $@"CORP\user{i}", "i-0ctx");
        return scenario;
    }

    private static Scenario Expiry(int users)
    {
        var scenario = new Scenario();
        for (var i = 0; i < users; i++)
            scenario.From(Office, type: 10).Fail(i * 15, $@"CORP\user{i}", code: Expired).Login((i * 15) + 40, $@"CORP\user{i}");
        return scenario;
    }

    private static Scenario TwoLogs(int attempts, double later)
    {
        var scenario = new Scenario();
        for (var i = 0; i < attempts; i++)
            scenario.From(Inside, "PC7").Fail(i * 20, @"CORP\jdoe").From(null, "PC7").Fail((i * 20) + later, "jdoe", DomainController, id: 4776);
        return scenario;
    }

    private static Scenario Resent(int attempts, int times)
    {
        var scenario = new Scenario();
        for (var i = 0; i < attempts; i++)
        {
            scenario.From(Inside).Fail(i * 15, @"CORP\jdoe");
            scenario.Resend(times - 1);
        }
        return scenario;
    }

    // The agent had no network. All events arrive within a second, with the times when they happened.
    private static Scenario Late(int users)
    {
        var scenario = new Scenario();
        for (var i = users - 1; i >= 0; i--)
            scenario.From(Office, type: 10).Fail(i * 1200, $@"CORP\user{i}").Login((i * 1200) + 30, $@"CORP\user{i}");
        return scenario;
    }
}

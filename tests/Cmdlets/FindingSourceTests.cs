using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Situations of tests/Recordings/findings, read from a file, a log group, an alarm and the pipeline, and counted by Logs Insights.</summary>
public sealed class FindingSourceTests : IDisposable
{
    private const string FromFile = "Get-LoginAuditFinding -Path $file";
    private const string Facts = "ForEach-Object { '{0} {1} {2} {3} {4} {5:O} {6:O} {7} {8}' -f $_.Severity, $_.Kind, $_.Title, $_.Guesses, $_.Successes, $_.FirstSeen, $_.LastSeen, $_.Id, $_.Suspicious }";

    private readonly TemporaryFolder folder = new();

    // Each of them happens within the alarm's hour.
    public static TheoryData<string> Situations { get; } =
    [
        "guesses from a private address, then a login with administrative rights",
        "unknown names, then spraying of those that exist, then a login",
        "guesses that lock the account of a user who then is let in",
        "an attack whose events are out of order and sent twice",
        "spraying over SMB that a domain controller logs too",
        "accounts are locked by guesses",
        "one source on many machines",
        "one account from many sources",
        "names that hold other computers",
        "guesses between names that hold successful logins",
        "a service with an old password beside six users from six addresses",
        "thirty users of a jump host",
    ];

    public static TheoryData<string> Sources { get; } =
    [
        "Get-LoginAuditFinding $group -StartTime $start -EndTime $end @aws",
        "Get-LoginAuditFinding -AlarmName LoginFailures @aws",
        "$notification | Get-LoginAuditFinding @aws",
        "$( Get-LoginAuditFailure -Path $file; Get-LoginAuditSuccess -Path $file; Get-LoginAuditLockout -Path $file ) | Get-LoginAuditFinding",
        "$lines | Get-LoginAuditFinding",
    ];

    [Theory]
    [MemberData(nameof(Situations))]
    public async Task The_same_events_give_the_same_findings_from_files_log_groups_alarms_and_the_pipeline(string name)
    {
        await using var account = await FiredAsync(name);
        using var engine = EngineOf(account, name);
        var expected = Lines(engine, FromFile);
        Assert.Equal(LabelledScenario.Of(name).Labels.Length, expected.Count);
        Assert.All(Sources, source => Assert.Equal(expected, Lines(engine, source.Data)));
    }

    [Theory]
    [MemberData(nameof(Situations))]
    public async Task Reports_have_the_same_findings_from_files_log_groups_and_alarms_and_none_from_Logs_Insights(string name)
    {
        await using var account = await FiredAsync(name);
        using var engine = EngineOf(account, name);
        var file = Report(engine, "Get-LoginAuditFailure -Path $file | New-LoginAuditReport");
        foreach (var source in new[] { "$group -StartTime $start -EndTime $end", "-AlarmName LoginFailures" })
        {
            var read = Report(engine, $"Measure-LoginAuditFailure {source} -All -Engine Direct @aws | New-LoginAuditReport");
            Assert.Equal(file.Findings.Select(Told), read.Findings.Select(Told));
            var counted = Report(engine, $"Measure-LoginAuditFailure {source} -All -Engine Insights @aws | New-LoginAuditReport");
            Assert.Equal((0, false, read.Failures), (counted.Findings.Count, counted.Coverage!.FailuresExamined, counted.Failures));
            Assert.Contains(counted.Coverage.Unknowns, sentence => sentence.StartsWith("Findings were not looked for: CloudWatch Logs Insights counted the failed logins", StringComparison.Ordinal));
            Assert.Contains("Findings were not looked for", counted.ToText(), StringComparison.Ordinal);
        }
    }

    public void Dispose() => folder.Dispose();

    private static IReadOnlyList<string> Lines(Engine engine, string source) => engine.Run($"{source} | {Facts}").Objects<string>();

    private static LoginAuditReport Report(Engine engine, string script) => Assert.Single(engine.Run(script).Objects<LoginAuditReport>());

    private static string Told(LoginAuditFinding finding) => $"{finding.Severity} {finding.Kind} {finding.Title} {finding.Guesses} {finding.FirstSeen:O} {finding.LastSeen:O} {finding.Id}";

    private static async Task<Account> FiredAsync(string name)
    {
        var account = await Account.OpenAsync();
        await account.AddFilterAsync("failures", LogQuery.AuditFailurePattern);
        await account.AddAlarmAsync(threshold: 1, period: 3600);
        foreach (var machine in LabelledScenario.Of(name).Events.Events.GroupBy(one => one.Machine))
            account.Server.Logs.Load(Account.LogGroup, machine.Key, machine.OrderBy(one => one.Time).Select(one => (one.Time, one.Text(EventStyle.Agent))));
        account.Server.Alarms.Evaluate(Scenario.Start.AddHours(1));
        return account;
    }

    private Engine EngineOf(Account account, string name)
    {
        var engine = Engine.Over(account, Scenario.Start, TimeSpan.FromHours(1));
        var scenario = LabelledScenario.Of(name) with { Shape = RecordingShape.FilterLogEvents };
        engine.Set("file", folder.Write(scenario.FileName, scenario.Content));
        engine.Set("lines", scenario.Content.Split('\n'));
        engine.Set("notification", account.Notifications[0].Json);
        return engine;
    }
}

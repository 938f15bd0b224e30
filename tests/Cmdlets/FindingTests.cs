using System.Text.Json;
using AwsLoginAudit.Aws;
using static AwsLoginAudit.Tests.LoginEvents;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Get-LoginAuditFinding over log groups, alarms, files and the pipeline.</summary>
public sealed class FindingTests : IDisposable
{
    private const string Attacker = "203.0.113.77";
    private const string FromLogGroup = "Get-LoginAuditFinding $group -StartTime $start -EndTime $end @aws";
    private const string Facts = "ForEach-Object { '{0} {1} {2} {3} {4} {5:O} {6:O} {7}' -f $_.Severity, $_.Kind, $_.Title, $_.Guesses, $_.Successes, $_.FirstSeen, $_.LastSeen, $_.Id }";

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Sources =>
    [
        "Get-LoginAuditFinding -Path $file",
        "Get-LoginAuditFinding -LiteralPath $json",
        "$texts | Get-LoginAuditFinding",
        "Get-LoginAuditFinding -InputObject $texts",
        "$objects | Get-LoginAuditFinding",
        "$( Get-LoginAuditLockout -Path $file; Get-LoginAuditSuccess -Path $file; Get-LoginAuditFailure -Path $file ) | Get-LoginAuditFinding",
        "$( Get-LoginAuditFailure -Path $file; Get-LoginAuditSuccess -Path $file; Get-LoginAuditLockout -Path $file ) | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) } | Get-LoginAuditFinding",
        FromLogGroup,
        "Get-LoginAuditFinding -AlarmName LoginFailures @aws",
        "$notification | Get-LoginAuditFinding @aws",
        "$notification, $notification | Get-LoginAuditFinding @aws",
        "[pscustomobject]@{ AlarmName = 'LoginFailures' } | Get-LoginAuditFinding @aws",
        "Measure-LoginAuditFailure -AlarmName LoginFailures -All @aws | New-LoginAuditReport | Get-LoginAuditFinding @aws",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task The_same_events_give_the_same_findings_from_every_source(string source)
    {
        List<(DateTimeOffset Time, string Text)> events = [.. BreakIn(), At(40, time => Lockout(time, 60, "svc", "PC-7"))];
        await using var account = await FiredAsync(events);
        using var engine = EngineOf(account, events);
        var expected = engine.Run($"Get-LoginAuditFinding -Path $file | {Facts}").Objects<string>();
        Assert.StartsWith("Critical BreakIn ", expected[0], StringComparison.Ordinal);
        Assert.Contains(expected, finding => finding.StartsWith("Low AccountLockout ", StringComparison.Ordinal));
        var outcome = engine.Run($"{source} | {Facts}");
        Assert.Equal(expected, outcome.Objects<string>());
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public async Task A_login_after_the_alarm_s_window_is_a_break_in()
    {
        List<(DateTimeOffset Time, string Text)> events = [.. Guesses(12), At(1_800, time => Logon(time, 50))];
        await using var account = await FiredAsync(events);
        using var engine = EngineOf(account, events);
        var found = engine.Run("Get-LoginAuditFinding -AlarmName LoginFailures -Verbose @aws");
        Assert.Equal(LoginAuditFindingKind.BreakIn, found.Objects<LoginAuditFinding>()[0].Kind);
        Assert.Contains(found.Verbose, line => line.StartsWith("Successful logins and account lockouts: 2026-03-01 12:00:00Z to 2026-03-01 13:01:00Z", StringComparison.Ordinal));
        Assert.DoesNotContain(engine.Run("Get-LoginAuditFinding -AlarmName LoginFailures -BreakInWindow 10m @aws").Objects<LoginAuditFinding>(), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
    }

    [Fact]
    public void A_stored_password_beside_users_who_mistype_is_the_only_finding()
    {
        using var engine = EngineOf(null,
        [
            .. Enumerable.Range(0, 12).Select(number => At(number * 20, time => Failure(time, number, "svc-backup", "10.0.7.4", type: 5))),
            .. Enumerable.Range(0, 6).Select(number => At(number * 35, time => Failure(time, 100 + number, $"user{number}", $"10.0.8.{number}", type: 3))),
        ]);
        Assert.Equal([LoginAuditFindingKind.StaleCredential], engine.Run("Get-LoginAuditFinding -Path $file").Objects<LoginAuditFinding>().Select(finding => finding.Kind));
    }

    [Theory]
    [InlineData(FromLogGroup)]
    [InlineData("Get-LoginAuditFinding -AlarmName LoginFailures @aws")]
    [InlineData("Get-LoginAuditFinding -Path $json -ErrorAction Continue")]
    public async Task Text_of_a_successful_login_within_failed_logins_is_no_break_in(string source)
    {
        List<(DateTimeOffset Time, string Text)> events =
        [
            .. Guesses(12).Select(guess => (guess.Time, guess.Text.Replace("</EventData>", $"<Data Name='WorkstationName'>{Logon(guess.Time, 500)}{Privileges(guess.Time, 501)}</Data></EventData>", StringComparison.Ordinal))),
            At(59, time => Logon(time, 70, "svc", "10.0.0.4", "0x77777", type: 3)),
        ];
        await using var account = await FiredAsync(events);
        using var engine = EngineOf(account, events);
        var findings = engine.Run(source).Output.Select(finding => (LoginAuditFinding)finding.BaseObject).ToList();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.True(finding is { Kind: not LoginAuditFindingKind.BreakIn, Severity: <= LoginAuditSeverity.Medium, Suspicious: true }, finding.ToString()));
    }

    public static MatrixTheoryData<string, string, string> TypedLogins => new(
        [
            "Get-LoginAuditFinding -Path $file -ErrorAction Continue",
            "$texts | Get-LoginAuditFinding -ErrorAction Continue",
            "$( Get-LoginAuditFailure -Path $file -ErrorAction Continue; Get-LoginAuditSuccess -Path $file -ErrorAction Continue ) | Get-LoginAuditFinding",
        ],
        ["", "</Event>", "</Data></EventData></Event>"],
        ["", "<Event><System></System><EventData><Data>"]);

    [Theory]
    [MemberData(nameof(TypedLogins))]
    public void Successful_logins_that_were_typed_into_bare_XML_hide_no_guesses_and_are_no_break_in(string source, string before, string after)
    {
        using var engine = EngineOf(null, Enumerable.Range(0, 12).SelectMany(number => new[]
        {
            At(number * 3, time => Failure(time, number, "jdoe", Attacker)),
            At((number * 3) + 1, time => WithName(Failure(time, 100 + number, "NAME", Attacker), $"a{before}{Logon(time, 500 + number)}{Privileges(time, 600 + number)}{after}")),
        }));
        var outcome = engine.Run(source);
        var findings = outcome.Output.Select(finding => (LoginAuditFinding)finding.BaseObject).ToList();
        Assert.Contains(findings, finding => finding is { Kind: LoginAuditFindingKind.PasswordGuessing, Guesses: >= 12 } && finding.Accounts[0].Name == "CORP\\jdoe");
        Assert.All(findings, finding => Assert.True(finding is { Severity: <= LoginAuditSeverity.Medium, Suspicious: true, Incomplete: true }, finding.ToString()));
        Assert.NotEmpty(outcome.Errors);
    }

    [Fact]
    public void Rules_and_single_numbers_replace_the_defaults()
    {
        using var engine = EngineOf(null, BreakIn());
        Assert.Contains(Kinds(""), kind => kind == LoginAuditFindingKind.BreakIn);
        Assert.DoesNotContain(Kinds("-BreakInGuess 13"), kind => kind == LoginAuditFindingKind.BreakIn);
        Assert.DoesNotContain(Kinds("-Rules @{ BreakInGuesses = 13 }"), kind => kind == LoginAuditFindingKind.BreakIn);
        Assert.Contains(Kinds("-Rules @{ BreakInGuesses = 13 } -BreakInGuess 12"), kind => kind == LoginAuditFindingKind.BreakIn);
        Assert.Empty(Kinds("-Rules ([AwsLoginAudit.FindingRules]@{ BreakInWindow = '00:00:01'; GuessingGuesses = 13 })"));
        Assert.Contains(Kinds("-SprayingAccount 1 -BreakInGuess 13"), kind => kind == LoginAuditFindingKind.PasswordSpraying);
        Assert.Contains(Kinds("-DistributedSource 1 -BreakInGuess 13"), kind => kind == LoginAuditFindingKind.DistributedGuessing);
        Assert.Contains(Kinds("-LateralInstance 1 -BreakInGuess 13"), kind => kind == LoginAuditFindingKind.LateralGuessing);

        IEnumerable<LoginAuditFindingKind> Kinds(string rules) => engine.Run($"Get-LoginAuditFinding -Path $file {rules}").Objects<LoginAuditFinding>().Select(finding => finding.Kind);
    }

    [Theory]
    [InlineData("Get-LoginAuditFinding -Path $file")]
    [InlineData("Get-LoginAuditFailure -Path $file | Get-LoginAuditFinding")]
    [InlineData("Get-LoginAuditFinding -Path $file -Account jdoe")]
    [InlineData(FromLogGroup)]
    [InlineData(FromLogGroup + " -Account jdoe")]
    [InlineData("Get-LoginAuditFinding -AlarmName LoginFailures @aws")]
    public async Task Without_any_successful_login_a_warning_says_that_it_is_unknown_whether_somebody_got_in(string source)
    {
        List<(DateTimeOffset Time, string Text)> events = [.. Guesses(12)];
        await using var account = await FiredAsync(events);
        using var engine = EngineOf(account, events);
        var outcome = engine.Run(source);
        Assert.Equal([LoginAuditFindingKind.PasswordGuessing], outcome.Objects<LoginAuditFinding>().Select(finding => finding.Kind));
        Assert.Contains("unknown whether somebody got in", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-LoginAuditFinding -Path $file -Account jdoe")]
    [InlineData(FromLogGroup + " -Account jdoe")]
    [InlineData(FromLogGroup)]
    public async Task Successful_logins_of_other_accounts_show_that_they_are_sent(string source)
    {
        List<(DateTimeOffset Time, string Text)> events = [.. Guesses(12), At(59, time => Logon(time, 70, "svc", "10.0.0.4", "0x77777", type: 3))];
        await using var account = await FiredAsync(events);
        using var engine = EngineOf(account, events);
        var outcome = engine.Run(source);
        Assert.Equal([LoginAuditFindingKind.PasswordGuessing], outcome.Objects<LoginAuditFinding>().Select(finding => finding.Kind));
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public async Task Without_a_finding_nothing_is_emitted_and_the_verbose_messages_say_what_was_read()
    {
        List<(DateTimeOffset Time, string Text)> events = [.. Guesses(2), At(59, time => Logon(time, 70, "svc", "10.0.0.4"))];
        await using var account = await FiredAsync(events);
        using var engine = EngineOf(account, events);
        foreach (var source in new[] { "Get-LoginAuditFinding -Path $file -Verbose", $"{FromLogGroup} -Verbose" })
        {
            var outcome = engine.Run(source);
            Assert.Empty(outcome.Objects<LoginAuditFinding>());
            Assert.Contains(outcome.Verbose, line => line.StartsWith("Events read: 2 failed logins", StringComparison.Ordinal));
            Assert.Contains("Events read: 1 successful login, 0 account lockouts.", outcome.Verbose);
            Assert.Contains("The events that were read contain no finding.", outcome.Verbose);
        }
    }

    [Fact]
    public async Task An_incomplete_read_is_an_error_and_marks_the_findings()
    {
        List<(DateTimeOffset Time, string Text)> events = [.. BreakIn()];
        await using var account = await FiredAsync(events);
        using var engine = EngineOf(account, events);
        var files = engine.Run("Get-LoginAuditFinding -Path 'none.xml', $file -ErrorAction Continue");
        Assert.StartsWith("FileNotFound,", Assert.Single(files.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(files.Output, finding => Assert.True(((LoginAuditFinding)finding.BaseObject).Incomplete));
        Assert.All(engine.Run("Get-LoginAuditFinding -Path $file").Objects<LoginAuditFinding>(), finding => Assert.False(finding.Incomplete));
        Assert.All(engine.Run("Get-LoginAuditFailure -Path 'none.xml', $file -ErrorAction SilentlyContinue | Get-LoginAuditFinding").Output, finding => Assert.True(((LoginAuditFinding)finding.BaseObject).Incomplete));
    }

    [Fact]
    public async Task Wherever_a_read_of_a_log_group_stops_there_is_an_error_and_findings_are_marked()
    {
        List<(DateTimeOffset Time, string Text)> events = [.. BreakIn()];
        await using var account = await FiredAsync(events);
        using var engine = EngineOf(account, events);
        var marked = 0;
        foreach (var requests in Enumerable.Range(0, 6))
        {
            account.Server.Faults = new() { CredentialsExpireAfter = requests };
            var outcome = engine.Run($"{FromLogGroup} -ErrorAction Continue");
            if (outcome.Errors.Count == 0)
                continue;
            Assert.StartsWith("CredentialsRejected,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.All(outcome.Output, finding => Assert.True(((LoginAuditFinding)finding.BaseObject).Incomplete));
            marked += outcome.Output.Count;
            Assert.Empty(engine.Run(FromLogGroup).Output);
        }
        Assert.NotEqual(0, marked);
    }

    [Fact]
    public void Accounts_and_instances_select_the_events()
    {
        using var engine = EngineOf(null, [.. BreakIn(), .. Enumerable.Range(0, 12).Select(number => At(number, time => Failure(time, 200 + number, "guest", "203.0.113.9")))]);
        Assert.All(engine.Run("Get-LoginAuditFinding -Path $file -Account guest").Objects<LoginAuditFinding>(), finding => Assert.Equal("CORP\\guest", finding.Accounts[0].Name));
        Assert.Empty(engine.Run("Get-LoginAuditFinding -Path $file -InstanceId WEB-2").Objects<LoginAuditFinding>());
    }

    [Fact]
    public void The_worst_finding_comes_first()
    {
        using var engine = EngineOf(null, [.. Enumerable.Range(0, 12).Select(number => At(number, time => Failure(time, 200 + number, "svc-backup", "10.0.7.4", type: 5))), .. BreakIn()]);
        var severities = engine.Run("Get-LoginAuditFinding -Path $file").Objects<LoginAuditFinding>().Select(finding => finding.Severity).ToList();
        Assert.Equal(severities.OrderDescending(), severities);
        Assert.Equal((LoginAuditSeverity.Critical, LoginAuditSeverity.Informational), (severities[0], severities[^1]));
    }

    public void Dispose() => folder.Dispose();

    // The alarm's window is the first minute.
    private static async Task<Account> FiredAsync(IEnumerable<(DateTimeOffset Time, string Text)> events)
    {
        var account = await Account.OpenAsync();
        await account.AddFilterAsync("failures", LogQuery.AuditFailurePattern);
        await account.AddAlarmAsync(threshold: 5);
        account.Server.Logs.Load(Account.LogGroup, "WEB-1", [.. events]);
        account.Server.Alarms.Evaluate(Start.AddMinutes(1));
        return account;
    }

    private Engine EngineOf(Account? account, IEnumerable<(DateTimeOffset Time, string Text)> events)
    {
        var engine = account is null ? new Engine() : Engine.Over(account, Start, TimeSpan.FromMinutes(1));
        var all = events.ToList();
        engine.Set("texts", all.Select(one => one.Text).ToArray());
        engine.Set("file", folder.Write("security.xml", $"<Events>{string.Concat(all.Select(one => one.Text))}</Events>"));
        engine.Set("json", folder.Write("security.json", JsonSerializer.Serialize(new { events = all.Select((one, index) => new { logStreamName = "WEB-1", timestamp = one.Time.ToUnixTimeMilliseconds(), message = one.Text, eventId = $"{index}" }) })));
        engine.Set("notification", account?.Notifications.FirstOrDefault().Json);
        if (all.TrueForAll(one => one.Text.Split("<Event ").Length == 2))
            engine.Set("objects", all.Select(one => new System.Xml.XmlDocument { InnerXml = one.Text }).ToArray());
        return engine;
    }

    private static IEnumerable<(DateTimeOffset Time, string Text)> BreakIn() => [.. Guesses(12), At(45, time => Logon(time, 50)), At(45, time => Privileges(time, 51))];

    private static IEnumerable<(DateTimeOffset Time, string Text)> Guesses(int count) =>
        Enumerable.Range(0, count).Select(number => At(number * 3, time => Failure(time, number, "jdoe", Attacker)));

    private static string Failure(DateTimeOffset time, long record, string account, string source, int type = 10) =>
        Event(time, record, 4625, "0x8010000000000000", ("TargetUserName", account), ("TargetDomainName", "CORP"), ("Status", "0xc000006d"), ("SubStatus", "0xc000006a"), ("LogonType", $"{type}"), ("IpAddress", source));

    // The agent inserts a name into the values and into the message.
    private static string WithName(string failure, string name) =>
        failure.Replace("</Event>", "<RenderingInfo Culture='en-US'><Message>Account Name: NAME</Message></RenderingInfo></Event>", StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);

    private static (DateTimeOffset Time, string Text) At(double seconds, Func<DateTimeOffset, string> text) => (Start.AddSeconds(seconds), text(Start.AddSeconds(seconds)));
}

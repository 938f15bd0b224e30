using System.Text.Json;
using AwsLoginAudit.Aws;
using static AwsLoginAudit.Tests.LoginEvents;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Get-LoginAuditSuccess and Get-LoginAuditLockout over log groups, alarms, files and the pipeline, and the filters of all three cmdlets.</summary>
public sealed class SuccessTests
{
    private const string Successes = "Get-LoginAuditSuccess $group -StartTime $start -EndTime $end";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Successful_logins_of_a_log_group_are_read_with_their_privileges_and_nothing_else()
    {
        await using var account = await LoadedAsync();
        using var engine = Engine.Over(account, Start, TimeSpan.FromMinutes(5));
        var outcome = engine.Run($"{Successes} @aws");
        Assert.Equal([(1L, true), (5L, false), (7L, false), (11L, false)], Facts(outcome));
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Warnings);
        Assert.All(Patterns(account), pattern => Assert.Equal("?4624 ?4768 ?4769 ?4776 ?4672", pattern));
    }

    [Fact]
    public async Task Of_one_address_only_its_events_and_the_privileges_of_its_sessions_are_read()
    {
        await using var account = await LoadedAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-2", Enumerable.Range(0, 2_000).Select(number => (Start.AddSeconds(number % 200), Logon(Start.AddSeconds(number % 200), 1000 + number, "svc", "10.0.0.4", $"0x{number + 500_000:x}"))));
        using var engine = Engine.Over(account, Start, TimeSpan.FromMinutes(5));
        var outcome = engine.Run($"{Successes} -SourceAddress 203.0.113.77 -Verbose @aws");
        Assert.Equal([(1L, true), (7L, false)], Facts(outcome));
        Assert.Contains(outcome.Verbose, line => line.Contains("Events read: 2 successful logins", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string> { "4624 \"203.0.113.77\"", "4768 \"203.0.113.77\"", "4769 \"203.0.113.77\"" }, Patterns(account).ToHashSet());
        Assert.DoesNotContain(Patterns(account), pattern => pattern.StartsWith('?') && pattern.Contains("4624", StringComparison.Ordinal));
        Assert.InRange(Patterns(account).Count, 4, 12);
    }

    [Theory]
    [InlineData(@"CORP\JDOE")]
    [InlineData("jdoe@corp.example")]
    [InlineData("jdoe")]
    public async Task Of_one_account_every_spelling_is_read(string name)
    {
        await using var account = await LoadedAsync();
        using var engine = Engine.Over(account, Start, TimeSpan.FromMinutes(5));
        engine.Set("name", name);
        Assert.Equal([(1L, true), (7L, false), (11L, false)], Facts(engine.Run($"{Successes} -Account $name @aws")));
        Assert.Equal(["%[jJ][dD][oO][eE]%"], Patterns(account).Distinct());
    }

    [Fact]
    public async Task Values_that_no_pattern_can_have_are_filtered_after_the_read()
    {
        await using var account = await LoadedAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-3", [(Start, Logon(Start, 50, "O'Neil", "2001:db8::7"))]);
        using var engine = Engine.Over(account, Start, TimeSpan.FromMinutes(5));
        Assert.Equal([(50L, false)], Facts(engine.Run($"{Successes} -Account \"CORP\\O'Neil\" @aws")));
        Assert.Equal([(50L, false)], Facts(engine.Run($"{Successes} -SourceAddress 2001:DB8:0::7 @aws")));
        Assert.Equal([(5L, false)], Facts(engine.Run($"{Successes} -LogonType 3 @aws")));
    }

    [Fact]
    public async Task An_empty_result_says_that_nothing_is_known_if_the_agents_send_no_successful_logins()
    {
        await using var account = await Account.LoadedAsync(new() { Count = 100, Streams = 2, Start = Start });
        using var engine = Engine.Over(account, Start, TimeSpan.FromMinutes(5));
        foreach (var filter in new[] { "", "-Account jdoe", "-SourceAddress 203.0.113.77" })
            Assert.Contains("unknown whether somebody got in", Assert.Single(engine.Run($"{Successes} {filter} @aws").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_result_is_silent_if_other_accounts_logged_in()
    {
        await using var account = await LoadedAsync();
        using var engine = Engine.Over(account, Start, TimeSpan.FromMinutes(5));
        Assert.Empty(engine.Run($"{Successes} -Account nobody @aws").Warnings);
    }

    [Fact]
    public async Task An_incomplete_read_is_an_error_and_marks_what_was_emitted()
    {
        await using var account = await LoadedAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-2", Enumerable.Range(0, 3_000).Select(number => (Start.AddSeconds(number % 250), Logon(Start.AddSeconds(number % 250), 1000 + number, logonId: $"0x{number + 500_000:x}"))));
        account.Server.Faults = new() { CredentialsExpireAfter = 2 };
        using var engine = Engine.Over(account, Start, TimeSpan.FromMinutes(5));
        var outcome = engine.Run($"{Successes} -ErrorAction Continue @aws");
        Assert.StartsWith("CredentialsRejected,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("successful login", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"Read before that: {outcome.Output.Count:N0} successful logins", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.All(outcome.Output, login => Assert.True(((LoginAuditSuccess)login.BaseObject).Incomplete));
    }

    [Fact]
    public async Task The_window_of_an_alarm_is_read_for_successful_logins_and_lockouts_too()
    {
        await using var account = await Account.OpenAsync();
        await account.AddFilterAsync("failures", LogQuery.AuditFailurePattern);
        await account.AddAlarmAsync(threshold: 1);
        account.Server.Logs.Load(Account.LogGroup, "i-1", [.. Enumerable.Range(0, 3).Select(number => (Start.AddSeconds(number), new SecurityEvent(Start.AddSeconds(number), "WEB-1", number).Rendered)),
            (Start.AddSeconds(-1), Logon(Start.AddSeconds(-1), 9)), (Start.AddSeconds(3), Lockout(Start.AddSeconds(3), 10)), (Start.AddSeconds(4), Logon(Start.AddSeconds(4), 11)),
            (Start.AddSeconds(4), Privileges(Start.AddSeconds(4), 12)), (Start.AddSeconds(60), Logon(Start.AddSeconds(60), 13))]);
        account.Server.Alarms.Evaluate(Start.AddMinutes(1));
        using var engine = new Engine(account.Server);
        engine.Set("notification", account.Notifications[0].Json);
        foreach (var source in new[] { "Get-LoginAudit{0} -AlarmName LoginFailures @aws", "$notification | Get-LoginAudit{0} @aws" })
        {
            var logins = engine.Run(string.Format(null, source, "Success"));
            Assert.Equal([(11L, true)], Facts(logins));
            Assert.Equal("LoginFailures", logins.Objects<LoginAuditSuccess>()[0].Read.Window.AlarmName);
            Assert.False(logins.Objects<LoginAuditSuccess>()[0].Incomplete);
            Assert.Empty(logins.Warnings);
            Assert.Equal([10L], engine.Run(string.Format(null, source, "Lockout")).Objects<LoginAuditLockout>().Select(lockout => lockout.RecordId!.Value));
        }
        Assert.Equal(3, engine.Run("Get-LoginAuditFailure -AlarmName LoginFailures -Account CORP\\administrator @aws").Objects<LoginAuditFailure>().Count);
        Assert.Empty(engine.Run("Get-LoginAuditFailure -AlarmName LoginFailures -InstanceId i-2 @aws").Objects<LoginAuditFailure>());
        var count = "Measure-LoginAuditFailure -AlarmName LoginFailures -All @aws";
        Assert.Equal([(11L, true)], Facts(engine.Run($"{count} | Get-LoginAuditSuccess @aws")));
    }

    [Fact]
    public void Files_and_pipelines_give_the_same_logins_and_lockouts()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        var texts = Events().Where(pair => pair.Text[0] == '<').Select(pair => pair.Text).ToArray();
        engine.Set("file", folder.Write("security.xml", $"<Events>{string.Concat(texts)}</Events>"));
        engine.Set("texts", texts);
        engine.Set("objects", texts.Select(text => new System.Xml.XmlDocument { InnerXml = text }).ToArray());
        engine.Set("json", folder.Write("security.json", JsonSerializer.Serialize(new { events = texts.Select((text, index) => new { logStreamName = "i-1", timestamp = Start.AddSeconds(index).ToUnixTimeMilliseconds(), message = text, eventId = $"{index}" }) })));
        foreach (var source in new[] { "Get-LoginAudit{0} -Path $file", "Get-LoginAudit{0} -LiteralPath $file", "$texts | Get-LoginAudit{0}", "Get-LoginAudit{0} -InputObject $texts", "$objects | Get-LoginAudit{0}", "Get-LoginAudit{0} -Path $json" })
        {
            Assert.Equal([(1L, true), (7L, false), (11L, false)], Facts(engine.Run(string.Format(null, source, "Success"))));
            Assert.Equal([("svc", "PC-7")], engine.Run(string.Format(null, source, "Lockout")).Objects<LoginAuditLockout>().Select(lockout => (lockout.Account!, lockout.CallerComputer!)));
        }
        Assert.Equal([(1L, true)], Facts(engine.Run("$texts | Get-LoginAuditSuccess -InstanceId web-1 -LogonType 10")));
        Assert.Single(engine.Run("Get-LoginAuditFailure -Path $file -Account CORP\\administrator -LogonType 3").Objects<LoginAuditFailure>());
        Assert.Empty(engine.Run("Get-LoginAuditFailure -Path $file -SourceAddress 203.0.113.77").Objects<LoginAuditFailure>());
    }

    [Fact]
    public void Successful_logins_are_neither_read_again_nor_counted_as_failed_logins()
    {
        using var engine = new Engine();
        engine.Set("login", new LoginAuditSuccess { InstanceId = "i-1" });
        Assert.StartsWith("NotAnEvent,", engine.Fail("$login | Get-LoginAuditSuccess").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("NotAFailedLogin,", engine.Fail("$login | Measure-LoginAuditFailure").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("NotACount,", engine.Fail("$login | New-LoginAuditReport").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_login_ends_the_read()
    {
        using var engine = new Engine();
        engine.Set("texts", Enumerable.Range(0, 10).Select(number => Logon(Start.AddMinutes(number), number)).ToArray());
        Assert.Single(engine.Run("$texts | Get-LoginAuditSuccess | Select-First").Objects<LoginAuditSuccess>());
    }

    private static IEnumerable<(DateTimeOffset Time, string Text)> Events() =>
    [
        At(0, time => Logon(time, 1)), At(0, time => Privileges(time, 2)), At(1, time => new SecurityEvent(time, "WEB-1", 3).Bare), At(2, time => Lockout(time, 4, "svc")),
        At(4, time => Ticket(time, 7, 4769, "jdoe@CORP.EXAMPLE", "CORP.EXAMPLE")), At(5, time => Ticket(time, 8, 4769, "jdoe@CORP.EXAMPLE", "CORP.EXAMPLE", "0x20")),
        At(6, time => Event(time, 9, 4634, EventText.Success, ("TargetUserName", "jdoe"), ("TargetLogonId", "0x4624"))), At(7, time => Ticket(time, 11, 4776, "jdoe")),
    ];

    private static (DateTimeOffset, string) At(double seconds, Func<DateTimeOffset, string> text) => (Start.AddSeconds(seconds), text(Start.AddSeconds(seconds)));

    private static async Task<Account> LoadedAsync()
    {
        var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", [.. Events(), At(3, time => Logon(time, 5, "Administrator", "10.0.0.4", "0x11111", type: 3))]);
        return account;
    }

    private static List<string> Patterns(Account account) =>
        [.. account.Server.Requests.Of("logs:FilterLogEvents").Select(request => JsonDocument.Parse(request.Parameters!).RootElement.GetProperty("filterPattern").GetString()!)];

    private static IEnumerable<(long, bool)> Facts(Outcome outcome) => outcome.Objects<LoginAuditSuccess>().Select(login => (login.RecordId!.Value, login.IsPrivileged));
}

using static AwsLoginAudit.Tests.EventText;
using static AwsLoginAudit.Tests.LoginEvents;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Successful logins, their privileges, and lockouts among the events of a read.</summary>
public sealed class SuccessReaderTests
{
    [Fact]
    public async Task A_login_followed_by_its_privileges_is_privileged_and_the_privileges_are_not_emitted()
    {
        var logins = await ReadAsync(Logon(Noon, 1), Privileges(Noon, 2), Logon(Noon.AddSeconds(1), 3, "guest", logonId: "0x9999"));
        Assert.Equal([(1L, true), (3L, false)], Facts(logins));
    }

    [Fact]
    public async Task The_order_of_the_two_events_and_other_events_between_them_do_not_matter()
    {
        string[] texts = [Logon(Noon, 1), Logon(Noon, 2, logonId: "0xa1b2c"), Privileges(Noon, 3), EventText.Logon("other"), Privileges(Noon.AddSeconds(2), 4, logonId: "0xa1b2c")];
        Assert.Equal([(1L, true), (2L, true)], Facts(await ReadAsync(texts)));
        Assert.Equal([(2L, true), (1L, true)], Facts(await ReadAsync([.. texts.Reverse()])));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(40, false)]
    public async Task Privileges_belong_to_a_login_that_is_seconds_away(double seconds, bool isPrivileged)
    {
        var logins = await ReadAsync(Logon(Noon, 1), Logon(Noon.AddSeconds(seconds), 2, logonId: "0x77777"), Privileges(Noon.AddSeconds(seconds), 3));
        Assert.Equal(isPrivileged, logins[0].IsPrivileged);
    }

    [Fact]
    public async Task Privileges_of_another_machine_or_of_a_forged_event_make_no_login_privileged()
    {
        var forged = Privileges(Noon, 2).Replace("</EventData>", "<EventData>", StringComparison.Ordinal);
        Assert.False(Assert.Single(await ReadAsync(Logon(Noon, 1), forged)).IsPrivileged);
        Assert.False(Assert.Single(await ReadAsync(Logon(Noon, 1), Privileges(Noon, 2).Replace("WEB-1", "WEB-2", StringComparison.Ordinal))).IsPrivileged);
    }

    [Fact]
    public async Task Logins_wait_in_bounded_memory_and_keep_their_order()
    {
        var texts = Enumerable.Range(0, 10_000).Select(number => Logon(Noon, number, logonId: $"0x{number + 100_000:x}"));
        var reader = new SuccessReader(LoginAuditRead.Open);
        var first = -1;
        var logins = new List<LoginAuditSuccess>();
        await foreach (var login in reader.ReadAsync(Counted(texts, read => first = logins.Count > 0 && first < 0 ? read : first), TestContext.Current.CancellationToken))
            logins.Add(login);
        Assert.InRange(first, 4_000, 4_200);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(number => (long?)number), logins.Select(login => login.RecordId));
    }

    [Fact]
    public async Task Duplicate_logins_are_emitted_once_and_events_outside_the_window_not_at_all()
    {
        var reader = new SuccessReader(new LoginAuditRead(new LoginAuditWindow { Start = Noon, End = Noon.AddMinutes(1) }));
        string[] texts = [Logon(Noon.AddSeconds(-1), 1), Logon(Noon, 2), Logon(Noon, 2), Logon(Noon.AddSeconds(59), 3, logonId: "0xabcde"), Privileges(Noon.AddSeconds(61), 4, logonId: "0xabcde"), Logon(Noon.AddMinutes(1), 5)];
        Assert.Equal([(2L, false), (3L, true)], Facts(await ReadAsync(reader, texts)));
        Assert.Equal((2L, 1L), (reader.Totals.Logins, reader.Totals.Duplicates));
    }

    [Fact]
    public async Task A_record_id_that_was_copied_with_another_account_hides_no_login()
    {
        var logins = await ReadAsync(Logon(Noon, 7, "guest"), Logon(Noon, 7, "Administrator"));
        Assert.Equal(["guest", "Administrator"], logins.Select(login => login.AccountName));
    }

    [Theory]
    [InlineData("<EventID>4625</EventID>")]
    [InlineData("<Keywords>0x8010000000000000</Keywords>")]
    [InlineData("<EventID>4625</EventID><Keywords>0x8010000000000000</Keywords>")]
    public async Task Text_of_a_failed_login_in_the_workstation_s_name_hides_no_login(string typed)
    {
        var login = Assert.Single(await ReadAsync(Logon(Noon, 1).Replace(">PC-7<", $">{typed}<", StringComparison.Ordinal)));
        Assert.Equal(("jdoe", true, LoginAuditEventKind.AuditSuccess), (login.AccountName, login.Suspicious, login.Kind));
    }

    [Theory]
    [InlineData("<EventID>4624</EventID><Keywords>0x8020000000000000</Keywords>")]
    [InlineData("%1 %2 %8")]
    public async Task Text_of_a_successful_login_in_a_failed_one_makes_none(string typed) =>
        Assert.Empty(await ReadAsync(EventText.Logon().Replace(">ATTACKER<", $">{typed}<", StringComparison.Ordinal), LogonAsText().Replace("[4624]", "[4625]", StringComparison.Ordinal)));

    [Fact]
    public async Task The_agent_s_text_format_gives_the_same_logins()
    {
        var login = Assert.Single(await ReadAsync(LogonAsText(), PrivilegesAsText()));
        Assert.Equal((@"CORP\jdoe", "203.0.113.77", true, false), (login.Account, login.SourceAddress, login.IsPrivileged, login.Suspicious));
    }

    [Theory]
    [InlineData(">PC-7<", "PC-7")]
    [InlineData("><EventID>4625</EventID><Keywords>0x8010000000000000</Keywords><", null)]
    public void A_lockout_is_read_whatever_the_caller_s_name_is(string caller, string? computer)
    {
        var reader = new LockoutReader(LoginAuditRead.Open);
        var lockout = reader.Read(new LogEvent("i-1", Noon, Lockout(Noon, 1).Replace(">PC-7<", caller, StringComparison.Ordinal)));
        Assert.Equal(("jdoe", computer), (lockout?.Account, string.IsNullOrEmpty(lockout?.CallerComputer) ? null : lockout.CallerComputer));
        Assert.Null(reader.Read(new LogEvent("i-1", Noon, EventText.Logon())));
    }

    [Theory]
    [InlineData("events-4624.jsonl")]
    [InlineData("events-4768.jsonl")]
    [InlineData("events-4776.jsonl")]
    [InlineData("events-4625.jsonl")]
    [InlineData("events-4771.jsonl")]
    public async Task Of_real_events_exactly_the_audit_successes_are_successful_logins(string file)
    {
        Assert.SkipUnless(SharedData.Exists(file), $"{file} is not there.");
        var texts = SharedData.Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("xml").GetString()!).ToList();
        var reader = new SuccessReader(LoginAuditRead.Open);
        var logins = await ReadAsync(reader, [.. texts]);
        Assert.Equal(texts.Count(text => text.Contains(EventText.Success, StringComparison.Ordinal)), logins.Count + reader.Totals.Duplicates);
        Assert.All(logins, login => Assert.Equal(login.EventId == 4624, login.LogonId is not null));
    }

    private static Task<List<LoginAuditSuccess>> ReadAsync(params string[] texts) => ReadAsync(new SuccessReader(LoginAuditRead.Open), texts);

    private static async Task<List<LoginAuditSuccess>> ReadAsync(SuccessReader reader, string[] texts)
    {
        var logins = new List<LoginAuditSuccess>();
        await foreach (var login in reader.ReadAsync(Counted(texts, _ => { })))
            logins.Add(login);
        return logins;
    }

    private static async IAsyncEnumerable<LogEvent> Counted(IEnumerable<string> texts, Action<int> read)
    {
        var number = 0;
        foreach (var text in texts)
        {
            read(number++);
            yield return new LogEvent("i-1", text[0] == '[' ? Noon : null, text);
        }
        await Task.CompletedTask;
    }

    private static IEnumerable<(long, bool)> Facts(List<LoginAuditSuccess> logins) => logins.Select(login => (login.RecordId!.Value, login.IsPrivileged));
}

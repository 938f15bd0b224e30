using System.Globalization;
using System.Text;
using System.Text.Json;
using static AwsLoginAudit.Tests.Scenario;

namespace AwsLoginAudit.Tests.Core.Findings;

/// <summary>A person who tries to log in chooses names. No name creates a finding above Medium, and none hides a finding or moves it to another source.</summary>
public sealed class HostileFindingTests
{
    private const string Attacker = "203.0.113.77";
    private const string Name = "NAME";

    private static readonly Dictionary<string, Func<ScenarioEvent, string, string>> Exports = new()
    {
        ["filter-log-events"] = (one, text) => JsonSerializer.Serialize(new { events = new[] { new { logStreamName = one.Machine, timestamp = Milliseconds(one), message = text, eventId = $"{one.RecordId:D56}" } } }) + "\n",
        ["lines of JSON"] = (one, text) => JsonSerializer.Serialize(new { logStreamName = one.Machine, timestamp = Milliseconds(one), message = text }) + "\n",
        ["tail"] = (one, text) => string.Create(CultureInfo.InvariantCulture, $"{one.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}000+00:00 {one.Machine} {text}\n"),
        ["export to S3"] = (one, text) => string.Create(CultureInfo.InvariantCulture, $"{one.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z {text}\n"),
        ["text of the AWS CLI"] = (one, text) => string.Create(CultureInfo.InvariantCulture, $"EVENTS\t{one.RecordId:D56}\t{Milliseconds(one)}\t{one.Machine}\t{text}\t{Milliseconds(one)}\n"),
        ["messages of agents"] = (_, text) => text + "\n",
    };

    private static readonly Dictionary<string, IReadOnlyList<ScenarioEvent>> Forgeries = new()
    {
        ["successful logins"] = [Forged(4624, 0, "i-0web", @"CORP\jdoe", Attacker), Forged(4672, 0, "i-0web", @"CORP\jdoe", null)],
        ["failed logins on many machines"] = [.. Enumerable.Range(0, 6).Select(number => Forged(4625, number, $"i-0srv{number}", @"CORP\admin", "10.0.7.4"))],
        ["failed logins of many accounts from another source"] = [.. Enumerable.Range(0, 12).Select(number => Forged(4625, number, "i-0web", $@"CORP\user{number}", "198.51.100.20"))],
        ["lockouts"] = [.. Enumerable.Range(0, 4).Select(number => Forged(4740, number, "i-0dc", $"user{number}", null) with { Workstation = "WEB" })],
    };

    public static MatrixTheoryData<string, string, string, string> TypedEvents { get; } = new(Exports.Keys, ["Agent", "Text"], Exports.Keys, Forgeries.Keys);

    // The typed text completes the event that it is in, and begins another one for the rest of it.
    [Theory]
    [MemberData(nameof(TypedEvents))]
    public async Task Events_that_were_typed_into_names_create_nothing_above_Medium_and_hide_nothing(string export, string style, string typedFor, string forgery)
    {
        var (text, how) = (new StringBuilder(), Enum.Parse<EventStyle>(style));
        var name = Typed(Failed(2, Name), how, Exports[typedFor], Forgeries[forgery]);
        for (var i = 0; i < 12; i++)
        {
            var guess = Failed(i * 4, @"CORP\jdoe");
            text.Append(Exports[export](guess, guess.Text(how)));
            var outer = Failed((i * 4) + 2, Name);
            text.Append(Exports[export](outer, Inserted(outer, how, name)));
        }
        var findings = await FindAsync(text.ToString());
        Assert.All(findings, finding => Assert.True(finding.Severity <= LoginAuditSeverity.Medium, finding.ToString()));
        // Without log events, text of agents has no times.
        if (export != "messages of agents" || how != EventStyle.Text)
            Assert.Contains(findings, finding => finding is { Kind: LoginAuditFindingKind.PasswordGuessing, Guesses: >= 12 } && finding.Origins.Any(origin => origin.Name == Attacker) && finding.Accounts.Any(account => account.Name == @"CORP\jdoe"));
    }

    [Theory]
    [InlineData("tail", "Agent")]
    [InlineData("export to S3", "Agent")]
    [InlineData("text of the AWS CLI", "Agent")]
    [InlineData("filter-log-events", "Agent")]
    [InlineData("filter-log-events", "Text")]
    [InlineData("lines of JSON", "Text")]
    public async Task True_events_of_the_same_exports_keep_their_severity(string export, string style)
    {
        var events = LabelledScenario.Of("guesses from a private address, then a login with administrative rights").Events.Events;
        var findings = await FindAsync(string.Concat(events.Select(one => Exports[export](one, one.Text(Enum.Parse<EventStyle>(style))))));
        Assert.Contains(findings, finding => finding is { Kind: LoginAuditFindingKind.BreakIn, Severity: LoginAuditSeverity.Critical, Suspicious: false });
    }

    [Fact]
    public async Task Lines_of_the_agent_s_text_format_could_all_be_typed_and_the_report_says_so()
    {
        var events = LabelledScenario.Of("guesses from a private address, then a login with administrative rights").Events.Events;
        var finder = new Finder(new FindingRules());
        var findings = await FindAsync(string.Concat(events.Select(one => Exports["tail"](one, one.Text(EventStyle.Text)))), finder);
        Assert.Contains(findings, finding => finding is { Kind: LoginAuditFindingKind.BreakIn, Severity: LoginAuditSeverity.Medium, Suspicious: true });
        Assert.Contains(finder.Unknown(), sentence => sentence.StartsWith("Typed text in these events can look like other events", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Placeholders { get; } = new()
    {
        { "</Data><Data Name='IpAddress'>198.51.100.20</Data><Data Name='x'>", "another address" },
        { "</Data><Computer>DC</Computer><Data Name='x'>", "another computer" },
        { "</Data><TimeCreated SystemTime='2020-01-01T00:00:00Z'/><Data Name='x'>", "another time" },
        { "</Data><EventRecordID>1001</EventRecordID><Data Name='x'>", "a copied record number" },
        { "</Data><Data Name='LogonType'>5</Data><Data Name='x'>", "the logon type of a service" },
        { "</Data><Data Name='SubStatus'>0xc000015b</Data><Data Name='x'>", "another code" },
        { "</Data><EventID>4624</EventID><Keywords>0x8020000000000000</Keywords><Data Name='x'>", "a success" },
        { "%1%2%3%14", "the agent's placeholders" },
    };

    // The name of the workstation is free text, too, and comes with guesses of an account that exists.
    [Theory]
    [MemberData(nameof(Placeholders))]
    public void A_workstation_with_typed_values_hides_no_guesses_and_moves_them_to_no_other_source(string typed, string what)
    {
        Scenario events = new Scenario().From(Attacker, Name).Login(-900, @"CORP\other");
        for (var i = 0; i < 12; i++)
            events.From(Attacker, Name).Fail(i * 4, @"CORP\jdoe").Change(text => text.Replace(Name, typed, StringComparison.Ordinal));
        var finding = Assert.Single(events.Find(), finding => finding.Kind == LoginAuditFindingKind.PasswordGuessing);
        Assert.Equal((12, @"CORP\jdoe"), (finding.Guesses, finding.Accounts[0].Name));
        Assert.All(finding.Origins, origin => Assert.NotEqual("198.51.100.20", origin.Name));
        Assert.DoesNotContain("DC", finding.ComputerNames);
        Assert.Equal(what == "the agent's placeholders", !finding.Suspicious);
    }

    [Theory]
    [MemberData(nameof(Placeholders))]
    public async Task Event_XML_without_log_events_hides_no_guesses_either(string typed, string what)
    {
        var events = Enumerable.Range(0, 12).Select(i => (Failed(i * 4, @"CORP\jdoe") with { Workstation = Name }).Text(EventStyle.Bare).Replace(Name, typed, StringComparison.Ordinal));
        var findings = await FindAsync(string.Concat(events.Select(text => text + "\n")));
        Assert.True(findings.Any(finding => finding is { Kind: LoginAuditFindingKind.PasswordGuessing, Guesses: 12 } && finding.Accounts[0].Name == @"CORP\jdoe"), what);
    }

    [Fact]
    public void Copied_record_numbers_make_twelve_guesses_no_fewer()
    {
        Scenario events = new();
        for (var i = 0; i < 12; i++)
            events.From(Attacker).Fail(i * 0.4, @"CORP\jdoe").Change(text => System.Text.RegularExpressions.Regex.Replace(text, "<EventRecordID>[0-9]+<", "<EventRecordID>7<", default, TimeSpan.FromSeconds(1)));
        Assert.Equal(12, Assert.Single(events.Find()).Guesses);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("-", "-")]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("0.0.0.0", null)]
    public void Attempts_without_a_source_are_no_attack_from_one_source(string? source, string? workstation)
    {
        Scenario events = new Scenario().From(source, workstation).Fails(30, 0, 9, i => $@"CORP\user{i}", i => $"i-0srv{i % 10}").Login(300, @"CORP\weak");
        Assert.Empty(events.Find());
    }

    [Theory]
    [InlineData("(others)")]
    [InlineData("(none)")]
    [InlineData("(unknown account)")]
    [InlineData("\"(others)\"")]
    [InlineData("account CORP\\JDOE")]
    public void Accounts_and_workstations_with_the_names_of_labels_are_names_like_others(string name)
    {
        Scenario events = new Scenario().From(null, name).Fails(12, 0, 0.4, _ => name).Login(70, name).From(Attacker).Fails(12, 0, 4, _ => @"CORP\jdoe").Login(80, @"CORP\jdoe");
        var findings = events.Find();
        Assert.Equal(2, findings.Count(finding => finding is { Kind: LoginAuditFindingKind.PasswordGuessing, Guesses: 12 }));
        Assert.Single(findings, finding => finding.Kind == LoginAuditFindingKind.BreakIn && finding.Severity == LoginAuditSeverity.Critical);
        Assert.All(findings.SelectMany(finding => finding.Accounts), account => Assert.False(account.Name is "(others)" or "(none)" or "(unknown account)", account.Name));
        Assert.Equal(findings.Count, findings.Select(finding => finding.Id).Distinct().Count());
    }

    [Fact]
    public void A_source_that_invents_more_names_than_there_is_room_for_does_not_hide_its_login()
    {
        var finder = new Finder(new FindingRules());
        for (var i = 0; i < 20_000; i++)
            finder.Add(new LoginAuditFailure { Time = Start.AddSeconds(i / 10.0), InstanceId = "i-0web", EventId = 4625, AccountName = $"name{i}", SourceAddress = Attacker, SubStatus = Unknown });
        finder.Add(new LoginAuditSuccess { Time = Start.AddSeconds(2100), InstanceId = "i-0web", EventId = 4624, AccountName = "jdoe", AccountDomain = "CORP", SourceAddress = Attacker, LogonType = 3 });
        var finding = Assert.Single(finder.Find(), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
        Assert.Equal(LoginAuditSeverity.Critical, finding.Severity);
        Assert.Equal("(others) logged in to i-0web from 203.0.113.77 after 20,000 failed guesses", finding.Title);
    }

    [Fact]
    public void A_failed_login_with_an_invented_domain_does_not_hide_a_break_in()
    {
        Scenario events = new Scenario().From(null, "KALI").Fails(12, 0, 2, _ => "jdoe", _ => DomainController, id: 4776)
            .From("10.0.7.9").Fail(30, @"EVIL\jdoe", code: Unknown).From("10.0.7.8").Login(60, @"CORP\jdoe");
        Assert.Contains(events.Find(), finding => finding is { Kind: LoginAuditFindingKind.BreakIn, Severity: LoginAuditSeverity.High });
    }

    [Fact]
    public void Guesses_without_a_domain_are_of_the_machine_s_own_account_where_several_accounts_have_the_name()
    {
        Scenario events = new Scenario().From(Attacker).Fails(12, 0, 2, _ => "Administrator")
            .From("10.0.7.9").Login(40, @"DB\Administrator", "i-0db").From("10.0.7.8").Login(60, @"WEB\Administrator");
        var finding = Assert.Single(events.Find(), finding => finding.Kind == LoginAuditFindingKind.BreakIn);
        Assert.Equal(@"WEB\Administrator logged in to WEB (i-0web) from 10.0.7.8 after 12 failed guesses from 203.0.113.77", finding.Title);
    }

    [Fact]
    public void A_forged_login_of_the_user_does_not_hide_the_guesses_before_it()
    {
        Scenario events = new Scenario().From("10.0.7.4").Fails(12, 0, 4, _ => @"CORP\jdoe").Login(60, @"CORP\jdoe", suspicious: true);
        Assert.Contains(events.Find(), finding => finding is { Kind: LoginAuditFindingKind.PasswordGuessing, Severity: LoginAuditSeverity.Medium });
    }

    private static ScenarioEvent Failed(double seconds, string account) =>
        new(4625, "i-0web", Start.AddSeconds(seconds), account) { Code = Wrong, Source = Attacker, LogonType = 3, RecordId = (long)(seconds * 10) };

    private static ScenarioEvent Forged(int id, int number, string machine, string account, string? source) =>
        new(id, machine, Start.AddSeconds(50 + (number % 7)), account) { Code = id == 4625 ? Wrong : "0x0", Source = source, LogonType = 3, RecordId = 9000 + number, LogonId = number };

    // The agent inserts a name into the values and into the message.
    private static string Inserted(ScenarioEvent outer, EventStyle style, string name) =>
        outer.Text(style).Replace("</Message>", "\n\n\tAccount Name:\t\tNAME</Message>", StringComparison.Ordinal).Replace(Name, name, StringComparison.Ordinal);

    private static string Typed(ScenarioEvent outer, EventStyle style, Func<ScenarioEvent, string, string> export, IReadOnlyList<ScenarioEvent> forged)
    {
        var line = export(outer, outer.Text(style));
        var at = line.IndexOf(Name, StringComparison.Ordinal);
        return "bob" + line[(at + Name.Length)..] + string.Concat(forged.Select(one => export(one, one.Text(style)))) + line[..at] + "x";
    }

    private static async Task<IReadOnlyList<LoginAuditFinding>> FindAsync(string recording, Finder? finder = null)
    {
        finder ??= new Finder(new FindingRules());
        var reader = new LoginReader(new LoginAuditRead(LoginAuditWindow.Open)) { Unreadable = _ => { } };
        try
        {
            var events = LogFileReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(recording)), "test", TestContext.Current.CancellationToken);
            await foreach (var one in reader.ReadAsync(events, "test", TestContext.Current.CancellationToken))
                finder.AddAny(one);
        }
        // Text that is not an event is an error after all events.
        catch (LoginAuditException error)
        {
            Assert.Equal(LoginAuditError.FileUnreadable, error.Error);
        }
        while (reader.Next(isEnd: true) is { } last)
            finder.AddAny(last);
        return finder.Find();
    }

    private static long Milliseconds(ScenarioEvent one) => one.Time.ToUnixTimeMilliseconds();
}

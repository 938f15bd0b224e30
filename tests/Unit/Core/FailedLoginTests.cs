using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>The definition of a failed login, and everything that a stranger can do to make one look like something else.</summary>
public sealed class FailedLoginTests
{
    private const LoginAuditEventKind Failed = LoginAuditEventKind.FailedLogin;
    private const LoginAuditEventKind Other = LoginAuditEventKind.OtherAuditFailure;
    private const LoginAuditEventKind Succeeded = LoginAuditEventKind.AuditSuccess;

    [Theory]
    [InlineData(4625, Failure, "0xc000006d", Failed)]
    [InlineData(4771, Failure, "0x18", Failed)]
    [InlineData(4825, Failure, "", Failed)]
    [InlineData(6273, Failure, "", Failed)]
    [InlineData(4776, Failure, "0xc0000064", Failed)]
    [InlineData(4776, Success, "0x0", Succeeded)]
    [InlineData(4768, Failure, "0x6", Failed)]
    [InlineData(4768, Failure, "0x00000012", Failed)]
    [InlineData(4768, Failure, "0x48", Failed)]
    [InlineData(4768, Failure, "0xE", Other)]
    [InlineData(4768, Success, "0x0", Succeeded)]
    [InlineData(4769, Failure, "0x12", Failed)]
    [InlineData(4769, Failure, "0x20", Other)]
    [InlineData(4769, Failure, "0x21", Other)]
    [InlineData(4769, Failure, "0x7", Failed)]
    [InlineData(4768, Failure, "0x7", Failed)]
    [InlineData(4769, Failure, "0xd", Other)]
    [InlineData(4769, Failure, "0xe", Other)]
    [InlineData(4769, Failure, "0x1b", Other)]
    [InlineData(4769, Failure, "0x1f", Other)]
    [InlineData(4769, Failure, "0x25", Other)]
    [InlineData(4769, Failure, "0x29", Other)]
    [InlineData(4769, Success, "0x0", Succeeded)]
    [InlineData(4776, "", " 0x0 ", Succeeded)]
    [InlineData(4776, "", "\n 0xC000006A\n ", Failed)]
    [InlineData(4776, "\n 0x8010000000000000\n ", "0x0", Failed)]
    [InlineData(4772, Failure, "0x6", Other)]
    [InlineData(4656, Failure, "", Other)]
    [InlineData(5152, Failure, "", Other)]
    [InlineData(4624, Success, "", Succeeded)]
    [InlineData(4740, Success, "", Succeeded)]
    public void An_event_is_what_its_id_its_keyword_and_its_code_say(int id, string keywords, string status, LoginAuditEventKind expected)
    {
        var read = ParseEvent(Event(id, keywords, ("TargetUserName", "bob"), ("Status", status)));
        Assert.Equal((expected, false), (read.Kind, read.Suspicious));
    }

    [Theory]
    [InlineData("Microsoft-Windows-Security-Auditing", "Microsoft-Windows-Security-\r\nAuditing")]
    [InlineData("<Channel>Security<", "<Channel>Secu\nrity<")]
    [InlineData("<Channel>Security<", "<Channel> SECURITY <")]
    public void A_line_break_within_the_name_of_the_log_hides_no_failed_login(string whole, string wrapped) =>
        Assert.Equal(Failed, Parse(Logon().Replace(whole, wrapped, StringComparison.Ordinal)).Kind);

    [Theory]
    [InlineData("<Channel>Security<", "<Channel>Security-Extra<")]
    [InlineData("<Channel>Security<", "<Channel>Securit<")]
    public void An_event_of_another_log_is_no_failed_login(string whole, string other) =>
        Assert.Equal(Other, ParseEvent(Logon().Replace(whole, other, StringComparison.Ordinal)).Kind);

    [Theory]
    [InlineData(4625, "0x0")]
    [InlineData(4771, "0x0")]
    [InlineData(4776, "0xc000006a")]
    [InlineData(4769, "0x18")]
    public void What_Windows_audited_as_a_success_is_none_unless_a_second_keyword_was_pasted_in(int id, string status)
    {
        var audited = Event(id, Success, ("TargetUserName", "NAME"), ("Status", status));
        Assert.Equal((Succeeded, false), (ParseEvent(audited).Kind, ParseEvent(audited).Suspicious));
        var pasted = Parse(audited.Replace(">NAME<", $"><Keywords>{Failure}</Keywords><", StringComparison.Ordinal));
        Assert.Equal((Failed, true), (pasted.Kind, pasted.Suspicious));
    }

    public static IEnumerable<TheoryDataRow<int, string>> Tricks()
    {
        string[] pasted =
        [
            "<Provider Name='Microsoft-Windows-EventSystem'/>",
            "<Provider Name=\"EventSystem\"/><Channel>Application</Channel>",
            "<Channel>Application</Channel>",
            "<EventID>5061</EventID>",
            "<EventID>4624</EventID>",
            "<EventID>4624</EventID><Keywords>0x8020000000000000</Keywords><Channel>Application</Channel>",
            "<Keywords>0x8020000000000000</Keywords>",
            "<Data Name='Status'>0x0</Data>",
            "<Data Name='Status'>0x20</Data>",
            "<Data Name='Status'>0x20</Data><!--",
            "</Data></EventData><System><Provider Name='x'/><EventID>1</EventID><Channel>Application</Channel></System><EventData><Data Name='x'>",
            "</Data></EventData></Event><Event><System><Provider Name='x'/><EventID>1</EventID><Channel>x</Channel></System><EventData><Data Name='x'>",
            "<RenderingInfo><Channel>Application</Channel></RenderingInfo>",
            "<x y=",
            "<!--",
            "]]>",
        ];
        foreach (var id in new[] { 4625, 4768, 4769, 4771, 4776, 4825, 6273 })
        {
            foreach (var name in pasted)
                yield return (id, name);
        }
    }

    [Theory]
    [MemberData(nameof(Tricks))]
    public void No_name_that_is_typed_hides_a_failed_login(int id, string pasted)
    {
        var code = id is 4768 or 4769 or 4771 ? "0x18" : "0xc000006a";
        var honest = Event(id, Failure, ("TargetUserName", "NAME"), ("AccountName", "NAME"), ("SubjectUserName", "NAME"), ("Workstation", "PC"), ("Status", code));
        var read = Parse(honest.Replace(">NAME<", $">{pasted}<", StringComparison.Ordinal));
        Assert.Equal((Failed, true), (read.Kind, read.Suspicious));
    }

    [Fact]
    public void A_harmless_code_that_was_pasted_over_a_hidden_one_counts()
    {
        // The user name is %3, and the workstation holds the markup: the agent pastes it into EventData and into the words.
        const string Pasted = "--><Data Name='Status'>0x20</Data><!--";
        var honest = Event(4769, Failure, ("TargetUserName", "NAME"), ("Status", "0x18")).Replace("An account failed to log on.", "Account: NAME", StringComparison.Ordinal);
        var read = Parse(honest.Replace("NAME", Pasted, StringComparison.Ordinal));
        Assert.Equal((Failed, true), (read.Kind, read.Suspicious));
    }

    [Theory]
    [InlineData("Microsoft-Windows-EventSystem", "Application")]
    [InlineData("Microsoft-Windows-EventSystem", "Security")]
    [InlineData(FailedLogin.Provider, "Application")]
    public void The_same_id_of_another_log_or_provider_is_no_failed_login(string provider, string channel)
    {
        var read = ParseEvent(Logon()
            .Replace(FailedLogin.Provider, provider, StringComparison.Ordinal)
            .Replace("<Channel>Security<", $"<Channel>{channel}<", StringComparison.Ordinal)
            .Replace(Failure, "0x80000000000000", StringComparison.Ordinal));
        Assert.Equal(LoginAuditEventKind.OtherEvent, read.Kind);
    }

    [Theory]
    [InlineData("microsoft-windows-security-auditing", "SECURITY")]
    [InlineData(FailedLogin.Provider, " Security ")]
    public void Channel_and_provider_have_no_case(string provider, string channel)
    {
        var read = Parse(Logon()
            .Replace(FailedLogin.Provider, provider, StringComparison.Ordinal)
            .Replace("<Channel>Security<", $"<Channel>{channel}<", StringComparison.Ordinal));
        Assert.Equal(Failed, read.Kind);
    }

    [Theory]
    [InlineData("<Keywords>")]
    [InlineData("<Channel>")]
    [InlineData("<EventData>")]
    public void An_event_that_is_cut_off_after_its_id_counts(string from)
    {
        var text = Logon();
        var read = Parse(text[..text.IndexOf(from, StringComparison.Ordinal)]);
        Assert.Equal((Failed, true, true), (read.Kind, read.Suspicious, read.Malformed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<Event/>")]
    [InlineData("Audit Failure")]
    [InlineData("<Event><System><EventID>x</EventID></System></Event>")]
    public async Task An_event_without_a_readable_id_counts_from_a_log_group_and_is_an_error_from_a_file(string text)
    {
        List<LoginAuditException> errors = [];
        var reader = new FailureReader(new LoginAuditRead(LoginAuditWindow.Open)) { Unreadable = errors.Add };
        Assert.Equal(Failed, reader.Read(new LogEvent("i-1", Noon, text))!.Kind);
        Assert.Equal((1, 1), (reader.Totals.FailedLogins, reader.Totals.Damaged));

        List<LoginAuditFailure> read = [];
        await foreach (var failure in reader.ReadAsync(Events(), "'a.xml'", TestContext.Current.CancellationToken))
            read.Add(failure);
        Assert.Equal(Failed, Assert.Single(read).Kind);
        var error = Assert.Single(errors);
        Assert.Equal(LoginAuditError.NotAnEvent, error.Error);
        Assert.StartsWith("'a.xml', line 7: ", error.Message, StringComparison.Ordinal);
        Assert.True(read[0].Incomplete);

        async IAsyncEnumerable<LogEvent> Events()
        {
            yield return new LogEvent("", Noon, text, Line: 7);
            await Task.Yield();
            yield return new LogEvent("", Noon, Logon(), Line: 8);
        }
    }

    [Fact]
    public void Every_number_of_a_read_is_told()
    {
        var reader = new FailureReader(LoginAuditRead.Open);
        foreach (var (text, id) in new[] { (Logon(), "a"), (Logon(), "a"), (Event(5152, Failure), "b"), (Event(4624, Success), "c"), (Event(4625, "0x0").Replace(FailedLogin.Provider, "EventSystem", StringComparison.Ordinal), "d"), ("?", "e") })
            reader.Read(new LogEvent("i-" + id, Noon, text, id));
        Assert.Equal(
            "2 failed logins, 1 other audit failure, 1 audit success, 1 event of another kind, 1 damaged event, 1 duplicate event, counted once",
            reader.Totals.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("  \n ")]
    public void An_empty_target_is_no_subject(string target)
    {
        var read = Parse(Event(4625, Failure, ("SubjectUserName", "SERVER$"), ("SubjectDomainName", "CORP"), ("TargetUserName", target), ("TargetDomainName", target)));
        Assert.Equal((null, null), (read.AccountName, read.AccountDomain));
        Assert.Null(Parse(Event(4724, Failure, ("TargetUserName", target), ("SubjectUserName", "admin"))).AccountName);
    }

    [Fact]
    public void Several_targets_are_no_subject()
    {
        var read = Parse(Event(4625, Failure, ("SubjectUserName", "SERVER$"), ("TargetUserName", "a"), ("TargetUserName", "b")));
        Assert.Null(read.AccountName);
        Assert.Equal(["a", "b"], read.Conflicts["TargetUserName"]);
    }

    [Fact]
    public void An_event_without_target_is_about_its_subject_and_the_subjects_domain()
    {
        var read = Parse(Event(4673, Failure, ("SubjectUserSid", "S-1-5-18"), ("SubjectUserName", "WEB1$"), ("SubjectDomainName", "CORP")));
        Assert.Equal((@"CORP\WEB1$", "S-1-5-18"), (read.Account, read.AccountSid));
    }

    [Fact]
    public void The_fields_of_rarer_events_are_read()
    {
        var blocked = Parse(Event(4822, Failure, ("AccountName", "bob"), ("DeviceName", "PC-7"), ("Status", "0xC0000418")));
        Assert.Equal(("bob", "PC-7", "NTLM is blocked", Other), (blocked.Account, blocked.Workstation, blocked.Reason, blocked.Kind));
        var silo = Parse(Event(4823, Failure, ("AccountName", "bob"), ("DeviceName", "PC-7"), ("Status", "0xC000006E"), ("SiloName", "s"), ("PolicyName", "p")));
        Assert.Equal(("bob", "PC-7", "Account restriction"), (silo.Account, silo.Workstation, silo.Reason));
        var des = Parse(Event(4824, Failure, ("TargetUserName", "bob"), ("TargetSid", "S-1-5-21-1"), ("ServiceName", "krbtgt"), ("Status", "0xe"), ("IpAddress", "::ffff:192.0.2.9"), ("IpPort", "50001")));
        Assert.Equal(("bob", "S-1-5-21-1", "192.0.2.9", "Encryption type not supported"), (des.Account, des.AccountSid, des.SourceAddress, des.Reason));
        var denied = Parse(Event(4825, Failure, ("AccountName", "bob"), ("AccountDomain", "CORP"), ("LogonID", "0x1"), ("ClientAddress", "192.0.2.9")));
        Assert.Equal((@"CORP\bob", "192.0.2.9", Failed), (denied.Account, denied.SourceAddress, denied.Kind));
        foreach (var id in new[] { 4772, 4773 })
        {
            var ticket = Parse(Event(id, Failure, ("TargetUserName", "bob"), ("TargetDomainName", "CORP"), ("FailureCode", "0x12"), ("IpAddress", "192.0.2.9")));
            Assert.Equal((@"CORP\bob", "0x12", "Account disabled, expired or locked out"), (ticket.Account, ticket.Status, ticket.Reason));
        }
    }

    [Theory]
    [InlineData("192.0.2.9", "192.0.2.9", null)]
    [InlineData("AA-BB-CC-DD-EE-FF", null, "AA-BB-CC-DD-EE-FF")]
    [InlineData("-", null, null)]
    public void A_network_policy_servers_denial_has_its_account_and_station(string station, string? address, string? workstation)
    {
        var read = Parse(Event(6273, Failure, ("SubjectUserName", "bob"), ("SubjectDomainName", "CORP"), ("CallingStationID", station), ("ReasonCode", "16"), ("Reason", "Authentication failed")));
        Assert.Equal(
            (@"CORP\bob", address, workstation, "16", "Authentication failed", Failed, false),
            (read.Account, read.SourceAddress, read.Workstation, read.Status, read.Reason, read.Kind, read.Suspicious));
    }

    [Theory]
    [InlineData("0xC0000418", "NTLM is blocked")]
    [InlineData("0xC0000022", "Access denied")]
    [InlineData("0xC000018B", "No trust account for this computer")]
    [InlineData("0xC000018D", "Trust between computer and domain failed")]
    [InlineData("0xC000035B", "Wrong channel binding")]
    [InlineData("0xC0000388", "Possible attempt to downgrade security")]
    public void Status_codes_have_words(string code, string words) =>
        Assert.Equal(words, Parse(Event(4625, Failure, ("TargetUserName", "bob"), ("Status", code), ("SubStatus", "0x0"))).Reason);

    [Fact]
    public void The_definition_and_the_words_know_the_same_codes() =>
        Assert.All(FailedLogin.KerberosCode, code => Assert.NotNull(CodeTables.Kerberos($"0x{code:x}")));
}

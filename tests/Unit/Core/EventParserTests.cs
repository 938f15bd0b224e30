using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

public sealed class EventParserTests
{
    [Fact]
    public void A_failed_logon_has_every_field_of_the_event()
    {
        var failure = Parse(Logon());
        Assert.Equal((4625, 4711L, "WIN-1", "i-1"), (failure.EventId, failure.RecordId, failure.Computer, failure.InstanceId));
        Assert.Equal((AuditOutcome.Failure, Noon), (failure.Outcome, failure.Time));
        Assert.Equal(("ADMIN", "CORP", @"CORP\ADMIN", "S-1-0-0"), (failure.AccountName, failure.AccountDomain, failure.Account, failure.AccountSid));
        Assert.Equal(("198.51.100.7", 50123, "ATTACKER"), (failure.SourceAddress, failure.SourcePort, failure.Workstation));
        Assert.Equal((10, "RemoteInteractive"), (failure.LogonType, failure.LogonTypeName));
        Assert.Equal(("0xc000006d", "0xc000006a", "Wrong password"), (failure.Status, failure.SubStatus, failure.Reason));
        Assert.Equal(("User32", "Negotiate", @"C:\Windows\System32\svchost.exe"), (failure.LogonProcess, failure.AuthenticationPackage, failure.ProcessName));
        Assert.Equal((false, false, null), (failure.Suspicious, failure.Malformed, failure.RawText));
        Assert.Empty(failure.Conflicts);
    }

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("007", 7L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("00000000009223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData(" 1", null)]
    [InlineData("1 ", null)]
    [InlineData("1,000", null)]
    [InlineData("0x1", null)]
    [InlineData("\uff11", null)]
    [InlineData("", null)]
    [InlineData("&#49;2", 12L)]
    public void A_number_is_digits_and_nothing_else(string written, long? read) =>
        Assert.Equal(read, Parse(Logon().Replace("<EventRecordID>4711<", $"<EventRecordID>{written}<", StringComparison.Ordinal)).RecordId);

    [Theory]
    [InlineData("65535", 65535)]
    [InlineData("65536", null)]
    [InlineData("0", null)]
    [InlineData("4294967297", null)]
    [InlineData("-", null)]
    public void A_port_is_one_of_those_that_there_are(string written, int? read) =>
        Assert.Equal(read, Parse(Logon().Replace(">50123<", $">{written}<", StringComparison.Ordinal)).SourcePort);

    [Theory]
    [InlineData("0X8010000000000000", AuditOutcome.Failure)]
    [InlineData("0x0000000000000000008020000000000000", AuditOutcome.Success)]
    [InlineData("0x8020000000000000ff", AuditOutcome.Failure)]
    [InlineData("0x802000000000000g", AuditOutcome.Failure)]
    [InlineData("8020000000000000", AuditOutcome.Failure)]
    [InlineData("0x", AuditOutcome.Failure)]
    public void Keywords_are_a_hexadecimal_number_of_64_bits_or_the_event_id_tells(string written, AuditOutcome outcome) =>
        Assert.Equal(outcome, ParseEvent(Wrap(SystemPart(4625, written) + EventData(LogonData()))).Outcome);

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", false)]
    [InlineData("255.255.255.255", "255.255.255.255", false)]
    [InlineData("256.0.0.1", null, true)]
    [InlineData("1.2.3.4.5", null, true)]
    [InlineData("1.2.3.", null, true)]
    [InlineData(".1.2.3", null, true)]
    [InlineData("1..2.3", null, true)]
    [InlineData("1.2.3.4 ", null, true)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", false)]
    [InlineData("2001:db8::1", "2001:db8::1", false)]
    public void An_address_is_one_or_the_event_is_suspicious(string written, string? address, bool suspicious)
    {
        var failure = Parse(Logon().Replace(">198.51.100.7<", $">{written}<", StringComparison.Ordinal));
        Assert.Equal((address, suspicious), (failure.SourceAddress, failure.Suspicious));
    }

    [Fact]
    public void An_account_that_is_changed_has_the_name_that_its_parts_make()
    {
        var failure = Parse(Logon());
        Assert.Equal(@"CORP\guest", (failure with { AccountName = "guest" }).Account);
        Assert.Equal("ADMIN", (failure with { AccountDomain = null }).Account);
        Assert.Null((failure with { AccountName = null }).Account);
        Assert.Equal(failure, failure with { AccountName = "guest" } with { AccountName = "ADMIN" });
    }

    [Fact]
    public void Without_rendering_it_is_the_same_event() =>
        Assert.Equivalent(Parse(Logon()), Parse(Wrap(SystemPart(4625, Failure) + EventData(LogonData()))));

    [Fact]
    public void Rendering_in_another_language_changes_nothing() =>
        Assert.Equivalent(
            Parse(Logon()),
            Parse(Wrap(SystemPart(4625, Failure) + EventData(LogonData()) + Rendering("Fehler beim Anmelden.\tÜberwachung erfolgreich\tIP: 192.0.2.99", "de-DE"))));

    [Fact]
    public void An_event_without_a_timestamp_of_the_log_has_its_own_time_in_milliseconds() =>
        Assert.Equal(Noon.AddMilliseconds(123), new EventParser().Parse(new LogEvent("i-1", null, Logon())).Time);

    [Theory]
    [InlineData("2015-08-23T10:31:19.198375000Z", "2015-08-23T10:31:19.198Z")]
    [InlineData("2015-08-23T10:31:19Z", "2015-08-23T10:31:19.000Z")]
    public void TimeCreated_may_have_nine_digits_or_none(string written, string read)
    {
        var message = Logon().Replace("2026-03-01T12:00:00.1234567Z", written, StringComparison.Ordinal);
        Assert.Equal(DateTimeOffset.Parse(read, null), new EventParser().Parse(new LogEvent("i-1", null, message)).Time);
    }

    [Fact]
    public void A_source_without_streams_gives_the_computer_as_the_instance() =>
        Assert.Equal("WIN-1", new EventParser().Parse(new LogEvent("", null, Logon())).InstanceId);

    [Fact]
    public void A_failed_Kerberos_pre_authentication_is_read()
    {
        var failure = Parse(Event(4771, Failure, ("TargetUserName", "svc"), ("TargetSid", "S-1-5-21-1-2-3-1104"), ("ServiceName", "krbtgt/CORP"), ("Status", "0x18"), ("IpAddress", "::ffff:198.51.100.9"), ("IpPort", "49675")));
        Assert.Equal(("svc", "S-1-5-21-1-2-3-1104", "198.51.100.9", 49675), (failure.AccountName, failure.AccountSid, failure.SourceAddress, failure.SourcePort));
        Assert.Equal(("0x18", "Wrong password", AuditOutcome.Failure), (failure.Status, failure.Reason, failure.Outcome));
    }

    [Fact]
    public void A_failed_ticket_request_is_read()
    {
        var failure = Parse(Event(4768, Failure, ("TargetUserName", "ghost"), ("TargetDomainName", "CORP"), ("Status", "0x00000006"), ("IpAddress", "::1")));
        Assert.Equal((@"CORP\ghost", "0x6", "Unknown user name", null), (failure.Account, failure.Status, failure.Reason, failure.SourceAddress));
    }

    [Fact]
    public void A_failed_validation_of_a_password_is_read()
    {
        var failure = Parse(Event(4776, Failure, ("PackageName", "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0"), ("TargetUserName", "bob"), ("Workstation", "PC-7"), ("Status", "0xC000006A")));
        Assert.Equal(("bob", "PC-7", "0xc000006a", "Wrong password"), (failure.AccountName, failure.Workstation, failure.Status, failure.Reason));
        Assert.Equal("MICROSOFT_AUTHENTICATION_PACKAGE_V1_0", failure.AuthenticationPackage);
    }

    [Fact]
    public void A_lockout_is_a_success_and_names_the_computer_it_came_from()
    {
        var lockout = ParseEvent(Event(4740, Success, ("TargetUserName", "bob"), ("TargetDomainName", "PC-7"), ("SubjectUserName", "DC1$")));
        Assert.Equal((AuditOutcome.Success, "bob", null, "PC-7"), (lockout.Outcome, lockout.AccountName, lockout.AccountDomain, lockout.Workstation));
    }

    [Fact]
    public void Windows_own_double_LogonGuid_of_event_4648_is_no_suspicion()
    {
        var explicitCredentials = ParseEvent(Event(4648, Success, ("SubjectUserName", "a"), ("LogonGuid", "{1}"), ("TargetUserName", "b"), ("LogonGuid", "{2}")));
        Assert.Equal((false, "b"), (explicitCredentials.Suspicious, explicitCredentials.AccountName));
        Assert.Equal(["{1}", "{2}"], explicitCredentials.Conflicts["LogonGuid"]);
    }

    [Fact]
    public void Any_other_audit_failure_is_a_generic_one()
    {
        var failure = Parse(Event(5061, Failure, ("SubjectUserName", "machine$"), ("Operation", "%%2480"), ("ReturnCode", "0x80090016")));
        Assert.Equal((5061, AuditOutcome.Failure, "machine$", null), (failure.EventId, failure.Outcome, failure.AccountName, failure.Reason));
        Assert.False(failure.Suspicious);
    }

    [Theory]
    [InlineData("0xc000006d", "0xC0000064", "Unknown user name")]
    [InlineData("0xC0000234", "0x0", "Account locked out")]
    [InlineData("0xc000006d", "0x00000000", "Bad user name or password")]
    [InlineData("0xc000006d", "0xc0abcdef", "Unknown user name or bad password")]
    public void SubStatus_says_why_and_where_it_is_zero_Status_does(string status, string subStatus, string reason)
    {
        var message = Logon().Replace("0xc000006d", status, StringComparison.Ordinal).Replace("0xc000006a", subStatus, StringComparison.Ordinal);
        Assert.Equal(reason, Parse(message).Reason);
    }

    [Fact]
    public void A_code_that_is_not_known_stays_as_hex() =>
        Assert.Equal("0xc0abcdef", Parse(Event(4776, Failure, ("TargetUserName", "a"), ("Status", "0xC0ABCDEF"))).Reason);

    [Theory]
    [InlineData("-", null)]
    [InlineData("", null)]
    [InlineData("::1", null)]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::ffff:198.51.100.7", "198.51.100.7")]
    [InlineData("::FFFF:198.51.100.7", "198.51.100.7")]
    [InlineData("fe80::1%12", "fe80::1%12")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    public void Addresses_have_one_form(string written, string? read)
    {
        var failure = Parse(Event(4625, Failure, ("IpAddress", written)));
        Assert.Equal(read, failure.SourceAddress);
    }

    [Theory]
    [InlineData("4625", AuditOutcome.Failure)]
    [InlineData("4624", AuditOutcome.Success)]
    [InlineData("9999", AuditOutcome.Unknown)]
    public void Without_keywords_the_event_id_says_how_it_was_audited(string id, AuditOutcome outcome)
    {
        var message = Logon().Replace($"<Keywords>{Failure}</Keywords>", "", StringComparison.Ordinal).Replace(">4625<", $">{id}<", StringComparison.Ordinal);
        Assert.Equal(outcome, ParseEvent(message).Outcome);
    }

    [Fact]
    public void The_text_format_gives_the_same_fields_in_any_language()
    {
        var failure = Parse(LogonAsText);
        Assert.Equal((4625, "workstation-0", AuditOutcome.Failure), (failure.EventId, failure.Computer, failure.Outcome));
        Assert.Equal((@"CORP\ADMIN", "192.0.2.10", 3, "NtLmSsp", "NTLM"), (failure.Account, failure.SourceAddress, failure.LogonType, failure.LogonProcess, failure.AuthenticationPackage));
        Assert.Equal(("0xc000006d", "0xc0000064", "Unknown user name"), (failure.Status, failure.SubStatus, failure.Reason));
        Assert.Equal((false, false), (failure.Suspicious, failure.Malformed));
    }

    [Fact]
    public void A_text_that_was_cut_off_still_says_what_it_can()
    {
        var failure = Parse(LogonAsText[..200]);
        Assert.Equal((4625, "workstation-0", AuditOutcome.Failure, true, true), (failure.EventId, failure.Computer, failure.Outcome, failure.Malformed, failure.Suspicious));
        Assert.Equal(LogonAsText[..200], failure.RawText);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1000)]
    [InlineData(1250)]
    public void XML_that_was_cut_off_still_says_what_it_can(int length)
    {
        var failure = Parse(Logon()[..length]);
        Assert.Equal((4625, "i-1", true, true), (failure.EventId, failure.InstanceId, failure.Malformed, failure.Suspicious));
        Assert.Equal(Logon()[..length], failure.RawText);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing that Windows wrote")]
    [InlineData("{\"json\":1}")]
    [InlineData("\0\u0001\ud800")]
    public void What_is_no_event_at_all_still_counts(string message)
    {
        var failure = Parse(message);
        Assert.Equal(("i-1", true, AuditOutcome.Unknown, message), (failure.InstanceId, failure.Malformed, failure.Outcome, failure.RawText));
    }

    private const string LogonAsText =
        "[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [workstation-0] [Fehler beim Anmelden eines Kontos.\n\nAntragsteller:\n\tSicherheits-ID:\t\tS-1-0-0\n"
        + "\tKontoname:\t\t-\n\tKontodomäne:\t\t-\n\tAnmelde-ID:\t\t0x0\n\nAnmeldetyp:\t\t\t3\n\nKonto:\n\tSicherheits-ID:\t\tS-1-0-0\n\tKontoname:\t\tADMIN\n\tKontodomäne:\t\tCORP\n\n"
        + "Fehlerinformationen:\n\tGrund:\t\tUnbekannt.\n\tStatus:\t\t\t0xC000006D\n\tUnterstatus:\t\t0xC0000064\n\nProzess:\n\tProzess-ID:\t0x0\n\tProzessname:\t-\n\n"
        + "Netzwerk:\n\tArbeitsstation:\t-\n\tQuelle:\t192.0.2.10\n\tPort:\t\t0\n\nAuthentifizierung:\n\tProzess:\t\tNtLmSsp \n\tPaket:\tNTLM\n\tDienste:\t-\n\tName:\t-\n\tLänge:\t\t0\n\nErläuterung.]";
}

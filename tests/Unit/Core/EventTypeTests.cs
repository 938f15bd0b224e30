using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Which type an event has, and the values that only this type has.</summary>
public sealed class EventTypeTests
{
    private const string TextHead = "[Microsoft-Windows-Security-Auditing] [WIN-1]";

    public static (string Name, string Value)[] LoginData(string account = "jdoe", string logonId = "0x0008DCDC") =>
    [
        ("SubjectUserSid", "S-1-5-18"), ("SubjectUserName", "WIN-1$"), ("SubjectDomainName", "CORP"), ("SubjectLogonId", "0x3e7"),
        ("TargetUserSid", "S-1-5-21-1-2-3-1104"), ("TargetUserName", account), ("TargetDomainName", "CORP"), ("TargetLogonId", logonId), ("LogonType", "10"),
        ("LogonProcessName", "User32 "), ("AuthenticationPackageName", "Negotiate"), ("WorkstationName", "PC-7"), ("ProcessName", @"C:\Windows\System32\svchost.exe"),
        ("IpAddress", "203.0.113.77"), ("IpPort", "50123"),
    ];

    [Fact]
    public void A_successful_logon_has_the_values_of_the_logon_and_the_id_of_its_session()
    {
        var login = Assert.IsType<LoginAuditSuccess>(ParseEvent(Event(4624, Success, LoginData())));
        Assert.Equal((4624, @"CORP\jdoe", "203.0.113.77", "PC-7", 10, "RemoteInteractive"), (login.EventId, login.Account, login.SourceAddress, login.Workstation, login.LogonType, login.LogonTypeName));
        Assert.Equal(("0x8dcdc", false, false), (login.LogonId, login.IsPrivileged, login.Suspicious));
    }

    [Theory]
    [InlineData(4768)]
    [InlineData(4769)]
    [InlineData(4776)]
    public void A_domain_controller_s_success_is_a_successful_login_without_a_session(int id)
    {
        var login = Assert.IsType<LoginAuditSuccess>(ParseEvent(Event(id, Success, ("TargetUserName", "jdoe"), ("Status", "0x0"))));
        Assert.Equal(("jdoe", null), (login.AccountName, login.LogonId));
    }

    [Fact]
    public void A_lockout_names_the_account_and_the_computer_that_called()
    {
        var lockout = Assert.IsType<LoginAuditLockout>(ParseEvent(Event(4740, Success, ("TargetUserName", "bob"), ("TargetDomainName", "PC-7"), ("TargetSid", "S-1-5-21-1"), ("SubjectUserName", "DC1$"))));
        Assert.Equal(("bob", "PC-7", null, "S-1-5-21-1"), (lockout.Account, lockout.CallerComputer, lockout.SourceAddress, lockout.AccountSid));
    }

    [Theory]
    [InlineData(4634, Success)]
    [InlineData(4672, Success)]
    [InlineData(4625, Success)]
    public void Other_audit_successes_are_neither(int id, string keywords) =>
        Assert.False(ParseEvent(Event(id, keywords, ("TargetUserName", "bob"), ("Status", "0x0"))) is LoginAuditFailure or LoginAuditSuccess or LoginAuditLockout);

    [Fact]
    public void The_same_ids_of_another_log_are_no_logins() =>
        Assert.False(ParseEvent(Event(4624, Success, LoginData()).Replace("<Channel>Security<", "<Channel>Application<", StringComparison.Ordinal)) is LoginAuditSuccess);

    [Theory]
    [InlineData("<EventID>4624</EventID>")]
    [InlineData("<EventID>4624</EventID><Keywords>0x8020000000000000</Keywords>")]
    [InlineData("</Data></EventData></Event><Event><System><EventID>4624</EventID><Keywords>0x8020000000000000</Keywords></System><EventData><Data Name='x'>")]
    public void Typed_text_makes_no_successful_login_of_a_failed_one(string typed) =>
        Assert.IsType<LoginAuditFailure>(ParseEvent(Logon().Replace(">ATTACKER<", $">{typed}<", StringComparison.Ordinal)));

    [Theory]
    [InlineData("<EventID>4740</EventID>")]
    [InlineData("<EventID>4625</EventID>")]
    [InlineData("<Data Name='TargetUserName'>x</Data>")]
    public void Typed_text_does_not_hide_a_successful_login(string typed) =>
        Assert.True(Assert.IsType<LoginAuditSuccess>(ParseEvent(Event(4624, Success, LoginData()).Replace(">PC-7<", $">{typed}<", StringComparison.Ordinal))).Suspicious);

    private const string Old = "Logon Type:\t\t\t10\n\n";
    private const string Impersonation = "Impersonation Level:\t\tImpersonation\n\n";
    private const string Information = "Logon Information:\n\tLogon Type:\t\t10\n\tRestricted Admin Mode:\tNo\n\tVirtual Account:\t\tNo\n\tElevated Token:\t\tYes\n\n" + Impersonation;
    private const string WithGuard = "Logon Information:\n\tLogon Type:\t\t10\n\tRestricted Admin Mode:\tNo\n\tRemote Credential Guard:\t-\n\tVirtual Account:\t\tNo\n\tElevated Token:\t\tYes\n\n" + Impersonation;
    private const string Linked = "\tLinked Logon ID:\t\t0x0\n\tNetwork Account Name:\t-\n\tNetwork Account Domain:\t-\n";

    // Versions 0, 1 and 2 as Microsoft documents them, and the two places of one more line in recorded events.
    [Theory]
    [InlineData(Old, "", "")]
    [InlineData(Old + Impersonation, "", "")]
    [InlineData(Information, Linked, "")]
    [InlineData(WithGuard, Linked, "")]
    [InlineData(Information, Linked, "\n\tRemote Credential Guard:\t-")]
    public void The_agent_s_text_of_every_version_has_the_same_values(string type, string linked, string end)
    {
        var login = Assert.IsType<LoginAuditSuccess>(ParseEvent(Text(type, linked, end)));
        Assert.Equal((false, @"CORP\jdoe", "203.0.113.77", 10, "0x8dcdc"), (login.Suspicious, login.Account, login.SourceAddress, login.LogonType, login.LogonId));
    }

    [Theory]
    [InlineData("PC\n\tTyped:\tline")]
    [InlineData("PC\n\tTyped:\t192.0.2.1")]
    [InlineData("PC\n\tTyped:\t192.0.2.1\n\tTyped:\t80")]
    public void Lines_that_are_typed_into_a_workstation_s_name_give_no_values(string workstation)
    {
        foreach (var (type, linked) in new[] { (Old, ""), (Old + Impersonation, ""), (Information, Linked), (WithGuard, Linked) })
        {
            var login = Assert.IsType<LoginAuditSuccess>(ParseEvent(Text(type, linked, "", workstation)));
            Assert.Equal((true, null, null, null), (login.Suspicious, login.Account, login.SourceAddress, login.LogonId));
        }
    }

    private static string Text(string type, string linked, string end, string workstation = "PC-7") =>
        $"[Security] [INFORMATION] [4624] {TextHead} [An account was successfully logged on.\n\nSubject:\n\tSecurity ID:\t\tS-1-5-18\n\tAccount Name:\t\tWIN-1$\n\tAccount Domain:\t\tCORP\n\tLogon ID:\t\t0x3E7\n\n{type}"
        + $"New Logon:\n\tSecurity ID:\t\tCORP\\jdoe\n\tAccount Name:\t\tjdoe\n\tAccount Domain:\t\tCORP\n\tLogon ID:\t\t0x8DCDC\n{linked}\tLogon GUID:\t\t{{00000000-0000-0000-0000-000000000000}}\n\n"
        + $"Process Information:\n\tProcess ID:\t\t0x44c\n\tProcess Name:\t\tC:\\svchost.exe\n\nNetwork Information:\n\tWorkstation Name:\t{workstation}\n\tSource Network Address:\t203.0.113.77\n\tSource Port:\t\t50123\n\n"
        + $"Detailed Authentication Information:\n\tLogon Process:\t\tUser32 \n\tAuthentication Package:\tNegotiate\n\tTransited Services:\t-\n\tPackage Name (NTLM only):\t-\n\tKey Length:\t\t0{end}\n\nThis event is generated when a logon session is created.]";
}

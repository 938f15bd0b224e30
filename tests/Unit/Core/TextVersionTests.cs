using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>The agent's text format of events whose code decides, in every version of their messages.</summary>
public sealed class TextVersionTests
{
    private const string Keys = "\n\tMSDS-SupportedEncryptionTypes:\tN/A\n\tAvailable Keys:\tN/A";
    private const string DomainController = "\n\nDomain Controller Information:" + Keys;
    private const string Types = "\n\tAdvertized Etypes:\t\n\t\tAES256-CTS-HMAC-SHA1-96\n\t\tRC4-HMAC-NT";
    private const string Hashes = "\n\nTicket information\n\tRequest ticket hash:\t\tN/A\n\tResponse ticket hash:\t\tN/A";
    private const string HashesInOneLine = "\n\nTicket information\n\tRequest ticket hash:\t\tN/A\tResponse ticket hash:\t\tN/A";
    private const string Hash = "\n\nTicket information\n\tResponse ticket hash:\t\t-";

    public static TheoryData<int, string> Messages() => new()
    {
        { 4769, ServiceTicket("", "", "", "") },
        { 4769, ServiceTicket("", "", "", Hashes) },
        { 4769, ServiceTicket(Keys, DomainController, Types, Hashes) },
        { 4769, ServiceTicket(Keys, DomainController, Types, HashesInOneLine) },
        { 4768, Ticket("", "", "", "") },
        { 4768, Ticket("", "", "", Hash) },
        { 4768, Ticket(Keys, DomainController, Types, Hash) },
        { 4776, "The computer attempted to validate the credentials for an account.\n\nAuthentication Package:\tMICROSOFT_AUTHENTICATION_PACKAGE_V1_0\nLogon Account:\tNAME\nSource Workstation:\tPC\nError Code:\tCODE" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_code_decides_in_every_version_of_a_message(int id, string message)
    {
        var code = id == 4776 ? "0xC000006A" : "0x12";
        var failed = Parse(Line(id, message, "bob", code));
        Assert.Equal((LoginAuditEventKind.FailedLogin, false, "bob"), (failed.Kind, failed.Suspicious, failed.AccountName));
        Assert.Equal(LoginAuditEventKind.AuditSuccess, ParseEvent(Line(id, message, "bob", "0x0")).Kind);
        if (id != 4776)
            Assert.Equal(LoginAuditEventKind.OtherAuditFailure, Parse(Line(id, message, "bob", "0x20")).Kind);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Lines_in_a_name_move_nothing_harmless_to_where_the_code_belongs(int id, string message)
    {
        var code = id == 4776 ? "0xC000006A" : "0x18";
        for (var lines = 1; lines <= 24; lines++)
        {
            foreach (var value in new[] { "0x0", "0x20", "192.0.2.1", "-" })
            {
                var name = "bob" + string.Concat(Enumerable.Repeat($"\n\tx:\t{value}", lines));
                var read = Parse(Line(id, message, name, code));
                Assert.True(read.Kind == LoginAuditEventKind.FailedLogin, $"{lines} lines of {value}: {read.Kind}");
            }
        }
    }

    // A certificate's issuer is written by whoever made the certificate.
    [Theory]
    [InlineData("")]
    [InlineData(Hash)]
    public void Lines_in_several_values_make_no_other_version_of_the_message(string hash)
    {
        var message = Ticket("", "", "", hash);
        for (var lines = 0; lines <= 10; lines++)
        {
            for (var more = 0; more <= 10 - lines; more++)
            {
                var issued = message.Replace("Issuer Name:\t\t-", $"Issuer Name:\t\t-{Lines(more)}", StringComparison.Ordinal);
                var read = Parse(Line(4768, issued, "bob" + Lines(lines), "0x18"));
                Assert.True(read.Kind == LoginAuditEventKind.FailedLogin, $"{lines} and {more} lines: {read.Kind}");
                Assert.True(read.Suspicious || (read.Status, read.AccountName) == ("0x18", "bob"), $"{lines} and {more} lines: {read.Status} of {read.AccountName}");
            }
        }

        static string Lines(int count) => string.Concat(Enumerable.Repeat("\n\tx:\t0x20", count));
    }

    [Theory]
    [InlineData(4625)]
    [InlineData(4771)]
    [InlineData(4825)]
    [InlineData(6273)]
    public void Ids_that_are_always_failures_count_in_text_whatever_their_message(int id) =>
        Assert.Equal(LoginAuditEventKind.FailedLogin, Parse(Line(id, "Nothing that is known.", "", "")).Kind);

    [Fact]
    public void Remote_Desktop_that_was_denied_has_its_values()
    {
        var read = Parse(Line(4825, "Denied.\n\nSubject:\n\tUser Name:\tbob\n\tDomain:\t\tCORP\n\tLogon ID:\t0x1\n\nAdditional Information:\n\tClient Address:\t192.0.2.9", "", ""));
        Assert.Equal((@"CORP\bob", "192.0.2.9", false), (read.Account, read.SourceAddress, read.Suspicious));
    }

    private static string Line(int id, string message, string name, string code) =>
        $"[Security] [INFORMATION] [{id}] [{FailedLogin.Provider}] [DC1] [{message.Replace("NAME", name, StringComparison.Ordinal).Replace("CODE", code, StringComparison.Ordinal)}]";

    private static string ServiceTicket(string keys, string domainController, string types, string hashes) =>
        $"A Kerberos service ticket was requested.\n\nAccount Information:\n\tAccount Name:\t\tNAME\n\tAccount Domain:\t\tCORP\n\tLogon GUID:\t\t{{0}}{keys}\n\n"
        + $"Service Information:\n\tService Name:\t\tDC1$\n\tService ID:\t\tS-1-5-21-1{keys}{domainController}\n\nNetwork Information:\n\tClient Address:\t\t::ffff:192.0.2.9\n\tClient Port:\t\t54539{types}\n\n"
        + $"Additional Information:\n\tTicket Options:\t\t0x40800000\n\tTicket Encryption Type:\t0x12{(types.Length > 0 ? "\n\tSession Encryption Type:\t0x12" : "")}\n\tFailure Code:\t\tCODE\n\tTransited Services:\t-{hashes}\n\nThis event is generated every time.";

    private static string Ticket(string keys, string domainController, string types, string hash) =>
        $"A Kerberos authentication ticket (TGT) was requested.\n\nAccount Information:\n\tAccount Name:\t\tNAME\n\tSupplied Realm Name:\tCORP\n\tUser ID:\t\t\tS-1-0-0{keys}\n\n"
        + $"Service Information:\n\tService Name:\t\tkrbtgt\n\tService ID:\t\tS-1-0-0{keys}{domainController}\n\nNetwork Information:\n\tClient Address:\t\t192.0.2.9\n\tClient Port:\t\t48814{types}\n\n"
        + $"Additional Information:\n\tTicket Options:\t\t0x40800010\n\tResult Code:\t\tCODE\n\tTicket Encryption Type:\t0xFFFFFFFF{(types.Length > 0 ? "\n\tSession Encryption Type:\t0x2D" : "")}\n\tPre-Authentication Type:\t-{(types.Length > 0 ? "\n\tPre-Authentication EncryptionType:\t0x2D" : "")}\n\n"
        + $"Certificate Information:\n\tCertificate Issuer Name:\t\t-\n\tCertificate Serial Number:\t-\n\tCertificate Thumbprint:\t\t-{hash}\n\nCertificate information is only provided if a certificate was used.";
}

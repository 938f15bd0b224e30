using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>The agent's text format: labels in any language, values by their place in Microsoft's templates.</summary>
public sealed class TextFormatTests
{
    [Fact]
    public void A_lockout_names_account_and_computer()
    {
        var lockout = AnyText(4740, "S-1-5-18", "DC1$", "CORP", "0x3e7", "S-1-5-21-1-2-3-1104", "bob", "PC-7");
        Assert.Equal((AuditOutcome.Success, "bob", "S-1-5-21-1-2-3-1104", "PC-7"), (lockout.Outcome, lockout.AccountName, lockout.AccountSid, lockout.Workstation));
    }

    [Fact]
    public void A_failed_ticket_request_names_account_source_and_code()
    {
        var failure = Text(4768, "ghost", "CORP", "S-1-0-0", "krbtgt/CORP", "S-1-0-0", "::ffff:198.51.100.9", "49675", "0x40810010", "0x6", "0xffffffff", "-", "", "", "");
        Assert.Equal((AuditOutcome.Failure, @"CORP\ghost", "198.51.100.9", 49675), (failure.Outcome, failure.Account, failure.SourceAddress, failure.SourcePort));
        Assert.Equal(("0x6", "Unknown user name", false), (failure.Status, failure.Reason, failure.Suspicious));
    }

    [Fact]
    public void A_failed_pre_authentication_names_account_source_and_code()
    {
        var failure = Text(4771, "S-1-5-21-1-2-3-1104", "svc", "krbtgt/CORP", "198.51.100.9", "49675", "0x40810010", "0x18", "2", "", "", "");
        Assert.Equal((AuditOutcome.Failure, "svc", "198.51.100.9", "0x18", "Wrong password"), (failure.Outcome, failure.AccountName, failure.SourceAddress, failure.Status, failure.Reason));
    }

    [Fact]
    public void A_failed_validation_names_account_workstation_and_code()
    {
        var failure = Text(4776, "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0", "bob", "PC-7", "0xC000006A");
        Assert.Equal((AuditOutcome.Failure, "bob", "PC-7", "Wrong password"), (failure.Outcome, failure.AccountName, failure.Workstation, failure.Reason));
    }

    [Fact]
    public void An_event_without_a_known_template_is_counted_with_what_its_head_says()
    {
        var other = AnyText(5061, "machine$", "Microsoft Software Key Storage Provider");
        Assert.Equal((5061, "WIN-1", AuditOutcome.Unknown, null), (other.EventId, other.Computer, other.Outcome, other.AccountName));
    }

    private const string Shipped = "agent/4-text-format-4625.txt";

    [Fact]
    public void The_agents_own_text_has_the_fields_of_the_agents_own_XML()
    {
        Assert.SkipUnless(SharedData.Exists(Shipped), $"{Shipped} is not there.");
        var text = Parse(SharedData.Text(Shipped));
        Assert.Equal((4625, "workstation-0", "ADMIN", "192.0.2.10", 3), (text.EventId, text.Computer, text.AccountName, text.SourceAddress, text.LogonType));
        Assert.Equal(("0xc000006d", "0xc0000064", "NtLmSsp", "NTLM", false), (text.Status, text.SubStatus, text.LogonProcess, text.AuthenticationPackage, text.Suspicious));
    }

    private static LoginAuditFailure Text(int id, params string[] values) => (LoginAuditFailure)AnyText(id, values);

    private static LoginAuditEvent AnyText(int id, params string[] values) =>
        ParseEvent($"[Security] [INFORMATION] [{id}] [Microsoft-Windows-Security-Auditing] [WIN-1] [Überschrift.\n\nTeil:\n{string.Concat(values.Select(value => $"\tBezeichnung:\t\t{value}\n"))}\nErläuterung.]");
}

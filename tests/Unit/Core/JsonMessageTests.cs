using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Messages of a log group that other agents wrote as JSON.</summary>
public sealed class JsonMessageTests
{
    private const string Winlogbeat = """
        {"@timestamp":"2026-03-01T12:00:00.123Z","event":{"code":"4625","kind":"event","provider":"Microsoft-Windows-Security-Auditing","outcome":"failure"},
         "winlog":{"channel":"Security","provider_name":"Microsoft-Windows-Security-Auditing","event_id":"4625","record_id":"7","computer_name":"WIN-1","keywords":["Audit Failure"],
         "event_data":{"TargetUserName":"bob","TargetDomainName":"CORP","Status":"0xc000006d","SubStatus":"0xc000006a","IpAddress":"192.0.2.9","LogonType":"3"}}}
        """;

    [Fact]
    public void A_failed_login_of_Winlogbeat_is_one_and_a_success_is_none()
    {
        var failed = Parse(Winlogbeat);
        Assert.Equal((LoginAuditEventKind.FailedLogin, @"CORP\bob", "192.0.2.9", "i-1"), (failed.Kind, failed.Account, failed.SourceAddress, failed.InstanceId));
        var succeeded = Winlogbeat.Replace("4625", "4624", StringComparison.Ordinal).Replace("failure", "success", StringComparison.Ordinal).Replace("Audit Failure", "Audit Success", StringComparison.Ordinal);
        Assert.Equal(LoginAuditEventKind.AuditSuccess, ParseEvent(succeeded).Kind);
    }

    [Theory]
    [InlineData("{", "cut off")]
    [InlineData("{}", "unknown kind")]
    [InlineData("{\"level\":\"ERROR\",\"message\":\"Audit Failure\"}", "unknown kind")]
    public void JSON_that_is_no_event_counts_from_a_log_group_and_says_what_it_is(string message, string problem)
    {
        var reader = new FailureReader(LoginAuditRead.Open);
        Assert.True(reader.Read(new LogEvent("i-1", Noon, message))!.Malformed);
        Assert.Equal(1, reader.Totals.Damaged);
        Assert.Contains(problem, reader.Totals.Problem, StringComparison.Ordinal);
    }
}

namespace AwsLoginAudit.Tests.Cases;

/// <summary>What is a failed login, and what is not, by inputs that were taken for the other once.</summary>
public sealed class FailedLoginCaseTests
{
    [Fact]
    public async Task Other_audit_failures_are_counted_apart()
    {
        var (failures, totals, _) = await CaseFile.ReadAsync("g-noise.xml");
        Assert.Empty(failures);
        Assert.Equal((0, 10), (totals.FailedLogins, totals.OtherAuditFailures));
        Assert.Equal("0 failed logins, 10 other audit failures", totals.ToString());
        Assert.Contains("10 other audit failures", totals.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_audit_failures_are_read_on_request_and_never_counted()
    {
        var (failures, totals, _) = await CaseFile.ReadAsync("g-noise.xml", includeOther: true);
        Assert.Equal([4673, 4656, 5061, 5152, 4769], failures.Select(failure => failure.EventId!.Value).Distinct());
        Assert.All(failures, failure => Assert.Equal(LoginAuditEventKind.OtherAuditFailure, failure.Kind));
        var counter = new FailureCounter();
        foreach (var failure in failures)
            counter.Add(failure);
        Assert.Empty(counter.Results(all: true));
        Assert.Equal((10, 0), (counter.OtherAuditFailures, totals.FailedLogins));
    }

    [Theory]
    [InlineData("5-text-eventsystem.txt")]
    [InlineData("6-eventsystem.xml")]
    [InlineData("8-1149.xml")]
    public async Task Events_of_other_logs_and_kinds_are_neither(string name)
    {
        var (failures, totals, unreadable) = await CaseFile.ReadAsync(name, includeOther: true);
        Assert.Empty(failures);
        Assert.Empty(unreadable);
        Assert.Equal((0, 0, 1, 0), (totals.FailedLogins, totals.OtherAuditFailures, totals.OtherEvents, totals.Damaged));
        Assert.StartsWith("None of the events that were read is an audit event: 1 event of other logs", totals.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_start_is_a_success_in_the_text_format_too()
    {
        var (failures, totals, _) = await CaseFile.ReadAsync("4-text-4688.txt", includeOther: true);
        Assert.Empty(failures);
        Assert.Equal((0, 1, null), (totals.FailedLogins, totals.Successes, totals.Warning));
    }

    [Fact]
    public async Task A_failed_login_in_the_agents_text_format_has_its_values()
    {
        var failure = Assert.Single((await CaseFile.ReadAsync("agent-text-4625.txt")).Failures);
        Assert.Equal(
            (4625, LoginAuditEventKind.FailedLogin, @"RDS01\backup", "198.51.100.77", "RDS01", "Unknown user name", false),
            (failure.EventId, failure.Kind, failure.Account, failure.SourceAddress, failure.Computer, failure.Reason, failure.Suspicious));
    }

    [Fact]
    public void Zeros_after_the_events_of_a_log_group_are_no_damage()
    {
        var parser = new EventParser();
        var messages = CaseFile.Text("b-nul.xml").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(messages, message => Assert.EndsWith("\0", message, StringComparison.Ordinal));
        var events = messages.Select(message => parser.Parse(new LogEvent("IP-C6130214", DateTimeOffset.UnixEpoch, message))).ToList();
        Assert.All(events, read => Assert.False(read.Malformed || read.Suspicious));
        Assert.Equal((14, 0), (Count(LoginAuditEventKind.FailedLogin), Count(LoginAuditEventKind.OtherAuditFailure)));

        int Count(LoginAuditEventKind kind) => events.Count(read => read.Kind == kind);
    }

    [Fact]
    public async Task Blocked_NTLM_is_said_in_words() =>
        Assert.Equal("NTLM is blocked", Assert.Single((await CaseFile.ReadAsync("ntlm-blocked.xml")).Failures).Reason);

    [Theory]
    [InlineData("pretty-newline-domain.xml", "EXCH1")]
    [InlineData("pretty-all-empty-values.xml", null)]
    public async Task Values_of_white_space_are_no_values_and_not_suspicious(string name, string? workstation)
    {
        var failure = Assert.Single((await CaseFile.ReadAsync(name)).Failures);
        Assert.Equal(
            ("ola@fjord.example", null, workstation, null, (int?)null, "Wrong password", false),
            (failure.Account, failure.AccountDomain, failure.Workstation, failure.SourceAddress, failure.SourcePort, CodeTables.Status(failure.SubStatus), failure.Suspicious));
    }
}

using Amazon.CloudWatchLogs.Model;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The default alarm counts failed logins only, in XML and in the agent's text format, and so does everything that reads for it.</summary>
public sealed class FailedLoginAlarmTests
{
    private const string Name = "WindowsSecurityLogsAlarm";
    private const string Provider = "Microsoft-Windows-Security-Auditing";

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Eight_failed_logins_in_the_text_format_go_through_the_whole_solution()
    {
        var text = CaseFile.Text("agent-text-4625.txt");
        await using var account = await AlarmAsync("", Enumerable.Range(0, 8).Select(n => (Start.AddSeconds(n * 7), text)));
        Assert.Equal("ALARM", Assert.Single(account.Notifications).State);

        using var engine = new Engine(account.Server);
        var read = engine.Run($"Get-LoginAuditFailure -AlarmName {Name} @aws").Objects<LoginAuditFailure>();
        Assert.Equal(8, read.Count);
        Assert.All(read, failure => Assert.Equal((@"RDS01\backup", "198.51.100.77", "i-1", false), (failure.Account, failure.SourceAddress, failure.InstanceId, failure.Suspicious)));
        engine.Set("start", Start);
        engine.Set("end", Start + Period);
        foreach (var source in new[] { $"-AlarmName {Name}", $"-LogGroupName {Account.LogGroup} -StartTime $start -EndTime $end" })
        {
            Assert.Equal(8, engine.Run($"Get-LoginAuditFailure {source} @aws").Objects<LoginAuditFailure>().Count);
            foreach (var way in new[] { "-Engine Direct", "-Engine Insights" })
            {
                var count = Assert.Single(engine.Run($"Measure-LoginAuditFailure {source} {way} -All @aws").Objects<LoginAuditCount>());
                Assert.Equal(("i-1", 8L), (count.InstanceId, count.FailureCount));
            }
        }
        var report = Assert.Single(engine.Run($"Measure-LoginAuditFailure -AlarmName {Name} @aws | New-LoginAuditReport").Objects<LoginAuditReport>());
        Assert.Equal((1, 8L), (report.OverThresholdCount, report.Failures));
    }

    [Fact]
    public async Task Every_id_fires_the_alarm_in_the_formats_that_can_tell_it()
    {
        string[] events =
        [
            ShippedEvent.Failed(1), ShippedEvent.NoTicket(2, "a"), ShippedEvent.NoPreAuthentication(3, "a"), ShippedEvent.NotValidated(4, "a"),
            ShippedEvent.NoServiceTicket(5, "a", "0x12"), EventText.Event(4825, EventText.Failure, ("AccountName", "a")), EventText.Event(6273, EventText.Failure, ("SubjectUserName", "a")),
            Text(4625, "m"), Text(4771, "m"), Text(4825, "m"), Text(6273, "m"), Text(4776, "m\n\tPackage:\tNTLM\n\tAccount:\ta\n\tWorkstation:\tPC\n\tCode:\t0xC000006A"),
        ];
        await using var account = await AlarmAsync("", events.Select((message, n) => (Start.AddSeconds(n), message)));
        Assert.Equal(events.Length, await SamplesAsync(account));
        using var engine = new Engine(account.Server);
        Assert.Equal(events.Length, engine.Run($"Get-LoginAuditFailure -AlarmName {Name} @aws").Objects<LoginAuditFailure>().Count);
        Assert.Equal(events.Length, engine.Run($"Measure-LoginAuditFailure -AlarmName {Name} -Engine Insights -All @aws").Objects<LoginAuditCount>().Sum(count => count.FailureCount));
    }

    [Fact]
    public async Task Nothing_else_fires_it()
    {
        string[] events =
        [
            .. File.ReadLines(CaseFile.Path("g-noise.xml")), CaseFile.Text("4-text-4688.txt"), CaseFile.Text("5-text-eventsystem.txt"), CaseFile.Text("8-1149.xml"),
            // As Windows writes it, with the qualifiers that an old provider's ids have.
            CaseFile.Text("6-eventsystem.xml").Replace("<EventID>", "<EventID Qualifiers='16384'>", StringComparison.Ordinal),
            ShippedEvent.NoServiceTicket(5, "a", "0x20"), Text(4776, "m\n\tPackage:\tNTLM\n\tAccount:\ta\n\tWorkstation:\tPC\n\tCode:\t0x0"),
            EventText.Event(4776, EventText.Success, ("TargetUserName", "a"), ("Status", "0x0")), EventText.Event(4624, EventText.Success, ("TargetUserName", "a")),
        ];
        await using var account = await AlarmAsync("", events.Select((message, n) => (Start.AddSeconds(n), message)));
        Assert.Equal(0, await SamplesAsync(account));
        Assert.DoesNotContain(account.Notifications, notification => notification.State == "ALARM");
    }

    [Fact]
    public async Task An_alarm_that_counts_all_audit_failures_is_answered_with_both_numbers()
    {
        var noise = File.ReadLines(CaseFile.Path("g-noise.xml")).ToList();
        await using var account = await AlarmAsync("-AllAuditFailures", noise.Concat(Enumerable.Range(1, 3).Select(n => ShippedEvent.Failed(n))).Select((message, n) => (Start.AddSeconds(n), message)));
        Assert.Equal("ALARM", Assert.Single(account.Notifications).State);
        using var engine = new Engine(account.Server);
        Assert.True(Assert.Single(engine.Run("Get-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>()).CountsOtherAuditFailures);

        const string Both = "3 failed logins, 10 other audit failures; the alarm WindowsSecurityLogsAlarm counts both.";
        foreach (var command in new[] { "Get-LoginAuditFailure", "Measure-LoginAuditFailure -All -Engine Direct", "Measure-LoginAuditFailure -All -Engine Insights" })
        {
            var outcome = engine.Run($"{command} -AlarmName {Name} @aws");
            Assert.Contains(outcome.Warnings, warning => warning.StartsWith(Both, StringComparison.Ordinal));
        }
        Assert.Equal(13, engine.Run($"Get-LoginAuditFailure -AlarmName {Name} -IncludeOtherAuditFailure @aws").Objects<LoginAuditFailure>().Count);
        Assert.Equal(3, Assert.Single(engine.Run($"Get-LoginAuditFailure -AlarmName {Name} -IncludeOtherAuditFailure @aws | Measure-LoginAuditFailure -All").Objects<LoginAuditCount>()).FailureCount);
        Assert.Empty(engine.Run($"Measure-LoginAuditFailure -AlarmName {Name} @aws").Objects<LoginAuditCount>());
        foreach (var way in new[] { "Direct", "Insights" })
        {
            var count = Assert.Single(engine.Run($"Measure-LoginAuditFailure -AlarmName {Name} -All -Engine {way} @aws").Objects<LoginAuditCount>());
            Assert.Equal("CloudWatch counted 13, 13 read; the alarm counts 10 other audit failures too", count.Result!.Summary);
        }
    }

    [Fact]
    public async Task All_audit_failures_stay_counted_until_the_switch_is_turned_off()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run("New-LoginAuditAlarm -AllAuditFailures @aws").Objects<LoginAuditAlarm>();
        Assert.True(Assert.Single(engine.Run("New-LoginAuditAlarm @aws").Objects<LoginAuditAlarm>()).CountsOtherAuditFailures);
        var changed = Assert.Single(engine.Run("New-LoginAuditAlarm -AllAuditFailures:$false @aws").Objects<LoginAuditAlarm>());
        Assert.Contains(new LoginAuditChange("metric filter", Name, LoginAuditChangeAction.Removed), changed.Changes);
        Assert.False(changed.CountsOtherAuditFailures);
        Assert.DoesNotContain((await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = Account.LogGroup })).MetricFilters!, filter => filter.FilterName == Name);
    }

    [Theory]
    [InlineData("-EventId 4740", "NotAFailure", "Event 4740 is an audit success")]
    [InlineData("-EventId 4625, 4624", "NotAFailure", "Event 4624 is an audit success")]
    [InlineData("-EventId 4673", "NotAFailure", "Event 4673 is another audit event, and never a failed login.")]
    [InlineData("-EventId 4625, 4673", "NotAFailure", "To count other audit failures too, use -AllAuditFailures instead of -EventId.")]
    [InlineData("-EventId 1104", "NotAFailure", "Event 1104 is another audit event")]
    [InlineData("-EventId 529", "NotAFailure", "Event 529 is an id of Windows Server 2003 and earlier. Supported versions of Windows write 4625 instead.")]
    [InlineData("-EventId 675", "NotAFailure", "Supported versions of Windows write 4771 instead.")]
    [InlineData("-EventId 540", "NotAFailure", "Event 540 is an id of Windows Server 2003 and earlier. Supported versions of Windows never write it.")]
    [InlineData("-EventId 65535", "NotAFailure", "Event 65535 is not an event of Windows auditing.")]
    [InlineData("-EventId 0", "NotAFailure", "Failed logins have the ids 4625, 4768, 4769, 4771, 4776, 4825, 6273.")]
    [InlineData("-EventId -1", "NotAFailure", "Event -1 is not an event of Windows auditing.")]
    [InlineData("-EventId 4625 -AllAuditFailures", "EventIdConflict", "cannot be combined")]
    public async Task Ids_that_no_alarm_on_failures_could_count_are_rejected(string parameters, string error, string words)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var (rejected, _) = engine.Fail($"New-LoginAuditAlarm {parameters} @aws");
        Assert.StartsWith(error + ",", rejected.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, rejected.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(account.Changes);
    }

    [Theory]
    [InlineData(4673, true)]
    [InlineData(5152, true)]
    [InlineData(4625, false)]
    [InlineData(4624, false)]
    [InlineData(529, false)]
    [InlineData(65535, false)]
    public void Only_other_audit_events_are_sent_on_to_AllAuditFailures(int eventId, bool isOther) => Assert.Equal(isOther, FailedLoginId.IsOtherAudit(eventId));

    [Fact]
    public void Every_id_of_a_failed_login_can_be_given() => Assert.All(FailedLogin.EventId, id => Assert.Null(FailedLoginId.WhyNever(id)));

    [Fact]
    public async Task No_name_that_is_typed_hides_a_failed_login_from_the_alarm()
    {
        string[] pasted = ["</Data><Data Name='Status'>0x20</Data><!--", "<EventID>4624</EventID>", "<Keywords>0x8020000000000000</Keywords>", "0x0", "[4624] [x]"];
        string[] events = [.. pasted.SelectMany(name => new[] { ShippedEvent.Failed(1, name), ShippedEvent.NoServiceTicket(2, name, "0x18"), ShippedEvent.NotValidated(3, name) })];
        await using var account = await AlarmAsync("", events.Select((message, n) => (Start.AddSeconds(n), message)));
        Assert.Equal(events.Length, await SamplesAsync(account));
    }

    private static string Text(int id, string message) => $"[Security] [INFORMATION] [{id}] [{Provider}] [WIN-1] [{message}]";

    // Each metric filter adds a sample for each event that it finds.
    private static async Task<int> SamplesAsync(Account account)
    {
        var samples = 0;
        foreach (var filter in (await account.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = Account.LogGroup })).MetricFilters!)
        {
            var found = await account.Logs.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = Account.LogGroup, FilterPattern = filter.FilterPattern });
            samples += found.Events!.Count;
        }
        return samples;
    }

    private static async Task<Account> AlarmAsync(string parameters, IEnumerable<(DateTimeOffset Time, string Message)> events)
    {
        var account = await Account.OpenAsync(Start + Period);
        using var engine = new Engine(account.Server);
        // A log group without retention, so that the events of 2026 stay readable in any year.
        account.Server.Logs.Load(Account.LogGroup, "i-1", []);
        engine.Run($"New-LoginAuditAlarm -Threshold 5 {parameters} @aws").Objects<LoginAuditAlarm>();
        account.Server.Logs.Load(Account.LogGroup, "i-1", events);
        account.Server.Alarms.Evaluate(Start + Period);
        return account;
    }
}

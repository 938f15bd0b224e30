using System.Management.Automation;
using Amazon.CloudWatchLogs.Model;
using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Where nothing was found because nothing can be there, the cmdlets say so.</summary>
public sealed class AllClearTests
{
    private const string Get = $"Get-LoginAuditFailure {Account.LogGroup}";
    private const string Measure = $"Measure-LoginAuditFailure {Account.LogGroup}";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData($"{Get} -Last 1h @aws")]
    [InlineData($"{Measure} -Last 1h @aws")]
    public async Task A_log_group_without_a_log_stream_is_a_warning(string read)
    {
        await using var account = await Account.OpenAsync();
        await account.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = Account.LogGroup });
        using var engine = new Engine(account.Server);
        var outcome = engine.Run($"{read} | ForEach-Object {{ $_ }}");
        Assert.Empty(outcome.Output);
        Assert.Contains("has no log stream", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Get} -Last 1h @aws")]
    [InlineData($"{Measure} -Last 1h @aws")]
    [InlineData($"{Measure} -Last 1h -Engine Insights @aws")]
    public async Task A_log_group_whose_latest_event_is_older_than_the_window_is_a_warning(string read)
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", [(Now.AddHours(-3), new SecurityEvent(Now.AddHours(-3), "WIN-1", 1).Bare)]);
        using var engine = new Engine(account.Server);
        Assert.Contains("The latest event in log group", Assert.Single(engine.Run(read).Warnings), StringComparison.Ordinal);
        Assert.Empty(engine.Run(read.Replace("1h", "4h", StringComparison.Ordinal)).Warnings);
    }

    [Fact]
    public async Task A_log_group_that_receives_events_and_holds_no_failed_login_is_no_warning()
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", [(Now.AddMinutes(-3), "An event of another kind.")]);
        using var engine = new Engine(account.Server);
        var outcome = engine.Run($"{Get} -Last 1h @aws");
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Warnings);
    }

    [Theory]
    [InlineData($"{Get} -Last 3d @aws | Measure-LoginAuditFailure -Threshold 100")]
    [InlineData($"{Measure} -Last 3d -Threshold 100 @aws")]
    public async Task A_window_that_begins_before_the_retention_is_incomplete(string count)
    {
        await using var account = await LoadedAsync();
        using var engine = new Engine(account.Server);
        var title = $"({count} | New-LoginAuditReport).Title";
        Assert.Empty(engine.Run(title).Warnings);

        await account.Logs.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = Account.LogGroup, RetentionInDays = 1 });
        var outcome = engine.Run(title);
        Assert.Contains("keeps events for 1 day, so events before", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("Incomplete: ", Assert.IsType<string>(Assert.Single(outcome.Output).BaseObject), StringComparison.Ordinal);
        Assert.Empty(engine.Run($"{Get} -Last 23h @aws").Warnings);
    }

    [Fact]
    public async Task A_log_group_that_is_younger_than_the_window_is_a_warning_where_it_holds_nothing()
    {
        await using var account = await Account.OpenAsync();
        await account.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = Account.LogGroup });
        account.Server.Logs.Load(Account.LogGroup, "i-1", [(Now.AddMinutes(-3), "An event of another kind.")]);
        using var engine = new Engine(account.Server);
        Assert.Contains("was created at", Assert.Single(engine.Run($"{Get} -Last 2d @aws").Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Get)]
    [InlineData(Measure)]
    public async Task A_window_that_ends_before_its_log_group_was_created_is_a_warning(string read)
    {
        await using var account = await Account.OpenAsync();
        await account.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = Account.LogGroup });
        using var engine = new Engine(account.Server);
        engine.Set("end", Now.AddHours(-2));
        foreach (var streams in new[] { 0, 1 })
        {
            var outcome = engine.Run($"{read} -StartTime $end.AddHours(-1) -EndTime $end @aws | ForEach-Object {{ $_ }}");
            Assert.Contains("after the end of the window", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
            account.Server.Logs.Load(Account.LogGroup, "i-1", [(Now.AddMinutes(-3), new SecurityEvent(Now.AddMinutes(-3), "WIN-1", 1).Bare)]);
        }
    }

    [Theory]
    [InlineData(Get)]
    [InlineData(Measure)]
    public async Task A_window_of_the_last_minutes_without_a_failed_login_is_a_warning(string read)
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", [(Now.AddMinutes(-3), "An event of another kind.")]);
        using var engine = new Engine(account.Server);
        Assert.Contains("may not have arrived yet", Assert.Single(engine.Run($"{read} -Last 5m @aws | ForEach-Object {{ $_ }}").Warnings), StringComparison.Ordinal);
        Assert.Empty(engine.Run($"{read} -Last 10m @aws | ForEach-Object {{ $_ }}").Warnings);
        account.Server.Logs.Load(Account.LogGroup, "i-1", [(Now.AddMinutes(-3), new SecurityEvent(Now.AddMinutes(-3), "WIN-1", 1).Bare)]);
        Assert.Empty(engine.Run($"{read} -Last 5m @aws | ForEach-Object {{ $_ }}").Warnings);
    }

    [Fact]
    public async Task A_Region_without_a_responder_is_told_by_Verbose_and_an_alarm_without_one_is_an_error()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var outcome = engine.Run("Get-LoginAuditResponder -Verbose @aws");
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Warnings);
        Assert.Contains("Region us-east-1 has no responder of Install-LoginAuditResponder in this account.", outcome.Verbose);
        Assert.StartsWith("ResponderNotFound,", Assert.Single(engine.Run("Get-LoginAuditResponder none @aws").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "No notification is visible in the queue of Logins. A notification that was received before and not acknowledged is hidden for up to 5 minutes.")]
    [InlineData("-DeadLetter", "No notification is visible in the dead-letter queue of Logins. A notification that was received before and not acknowledged is hidden for 1 minute.")]
    public async Task An_empty_queue_is_told_by_Verbose(string parameters, string says)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        engine.Run("New-LoginAuditAlarm Logins -Queue @aws").Objects<LoginAuditAlarm>();
        var outcome = engine.Run($"Receive-LoginAuditNotification Logins {parameters} -Verbose @aws");
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Output);
        Assert.Contains(says, outcome.Verbose);
    }

    [Theory]
    [InlineData("", "Get-LoginAuditFailure -IncludeOtherAuditFailure shows them.")]
    [InlineData("-IncludeOtherAuditFailure", "such as failed access to files or privileges.")]
    public void Other_audit_failures_alone_are_a_warning_that_advises_the_switch_only_where_it_is_not_given(string parameters, string end)
    {
        using var engine = new Engine();
        engine.Set("other", new SecurityEvent(Now, "WIN-1", 1, 4673).Bare);
        var warning = Assert.Single(engine.Run($"$other | Get-LoginAuditFailure {parameters}").Warnings);
        Assert.StartsWith("No failed login was read, but 1 other audit failure", warning, StringComparison.Ordinal);
        Assert.EndsWith(end, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_is_denied_leaves_the_read_as_it_is()
    {
        await using var account = await LoadedAsync();
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string>(["logs:DescribeLogGroups", "logs:DescribeLogStreams"], StringComparer.Ordinal) };
        using var engine = new Engine(account.Server);
        var outcome = engine.Run($"{Get} -Last 3d -Verbose @aws");
        Assert.Empty(outcome.Errors);
        Assert.Equal(2, outcome.Output.Count);
        Assert.Contains(outcome.Verbose, line => line.StartsWith("The log groups could not be checked", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Get)]
    [InlineData(Measure)]
    public async Task A_window_that_ends_in_the_future_is_a_warning(string read)
    {
        await using var account = await LoadedAsync();
        using var engine = new Engine(account.Server);
        var outcome = engine.Run($"{read} -StartTime ([datetime]::Now.AddHours(-3)) -EndTime ([datetime]::Now.AddHours(1)) @aws");
        Assert.Contains("in the future", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.NotEmpty(outcome.Output);
    }

    [Theory]
    [InlineData("Get-LoginAuditAgent -Tag @{ Tier = 'web' } @aws", "Tier=web")]
    [InlineData("Get-LoginAuditAgent @aws", "manages no Windows instance")]
    [InlineData("Install-LoginAuditAgent -Tag @{ Tier = 'web', 'db' } @aws", "Tier=web or db")]
    [InlineData("Uninstall-LoginAuditAgent -Tag @{ Tier = 'web' } -Confirm:$false @aws", "Tier=web")]
    public async Task A_selection_that_matches_no_machine_is_an_error(string command, string says)
    {
        await using var account = await Account.OpenAsync();
        account.Server.Systems.Add(new Machine("i-00000000000000001") { PlatformType = "Linux" });
        using var engine = new Engine(account.Server);
        var error = Assert.Single(engine.Run(command).Errors);
        Assert.StartsWith("NoInstanceFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("us-east-1", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@() | Get-LoginAuditAgent @aws")]
    [InlineData("@() | Install-LoginAuditAgent @aws")]
    public async Task An_empty_pipeline_of_machines_is_a_warning(string command)
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var outcome = engine.Run(command);
        Assert.Empty(outcome.Errors);
        Assert.Contains("received no instance id", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Region_without_an_alarm_is_a_warning()
    {
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        var outcome = engine.Run("Get-LoginAuditAlarm @aws");
        Assert.Empty(outcome.Errors);
        Assert.Contains("Region us-east-1 has no alarm", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_an_event_is_a_warning()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("file", folder.Write("empty.json", "{ \"events\": [] }"));
        var outcome = engine.Run("Get-LoginAuditFailure -Path $file | Measure-LoginAuditFailure | New-LoginAuditReport");
        Assert.Contains("contains no event", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Equal("No counts to report", Assert.Single(outcome.Objects<LoginAuditReport>()).Title);
    }

    [Fact]
    public void A_wildcard_that_matches_no_file_is_an_error()
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("folder", folder.Path);
        var (error, outcome) = engine.Fail("Get-LoginAuditFailure -Path $folder/*.xml | Measure-LoginAuditFailure | New-LoginAuditReport");
        Assert.StartsWith("FileNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("Get-LoginAuditFailure -Path $good, $missing")]
    [InlineData("Get-LoginAuditFailure -Path $missing, $good")]
    [InlineData("Get-LoginAuditFailure -Path $good, $text")]
    [InlineData("& { [System.IO.FileInfo]::new($good); 42 } | Get-LoginAuditFailure")]
    [InlineData("Get-LoginAuditFailure -Path $good, \"$folder/*.none\"")]
    public void Whatever_is_lost_makes_the_report_incomplete_in_every_format(string read)
    {
        using var folder = new TemporaryFolder();
        using var engine = new Engine();
        engine.Set("folder", folder.Path);
        engine.Set("good", folder.Write("good.xml", new SecurityEvent(Now, "WIN-1", 1).Bare));
        engine.Set("missing", folder.File("missing.xml"));
        engine.Set("text", folder.Write("readme.txt", "Nothing of this is a log."));
        var outcome = engine.Run($"$report = {read} | Measure-LoginAuditFailure -Threshold 5 | New-LoginAuditReport; $report.Title; $report.ToText(); $report.ToHtml(); $report.ToCsv(); $report.ToJson()");
        Assert.Single(outcome.Errors);
        var formats = outcome.Output.Select(item => (string)item.BaseObject).ToList();
        Assert.StartsWith("Incomplete: ", formats[0], StringComparison.Ordinal);
        Assert.StartsWith("Incomplete: ", formats[1], StringComparison.Ordinal);
        Assert.Contains(">Incomplete: ", formats[2], StringComparison.Ordinal);
        Assert.Contains("\n\"True\",", formats[3], StringComparison.Ordinal);
        Assert.Contains("\"incomplete\": true", formats[4], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Get} -InstanceId i-1, i-none -Last 3h @aws | Measure-LoginAuditFailure -Threshold 5")]
    [InlineData($"{Measure} -InstanceId i-1, i-none -Last 3h -Threshold 5 @aws")]
    [InlineData($"{Measure} -InstanceId i-1, i-none -Last 3h -Threshold 5 -Engine Insights @aws")]
    public async Task An_instance_without_a_log_stream_makes_the_count_incomplete(string count)
    {
        await using var account = await LoadedAsync();
        using var engine = new Engine(account.Server);
        var outcome = engine.Run(count);
        Assert.StartsWith("LogStreamNotFound,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(Assert.IsType<LoginAuditCount>(Assert.Single(outcome.Output).BaseObject).Incomplete);
    }

    private static async Task<Account> LoadedAsync()
    {
        var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", Enumerable.Range(1, 2).Select(number => (Now.AddHours(-number), new SecurityEvent(Now.AddHours(-number), "WIN-1", number).Bare)));
        return account;
    }
}

using System.Management.Automation;
using Amazon.Runtime;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class SessionTests
{
    private const string Read = "Get-LoginAuditFailure $group -StartTime $start -EndTime $end";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Verbose_names_each_call_to_AWS()
    {
        await using var account = await Account.OpenAsync();
        await account.AddFilterAsync("failures", "");
        await account.AddAlarmAsync(threshold: 1);
        account.Server.Logs.Load(Account.LogGroup, new GeneratedFailures { Count = 10, Streams = 1, Start = Start, Window = TimeSpan.FromMinutes(1) });
        account.Server.Alarms.Evaluate(Start.AddMinutes(1));
        using var engine = new Engine(account.Server);
        var outcome = engine.Run("Get-LoginAuditFailure -AlarmName LoginFailures -Verbose @aws");
        Assert.Equal(10, outcome.Objects<LoginAuditFailure>().Count);
        Assert.Equal(
            [
                "cloudwatch:DescribeAlarms LoginFailures", "logs:DescribeMetricFilters SecurityAudit/LoginFailures", $"logs:FilterLogEvents {Account.LogGroup}",
                $"logs:DescribeLogGroups {Account.LogGroup}",
            ],
            outcome.Verbose.Where(line => line.Split(' ')[0].IndexOf(':', StringComparison.Ordinal) is > 0 and var at && at < line.IndexOf(' ', StringComparison.Ordinal) - 1));
    }

    [Fact]
    public async Task Without_verbose_nothing_is_said()
    {
        await using var account = await LoadedAsync(10);
        using var engine = Over(account);
        Assert.Empty(engine.Run($"{Read} @aws").Verbose);
    }

    [Fact]
    public async Task A_long_read_shows_how_far_it_is_and_ends_its_progress()
    {
        await using var account = await LoadedAsync(1_000);
        account.Server.Faults = new FaultPlan { Latency = TimeSpan.FromMilliseconds(300) };
        using var engine = Over(account);
        var progress = engine.Run($"{Read} @aws").Progress;
        Assert.Contains(progress, record => record.RecordType == ProgressRecordType.Processing && record.PercentComplete is > 0 and < 100
            && record.StatusDescription.StartsWith(Account.LogGroup, StringComparison.Ordinal));
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    [Fact]
    public async Task Credentials_and_Region_of_AWS_Tools_are_taken_from_the_session()
    {
        await using var account = await LoadedAsync(10);
        using var engine = Over(account);
        engine.Set("StoredAWSCredentials", new ToolsCredentials(new BasicAWSCredentials("AKIAOFTHESESSION", "secret")));
        engine.Set("StoredAWSRegion", "us-east-1");
        Assert.Equal(10, engine.Run($"{Read} -EndpointUrl $aws.EndpointUrl").Objects<LoginAuditFailure>().Count);
        Assert.All(account.Server.Requests.All, request => Assert.Equal("AKIAOFTHESESSION", request.AccessKeyId));
    }

    [Fact]
    public async Task Keys_that_are_given_go_before_those_of_the_session()
    {
        await using var account = await LoadedAsync(10);
        using var engine = Over(account);
        engine.Set("StoredAWSCredentials", new ToolsCredentials(new BasicAWSCredentials("AKIAOFTHESESSION", "secret")));
        engine.Set("StoredAWSRegion", "eu-west-1");
        Assert.Equal(10, engine.Run($"{Read} @aws").Objects<LoginAuditFailure>().Count);
        Assert.All(account.Server.Requests.All, request => Assert.Equal(Engine.AccessKey, request.AccessKeyId));
    }

    [Fact]
    public async Task Strict_mode_changes_nothing()
    {
        await using var account = await LoadedAsync(10);
        using var engine = Over(account);
        var counts = engine.Run($"Set-StrictMode -Version Latest; Remove-Module AwsLoginAudit; Import-Module $module; {Read} @aws | Measure-LoginAuditFailure -All");
        Assert.Equal(10, Assert.Single(counts.Objects<LoginAuditCount>()).FailureCount);
    }

    [Theory]
    [InlineData("Import-Module $module")]
    [InlineData("Import-Module $module -Force")]
    [InlineData("Remove-Module AwsLoginAudit; Import-Module $module")]
    public async Task The_module_works_when_it_is_imported_again(string again)
    {
        await using var account = await LoadedAsync(10);
        using var engine = Over(account);
        Assert.Equal(10, engine.Run($"{again}; {Read} @aws").Objects<LoginAuditFailure>().Count);
        Assert.Single(engine.Run("Get-Module AwsLoginAudit").Output);
        var before = engine.Run("(Get-Module AwsLoginAudit).ExportedCmdlets.Keys").Output.Select(name => name.ToString()).Order();
        Assert.Contains("Get-LoginAuditFailure", before);
    }

    [Fact]
    public void Removed_the_module_leaves_no_command_behind()
    {
        using var engine = new Engine();
        Assert.NotEmpty(engine.Run("Get-Command *-LoginAudit*").Output);
        Assert.Empty(engine.Run("Remove-Module AwsLoginAudit; Get-Command *-LoginAudit*").Output);
    }

    private static Task<Account> LoadedAsync(int events) => Account.LoadedAsync(new GeneratedFailures { Count = events, Streams = 1, Start = Start });

    private static Engine Over(Account account) => Engine.Over(account, Start, TimeSpan.FromMinutes(5));

    /// <summary>As AWS Tools keep them: in a member that is not public, and of another AWS SDK's types.</summary>
    private sealed class ToolsCredentials(AWSCredentials credentials)
    {
        internal AWSCredentials Credentials { get; } = credentials;
    }
}

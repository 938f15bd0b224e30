using System.Management.Automation;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class ProgressTests
{
    private const string Read = "Get-LoginAuditFailure $groups -StartTime $start -EndTime $end @aws";

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_read_of_several_log_groups_tells_how_far_it_is_in_all_of_them_and_how_long_it_takes()
    {
        await using var account = await LoadedAsync(["/a", "/b"], events: 2_500, TimeSpan.FromMilliseconds(100));
        using var engine = Over(account, "/a", "/b");
        // Two pages a second last long enough to tell, on the fastest machine too.
        var progress = engine.Run($"{Read} -ThrottleLimit 2").Progress;
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
        var shown = progress.Where(record => record.PercentComplete >= 0).ToList();
        Assert.Equal(shown.Select(record => record.PercentComplete).Order(), shown.Select(record => record.PercentComplete));
        Assert.Contains(shown, record => record.SecondsRemaining is > 0 and < 60);
        Assert.All(progress, record => Assert.InRange(record.SecondsRemaining, -1, 60));
        Assert.Matches(@"^/[ab]: 5,000 events in \d+ pages$", progress[^1].StatusDescription);
    }

    [Fact]
    public async Task A_long_wait_for_one_answer_shows_that_it_goes_on()
    {
        await using var account = await LoadedAsync(["/a"], events: 1, TimeSpan.FromSeconds(1.5));
        using var engine = Over(account, "/a");
        var progress = engine.Run(Read).Progress;
        var waiting = progress.TakeWhile(record => !record.StatusDescription.Contains("events", StringComparison.Ordinal)).ToList();
        Assert.True(waiting.Count > 2);
        Assert.All(waiting, record => Assert.Matches("^/a, 0:0[0-9]$", record.StatusDescription));
    }

    [Theory]
    [InlineData("READ", "CredentialsRejected")]
    [InlineData("READ | Select-First", null)]
    [InlineData("READ | ForEach-Object { throw 'enough' }", "enough")]
    public async Task The_bar_goes_away_however_the_work_ends(string script, string? error)
    {
        await using var account = await LoadedAsync(["/a"], events: 1_000, TimeSpan.FromMilliseconds(400), callsUntilExpired: 1);
        using var engine = Over(account, "/a");
        var outcome = engine.Run(script.Replace("READ", Read, StringComparison.Ordinal));
        Assert.Equal(error, outcome.Errors.SingleOrDefault()?.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Single(outcome.Progress, record => record.RecordType == ProgressRecordType.Completed);
        Assert.Equal(ProgressRecordType.Completed, outcome.Progress[^1].RecordType);
    }

    [Fact]
    public async Task Work_that_is_over_at_once_shows_no_bar()
    {
        await using var account = await LoadedAsync(["/a"], events: 1, TimeSpan.Zero);
        using var engine = Over(account, "/a");
        engine.Run(Read);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var progress = engine.Run(Read).Progress;
        Assert.True(progress.Count == 0 || clock.ElapsedMilliseconds > 250);
    }

    [Fact]
    public async Task Who_waits_for_a_notification_sees_for_how_long()
    {
        await using var scene = await AttackScene.OpenAsync();
        var progress = scene.Engine.Run($"Receive-LoginAuditNotification {AttackScene.Alarm} @aws").Progress;
        Assert.Contains(progress, record => IsWait(record, "0 received") && record is { PercentComplete: -1, SecondsRemaining: -1 });
        Assert.All(progress, record => Assert.Equal($"Waiting for notifications of {AttackScene.Alarm}", record.Activity));
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    [Fact]
    public async Task Who_waits_for_a_function_sees_what_is_being_made_and_for_how_long()
    {
        await using var scene = await AttackScene.OpenAsync();
        var progress = scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} -From {AttackScene.Sender} -To {AttackScene.Recipient} @aws").Progress;
        Assert.All(progress, record => Assert.Equal("Install-LoginAuditResponder", record.Activity));
        Assert.Contains(progress, record => IsWait(record, $"Create function {AttackScene.Alarm}-responder"));
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
        // What was made before does not show up again.
        var steps = progress.Select(record => record.StatusDescription.Split(',')[0]).ToList();
        Assert.Equal(steps.Distinct().Count(), steps.Where((step, i) => i == 0 || steps[i - 1] != step).Count());
    }

    // For a second or more.
    private static bool IsWait(ProgressRecord record, string what) =>
        record.StatusDescription.StartsWith(what, StringComparison.Ordinal) && record.StatusDescription[^4..] is ['0', ':', '0', >= '1' and <= '9'];

    private static async Task<Account> LoadedAsync(IEnumerable<string> groups, int events, TimeSpan latency, int? callsUntilExpired = null)
    {
        var account = await Account.OpenAsync();
        foreach (var group in groups)
            account.Server.Logs.Load(group, new GeneratedFailures { Count = events, Streams = 1, Start = Start });
        account.Server.Faults = new FaultPlan { Latency = latency, CredentialsExpireAfter = callsUntilExpired };
        return account;
    }

    private static Engine Over(Account account, params string[] groups)
    {
        var engine = new Engine(account.Server);
        engine.Set("groups", groups);
        engine.Set("start", Start);
        engine.Set("end", Start.AddMinutes(5));
        return engine;
    }
}

using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

public sealed class CountingTests
{
    private const int Instances = 50;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_hundred_thousand_failures_over_fifty_instances_give_each_instance_its_exact_count()
    {
        await using var account = await LoadedAsync(100_000);
        AssertExact(account, 100_000);
    }

    // Retries wait as long as the SDK makes them, so there are fewer pages than without faults, at the full rates of faults.
    [Fact]
    public async Task Counts_stay_exact_while_AWS_throttles_fails_hangs_up_cuts_answers_off_and_sends_empty_pages()
    {
        const int Events = 20_000;
        await using var account = await LoadedAsync(Events);
        account.Server.Faults = new FaultPlan { Seed = 1, ThrottlePercent = 10, ServerErrorPercent = 5, ResetPercent = 5, CutOffPercent = 5, EmptyPageEvery = 3 };
        AssertExact(account, Events);
        var errors = account.Server.Requests.All.Select(request => request.Error).ToHashSet();
        Assert.Contains("ThrottlingException", errors);
        Assert.Contains("InternalFailure", errors);
    }

    [Fact]
    public async Task No_event_comes_twice_and_none_is_lost_while_AWS_fails()
    {
        const int Events = 10_000;
        await using var account = await LoadedAsync(Events);
        account.Server.Faults = new FaultPlan { Seed = 2, ThrottlePercent = 10, ServerErrorPercent = 5, ResetPercent = 5, EmptyPageEvery = 3 };
        using var engine = Over(account);
        var records = engine.Run("Get-LoginAuditFailure $group -StartTime $start -EndTime $end @aws").Objects<LoginAuditFailure>().Select(f => f.RecordId!.Value).ToList();
        Assert.Equal(Events, records.Count);
        Assert.Equal(Enumerable.Range(10_000_000, Events).Select(n => (long)n), records.Order());
    }

    // All of them find the clock wrong at once, and set it right once.
    [Theory]
    [InlineData(7)]
    [InlineData(-200)]
    public async Task A_clock_that_is_wrong_is_set_right_for_reads_side_by_side(int minutes)
    {
        await using var account = await LoadedAsync(5_000);
        account.Server.Faults = new FaultPlan { ClockSkew = TimeSpan.FromMinutes(minutes), ClockSkewAfter = 4 };
        AssertExact(account, 5_000);
        Assert.Contains(account.Server.Requests.All, request => request.Error == "InvalidSignatureException");
    }

    [Fact]
    public async Task What_AWS_fails_to_give_in_mid_read_ends_the_pipeline_so_that_no_short_count_comes_out()
    {
        await using var account = await LoadedAsync(2_000);
        account.Server.Faults = new FaultPlan { CredentialsExpireAfter = 2 };
        using var engine = Over(account);
        var (error, outcome) = engine.Fail("Get-LoginAuditFailure $group -StartTime $start -EndTime $end @aws | Measure-LoginAuditFailure -All");
        Assert.StartsWith("CredentialsRejected,", error.FullyQualifiedErrorId);
        Assert.Empty(outcome.Output);
    }

    // FilterLogEvents takes 100 names of log streams.
    [Fact]
    public async Task An_attack_on_more_machines_than_AWS_takes_names_of_is_counted_on_each()
    {
        const int Machines = 120;
        await using var account = await LoadedAsync(6 * Machines, Machines);
        using var engine = Over(account);
        const string Read = "Get-LoginAuditFailure $group -StartTime $start -EndTime $end @aws";
        var over = engine.Run($"{Read} | Measure-LoginAuditFailure -Threshold 5").Objects<LoginAuditCount>();
        Assert.Equal(Machines, over.Count);

        engine.Set("names", over.Select(count => count.InstanceId).ToArray());
        Assert.Equal(6 * Machines, engine.Run($"{Read} -InstanceId $names").Objects<LoginAuditFailure>().Count);
    }

    private static Task<Account> LoadedAsync(int events, int instances = Instances) => Account.LoadedAsync(new GeneratedFailures { Count = events, Streams = instances, Start = Start });

    private static Engine Over(Account account) => Engine.Over(account, Start, TimeSpan.FromMinutes(5));

    private static void AssertExact(Account account, int events)
    {
        using var engine = Over(account);
        var counts = engine.Run("Measure-LoginAuditFailure $group -StartTime $start -EndTime $end -All -ThrottleLimit 1000 @aws").Objects<LoginAuditCount>();
        Assert.Equal(events, counts.Sum(count => count.FailureCount));
        Assert.Equal(
            Enumerable.Range(0, Instances).Select(i => (GeneratedFailures.StreamName(i), (long)events / Instances)),
            counts.Select(count => (count.InstanceId!, count.FailureCount)).Order());
    }
}

using System.Diagnostics;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>A window that is read in slices side by side gives what it gives page after page.</summary>
public sealed class ParallelReadTests
{
    private const string Filter = "logs:FilterLogEvents";
    private const string Read = "Get-LoginAuditFailure $group -StartTime $start -EndTime $end @aws";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromHours(6);

    // Events as (from, over, count) in minutes: a page holds some 350 of them.
    public static TheoryData<string, (double From, double Over, int Count)[]> Densities => new()
    {
        { "even", [(0, 360, 8_000)] },
        { "a storm at the beginning", [(0, 0.2, 5_000), (1, 359, 300)] },
        { "a storm at the end", [(0, 355, 300), (355, 4, 5_000)] },
        { "storms with silence between", [(10, 1, 3_000), (100, 0.01, 2_000), (300, 30, 3_000)] },
        { "all in one millisecond", [(180, 0.00001, 3_000)] },
        { "nearly nothing", [(200, 1, 3)] },
        { "nothing", [] },
    };

    [Theory]
    [MemberData(nameof(Densities), DisableDiscoveryEnumeration = true)]
    public async Task Every_event_comes_once_and_in_the_order_of_time_however_dense_they_lie(string name, (double From, double Over, int Count)[] loads)
    {
        await using var account = await LoadedAsync(loads);
        using var engine = Over(account);
        var read = engine.Run($"{Read} -ThrottleLimit 1000").Objects<LoginAuditFailure>();
        Assert.True(loads.Sum(load => load.Count) == read.Count, name);
        Assert.Equal(read.Count, read.Select(failure => (failure.InstanceId, failure.RecordId, failure.Time)).Distinct().Count());
        Assert.Equal(read.Select(failure => failure.Time).Order(), read.Select(failure => failure.Time));
    }

    [Theory]
    [MemberData(nameof(Densities), DisableDiscoveryEnumeration = true)]
    public async Task It_asks_hardly_more_often_than_page_after_page(string name, (double From, double Over, int Count)[] loads)
    {
        await using var account = await LoadedAsync(loads);
        var pages = await PagesAsync(account);
        account.Server.Requests.Clear();
        using var engine = Over(account);
        engine.Run($"{Read} -ThrottleLimit 1000").Objects<LoginAuditFailure>();
        var requests = account.Server.Requests.Count(Filter);
        // Where the density changes a few are lost until that is noticed.
        Assert.True(requests <= (pages * 1.2) + (6 * loads.Length), $"{name}: {requests} requests for {pages} pages");
    }

    // Events have whole milliseconds; Get-Date has ten thousand ticks in each.
    [Theory]
    [InlineData("Direct")]
    [InlineData("Insights")]
    public async Task Windows_that_touch_within_a_millisecond_have_each_event_in_one_of_them(string engineName)
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", Enumerable.Range(0, 3).Select(n => (Start.AddSeconds(1).AddMilliseconds(n), ShippedEvent.Failed(n))));
        using var engine = Over(account);
        engine.Set("middle", Start.AddSeconds(1).AddTicks(TimeSpan.TicksPerMillisecond * 3 / 2));
        var counts = engine.Run($"""
            Measure-LoginAuditFailure $group -StartTime $start -EndTime $middle -All -Engine {engineName} @aws
            Measure-LoginAuditFailure $group -StartTime $middle -EndTime $end -All -Engine {engineName} @aws
            """).Objects<LoginAuditCount>();
        Assert.Equal([2, 1], counts.Select(count => count.FailureCount));
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Insights")]
    public async Task A_window_of_all_time_has_every_event(string engineName)
    {
        await using var account = await LoadedAsync([(0, 360, 3_000)]);
        using var engine = Over(account);
        var counts = engine.Run($"Measure-LoginAuditFailure $group -StartTime ([DateTimeOffset]::MinValue) -EndTime ([DateTimeOffset]::MaxValue) -All -Engine {engineName} @aws");
        Assert.Equal(3_000, counts.Objects<LoginAuditCount>().Sum(count => count.FailureCount));
    }

    [Fact]
    public async Task Pages_are_asked_for_side_by_side()
    {
        await using var account = await LoadedAsync([(0, 360, 8_000)]);
        var (under, most) = (0, 0);
        account.Server.Faults = new FaultPlan
        {
            Hold = async (_, hungUp) =>
            {
                var now = Interlocked.Increment(ref under);
                most = Math.Max(most, now);
                await Task.Delay(20, hungUp);
                Interlocked.Decrement(ref under);
            },
        };
        using var engine = Over(account);
        engine.Run($"{Read} -ThrottleLimit 1000").Objects<LoginAuditFailure>();
        Assert.InRange(most, 4, 16);
    }

    [Theory]
    [InlineData(16_000, "", 24, 5)]
    [InlineData(1_000, "-ThrottleLimit 1", 1, 1)]
    public async Task It_stays_under_the_quota_so_that_others_are_not_refused(int events, string limit, double perSecond, int atOnce)
    {
        await using var account = await LoadedAsync([(0, 360, events)]);
        account.Server.Faults = new FaultPlan { MostPerSecond = new Dictionary<string, double> { [Filter] = 25 } };
        using var engine = Over(account);
        var begun = Stopwatch.GetTimestamp();
        Assert.Equal(events, engine.Run($"{Read} {limit}").Objects<LoginAuditFailure>().Count);
        var requests = account.Server.Requests.Of(Filter);
        Assert.DoesNotContain(requests, request => request.Error is not null);
        Assert.True(Stopwatch.GetElapsedTime(begun).TotalSeconds >= (requests.Count - atOnce - 0.1) / perSecond);
    }

    [Fact]
    public async Task Where_others_use_the_quota_too_it_asks_less_often_and_reads_everything()
    {
        await using var account = await LoadedAsync([(0, 360, 8_000)]);
        account.Server.Faults = new FaultPlan { MostPerSecond = new Dictionary<string, double> { [Filter] = 5 } };
        using var engine = Over(account);
        Assert.Equal(8_000, engine.Run($"{Read} -ThrottleLimit 100").Objects<LoginAuditFailure>().Count);
        Assert.Contains(account.Server.Requests.Of(Filter), request => request.Error == "ThrottlingException");
    }

    [Fact]
    public async Task Several_log_groups_come_merged_in_the_order_of_time()
    {
        await using var account = await LoadedAsync([(0, 360, 3_000)]);
        account.Server.Logs.Load("/other", new GeneratedFailures { Count = 3_000, Streams = 7, Start = Start.AddHours(1), Window = TimeSpan.FromHours(1) });
        using var engine = Over(account);
        var read = engine.Run("Get-LoginAuditFailure $group, /other -StartTime $start -EndTime $end -ThrottleLimit 1000 @aws").Objects<LoginAuditFailure>();
        Assert.Equal(6_000, read.Count);
        Assert.Equal(read.Select(failure => failure.Time).Order(), read.Select(failure => failure.Time));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_is_read_ahead_of_a_slow_pipeline_is_bounded_by_its_size(int secondsApart)
    {
        const int Events = 200;
        await using var account = await Account.OpenAsync();
        var text = "0x8010000000000000 and no event" + new string('x', 1_000_000);
        account.Server.Logs.Load(Account.LogGroup, "i-1", Enumerable.Range(0, Events).Select(n => (Start.AddSeconds(1 + (n * secondsApart)), text)));
        using var engine = Over(account);
        engine.Set("asked", () => account.Server.Requests.Count(Filter));
        var read = engine.Run($$"""
            $seen = 0
            {{Read}} -ThrottleLimit 1000 | ForEach-Object {
                if (++$seen -ne 2) { return }
                do { $before = $asked.Invoke(); [Threading.Thread]::Sleep(1000) } while ($asked.Invoke() -ne $before)
                $before
            }
            """);
        Assert.InRange(Assert.Single(read.Objects<int>()), 2, 40);
        Assert.InRange(account.Server.Requests.Count(Filter), Events, 2 * Events);
    }

    [Fact]
    public async Task What_is_read_before_a_page_that_AWS_refuses_is_handed_over_and_the_read_ends_in_an_error()
    {
        await using var account = await LoadedAsync([(0, 360, 8_000)]);
        account.Server.Faults = new FaultPlan { CredentialsExpireAfter = 12 };
        using var engine = Over(account);
        var outcome = engine.Run($"{Read} -ThrottleLimit 1000");
        Assert.StartsWith("CredentialsRejected,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        var read = outcome.Output.Select(item => (LoginAuditFailure)item.BaseObject).ToList();
        Assert.NotEmpty(read);
        // Without a gap: what lies behind one is not handed over.
        Assert.Equal(Enumerable.Range(0, read.Count).Select(n => 10_000_000L + n), read.Select(failure => failure.RecordId!.Value));
    }

    [Fact]
    public async Task Measure_reads_by_itself_what_Get_hands_it()
    {
        await using var account = await LoadedAsync([(0, 360, 4_000)]);
        using var engine = Over(account);
        var piped = engine.Run($"{Read} | Measure-LoginAuditFailure -Threshold 50 -All").Objects<LoginAuditCount>();
        var direct = engine.Run("Measure-LoginAuditFailure $group -StartTime $start -EndTime $end -Threshold 50 -All @aws").Objects<LoginAuditCount>();
        Assert.Equal(50, direct.Count);
        Assert.Equal(piped.Select(Told), direct.Select(Told));
    }

    private static string Told(LoginAuditCount count) => System.Text.Json.JsonSerializer.Serialize(count with { LastFailures = [.. count.LastFailures.Select(failure => failure with { Read = LoginAuditRead.Open })] });

    private static async Task<Account> LoadedAsync(IEnumerable<(double From, double Over, int Count)> loads)
    {
        var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-0", []);
        foreach (var (from, over, count) in loads)
            account.Server.Logs.Load(Account.LogGroup, new GeneratedFailures { Count = count, Start = Start.AddMinutes(from), Window = TimeSpan.FromMinutes(over) });
        return account;
    }

    private static async Task<int> PagesAsync(Account account)
    {
        var (pages, token) = (0, default(string));
        do
        {
            var request = new Amazon.CloudWatchLogs.Model.FilterLogEventsRequest
            {
                LogGroupName = Account.LogGroup,
                StartTime = Start.ToUnixTimeMilliseconds(),
                EndTime = (Start + Window).ToUnixTimeMilliseconds(),
                NextToken = token,
            };
            token = (await account.Logs.FilterLogEventsAsync(request)).NextToken;
            pages++;
        }
        while (token is not null);
        return pages;
    }

    private static Engine Over(Account account) => Engine.Over(account, Start, Window);
}

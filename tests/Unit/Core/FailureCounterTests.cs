using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

public sealed class FailureCounterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // A window off the clock, as CloudWatch's datapoints are.
    private static readonly DateTimeOffset Start = Noon.AddSeconds(17);

    [Fact]
    public void Three_failures_here_and_two_there_never_add_up()
    {
        var counter = new FailureCounter(threshold: 4);
        Add(counter, LoginAuditRead.Open, "i-1", 3);
        Add(counter, LoginAuditRead.Open, "i-2", 2);
        Assert.Empty(counter.Results());
        Assert.Equal([("i-1", 3L, false), ("i-2", 2L, false)], counter.Results(all: true).Select(c => (c.Name, c.FailureCount, c.OverThreshold)));
    }

    [Theory]
    [InlineData(AlarmComparison.GreaterThanThreshold, 5, false)]
    [InlineData(AlarmComparison.GreaterThanThreshold, 6, true)]
    [InlineData(AlarmComparison.GreaterThanOrEqualToThreshold, 5, true)]
    [InlineData(AlarmComparison.GreaterThanOrEqualToThreshold, 4, false)]
    [InlineData(AlarmComparison.LessThanThreshold, 4, true)]
    [InlineData(AlarmComparison.LessThanThreshold, 5, false)]
    [InlineData(AlarmComparison.LessThanOrEqualToThreshold, 5, true)]
    [InlineData(AlarmComparison.LessThanOrEqualToThreshold, 6, false)]
    public void The_alarms_own_comparison_decides(AlarmComparison comparison, int failures, bool over)
    {
        var window = ReadOf(new AlarmRule(comparison, 5, TimeSpan.FromMinutes(5)), periods: 5);
        Assert.Equal(over, Single(window, Enumerable.Repeat(Start, failures)).OverThreshold);
    }

    [Theory]
    [InlineData(2, 3, new[] { 6, 0, 6 }, true)]
    [InlineData(2, 3, new[] { 6, 5, 5 }, false)]
    [InlineData(2, 3, new[] { 6, 0, 0, 6 }, false)]
    [InlineData(3, 3, new[] { 6, 6, 6 }, true)]
    [InlineData(1, 1, new[] { 0, 0, 6 }, true)]
    [InlineData(1, 1, new[] { 5, 5, 5 }, false)]
    public void The_limit_holds_a_period_and_in_M_of_N_periods(int datapoints, int periods, int[] counts, bool over)
    {
        var rule = new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, Minute, periods, datapoints);
        var times = counts.SelectMany((count, i) => Enumerable.Repeat(Start + (i * Minute), count));
        var result = Single(ReadOf(rule, counts.Length), times);
        Assert.Equal((over, counts.Sum(), counts.Max()), (result.OverThreshold, (int)result.FailureCount, (int)result.Peak));
        Assert.Equal(counts.Count(count => count > 5), result.BreachingPeriods);
    }

    [Fact]
    public void Times_at_both_ends_of_the_calendar_have_a_timeline()
    {
        var result = Single(LoginAuditRead.Open, [Noon, DateTimeOffset.MaxValue, DateTimeOffset.MinValue]);
        Assert.Equal((DateTimeOffset.MinValue, 3L), (result.Bars[0].Start, result.Bars.Sum(bar => bar.Count)));
    }

    [Fact]
    public void Periods_begin_where_the_window_begins_and_not_on_the_clock()
    {
        var rule = new AlarmRule(AlarmComparison.GreaterThanThreshold, 5, Minute);
        // Six within 12:00:50 to 12:01:10: one period of this window, two minutes of the clock.
        var times = Enumerable.Range(0, 6).Select(n => Noon.AddSeconds(50 + (4 * n)));
        Assert.True(Single(ReadOf(rule, periods: 2), times).OverThreshold);
    }

    [Fact]
    public void A_threshold_of_the_callers_keeps_the_alarms_periods()
    {
        var window = ReadOf(new AlarmRule(AlarmComparison.GreaterThanOrEqualToThreshold, 50, Minute), periods: 2);
        var counter = new FailureCounter(threshold: 3);
        counter.Add(Failure(window, "i-1", Start));
        counter.Add(Failure(window, "i-1", Start));
        counter.Add(Failure(window, "i-1", Start + Minute));
        counter.Add(Failure(window, "i-1", Start + Minute));
        Assert.Empty(counter.Results());
        counter.Add(Failure(window, "i-1", Start));
        Assert.Equal((3.0, AlarmComparison.GreaterThanOrEqualToThreshold, 3L), (counter.Results().Single().Threshold, counter.Results().Single().Rule!.Comparison, counter.Results().Single().Peak));
    }

    [Fact]
    public void The_alarms_rule_is_about_instances_and_not_about_accounts_or_addresses()
    {
        var window = ReadOf(AlarmRule.MoreThan(1), periods: 1);
        var counter = new FailureCounter(LoginAuditGrouping.SourceAddress);
        Add(counter, window, "i-1", 1);
        Assert.Equal((1L, null, false), (counter.Results().Single().FailureCount, counter.Results().Single().Rule, counter.Results().Single().OverThreshold));
    }

    // An event collector writes the events of several computers to one log stream.
    [Fact]
    public void Computers_are_counted_across_log_streams()
    {
        var counter = new FailureCounter(LoginAuditGrouping.Computer, threshold: 1);
        foreach (var (instance, computer) in new[] { ("collector-1", "DC1"), ("collector-2", "DC1"), ("collector-1", "DC2"), ("collector-1", "(none)"), ("i-1", null) })
            counter.Add(Failure(LoginAuditRead.Open, instance, Start) with { Computer = computer });
        Assert.Equal(
            [("\"(none)\"", 1L, false), ("(none)", 1L, false), ("DC1", 2L, true), ("DC2", 1L, false)],
            counter.Results(all: true).Select(count => (count.Name, count.FailureCount, count.OverThreshold)).OrderBy(count => count.Name, StringComparer.Ordinal));
        Assert.Equal(["collector-1", "collector-2"], counter.Results().Single().Instances.Select(instance => instance.Name).Order());
        Assert.Equal("1 computer with more than 1 failed login", LoginAuditReport.Create(counter.Results(), Start).Title);
    }

    [Fact]
    public void Windows_are_counted_apart()
    {
        var counter = new FailureCounter(threshold: 2);
        Add(counter, ReadOf(null, 1), "i-1", 2);
        Add(counter, ReadOf(null, 1), "i-1", 2);
        Assert.Equal([2L, 2L], counter.Results(all: true).Select(count => count.FailureCount));
        Assert.Empty(counter.Results());
    }

    [Fact]
    public void A_read_that_turns_out_to_be_incomplete_later_makes_the_count_incomplete()
    {
        var (first, second) = (new LoginAuditRead(LoginAuditWindow.Open), new LoginAuditRead(LoginAuditWindow.Open));
        var counter = new FailureCounter(threshold: 5);
        Add(counter, first, "i-1", 1);
        Add(counter, second, "i-1", 1);
        first.MarkIncomplete("The read stopped early.");
        Assert.Equal((2L, true), (counter.Results().Single().FailureCount, counter.Results().Single().Incomplete));
    }

    [Fact]
    public void A_window_has_its_first_instant_and_not_its_last()
    {
        var read = ReadOf(null, periods: 5);
        var reader = new FailureReader(read);
        LoginAuditFailure? Read(DateTimeOffset time, int record) => reader.Read(new LogEvent("i-1", time, Logon().Replace(">4711<", $">{record}<", StringComparison.Ordinal)));
        Assert.Null(Read(Start.AddMilliseconds(-1), 1));
        Assert.NotNull(Read(Start, 2));
        Assert.NotNull(Read(Start.AddMinutes(5).AddMilliseconds(-1), 3));
        Assert.Null(Read(Start.AddMinutes(5), 4));
    }

    [Fact]
    public void Successes_are_left_out_and_what_cannot_be_told_is_counted()
    {
        var reader = new FailureReader(LoginAuditRead.Open);
        Assert.Null(reader.Read(new LogEvent("i-1", Noon, Event(4776, Success, ("Status", "0x0")))));
        Assert.NotNull(reader.Read(new LogEvent("i-1", Noon, "not an event")));
        Assert.Equal(1, reader.Totals.Successes);
    }

    [Fact]
    public void Nine_hundred_names_are_exact_and_the_sum_is_always_the_count()
    {
        var counter = new FailureCounter();
        for (var i = 0; i < 5_000; i++)
            counter.Add(Failure(LoginAuditRead.Open, "i-1", Noon) with { AccountName = $"user{i}" });
        for (var i = 0; i < 7; i++)
            counter.Add(Failure(LoginAuditRead.Open, "i-1", Noon) with { AccountName = "user899" });
        var accounts = counter.Results().Single().Accounts;
        Assert.Equal(("user899", 8L), (accounts[0].Name, accounts[0].Count));
        Assert.Equal(("(others)", 5_007L), (accounts[^1].Name, accounts.Sum(account => account.Count)));
        Assert.Equal(21, accounts.Count);
    }

    [Fact]
    public void The_last_ten_failures_are_kept_whatever_the_order()
    {
        foreach (var minutes in new[] { Enumerable.Range(0, 30), Enumerable.Range(0, 30).Reverse() })
        {
            var result = Single(LoginAuditRead.Open, minutes.Select(minute => Noon.AddMinutes(minute)));
            Assert.Equal(Enumerable.Range(20, 10).Select(minute => (DateTimeOffset?)Noon.AddMinutes(minute)), result.LastFailures.Select(failure => failure.Time));
            Assert.Equal((Noon, Noon.AddMinutes(29)), (result.FirstSeen, result.LastSeen));
        }
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(119, 1)]
    [InlineData(121, 5)]
    [InlineData(10_000, 180)]
    public void The_timeline_has_a_bar_a_minute_and_never_more_than_120(int minutes, int width)
    {
        var result = Single(LoginAuditRead.Open, [Noon, Noon.AddMinutes(minutes)]);
        Assert.Equal(TimeSpan.FromMinutes(width), result.BarWidth);
        Assert.InRange(result.Bars.Count, 2, 120);
        Assert.Equal((2L, Noon), (result.Bars.Sum(bar => bar.Count), result.Bars[0].Start));
    }

    [Fact]
    public void Counting_a_repeated_event_costs_less_than_a_copy_of_its_text()
    {
        var (reader, counter) = (new FailureReader(LoginAuditRead.Open), new FailureCounter());
        var messages = Enumerable.Range(0, 2_000).Select(n => new LogEvent("i-1", Noon.AddSeconds(n), Logon().Replace(">4711<", $">{n}<", StringComparison.Ordinal))).ToList();
        void Count(int from, int to)
        {
            for (var i = from; i < to; i++)
                counter.Add(reader.Read(messages[i])!);
        }
        Count(0, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Count(1_000, 2_000);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 0, Logon().Length);
    }

    private static LoginAuditCount Single(LoginAuditRead read, IEnumerable<DateTimeOffset> times)
    {
        var counter = new FailureCounter();
        foreach (var time in times)
            counter.Add(Failure(read, "i-1", time));
        return counter.Results(all: true).Single();
    }

    private static void Add(FailureCounter counter, LoginAuditRead read, string instance, int failures)
    {
        for (var i = 0; i < failures; i++)
            counter.Add(Failure(read, instance, Noon));
    }

    private static LoginAuditFailure Failure(LoginAuditRead read, string instance, DateTimeOffset time) => new() { InstanceId = instance, Time = time, Read = read };

    private static LoginAuditRead ReadOf(AlarmRule? rule, int periods) => new(new() { Start = Start, End = Start + (periods * Minute), Rule = rule });
}

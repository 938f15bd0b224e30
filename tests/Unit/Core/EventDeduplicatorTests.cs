using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

public sealed class EventDeduplicatorTests
{
    private readonly EventDeduplicator deduplicator = new();

    [Fact]
    public void What_an_agent_sends_twice_counts_once()
    {
        Assert.True(IsNew("i-1", 1, Noon));
        Assert.False(IsNew("i-1", 1, Noon));
    }

    [Fact]
    public void Other_streams_other_records_and_other_times_are_other_events()
    {
        Assert.True(IsNew("i-1", 1, Noon));
        Assert.True(IsNew("i-2", 1, Noon));
        Assert.True(IsNew("i-1", 2, Noon));
        Assert.True(IsNew("i-1", 1, Noon.AddMilliseconds(1)));
    }

    [Fact]
    public void Computers_that_share_a_stream_number_their_records_each_for_itself()
    {
        static LoginAuditFailure Of(string computer) => new() { InstanceId = "collector", Computer = computer, RecordId = 71, Time = Noon };
        Assert.True(deduplicator.IsNew(Of("PC-ANNA")));
        Assert.True(deduplicator.IsNew(Of("PC-BJORN")));
        Assert.False(deduplicator.IsNew(Of("PC-ANNA")));
    }

    [Fact]
    public void Another_event_with_the_same_record_number_and_time_is_no_copy()
    {
        static LoginAuditFailure Of(int id, string account, string source, LoginAuditEventKind kind = LoginAuditEventKind.FailedLogin) =>
            new() { InstanceId = "i-1", Computer = "WIN-1", RecordId = 71, Time = Noon, EventId = id, Kind = kind, AccountName = account, SourceAddress = source };
        Assert.True(deduplicator.IsNew(Of(4656, "a", "198.51.100.7", LoginAuditEventKind.OtherAuditFailure)));
        Assert.True(deduplicator.IsNew(Of(4625, "a", "198.51.100.7")));
        Assert.True(deduplicator.IsNew(Of(4625, "b", "198.51.100.7")));
        Assert.True(deduplicator.IsNew(Of(4625, "a", "203.0.113.66")));
        Assert.False(deduplicator.IsNew(Of(4625, "a", "198.51.100.7")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Copies_are_known_some_seconds_on_in_either_order_of_time(int direction)
    {
        for (var second = 0; second < 60; second++)
            Assert.True(IsNew("i-1", second, Noon.AddSeconds(direction * second)));
        for (var second = 57; second < 60; second++)
            Assert.False(IsNew("i-1", second, Noon.AddSeconds(direction * second)));
    }

    [Fact]
    public void Memory_is_of_seconds_and_not_of_events()
    {
        for (var n = 0; n < 20_000; n++)
            IsNew("i-1", n, Noon.AddSeconds(n));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 20_000; n < 40_000; n++)
            IsNew("i-1", n, Noon.AddSeconds(n));
        // The events themselves; a set that grows would add its own arrays again and again.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 20_000, 0, 450);
    }

    [Fact]
    public void Without_a_record_number_CloudWatchs_own_id_tells_and_without_that_every_event_is_new()
    {
        var reader = new FailureReader(LoginAuditRead.Open);
        Assert.NotNull(reader.Read(new LogEvent("i-1", Noon, "torn", "id-1")));
        Assert.Null(reader.Read(new LogEvent("i-1", Noon, "torn", "id-1")));
        Assert.NotNull(reader.Read(new LogEvent("i-1", Noon, "torn", "id-2")));
        Assert.NotNull(reader.Read(new LogEvent("i-1", Noon, "torn")));
        Assert.NotNull(reader.Read(new LogEvent("i-1", Noon, "torn")));
        Assert.Equal(1, reader.Totals.Duplicates);
    }

    [Fact]
    public void The_id_of_a_Windows_event_tells_no_duplicate()
    {
        var reader = new FailureReader(LoginAuditRead.Open);
        Assert.All(Enumerable.Repeat(new LogEvent("i-1", Noon, "torn", "4625"), 3), logEvent => Assert.NotNull(reader.Read(logEvent)));
        Assert.Equal(0, reader.Totals.Duplicates);
    }

    [Fact]
    public void Nobody_can_choose_record_numbers_and_times_that_are_all_looked_up_in_one_place()
    {
        var key = typeof(EventDeduplicator).Assembly.GetType("AwsLoginAudit.EventKey", throwOnError: true)!;
        object Of(long record, long ticks) => Activator.CreateInstance(key, "i-1", "WIN-1", record, null, ticks, 0L)!;
        // Long.GetHashCode gives all of these numbers the hash code 7, and a sum of hash codes gives all of these pairs one.
        var numbers = Enumerable.Range(0, 10_000).Select(n => Of(((long)n << 32) | (uint)(n ^ 7), Noon.UtcTicks));
        var pairs = Enumerable.Range(0, 10_000).Select(n => Of(n, Noon.UtcTicks - (31L * n)));
        Assert.InRange(numbers.Select(one => one.GetHashCode()).Distinct().Count(), 9_990, 10_000);
        Assert.InRange(pairs.Select(one => one.GetHashCode()).Distinct().Count(), 9_990, 10_000);
    }

    private bool IsNew(string stream, long record, DateTimeOffset time) =>
        deduplicator.IsNew(new LoginAuditFailure { InstanceId = stream, RecordId = record, Time = time });
}

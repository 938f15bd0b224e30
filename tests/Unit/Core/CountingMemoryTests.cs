using System.Globalization;
using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>Measures the memory of the whole process, so nothing else may run beside it.</summary>
[Collection(nameof(LogFileMemoryTests))]
public sealed class CountingMemoryTests
{
    private const long Megabyte = 1_000_000;

    // Every value as long as one can be, and no two alike.
    [Theory]
    [InlineData(60, 400)]
    [InlineData(1_000, 24)]
    [InlineData(10_000, 3)]
    public void Long_texts_and_names_of_any_number_of_machines_take_a_bounded_amount_of_memory(int machines, int failures)
    {
        var start = Used();
        var counter = new FailureCounter(threshold: 1);
        for (var number = 0; number < machines * failures; number++)
            counter.Add(Worst(number, $"i-{number % machines}"));
        var report = LoginAuditReport.Create(counter.Results(), Noon);
        Assert.Equal((machines, (long)machines * failures), (report.OverThresholdCount, report.Failures));
        Assert.All(report.Counts, count => Assert.InRange(count.LastFailures.Count, 1, 10));
        Assert.InRange(Used() - start, long.MinValue, 220 * Megabyte);
        GC.KeepAlive(counter);
    }

    [Theory]
    [InlineData(LoginAuditGrouping.Account, 1)]
    [InlineData(LoginAuditGrouping.SourceAddress, 1)]
    [InlineData(LoginAuditGrouping.Instance, 1)]
    [InlineData(LoginAuditGrouping.Account, 3)]
    public void A_million_names_take_a_bounded_amount_of_memory(LoginAuditGrouping by, int each)
    {
        const int Names = 1_000_000;
        var start = Used();
        var counter = new FailureCounter(by, threshold: 1000);
        for (var number = 0; number < Names * each; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{number / each}");
            counter.Add(new LoginAuditFailure { InstanceId = "i-" + (by == LoginAuditGrouping.Instance ? name : "1"), Time = Noon.AddMilliseconds(number), AccountName = "user" + name, SourceAddress = "10." + name });
        }
        Assert.Equal(Names * each, counter.Results(all: true).Sum(count => count.FailureCount));
        var count = counter.Results().Single();
        Assert.InRange(count.Others!.Names, Names * 9 / 10, Names);
        Assert.InRange(Used() - start, long.MinValue, 60 * Megabyte);
        GC.KeepAlive(counter);
    }

    // 10 seconds is the shortest period of an alarm, and a day the longest that it evaluates.
    [Fact]
    public void Periods_without_failures_take_no_memory()
    {
        const int Periods = 8_640;
        var rule = AlarmRule.MoreThan(1) with { Period = TimeSpan.FromSeconds(10), EvaluationPeriods = Periods };
        var read = new LoginAuditRead(new() { AlarmName = "a", Start = Noon, End = Noon.AddDays(1), Rule = rule });
        var start = Used();
        var counter = new FailureCounter();
        for (var number = 0; number < 20_000; number++)
            counter.Add(new LoginAuditFailure { InstanceId = $"i-{number % 10_000}", Time = Noon.AddSeconds(number), Read = read });
        Assert.InRange(Used() - start, long.MinValue, 80 * Megabyte);
        Assert.Equal((10_000, 1L), (counter.Results(all: true).Count(), counter.Results(all: true).Max(count => count.Peak)));
        GC.KeepAlive(counter);
    }

    [Fact]
    public void Events_without_end_in_one_millisecond_do_not_fill_the_memory()
    {
        var start = Used();
        var (deduplicator, name) = (new EventDeduplicator(), new string('x', 900));
        for (var number = 0; number < 1_000_000; number++)
            Assert.True(deduplicator.IsNew(new LoginAuditFailure { InstanceId = "i-1", Computer = name + number.ToString(CultureInfo.InvariantCulture), RecordId = number, Time = Noon }));
        Assert.InRange(Used() - start, long.MinValue, 70 * Megabyte);
        GC.KeepAlive(deduplicator);
    }

    private static long Used()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static LoginAuditFailure Worst(int number, string instance)
    {
        string Value(string name, int length = 1024) => (number.ToString("x8", CultureInfo.InvariantCulture) + name).PadRight(length, 'x');
        return new LoginAuditFailure
        {
            InstanceId = instance,
            Time = Noon.AddSeconds(number),
            Computer = Value("computer"),
            AccountName = Value("account"),
            AccountDomain = Value("domain"),
            AccountSid = Value("sid"),
            SourceAddress = Value("source"),
            Workstation = Value("workstation"),
            Status = Value("status"),
            SubStatus = Value("substatus"),
            Reason = Value("reason"),
            LogonProcess = Value("process"),
            AuthenticationPackage = Value("package"),
            ProcessName = Value("program"),
            Suspicious = true,
            Conflicts = Enumerable.Range(0, 5).ToDictionary(index => Value($"name{index}"), IReadOnlyList<string> (index) => [Value("one"), Value("other")]),
            RawText = Value("text", 40_000),
        };
    }
}

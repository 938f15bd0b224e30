using System.Globalization;
using static AwsLoginAudit.Tests.Core.EventText;

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
        var start = GC.GetTotalMemory(forceFullCollection: true);
        var counter = new FailureCounter(threshold: 1);
        for (var number = 0; number < machines * failures; number++)
            counter.Add(Worst(number, $"i-{number % machines}"));
        var report = LoginAuditReport.Create(counter.Results(), Noon);
        Assert.Equal((machines, (long)machines * failures), (report.OverThreshold, report.Failures));
        Assert.All(report.Counts, count => Assert.InRange(count.LastFailures.Count, 1, 10));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - start, 0, 220 * Megabyte);
        GC.KeepAlive(counter);
    }

    [Fact]
    public void Events_without_end_in_one_millisecond_do_not_fill_the_memory()
    {
        var start = GC.GetTotalMemory(forceFullCollection: true);
        var (deduplicator, name) = (new EventDeduplicator(), new string('x', 900));
        for (var number = 0; number < 1_000_000; number++)
            Assert.True(deduplicator.IsNew(new LoginAuditFailure { InstanceId = "i-1", Computer = name + number.ToString(CultureInfo.InvariantCulture), RecordId = number, Time = Noon }));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - start, 0, 70 * Megabyte);
        GC.KeepAlive(deduplicator);
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
            Conflicts = Enumerable.Range(0, 20).ToDictionary(index => Value($"name{index}"), IReadOnlyList<string> (index) => [Value("one"), Value("other")]),
            RawText = Value("text", 100_000),
        };
    }
}

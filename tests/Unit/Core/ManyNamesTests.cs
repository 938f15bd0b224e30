using System.Globalization;
using static AwsLoginAudit.Tests.EventText;

namespace AwsLoginAudit.Tests.Core;

/// <summary>More names than are counted one by one.</summary>
public sealed class ManyNamesTests
{
    private const int Exact = 10_000;

    [Fact]
    public void Ten_thousand_names_are_exact()
    {
        var counter = new FailureCounter(LoginAuditGrouping.Account);
        for (var number = 0; number < 3 * Exact; number++)
            Add(counter, $"user{number % Exact}");
        var counts = counter.Results().ToList();
        Assert.Equal(Exact, counts.Count);
        Assert.All(counts, count => Assert.Equal((3L, 0L, null), (count.FailureCount, count.PossiblyMore, count.Others)));
    }

    // The names come in an order that is as bad as a stranger can make it: each of them often enough to drive the others out.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_the_order_counts_are_the_least_that_a_name_has_and_all_bounds_hold(int seed)
    {
        var (counter, real, random) = (new FailureCounter(LoginAuditGrouping.Account), new Dictionary<string, long>(StringComparer.Ordinal), new Random(seed));
        for (var number = 0; number < 400_000; number++)
        {
            // Few names often, and most of them once.
            var name = $"user{(random.Next(4) == 0 ? random.Next(200) : random.Next(100_000))}";
            real[name] = real.GetValueOrDefault(name) + 1;
            Add(counter, name);
        }
        var counts = counter.Results(all: true).ToList();
        var others = counts[^1];
        Assert.Equal(("(others)", Exact + 1), (others.Name, counts.Count));
        Assert.Equal(400_000, counts.Sum(count => count.FailureCount));
        Assert.InRange(others.Others!.Names, real.Count * 9 / 10, real.Count);
        foreach (var count in counts.SkipLast(1))
            Assert.InRange(real[count.Name], count.FailureCount, count.FailureCount + count.PossiblyMore);
        var named = counts.Select(count => count.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(real.Where(pair => !named.Contains(pair.Key)), pair => Assert.InRange(pair.Value, 1, others.Others.MostEach));
        Assert.All(real.OrderByDescending(pair => pair.Value).Take(100), pair => Assert.Contains(pair.Key, named));
        // The facts of the others add up as well.
        Assert.Equal(others.FailureCount, others.Sources.Sum(source => source.Count));
        Assert.Equal(others.FailureCount, others.Bars.Sum(bar => bar.Count));
    }

    [Fact]
    public void With_a_threshold_no_hidden_name_has_more_than_the_bound_that_is_told()
    {
        var (counter, real) = (new FailureCounter(LoginAuditGrouping.Account, threshold: 50), new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var name in Enumerable.Range(0, 300_000).Select(number => number % 30 == 0 ? $"often{number % 900}" : $"user{number}"))
        {
            real[name] = real.GetValueOrDefault(name) + 1;
            Add(counter, name);
        }
        var counts = counter.Results().ToList();
        Assert.All(counts.SkipLast(1), count => Assert.True(count.OverThreshold || count.FailureCount + count.PossiblyMore > 50));
        var shown = counts.Select(count => count.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(real.Where(pair => !shown.Contains(pair.Key)), pair => Assert.InRange(pair.Value, 1, counts[^1].Others!.MostEach));
        Assert.Equal(counts[^1].Others!.MostEach > 50, counts[^1].Others!.MayBeOver);
    }

    [Fact]
    public void A_stream_that_is_called_others_is_not_the_others()
    {
        var counter = new FailureCounter();
        for (var number = 0; number <= Exact + 5; number++)
            counter.Add(new LoginAuditFailure { InstanceId = number < 3 ? "(others)" : $"i-{number}", Time = Noon });
        var counts = counter.Results(all: true).Where(count => count.Name == "(others)").ToList();
        Assert.Equal([false, true], counts.Select(count => count.Others is not null));
        Assert.Equal(["(others)", null], counts.Select(count => count.InstanceId));
    }

    [Fact]
    public void A_report_says_what_it_cannot_name()
    {
        var counter = new FailureCounter(LoginAuditGrouping.Account, threshold: 3);
        for (var number = 0; number < 5 * Exact; number++)
            Add(counter, $"user{number}");
        var report = LoginAuditReport.Create(counter.Results(), Noon);
        Assert.Equal((true, 0, 5L * Exact), (report.MayMiss, report.OverThresholdCount, report.Failures));
        Assert.StartsWith("No account is known to be over", report.Title, StringComparison.Ordinal);
        Assert.Matches(@"at least 4\d,\d\d\d accounts, more than can be counted separately\. The count \(others\) contains 40,000 failed logins of the other accounts", report.ToText().Unwrapped());
        Assert.Contains("Each account without its own count has at most 5 failed logins", report.ToText().Unwrapped(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_may_be_over_the_threshold_is_shown_as_that_and_the_title_is_no_exact_number()
    {
        var counter = new FailureCounter(LoginAuditGrouping.Account, threshold: 1);
        for (var number = 0; number < 24_000; number++)
            Add(counter, $"user{number / 2}");
        var counts = counter.Results().ToList();
        Assert.Equal(24_000, counts.Sum(count => count.FailureCount));
        Assert.All(counts, count => Assert.True(count.OverThreshold != count.MayBeOver));
        var report = LoginAuditReport.Create(counts, Noon);
        Assert.Matches("^At least [0-9,]+ accounts with more than 1 failed login", report.Title);
        Assert.Contains("More accounts than shown may therefore be over the threshold", report.ToText().Unwrapped(), StringComparison.Ordinal);
        var header = report.ToCsv().Split("\r\n")[0];
        Assert.Contains("\"FailureCount\",\"PossiblyMore\",\"OverThreshold\",\"MayBeOver\"", header, StringComparison.Ordinal);
    }

    private static void Add(FailureCounter counter, string name) => counter.Add(new LoginAuditFailure
    {
        InstanceId = "i-1",
        Time = Noon,
        AccountName = name,
        SourceAddress = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{name.Length}"),
    });
}

using System.Text.Json.Nodes;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>Counting more names in CloudWatch Logs Insights than are counted one by one.</summary>
public sealed class InsightsManyNamesTests
{
    private const int Names = 12_000;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // An event whose name has an ampersand is built otherwise than a query can count, so it is brought here as a whole.
    [Theory]
    [InlineData("user", 0)]
    [InlineData("a &amp; b", 4)]
    public async Task Every_failed_login_is_in_a_count_and_no_more_than_3000_events_come_at_a_time(string name, int fewestReads)
    {
        await using var account = await Account.OpenAsync();
        account.Server.Logs.Load(Account.LogGroup, "i-1", Enumerable.Range(0, Names).Select(n => (Start.AddSeconds(n), ShippedEvent.Failed(n, $"{name}{n}"))));
        using var engine = Engine.Over(account, Start, TimeSpan.FromHours(4));
        var outcome = engine.Run("Measure-LoginAuditFailure $group -StartTime $start -EndTime $end -By Account -Threshold 100 -Engine Insights @aws");
        var others = Assert.Single(outcome.Objects<LoginAuditCount>());
        Assert.Equal(("(others)", Names - 10_000L, false), (others.Name, others.FailureCount, others.Others!.MayBeOver));
        Assert.Contains(outcome.Warnings, warning => warning.Contains("accounts, more than can be counted separately", StringComparison.Ordinal));

        var reads = account.Server.Requests.Of("logs:StartQuery").Select(request => (string)JsonNode.Parse(request.Parameters!)!["queryString"]!)
            .Where(query => query.Contains("@message\n| limit", StringComparison.Ordinal) || query.Contains("@message\r\n| limit", StringComparison.Ordinal)).ToList();
        Assert.InRange(reads.Count, fewestReads, 2 * fewestReads);
        Assert.All(reads, query => Assert.EndsWith("| limit 3000", query, StringComparison.Ordinal));
    }
}

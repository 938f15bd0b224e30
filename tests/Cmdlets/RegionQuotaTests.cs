using System.Globalization;
using LocalAws;
using LocalAws.Http;
using LocalAws.Logs;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>The module stays below the quotas of CloudWatch Logs in every kind of Region.</summary>
public sealed class RegionQuotaTests
{
    private const string Filter = "logs:FilterLogEvents";
    private const string Last = "logs:GetLogEvents";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // A Region that AWS opens tomorrow has the quota of most.
    [Theory]
    [InlineData("us-east-1", 30_000)]
    [InlineData("eu-west-1", 18_000)]
    [InlineData("eu-central-1", 9_000)]
    [InlineData("eu-future-9", 9_000)]
    public async Task Fewer_than_2_percent_of_the_calls_of_a_read_are_throttled(string region, int failures)
    {
        await using var server = await OpenAsync(region);
        server.Logs.Load(Account.LogGroup, new GeneratedFailures { Count = failures, Start = Start });
        using var engine = Over(server, region);
        engine.Set("start", Start);
        var counts = engine.Run($"Measure-LoginAuditFailure {Account.LogGroup} -StartTime $start -EndTime $start.AddMinutes(5) -All -Engine Direct @aws").Objects<LoginAuditCount>();
        Assert.Equal(failures, counts.Sum(count => count.FailureCount));
        AssertFew(server, Filter, least: failures / 300);
    }

    [Theory]
    [InlineData("eu-central-1")]
    [InlineData("us-east-1")]
    public async Task Fewer_than_2_percent_of_the_calls_of_a_look_at_the_fleet_are_throttled(string region)
    {
        const int Machines = 60;
        await using var server = await OpenAsync(region);
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < Machines; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"i-{i:D17}");
            server.Systems.Add(new Machine(id));
            server.Logs.Load(Account.LogGroup, id, [(now.AddMinutes(-1), new SecurityEvent(now.AddMinutes(-1), "WEB-1", 1).Rendered)]);
        }
        using var engine = Over(server, region);
        var agents = engine.Run("Get-LoginAuditAgent @aws").Objects<LoginAuditAgent>();
        Assert.Equal(Machines, agents.Count(agent => agent.State == LoginAuditAgentState.Reporting));
        AssertFew(server, Last, least: Machines);
    }

    [Fact]
    public async Task A_search_over_many_pages_of_log_groups_stays_below_the_quota()
    {
        await using var server = await OpenAsync("eu-central-1");
        for (var i = 0; i < 1_000; i++)
            server.Logs.Load($"/corp/{i}", "i-1", []);
        server.Logs.Load("/corp/last/logins", "i-1", []);
        using var engine = Over(server, "eu-central-1");
        Assert.Empty(engine.Run("Get-LoginAuditFailure /corp/*/logins -Last 0:05:00 @aws").Objects<LoginAuditFailure>());
        AssertFew(server, "logs:DescribeLogGroups", least: 20);
    }

    private static async Task<LocalAwsServer> OpenAsync(string region)
    {
        var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { Region = region });
        server.Faults = new FaultPlan { MostPerSecond = LogsQuotas.Of(region) };
        return server;
    }

    private static Engine Over(LocalAwsServer server, string region)
    {
        var engine = new Engine(server);
        var parameters = Engine.Parameters(server.Endpoint.AbsoluteUri);
        parameters["Region"] = region;
        engine.Set("aws", parameters);
        return engine;
    }

    private static void AssertFew(LocalAwsServer server, string action, int least)
    {
        var requests = server.Requests.Of(action);
        Assert.InRange(requests.Count, least, int.MaxValue);
        Assert.InRange(requests.Count(request => request.Error is not null), 0, requests.Count / 50);
    }
}

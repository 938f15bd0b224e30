using LocalAws;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>Queries of Logs Insights: what the language documents is worked out, and nothing else is taken.</summary>
public sealed class QueryTests : IAsyncLifetime
{
    private static readonly string[] Group = ["g"];
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync();
        server.Logs.Load("g", "s", [(Noon, "user=a size=1"), (Noon.AddSeconds(1), "user=b size=2"), (Noon.AddSeconds(2), "user=a size=4"), (Noon.AddMinutes(9), "late")]);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("fields @message | sort @timestamp desc | limit 1", "user=a size=4")]
    [InlineData("filter @message like \"user=b\" | fields @message", "user=b size=2")]
    [InlineData("filter @message not like /user=a/ and @message not like /late/ | fields @message", "user=b size=2")]
    [InlineData("filter toMillis(@timestamp) < 1772366401000 | fields @message", "user=a size=1")]
    [InlineData("fields strlen(@message) as length | stats max(length) as longest, sum(length) as size by @logStream", "s,13,39")]
    [InlineData("filter @logStream in [\"s\", \"t\"] and not (@message like \"user\") | fields @message", "")]
    [InlineData("parse @message /user=(?<user>[a-z])/ | stats count(*) as n by user | sort n desc | limit 1", "a,2")]
    [InlineData("parse @message /size=(?<size>\\d)/ | fields floor(toMillis(@timestamp) / 60000) as at | stats count(*) as n by at, size | stats sum(n) as all, min(at) as first, max(at) as last by at", "29539440,3,29539440,29539440")]
    public async Task A_query_gives_its_rows(string query, string row)
    {
        var answer = await AskAsync(query);
        Assert.Equal(row, string.Join(',', answer.Results.FirstOrDefault() ?? []));
    }

    [Theory]
    [InlineData("fields @nothing")]
    [InlineData("dedup @message")]
    [InlineData("parse @message /(a)(?=b)(?<c>d)/")]
    [InlineData("parse @message /no name/")]
    [InlineData("fields @message | limit 10001")]
    [InlineData("fields @message | limit 1 | limit 1")]
    [InlineData("stats count(*) as a by @logStream | stats count(*) as b by a | stats count(*) as c by b")]
    [InlineData("stats count(*) as n by @logStream | filter @message like \"x\"")]
    [InlineData("filter @message like \"open")]
    [InlineData("filter @message ~ 1")]
    public async Task What_the_language_has_not_is_malformed(string query) => (await StartAsync(query)).Refused("MalformedQueryException");

    [Fact]
    public async Task A_query_names_its_log_groups_in_one_way_and_its_times_in_order()
    {
        (await caller.Logs("StartQuery", new { startTime = 0, endTime = 1, queryString = "fields @message" })).Refused("InvalidParameterException", "Exactly one of");
        (await caller.Logs("StartQuery", new { logGroupName = "g", logGroupNames = Group, startTime = 0, endTime = 1, queryString = "fields @message" })).Refused("InvalidParameterException", "Exactly one of");
        (await caller.Logs("StartQuery", new { logGroupName = "g", startTime = 2, endTime = 1, queryString = "fields @message" })).Refused("InvalidParameterException", "End time");
        (await caller.Logs("StartQuery", new { logGroupName = "none", startTime = 0, endTime = 1, queryString = "fields @message" })).Refused("ResourceNotFoundException");
        (await caller.Logs("StartQuery", new { logGroupName = "g", startTime = 0, endTime = 1, queryString = new string('x', 10_001) })).Refused("InvalidParameterException", "10000");
        (await caller.Logs("GetQueryResults", new { queryId = "none" })).Refused("ResourceNotFoundException");
    }

    [Fact]
    public async Task A_query_that_has_ended_cannot_be_stopped()
    {
        await AskAsync("fields @message");
        var id = (await StartAsync("fields @message")).Succeeded()["queryId"]!.GetValue<string>();
        while ((await caller.Logs("GetQueryResults", new { queryId = id })).Succeeded()["status"]!.GetValue<string>() == "Running")
            await Task.Delay(5, TestContext.Current.CancellationToken);
        (await caller.Logs("StopQuery", new { queryId = id })).Refused("InvalidParameterException", "not running");
    }

    private Task<Answer> StartAsync(string query) => caller.Logs("StartQuery", new
    {
        logGroupIdentifiers = Group,
        startTime = Noon.ToUnixTimeSeconds(),
        endTime = Noon.AddMinutes(1).ToUnixTimeSeconds(),
        queryString = query,
    });

    private async Task<(string Status, List<string[]> Results)> AskAsync(string query)
    {
        var id = (await StartAsync(query)).Succeeded()["queryId"]!.GetValue<string>();
        while (true)
        {
            var answer = (await caller.Logs("GetQueryResults", new { queryId = id })).Succeeded();
            var status = answer["status"]!.GetValue<string>();
            if (status != "Running")
                return (status, [.. answer["results"]!.AsArray().Select(row => row!.AsArray().Where(field => field!["field"]!.GetValue<string>() != "@ptr").Select(field => field!["value"]!.GetValue<string>()).ToArray())]);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}

using System.Text;
using System.Text.Json.Nodes;
using LocalAws;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.LocalAws;

public sealed class EventPageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TestClock clock = new(Start.AddHours(1));
    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;

    public async ValueTask InitializeAsync() => (server, caller) = await LocalAwsCaller.StartAsync(clock);

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await server.DisposeAsync();
    }

    private static long At(double seconds) => Start.AddSeconds(seconds).ToUnixTimeMilliseconds();

    private static IEnumerable<string> Messages(IEnumerable<JsonNode?> events) => events.Select(e => (string)e!["message"]!);

    [Fact]
    public async Task Both_bounds_of_FilterLogEvents_are_inclusive()
    {
        server.Logs.Load("g", "s", [(Start, "first"), (Start.AddSeconds(1), "second"), (Start.AddSeconds(2), "third"), (Start.AddMilliseconds(2001), "later")]);
        var pages = await caller.AllPages(new { logGroupName = "g", startTime = At(0), endTime = At(2) });
        Assert.Equal(["first", "second", "third"], Messages(pages.SelectMany(p => p)));
    }

    [Fact]
    public async Task GetLogEvents_includes_its_start_and_not_its_end()
    {
        server.Logs.Load("g", "s", [(Start, "first"), (Start.AddSeconds(1), "second"), (Start.AddSeconds(2), "third")]);
        var answer = (await caller.Logs("GetLogEvents", new { logGroupName = "g", logStreamName = "s", startTime = At(0), endTime = At(2), startFromHead = true })).Succeeded();
        Assert.Equal(["first", "second"], Messages(answer["events"]!.AsArray()));
    }

    [Fact]
    public async Task Events_of_all_streams_come_in_time_order_whatever_order_they_arrived_in()
    {
        server.Logs.Load("g", "b", [(Start.AddSeconds(3), "3"), (Start.AddSeconds(1), "1")]);
        server.Logs.Load("g", "a", [(Start.AddSeconds(2), "2"), (Start, "0")]);
        var answer = (await caller.Logs("FilterLogEvents", new { logGroupName = "g" })).Succeeded();
        Assert.Equal(["0", "1", "2", "3"], Messages(answer["events"]!.AsArray()));
        Assert.Empty(answer["searchedLogStreams"]!.AsArray());
        Assert.All(answer["events"]!.AsArray(), e => Assert.Equal(56, ((string)e!["eventId"]!).Length));
    }

    [Fact]
    public async Task A_page_holds_at_most_a_mebibyte_and_no_event_is_lost_or_doubled()
    {
        server.Logs.Load("g", new GeneratedFailures { Count = 2_000, Streams = 7, Start = Start });
        var pages = await caller.AllPages(new { logGroupName = "g", filterPattern = "?\"Audit Failure\" ?0x8010000000000000" });
        Assert.All(pages, p => Assert.InRange(Messages(p).Sum(m => Encoding.UTF8.GetByteCount(m) + 26), 1, 1024 * 1024));
        Assert.Equal(2_000, pages.SelectMany(p => p).Select(e => (string)e!["eventId"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(286, pages.SelectMany(p => p).Count(e => (string?)e!["logStreamName"] == GeneratedFailures.StreamName(0)));
    }

    [Fact]
    public async Task A_page_holds_at_most_10000_events_and_at_most_the_limit()
    {
        server.Logs.Load("g", "s", Enumerable.Range(0, 10_001).Select(i => (Start.AddMilliseconds(i), "x")));
        Assert.Equal([10_000, 1], (await caller.AllPages(new { logGroupName = "g" })).Select(p => p.Count));
        Assert.Equal([3, 3, 1], (await caller.AllPages(new { logGroupName = "g", endTime = At(0.006), limit = 3 })).Select(p => p.Count));
    }

    [Fact]
    public async Task Generated_events_read_the_same_in_every_run_and_by_every_operation()
    {
        var load = new GeneratedFailures { Count = 10, Streams = 2, Start = Start };
        server.Logs.Load("g", load);
        server.Logs.Load("h", load);
        var filtered = Messages((await caller.AllPages(new { logGroupName = "g", filterPattern = "\"<EventRecordID>10000003</EventRecordID>\"" })).Single());
        var all = Messages((await caller.AllPages(new { logGroupName = "h" })).Single()).ToList();
        Assert.Equal(all[3], filtered.Single());
        Assert.Contains("SystemTime='2026-05-01T12:01:30.0000000Z'", all[3], StringComparison.Ordinal);
        Assert.Equal("Event", System.Xml.Linq.XElement.Parse(all[3]).Name.LocalName);
    }

    [Fact]
    public async Task Streams_are_chosen_by_name_or_by_prefix()
    {
        foreach (var stream in (string[])["i-1", "i-2", "j-1"])
            server.Logs.Load("g", stream, [(Start, stream)]);
        List<string> chosen = ["j-1", "i-1"];
        Assert.Equal(["i-1", "j-1"], Messages((await caller.AllPages(new { logGroupName = "g", logStreamNames = chosen })).Single()).Order(StringComparer.Ordinal));
        Assert.Equal(["i-1", "i-2"], Messages((await caller.AllPages(new { logGroupIdentifier = "arn:aws:logs:us-east-1:123456789012:log-group:g", logStreamNamePrefix = "i-" })).Single()));
    }

    [Fact]
    public async Task A_token_is_good_for_the_same_question_for_24_hours()
    {
        server.Logs.Load("g", "s", [(Start, "1"), (Start.AddSeconds(1), "2")]);
        var token = (string?)(await caller.Logs("FilterLogEvents", new { logGroupName = "g", limit = 1 })).Succeeded()["nextToken"];
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g", limit = 1, nextToken = token })).Succeeded();
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g", limit = 1, nextToken = token, filterPattern = "x" })).Refused("InvalidParameterException", "nextToken");
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g", limit = 1, nextToken = "made-up" })).Refused("InvalidParameterException", "nextToken");
        clock.Now = clock.Now.AddHours(25);
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g", limit = 1, nextToken = token })).Refused("InvalidParameterException", "nextToken");
    }

    [Fact]
    public async Task Tokens_of_GetLogEvents_repeat_at_the_end_in_both_directions()
    {
        server.Logs.Load("g", "other", [(Start, "not mine")]);
        server.Logs.Load("g", "s", Enumerable.Range(0, 5).Select(i => (Start.AddSeconds(i), i.ToString())));
        var forward = await Walk("nextForwardToken", startFromHead: true);
        var backward = await Walk("nextBackwardToken", startFromHead: false);
        Assert.Equal(["0,1", "2,3", "4", ""], forward);
        Assert.Equal(["3,4", "1,2", "0", ""], backward);

        async Task<List<string>> Walk(string direction, bool startFromHead)
        {
            var (pages, token) = (new List<string>(), (string?)null);
            while (true)
            {
                var answer = (await caller.Logs("GetLogEvents", new { logGroupName = "g", logStreamName = "s", limit = 2, startFromHead, nextToken = token })).Succeeded();
                pages.Add(string.Join(',', Messages(answer["events"]!.AsArray())));
                if ((string?)answer[direction] == token)
                    return pages;
                token = (string?)answer[direction];
            }
        }
    }

    [Fact]
    public async Task Events_older_than_the_groups_retention_are_gone()
    {
        server.Logs.Load("g", "s", [(clock.Now.AddDays(-2), "old"), (clock.Now.AddHours(-1), "new")]);
        (await caller.Logs("PutRetentionPolicy", new { logGroupName = "g", retentionInDays = 1 })).Succeeded();
        Assert.Equal(["new"], Messages((await caller.AllPages(new { logGroupName = "g" })).Single()));
    }

    [Fact]
    public async Task Empty_pages_with_a_token_come_as_often_as_planned()
    {
        server.Logs.Load("g", "s", Enumerable.Range(0, 9).Select(i => (Start.AddSeconds(i), "x")));
        server.Faults = new FaultPlan { EmptyPageEvery = 3 };
        Assert.Equal([2, 2, 0, 2, 2, 0, 1], (await caller.AllPages(new { logGroupName = "g", limit = 2 })).Select(p => p.Count));
    }
}

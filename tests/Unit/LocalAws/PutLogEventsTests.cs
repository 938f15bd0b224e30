using LocalAws;

namespace AwsLoginAudit.Tests.LocalAws;

public sealed class PutLogEventsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 5, 20, 12, 0, 0, TimeSpan.Zero);
    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        (server, caller) = await LocalAwsCaller.StartAsync(new TestClock(Now));
        (await caller.Logs("CreateLogGroup", new { logGroupName = "g" })).Succeeded();
        (await caller.Logs("CreateLogStream", new { logGroupName = "g", logStreamName = "s" })).Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await server.DisposeAsync();
    }

    private Task<Answer> Put(params (DateTimeOffset Time, string Message)[] events) => caller.Logs("PutLogEvents", new
    {
        logGroupName = "g",
        logStreamName = "s",
        logEvents = events.Select(e => new { timestamp = e.Time.ToUnixTimeMilliseconds(), message = e.Message }),
    });

    [Fact]
    public async Task Events_too_old_and_too_new_are_rejected_and_the_rest_is_kept()
    {
        var rejected = (await Put((Now.AddDays(-15), "old"), (Now, "good"), (Now.AddHours(2), "still good"), (Now.AddHours(2).AddMilliseconds(1), "new"))).Succeeded()["rejectedLogEventsInfo"]!;
        Assert.Equal(1, (int)rejected["tooOldLogEventEndIndex"]!);
        Assert.Equal(3, (int)rejected["tooNewLogEventStartIndex"]!);
        Assert.Null(rejected["expiredLogEventEndIndex"]);
        Assert.Equal(["good", "still good"], (await caller.AllPages(new { logGroupName = "g" })).Single().Select(e => (string)e!["message"]!));
    }

    [Fact]
    public async Task A_batch_of_good_events_names_no_rejected_ones() => Assert.Null((await Put((Now, "good"))).Succeeded()["rejectedLogEventsInfo"]);

    [Fact]
    public async Task A_batch_out_of_order_is_refused() => (await Put((Now, "b"), (Now.AddSeconds(-1), "a"))).Refused("InvalidParameterException", "chronological order");

    [Fact]
    public async Task A_batch_over_24_hours_is_refused()
    {
        (await Put((Now.AddHours(-24), "a"), (Now, "b"))).Succeeded();
        (await Put((Now.AddHours(-24).AddMilliseconds(-1), "a"), (Now, "b"))).Refused("InvalidParameterException", "24 hours");
    }

    [Fact]
    public async Task A_batch_is_at_most_a_mebibyte_with_26_bytes_for_each_event()
    {
        (await Put((Now, new string('x', 524_262)), (Now, new string('x', 524_262)))).Succeeded();
        (await Put((Now, new string('x', 524_262)), (Now, new string('x', 524_263)))).Refused("InvalidParameterException", "1048577 bytes exceeds limit of 1048576");
    }

    [Fact]
    public async Task A_batch_is_1_to_10000_events()
    {
        (await Put([.. Enumerable.Repeat((Now, "x"), 10_000)])).Succeeded();
        (await Put([.. Enumerable.Repeat((Now, "x"), 10_001)])).Refused("InvalidParameterException", "length less than or equal to 10000");
        (await Put()).Refused("InvalidParameterException", "length greater than or equal to 1");
    }

    [Fact]
    public async Task Group_and_stream_must_exist()
    {
        (await caller.Logs("PutLogEvents", new { logGroupName = "g", logStreamName = "t", logEvents = new[] { new { timestamp = 0, message = "x" } } })).Refused("ResourceNotFoundException", "The specified log stream does not exist.");
        (await caller.Logs("PutLogEvents", new { logGroupName = "h", logStreamName = "s", logEvents = new[] { new { timestamp = 0, message = "x" } } })).Refused("ResourceNotFoundException", "The specified log group does not exist.");
    }

    [Fact]
    public async Task Streams_tell_their_first_and_last_event()
    {
        (await Put((Now.AddHours(-1), "a"), (Now, "b"))).Succeeded();
        var stream = (await caller.Logs("DescribeLogStreams", new { logGroupName = "g", orderBy = "LastEventTime", descending = true })).Succeeded()["logStreams"]![0]!;
        Assert.Equal(Now.AddHours(-1).ToUnixTimeMilliseconds(), (long)stream["firstEventTimestamp"]!);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), (long)stream["lastEventTimestamp"]!);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), (long)stream["lastIngestionTime"]!);
    }
}

using System.Net;
using LocalAws;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.LocalAws;

public sealed class FaultTests
{
    [Fact]
    public async Task The_same_seed_makes_the_same_requests_fail_and_another_seed_others()
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        await using var _ = server;
        using var __ = caller;

        var first = await Outcomes(7);
        Assert.Equal(first, await Outcomes(7));
        Assert.NotEqual(first, await Outcomes(8));
        // 300 requests at 10, 5 and 5 percent.
        Assert.InRange(first.Count(o => o == "ThrottlingException"), 15, 45);
        Assert.InRange(first.Count(o => o is "InternalFailure" or "ServiceUnavailableException"), 4, 30);
        Assert.InRange(first.Count(o => o == "reset"), 4, 30);

        async Task<List<string>> Outcomes(int seed)
        {
            server.Faults = new FaultPlan { Seed = seed, ThrottlePercent = 10, ServerErrorPercent = 5, ResetPercent = 5 };
            var outcomes = new List<string>();
            for (var i = 0; i < 300; i++)
                outcomes.Add(await Outcome());
            return outcomes;
        }

        async Task<string> Outcome()
        {
            try
            {
                return (await caller.Logs("DescribeLogGroups", new { })).Code ?? "success";
            }
            catch (HttpRequestException)
            {
                return "reset";
            }
        }
    }

    [Fact]
    public async Task Throttling_and_server_errors_look_like_AWSs()
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        await using var _ = server;
        using var __ = caller;

        server.Faults = new FaultPlan { ThrottlePercent = 100 };
        (await caller.Logs("DescribeLogGroups", new { })).Refused("ThrottlingException", "Rate exceeded");
        Assert.Equal("Throttling;Sender", (await caller.Alarms("DescribeAlarms", new { })).QueryError);
        server.Faults = new FaultPlan { ServerErrorPercent = 100 };
        (await caller.Logs("DescribeLogGroups", new { })).Refused("InternalFailure", status: HttpStatusCode.InternalServerError);
        (await caller.Logs("DescribeLogGroups", new { })).Refused("ServiceUnavailableException", status: HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_reset_cuts_off_answers_with_and_without_a_body_after_the_work_was_done()
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        await using var _ = server;
        using var __ = caller;

        server.Faults = new FaultPlan { ResetPercent = 100 };
        await Assert.ThrowsAsync<HttpRequestException>(() => caller.Logs("CreateLogGroup", new { logGroupName = "g" }));
        await Assert.ThrowsAsync<HttpRequestException>(() => caller.Logs("DescribeLogGroups", new { }));
        server.Faults = new FaultPlan();
        (await caller.Logs("CreateLogGroup", new { logGroupName = "g" })).Refused("ResourceAlreadyExistsException");
    }

    [Fact]
    public async Task Credentials_expire_after_as_many_requests_as_planned()
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        await using var _ = server;
        using var __ = caller;

        server.Faults = new FaultPlan { CredentialsExpireAfter = 1 };
        (await caller.Logs("DescribeLogGroups", new { })).Succeeded();
        (await caller.Logs("DescribeLogGroups", new { })).Refused("ExpiredTokenException", "The security token included in the request is expired");
        Assert.Equal("ExpiredToken;Sender", (await caller.Alarms("DescribeAlarms", new { })).QueryError);
    }

    [Fact]
    public async Task Each_session_token_expires_after_as_many_requests_as_planned()
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        await using var _ = server;
        using var __ = caller;

        server.Faults = new FaultPlan { SessionTokensExpireAfter = 1 };
        foreach (var token in new[] { "first", "second" })
        {
            using var temporary = new LocalAwsCaller(server) { Credentials = new("ASIAEXAMPLE", "secret", token) };
            (await temporary.Logs("DescribeLogGroups", new { })).Succeeded();
            (await temporary.Logs("DescribeLogGroups", new { })).Refused("ExpiredTokenException");
        }
        (await caller.Logs("DescribeLogGroups", new { })).Succeeded();
    }

    [Theory]
    [InlineData(6, "Signature expired: ")]
    [InlineData(-6, "Signature not yet current: ")]
    public async Task A_clock_that_goes_wrong_makes_signatures_wrong(int minutes, string message)
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        await using var _ = server;
        using var __ = caller;

        server.Faults = new FaultPlan { ClockSkew = TimeSpan.FromMinutes(minutes), ClockSkewAfter = 1 };
        (await caller.Logs("DescribeLogGroups", new { })).Succeeded();
        (await caller.Logs("DescribeLogGroups", new { })).Refused("InvalidSignatureException", message);
    }

    [Fact]
    public async Task A_body_stalls_for_ever_and_another_trickles()
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        await using var _ = server;
        using var __ = caller;

        server.Faults = new FaultPlan { TricklePercent = 100, TrickleBytesPerSecond = 40 };
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        (await caller.Logs("DescribeLogGroups", new { })).Succeeded();
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds, 0.3, 20);
        server.Faults = new FaultPlan { StallPercent = 100 };
        await Assert.ThrowsAsync<TimeoutException>(() => caller.Logs("DescribeLogGroups", new { }).WaitAsync(TimeSpan.FromSeconds(0.5)));
    }

    [Fact]
    public async Task A_denied_action_names_who_may_not_do_what_on_which_resource()
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        await using var _ = server;
        using var __ = caller;

        server.Faults = new FaultPlan { DeniedActions = new HashSet<string>(StringComparer.Ordinal) { "logs:FilterLogEvents", "cloudwatch:DescribeAlarms" } };
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g" })).Refused("AccessDeniedException",
            "User: arn:aws:iam::123456789012:user/test is not authorized to perform: logs:FilterLogEvents on resource: arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream: because no identity-based policy allows the logs:FilterLogEvents action");
        (await caller.Alarms("DescribeAlarms", new { })).Refused("AccessDeniedException", "cloudwatch:DescribeAlarms");
        (await caller.Logs("DescribeLogGroups", new { })).Succeeded();
    }

    [Fact]
    public async Task Page_tokens_expire_after_as_many_requests_as_planned()
    {
        var (server, caller) = await LocalAwsCaller.StartAsync();
        await using var _ = server;
        using var __ = caller;

        server.Logs.Load("g", "s", [(DateTimeOffset.UnixEpoch, "1"), (DateTimeOffset.UnixEpoch, "2")]);
        server.Faults = new FaultPlan { PageTokensExpireAfter = 1 };
        var nextToken = (string?)(await caller.Logs("FilterLogEvents", new { logGroupName = "g", limit = 1 })).Succeeded()["nextToken"];
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g", limit = 1, nextToken })).Succeeded();
        (await caller.Logs("FilterLogEvents", new { logGroupName = "g", limit = 1, nextToken })).Refused("InvalidParameterException", "nextToken");
    }

    [Fact]
    public void A_plan_whose_pages_are_all_empty_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new FaultPlan { EmptyPageEvery = 1 });

    [Fact]
    public async Task A_server_stops_by_itself_after_its_lifetime()
    {
        await using var server = await LocalAwsServer.StartAsync(new LocalAwsOptions { Lifetime = TimeSpan.FromMilliseconds(50) });
        await server.Stopped.WaitAsync(TimeSpan.FromSeconds(30));
    }
}

using Amazon.Lambda;
using Amazon.Runtime;
using LocalAws;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Soak;

/// <summary>The responder may fail at any of its requests, and Lambda then tries again.</summary>
public sealed class ResponderFailureTests
{
    private const string Function = AttackScene.Alarm + "-responder";
    private const string DeadLetters = Function + "-dead-letters";

    // Long enough for the process to start where much else is running.
    private const int TimeoutSeconds = 20;

    [Fact]
    public async Task Out_of_time_at_any_of_its_requests_the_retry_mails()
    {
        int requests;
        await using (var scene = await FireAsync(new FaultPlan()))
        {
            AssertMailed(scene.Account.Server);
            requests = scene.Account.Server.Faults.Requests;
        }
        await SeededRuns.EachAsync(requests, async request =>
        {
            await using var scene = await FireAsync(new FaultPlan
            {
                Hold = (number, hungUp) => number == request ? Task.Delay(Timeout.Infinite, hungUp) : Task.CompletedTask,
            });
            // It ends its reading itself before the deadline, and says so; Lambda kills it while it mails. A check after the read does not keep it from mailing.
            var first = scene.Account.Server.Functions.Invocations[0];
            Assert.True(first.Succeeded || first.ErrorType is "OutOfTime" or "Sandbox.Timedout");
            AssertMailed(scene.Account.Server);
        });
    }

    [Fact]
    public async Task A_storm_that_it_has_no_time_to_read_is_mailed_as_incomplete_and_set_aside()
    {
        await using var scene = await FireAsync(
            new FaultPlan { MostPerSecond = new Dictionary<string, double> { ["logs:FilterLogEvents"] = 2 } }, goesAway: false, storm: 20_000);
        Assert.Equal(3, scene.Account.Server.Functions.Invocations.Count);
        Assert.All(scene.Account.Server.Functions.Invocations, invocation => Assert.Equal("OutOfTime", invocation.ErrorType));
        var mail = Assert.Single(scene.Account.Server.Mail.Outbox).Message;
        Assert.Contains("incomplete", mail.Subject, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("The function ran out of time before", mail.TextBody!.Unwrapped(), StringComparison.Ordinal);
        Assert.Single(scene.Account.Server.Queues.BodiesIn(DeadLetters));
    }

    [Theory]
    [InlineData("cloudwatch:DescribeAlarms")]
    [InlineData("logs:DescribeMetricFilters")]
    [InlineData("logs:FilterLogEvents")]
    [InlineData("ses:SendRawEmail")]
    public async Task What_it_is_denied_once_it_does_when_it_is_tried_again(string action)
    {
        await using var scene = await FireAsync(Denied(action));
        Assert.Equal([false, true], scene.Account.Server.Functions.Invocations.Select(invocation => invocation.Succeeded));
        Assert.DoesNotContain("Repeated", Assert.Single(scene.Account.Server.Mail.Outbox).Message.Subject, StringComparison.Ordinal);
        AssertMailed(scene.Account.Server);
    }

    [Theory]
    [InlineData("cloudwatch:DescribeAlarms")]
    [InlineData("logs:DescribeMetricFilters")]
    [InlineData("logs:FilterLogEvents")]
    [InlineData("ses:SendRawEmail")]
    public async Task What_it_is_denied_three_times_is_set_aside_and_nothing_wrong_is_mailed(string action)
    {
        await using var scene = await FireAsync(Denied(action), goesAway: false);
        Assert.Equal(3, scene.Account.Server.Functions.Invocations.Count);
        Assert.Empty(scene.Account.Server.Mail.Outbox);
        AssertSetAside(scene.Account.Server);
    }

    [Fact]
    public async Task Without_its_record_it_mails_all_the_same()
    {
        await using var scene = await FireAsync(Denied("dynamodb:PutItem"), goesAway: false);
        Assert.Single(scene.Account.Server.Functions.Invocations);
        AssertMailed(scene.Account.Server);
    }

    [Fact]
    public Task Amid_faults_it_mails_or_the_event_is_set_aside() => SeededRuns.EachAsync(SeededRuns.Count, async seed =>
    {
        await using var scene = await FireAsync(SeededRuns.Faults(seed), goesAway: false);
        if (scene.Account.Server.Functions.Invocations[^1].Succeeded)
            AssertMailed(scene.Account.Server);
        else
            AssertSetAside(scene.Account.Server);
    });

    private static FaultPlan Denied(string action) => new() { DeniedActions = new HashSet<string> { action } };

    /// <summary>Fires the alarm, and waits until the function has answered it or given up.</summary>
    private static async Task<AttackScene> FireAsync(FaultPlan faults, bool goesAway = true, int storm = 0)
    {
        var scene = await AttackScene.OpenAsync();
        var server = scene.Account.Server;
        Assert.Empty(scene.Engine.Run($"Install-LoginAuditResponder {AttackScene.Alarm} @mail @aws").Errors);
        using var lambda = new AmazonLambdaClient(
            new BasicAWSCredentials("ADMINISTRATOR", "secret"), new AmazonLambdaConfig { ServiceURL = server.Endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        await lambda.UpdateFunctionConfigurationAsync(new() { FunctionName = Function, Timeout = TimeoutSeconds });
        server.Functions.RetryDelay = _ =>
        {
            if (goesAway)
                server.Faults = new FaultPlan();
            return TimeSpan.Zero;
        };
        server.Faults = faults;
        if (storm > 0)
            scene.Fail(new GeneratedFailures { Count = storm, Streams = 5, Start = scene.Start });
        scene.Fire();
        await server.Functions.SettledAsync();
        return scene;
    }

    private static void AssertMailed(LocalAwsServer server)
    {
        AttackMails.AssertRight([.. server.Mail.Outbox.Where(mail => mail.Message.TextBody?.Contains("The function ran out of time before", StringComparison.Ordinal) != true)]);
        Assert.True(server.Functions.Invocations[^1].Succeeded, string.Join('\n', server.Functions.Invocations[^1].LogLines));
        Assert.Empty(server.Queues.BodiesIn(DeadLetters));
    }

    private static void AssertSetAside(LocalAwsServer server)
    {
        if (server.Mail.Outbox.Count > 0)
            AttackMails.AssertRight(server.Mail.Outbox);
        Assert.Single(server.Queues.BodiesIn(DeadLetters));
    }
}

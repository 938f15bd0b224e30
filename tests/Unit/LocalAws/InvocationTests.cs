using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Model;
using LocalAws.Functions;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>Functions run for real: what they are given, what becomes of what they do, and of what they fail to do.</summary>
public sealed class InvocationTests : IAsyncLifetime
{
    private const string Topic = "arn:aws:sns:us-east-1:123456789012:t";
    private static readonly string[] All = ["All"];

    private FunctionAccount account = null!;

    public async ValueTask InitializeAsync() => account = await FunctionAccount.StartAsync("logs:*", "sqs:SendMessage");

    public ValueTask DisposeAsync() => account.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<IReadOnlyList<Invocation>> Send(params string[] events)
    {
        foreach (var payload in events)
        {
            account.Server.Functions.Send("f", payload);
            await account.Server.Functions.SettledAsync();
        }
        return account.Server.Functions.Invocations;
    }

    private async Task<IReadOnlyList<string>> Logged() => [.. (await account.Caller.AllPages(new { logGroupName = "/aws/lambda/f" })).SelectMany(page => page.Select(e => (string)e!["message"]!))];

    [Fact]
    public async Task An_event_reaches_the_handler_as_it_was_sent()
    {
        await account.Create();
        var done = Assert.Single(await Send("""{"text":"ä ☃"}"""));
        Assert.Equal((true, "f", 1, """{"text":"ä ☃"}"""), (done.Succeeded, done.FunctionName, done.Attempt, done.Result));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_serves_one_event_or_many(bool keepWarm)
    {
        account.Server.Functions.KeepWarm = keepWarm;
        await account.Create("Look");
        var done = await Send("{}", "{}");
        Assert.Equal([true, !keepWarm], done.Select(i => i.IsColdStart));
        Assert.Equal(keepWarm ? 1 : 2, done.Select(i => (int)JsonNode.Parse(i.Result!)!["Process"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_function_that_was_changed_runs_in_another_process()
    {
        await account.Create("Look", request => request.Environment = new() { Variables = new() { ["KEY"] = "old" } });
        await Send("{}");
        await account.Lambda.UpdateFunctionConfigurationAsync(new() { FunctionName = "f", Environment = new() { Variables = new() { ["KEY"] = "new" } } }, Token);
        Assert.Equal(["old", "new"], (await Send("{}")).Select(i => (string?)JsonNode.Parse(i.Result!)!["Variables"]!["KEY"]));
    }

    [Fact]
    public async Task A_function_finds_Lambdas_environment_and_nothing_of_ours()
    {
        await account.Create("Look", request => (request.Environment, request.MemorySize) = (new() { Variables = new() { ["KEY"] = "value" } }, 256));
        var seen = JsonNode.Parse(Assert.Single(await Send("{}")).Result!)!;
        var variables = seen["Variables"]!.AsObject().ToDictionary(v => v.Key, v => (string?)v.Value, StringComparer.Ordinal);
        Assert.Equal("value", variables["KEY"]);
        Assert.Equal("256", variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]);
        Assert.Equal(account.Server.Endpoint.GetLeftPart(UriPartial.Authority), variables["AWS_ENDPOINT_URL"]);
        Assert.StartsWith("ASIA", variables["AWS_ACCESS_KEY_ID"], StringComparison.Ordinal);
        Assert.Equal((string?)seen["Folder"], variables["LAMBDA_TASK_ROOT"]);
        string[] known =
        [
            "KEY", "PATH", "HOME", "DOTNET_ROOT", "SystemRoot", "TEMP", "TMP", "USERPROFILE", "_HANDLER", "LAMBDA_TASK_ROOT", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION", "AWS_DEFAULT_REGION",
            "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL",
        ];
        Assert.Empty(variables.Keys.Except(known, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_function_writes_is_in_its_log_between_Lambdas_lines()
    {
        await account.Create("Write");
        var done = Assert.Single(await Send("{}"));
        Assert.Equal($"START RequestId: {done.RequestId} Version: $LATEST", done.LogLines[0]);
        // Nothing orders standard output and standard error.
        Assert.Equal(["err", "open", "out"], done.LogLines.Skip(1).SkipLast(2).Order(StringComparer.Ordinal));
        Assert.Equal($"END RequestId: {done.RequestId}", done.LogLines[^2]);
        Assert.StartsWith($"REPORT RequestId: {done.RequestId}", done.LogLines[^1], StringComparison.Ordinal);
        Assert.Equal(done.LogLines, await Logged());
    }

    [Fact]
    public async Task A_role_that_may_not_log_leaves_no_log()
    {
        await account.Caller.Identity("DeleteRolePolicy", ("RoleName", "r"), ("PolicyName", "logs-all"));
        await account.Create("Write");
        Assert.True(Assert.Single(await Send("{}")).Succeeded);
        (await account.Caller.Logs("FilterLogEvents", new { logGroupName = "/aws/lambda/f" })).Refused("ResourceNotFoundException");
    }

    [Fact]
    public async Task An_event_is_tried_three_times_and_then_a_dead_letter()
    {
        var url = (string?)(await account.Caller.Queues("CreateQueue", new { QueueName = "dead" })).Succeeded()["QueueUrl"];
        await account.Create("Fail", request => request.DeadLetterConfig = new() { TargetArn = "arn:aws:sqs:us-east-1:123456789012:dead" });
        var done = await Send("""{"n":1}""");
        Assert.Equal([1, 2, 3], done.Select(i => i.Attempt));
        Assert.All(done, i => Assert.Equal(("InvalidOperationException", "broken", done[0].RequestId), (i.ErrorType, i.ErrorMessage, i.RequestId)));
        var message = (await account.Caller.Queues("ReceiveMessage", new { QueueUrl = url, MessageAttributeNames = All })).Succeeded()["Messages"]![0]!;
        Assert.Equal("""{"n":1}""", (string?)message["Body"]);
        Assert.Equal((done[0].RequestId, "200", "broken"), (Attribute(message, "RequestID"), Attribute(message, "ErrorCode"), Attribute(message, "ErrorMessage")));
        Assert.Contains(await Logged(), line => line.Contains("System.InvalidOperationException: broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_is_tried_no_more_once_it_is_handled()
    {
        await account.Create("FailTwice");
        Assert.Equal([false, false, true], (await Send("{}")).Select(i => i.Succeeded));
    }

    [Fact]
    public async Task Without_concurrency_an_event_is_a_dead_letter_at_once()
    {
        await account.Caller.Queues("CreateQueue", new { QueueName = "dead" });
        await account.Create(configure: request => request.DeadLetterConfig = new() { TargetArn = "arn:aws:sqs:us-east-1:123456789012:dead" });
        await account.Lambda.PutFunctionConcurrencyAsync(new() { FunctionName = "f", ReservedConcurrentExecutions = 0 }, Token);
        Assert.Empty(await Send("{}"));
        Assert.Equal(["{}"], account.Server.Queues.BodiesIn("dead"));
    }

    [Fact]
    public async Task Events_wait_for_one_another_where_one_may_run_at_once()
    {
        await account.Create("Look");
        await account.Lambda.PutFunctionConcurrencyAsync(new() { FunctionName = "f", ReservedConcurrentExecutions = 1 }, Token);
        for (var i = 0; i < 3; i++)
            account.Server.Functions.Send("f", "{}");
        await account.Server.Functions.SettledAsync();
        var done = account.Server.Functions.Invocations;
        Assert.Equal(3, done.Count);
        Assert.Single(done.Select(i => (int)JsonNode.Parse(i.Result!)!["Process"]!).Distinct());
    }

    [Fact]
    public async Task A_function_that_takes_too_long_is_killed()
    {
        await account.Create("HangAsync", request => request.Timeout = 1);
        var done = await Send("{}");
        Assert.Equal(3, done.Count);
        Assert.All(done, i => Assert.Equal(("Sandbox.Timedout", $"RequestId: {i.RequestId} Error: Task timed out after 1.00 seconds", true), (i.ErrorType, i.ErrorMessage, i.IsColdStart)));
    }

    [Fact]
    public async Task A_process_that_ends_has_failed()
    {
        await account.Create("Exit");
        Assert.All(await Send("{}"), i => Assert.Equal(("Runtime.ExitError", $"RequestId: {i.RequestId} Error: Runtime exited with error: exit status 3"), (i.ErrorType, i.ErrorMessage)));
    }

    [Theory]
    [InlineData("SampleFunction::SampleFunction.Handlers::None", "There is no public method None in SampleFunction.Handlers.")]
    [InlineData("SampleFunction::SampleFunction.None::EchoAsync", "There is no type SampleFunction.None in SampleFunction.")]
    [InlineData("EchoAsync", "'EchoAsync' is not of the form Assembly::Namespace.Type::Method.")]
    public async Task A_handler_that_is_not_there_fails_every_attempt(string handler, string message)
    {
        await account.Create(configure: request => request.Handler = handler);
        Assert.All(await Send("{}"), i => Assert.Equal(message, i.ErrorMessage));
    }

    [Fact]
    public async Task A_role_that_is_gone_fails_every_attempt()
    {
        await account.Create();
        account.Server.Identity.RemoveRole("r");
        Assert.Equal(["AccessDenied", "AccessDenied", "AccessDenied"], (await Send("{}")).Select(i => i.ErrorType));
    }

    [Fact]
    public async Task Processes_end_with_the_server()
    {
        await account.Create("Look");
        var seen = JsonNode.Parse(Assert.Single(await Send("{}")).Result!)!;
        using var process = Process.GetProcessById((int)seen["Process"]!);
        await account.Server.DisposeAsync();
        Assert.True(process.HasExited);
        Assert.False(Directory.Exists((string?)seen["Folder"]));
    }

    [Theory]
    [InlineData(Topic, 1)]
    [InlineData(Topic + "x", 0)]
    [InlineData(null, 0)]
    public async Task A_topic_reaches_the_function_whose_policy_lets_it_in(string? source, int invocations)
    {
        await account.Caller.Notifications("CreateTopic", ("Name", "t"));
        await account.Create();
        if (source is not null)
            await account.Lambda.AddPermissionAsync(new() { FunctionName = "f", StatementId = "s", Action = "lambda:InvokeFunction", Principal = "sns.amazonaws.com", SourceArn = source }, Token);
        var subscription = (await account.Caller.Notifications("Subscribe", ("TopicArn", Topic), ("Protocol", "lambda"), ("Endpoint", FunctionAccount.FunctionArn))).Body.Descendants("SubscriptionArn").Single().Value;
        account.Server.Notifications.Publish(Topic, "hello");
        await account.Server.Functions.SettledAsync();

        var done = account.Server.Functions.Invocations;
        Assert.Equal((invocations, 1 - invocations), (done.Count, account.Server.Notifications.Lost.Count));
        foreach (var record in done.Select(i => JsonNode.Parse(i.Result!)!["Records"]![0]!))
        {
            Assert.Equal(("aws:sns", subscription), ((string?)record["EventSource"], (string?)record["EventSubscriptionArn"]));
            Assert.Equal((Topic, "hello", JsonValueKind.Object), ((string?)record["Sns"]!["TopicArn"], (string?)record["Sns"]!["Message"], record["Sns"]!["MessageAttributes"]!.GetValueKind()));
        }
    }

    private static string? Attribute(JsonNode message, string name) => (string?)message["MessageAttributes"]![name]!["StringValue"];
}

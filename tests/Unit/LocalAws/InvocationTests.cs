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
        await account.Create("Look", request => request.Environment!.Variables!["KEY"] = "old");
        await Send("{}");
        await account.Lambda.UpdateFunctionConfigurationAsync(new() { FunctionName = "f", Environment = new() { Variables = new() { ["BEHAVIOR"] = "Look", ["KEY"] = "new" } } }, Token);
        Assert.Equal(["old", "new"], (await Send("{}")).Select(i => (string?)JsonNode.Parse(i.Result!)!["Variables"]!["KEY"]));
    }

    [Fact]
    public async Task A_function_finds_Lambdas_environment_and_nothing_of_ours()
    {
        await account.Create("Look", request => (request.Environment!.Variables!["KEY"], request.MemorySize) = ("value", 256));
        var seen = JsonNode.Parse(Assert.Single(await Send("{}")).Result!)!;
        var variables = seen["Variables"]!.AsObject().ToDictionary(v => v.Key, v => (string?)v.Value, StringComparer.Ordinal);
        Assert.Equal("value", variables["KEY"]);
        Assert.Equal("256", variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]);
        Assert.Equal("AWS_Lambda_dotnet10", variables["AWS_EXECUTION_ENV"]);
        Assert.Equal(account.Server.Endpoint.GetLeftPart(UriPartial.Authority), variables["AWS_ENDPOINT_URL"]);
        Assert.StartsWith("ASIA", variables["AWS_ACCESS_KEY_ID"], StringComparison.Ordinal);
        Assert.StartsWith("Root=1-", variables["_X_AMZN_TRACE_ID"], StringComparison.Ordinal);
        Assert.Equal((string?)seen["Folder"], variables["LAMBDA_TASK_ROOT"]);
        Assert.EndsWith("/var/task", variables["LAMBDA_TASK_ROOT"]!.Replace('\\', '/'), StringComparison.Ordinal);
        // An eighth is left for what is not .NET's heap.
        Assert.Equal((224L << 20, "00:00:00"), ((long)seen["Memory"]!, (string?)seen["Zone"]));
        string[] known =
        [
            "BEHAVIOR", "KEY", "PATH", "LANG", "TZ", "_HANDLER", "_X_AMZN_TRACE_ID", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "LAMBDA_RUNTIME_NAME", "DOTNET_ROOT", "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_RUNTIME_API", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
            "AWS_XRAY_CONTEXT_MISSING", "AWS_XRAY_DAEMON_ADDRESS", "AWS_ENDPOINT_URL",
        ];
        Assert.Empty(variables.Keys.Except(OperatingSystem.IsWindows() ? [.. known, "SystemRoot", "TEMP", "TMP"] : known, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_event_has_its_own_request_id_trace_and_deadline()
    {
        await account.Create("Look");
        var before = TimeProvider.System.GetUtcNow();
        var done = await Send("{}", "{}");
        var seen = done.Select(i => JsonNode.Parse(i.Result!)!).ToList();
        Assert.Single(seen.Select(s => (int)s["Process"]!).Distinct());
        Assert.Equal(2, done.Select(i => i.RequestId).Distinct().Count());
        Assert.Equal(2, seen.Select(s => (string?)s["Variables"]!["_X_AMZN_TRACE_ID"]).Distinct().Count());
        Assert.All(seen, s => Assert.InRange((DateTimeOffset)s["Deadline"]!, before.AddSeconds(59), TimeProvider.System.GetUtcNow().AddSeconds(60)));
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
    public async Task A_function_that_takes_more_memory_than_it_has_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells how much memory cannot be taken back from a process.");
        await account.Create("Hoard", request => request.MemorySize = 256);
        var done = await Send("{}");
        Assert.All(done, invocation => Assert.Equal(("Runtime.ExitError", true), (invocation.ErrorType, invocation.ErrorMessage!.EndsWith("signal: killed", StringComparison.Ordinal))));
        Assert.InRange(done[0].MostMemory, 257, 1024);
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
        await account.Create("Hang", request => request.Timeout = 1);
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

    [Fact]
    public async Task An_error_has_the_documented_form()
    {
        await account.Create("Fail");
        var failed = (await Send("{}"))[0];
        var error = JsonNode.Parse(failed.ErrorPayload!)!.AsObject();
        Assert.Equal(["errorMessage", "errorType", "stackTrace"], error.Select(member => member.Key));
        Assert.Equal(("broken", "InvalidOperationException", "Function.InvalidOperationException"), ((string?)error["errorMessage"], (string?)error["errorType"], failed.ErrorCategory));
        Assert.All(error["stackTrace"]!.AsArray(), frame => Assert.StartsWith("at ", (string?)frame, StringComparison.Ordinal));
        Assert.NotEmpty(error["stackTrace"]!.AsArray());
    }

    [Fact]
    public async Task An_error_holds_no_credentials()
    {
        await account.Create("Leak");
        var failed = (await Send("{}"))[0];
        Assert.Contains("(AWS_SECRET_ACCESS_KEY)", failed.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("(AWS_SESSION_TOKEN)", failed.ErrorMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("ASIA", failed.ErrorPayload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_cannot_start_fails_every_attempt()
    {
        await account.Create("None");
        Assert.All(await Send("{}"), i => Assert.Equal(
            ("InvalidOperationException", "There is no None.", "Function.InvalidOperationException", true), (i.ErrorType, i.ErrorMessage, i.ErrorCategory, i.IsColdStart)));
    }

    [Fact]
    public async Task A_function_that_heeds_its_deadline_fails_before_it_is_killed()
    {
        await account.Create("Wait", request => request.Timeout = 3);
        var done = await Send("{}");
        Assert.All(done, i => Assert.Equal("TaskCanceledException", i.ErrorType));
        Assert.Equal([true, false, false], done.Select(i => i.IsColdStart));
    }

    [Fact]
    public async Task A_response_that_is_too_large_is_rejected()
    {
        await account.Create("Large");
        Assert.Equal("Function.ResponseSizeTooLarge", (await Send("{}"))[0].ErrorType);
    }

    [Fact]
    public async Task The_Runtime_API_rejects_calls_out_of_turn()
    {
        await account.Create("Intrude");
        // The next event before this one is answered, an answer to another event, and a failed start long after the start.
        Assert.Equal("[403,400,403]", Assert.Single(await Send("{}")).Result);
    }

    [Fact]
    public async Task A_process_that_was_frozen_takes_the_next_event()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP.");
        account.Server.Functions.FreezeIdle = true;
        await account.Create("Look");
        await Send("{}");
        // HttpClient gives up after 100 seconds unless it is told not to: the longer run goes beyond it.
        await Task.Delay(TimeSpan.FromSeconds(SeededRuns.Count > 12 ? 110 : 2), Token);
        var done = await Send("{}");
        Assert.Equal([true, false], done.Select(i => i.IsColdStart));
        Assert.All(done, i => Assert.True(i.Succeeded, i.ErrorMessage));
    }

    [Fact]
    public async Task SIGTERM_ends_a_process_that_waits_for_an_event()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await account.Create();
        await Send("{}");
        Assert.Equal([0], await account.Server.Functions.ShutDownAsync());
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
        Assert.False(Directory.Exists(Path.Combine((string)seen["Folder"]!, "..", "..")));
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

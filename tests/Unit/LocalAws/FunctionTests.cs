using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Amazon.Lambda.Model;
using LocalAws;
using LocalAws.Http;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>Functions as Lambda's API shows them: what it takes, what it refuses, and what a change goes through.</summary>
public sealed class FunctionTests : IAsyncLifetime
{
    private const string Path = "/2015-03-31/functions";
    private const string Queue = "arn:aws:sqs:us-east-1:123456789012:dead";

    private FunctionAccount account = null!;

    public async ValueTask InitializeAsync() => account = await FunctionAccount.StartAsync();

    public ValueTask DisposeAsync() => account.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<GetFunctionResponse> Get() => account.Lambda.GetFunctionAsync(new() { FunctionName = "f" }, Token);

    private async Task<string?> State() => (await Get()).Configuration!.State?.Value;

    [Fact]
    public async Task A_function_is_pending_until_it_was_looked_at()
    {
        account.Server.Functions.ReadsUntilReady = 2;
        Assert.Equal("Pending", (await account.Create()).State?.Value);
        Assert.Equal(["Pending", "Pending", "Active"], [await State(), await State(), await State()]);
    }

    [Fact]
    public async Task A_function_is_shown_with_all_that_was_said_of_it()
    {
        await account.Create(configure: request =>
        {
            (request.Description, request.Timeout, request.MemorySize, request.Architectures) = ("d", 900, 10240, ["arm64"]);
            (request.Environment, request.Tags) = (new() { Variables = new() { ["KEY"] = "value" } }, new() { ["k"] = "v" });
        });
        await account.Lambda.TagResourceAsync(new() { Resource = FunctionAccount.FunctionArn, Tags = new() { ["l"] = "w" } }, Token);
        await account.Lambda.PutFunctionConcurrencyAsync(new() { FunctionName = "f", ReservedConcurrentExecutions = 2 }, Token);
        var found = await Get();
        var shown = found.Configuration!;
        Assert.Equal((FunctionAccount.FunctionArn, FunctionAccount.RoleArn, "d", 900, 10240), (shown.FunctionArn, shown.Role, shown.Description, shown.Timeout, shown.MemorySize));
        Assert.Equal((Convert.ToBase64String(SHA256.HashData(FunctionAccount.Code.ToArray())), FunctionAccount.Code.Length), (shown.CodeSha256, shown.CodeSize));
        Assert.Equal(("value", "/aws/lambda/f"), (shown.Environment!.Variables!["KEY"], shown.LoggingConfig!.LogGroup));
        Assert.Equal(("v", "w", 2, "S3"), (found.Tags!["k"], found.Tags["l"], found.Concurrency!.ReservedConcurrentExecutions, found.Code!.RepositoryType));
        await account.Lambda.DeleteFunctionConcurrencyAsync(new() { FunctionName = "f" }, Token);
        Assert.Null((await Get()).Concurrency?.ReservedConcurrentExecutions);
    }

    [Fact]
    public async Task A_change_refuses_another_until_it_is_done()
    {
        await account.Create();
        var refused = await Assert.ThrowsAsync<ResourceConflictException>(() => account.Lambda.UpdateFunctionConfigurationAsync(new() { FunctionName = "f", Timeout = 5 }, Token));
        Assert.EndsWith("The function is currently in the following state: Pending", refused.Message, StringComparison.Ordinal);
        await Get();
        await Get();
        Assert.Equal("InProgress", (await account.Lambda.UpdateFunctionConfigurationAsync(new() { FunctionName = "f", Timeout = 5 }, Token)).LastUpdateStatus?.Value);
        refused = await Assert.ThrowsAsync<ResourceConflictException>(() => account.Lambda.UpdateFunctionCodeAsync(new() { FunctionName = "f", ZipFile = FunctionAccount.Code }, Token));
        Assert.Equal($"The operation cannot be performed at this time. An update is in progress for resource: {FunctionAccount.FunctionArn}", refused.Message);
        Assert.Equal(("InProgress", "Successful"), ((await Get()).Configuration!.LastUpdateStatus?.Value, (await Get()).Configuration!.LastUpdateStatus?.Value));
        await account.Lambda.UpdateFunctionCodeAsync(new() { FunctionName = "f", ZipFile = FunctionAccount.Code }, Token);
        Assert.Equal(5, (await Get()).Configuration!.Timeout);
    }

    [Fact]
    public async Task A_function_that_is_there_is_not_made_again_and_one_that_is_deleted_is_gone()
    {
        await account.Create();
        await Assert.ThrowsAsync<ResourceConflictException>(() => account.Create());
        await account.Lambda.DeleteFunctionAsync(new() { FunctionName = "f" }, Token);
        var missing = await account.Caller.Functions(HttpMethod.Get, Path + "/f");
        missing.Refused("ResourceNotFoundException", "Function not found: " + FunctionAccount.FunctionArn, HttpStatusCode.NotFound);
        Assert.Equal("User", (string?)missing.Body!["Type"]);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/none")]
    [InlineData("arn:aws:iam::123456789012:role/instances")]
    public async Task A_role_that_Lambda_cannot_take_on_is_refused(string role)
    {
        account.Server.Identity.AddRole("instances");
        var refused = await Assert.ThrowsAsync<InvalidParameterValueException>(() => account.Create(configure: request => request.Role = role));
        Assert.Equal("The role defined for the function cannot be assumed by Lambda.", refused.Message);
    }

    [Fact]
    public async Task A_fresh_role_is_refused_as_often_as_is_said()
    {
        account.Server.Functions.RefuseNewRoles = 2;
        await Assert.ThrowsAsync<InvalidParameterValueException>(() => account.Create());
        await Assert.ThrowsAsync<InvalidParameterValueException>(() => account.Create());
        await account.Create();
    }

    [Fact]
    public async Task A_queue_for_dead_letters_needs_a_role_that_may_send_to_it()
    {
        var refused = await Assert.ThrowsAsync<InvalidParameterValueException>(() => account.Create(configure: request => request.DeadLetterConfig = new() { TargetArn = Queue }));
        Assert.Equal("The provided execution role does not have permissions to call SendMessage on SQS", refused.Message);
        await account.Allow("sqs:SendMessage");
        await account.Create(configure: request => request.DeadLetterConfig = new() { TargetArn = Queue });
        Assert.Equal(Queue, (await account.Lambda.GetFunctionAsync(new() { FunctionName = "f" }, Token)).Configuration!.DeadLetterConfig?.TargetArn);
    }

    [Theory]
    [InlineData("FunctionName", "\"a b\"", "ValidationException")]
    [InlineData("FunctionName", "\"a2345678901234567890123456789012345678901234567890123456789012345\"", "ValidationException")]
    [InlineData("Handler", "\"a b\"", "ValidationException")]
    [InlineData("Handler", "null", "InvalidParameterValueException")]
    [InlineData("Runtime", "\"dotnet11\"", "ValidationException")]
    [InlineData("Runtime", "\"dotnet8\"", "NotSupportedByLocalAws", 501)]
    [InlineData("Role", "\"r\"", "ValidationException")]
    [InlineData("Role", "null", "ValidationException")]
    [InlineData("MemorySize", "127", "ValidationException")]
    [InlineData("MemorySize", "10241", "ValidationException")]
    [InlineData("Timeout", "0", "ValidationException")]
    [InlineData("Timeout", "901", "ValidationException")]
    [InlineData("Environment", """{"Variables":{"1":"v"}}""", "ValidationException")]
    [InlineData("Environment", """{"Variables":{"AWS_REGION":"v"}}""", "InvalidParameterValueException")]
    [InlineData("Tags", """{"aws:k":"v"}""", "InvalidParameterValueException")]
    [InlineData("DeadLetterConfig", """{"TargetArn":"arn:aws:s3:::b"}""", "InvalidParameterValueException")]
    [InlineData("PackageType", "\"Image\"", "NotSupportedByLocalAws", 501)]
    [InlineData("Code", """{"S3Bucket":"b","S3Key":"k"}""", "NotSupportedByLocalAws", 501)]
    [InlineData("Code", "{}", "InvalidParameterValueException")]
    [InlineData("Code", """{"ZipFile":"bm8gemlw"}""", "InvalidParameterValueException")]
    [InlineData("Code", """{"ZipFile":"?"}""", "SerializationException")]
    [InlineData("Layers", "[]", "NotSupportedByLocalAws", 501)]
    public async Task Lambda_refuses(string member, string value, string code, int status = 400)
    {
        var request = new JsonObject
        {
            ["FunctionName"] = "f",
            ["Runtime"] = "dotnet10",
            ["Role"] = FunctionAccount.RoleArn,
            ["Handler"] = "A::B::C",
            ["Code"] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(FunctionAccount.Code.ToArray()) },
        };
        request[member] = JsonNode.Parse(value);
        (await account.Caller.Functions(HttpMethod.Post, Path, request.ToJsonString())).Refused(code, status: (HttpStatusCode)status);
    }

    [Fact]
    public async Task Environment_variables_are_at_most_four_kilobytes()
    {
        var refused = await Assert.ThrowsAsync<InvalidParameterValueException>(() => account.Create(configure: request => request.Environment = new() { Variables = new() { ["KEY"] = new('x', 4096) } }));
        Assert.EndsWith("exceeded the 4KB limit.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permissions_are_a_policy_as_Lambda_writes_it()
    {
        await account.Create();
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => account.Lambda.GetPolicyAsync(new() { FunctionName = "f" }, Token));
        var permission = new AddPermissionRequest { FunctionName = "f", StatementId = "s", Action = "lambda:InvokeFunction", Principal = "sns.amazonaws.com", SourceArn = "arn:aws:sns:us-east-1:123456789012:t" };
        await account.Lambda.AddPermissionAsync(permission, Token);
        await Assert.ThrowsAsync<ResourceConflictException>(() => account.Lambda.AddPermissionAsync(permission, Token));
        Assert.Equal(
            """{"Version":"2012-10-17","Id":"default","Statement":[{"Sid":"s","Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:sns:us-east-1:123456789012:t"}}}]}""",
            (await account.Lambda.GetPolicyAsync(new() { FunctionName = FunctionAccount.FunctionArn }, Token)).Policy);
        await account.Lambda.RemovePermissionAsync(new() { FunctionName = "f", StatementId = "s" }, Token);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => account.Lambda.RemovePermissionAsync(new() { FunctionName = "f", StatementId = "s" }, Token));
    }

    [Fact]
    public async Task Faults_speak_REST()
    {
        account.Server.Faults = new FaultPlan { ThrottlePercent = 100 };
        (await account.Caller.Functions(HttpMethod.Get, Path + "/f")).Refused("TooManyRequestsException", "Rate exceeded", HttpStatusCode.TooManyRequests);
        account.Server.Faults = new FaultPlan { DeniedActions = new HashSet<string>(StringComparer.Ordinal) { "lambda:GetFunction" } };
        (await account.Caller.Functions(HttpMethod.Get, Path + "/f")).Refused("AccessDeniedException", FunctionAccount.FunctionArn, HttpStatusCode.Forbidden);
        (await account.Caller.Functions(HttpMethod.Get, Path + "/f/versions")).Refused("NotSupportedByLocalAws", status: HttpStatusCode.NotImplemented);
    }
}

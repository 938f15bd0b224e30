using System.Net;
using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Requests and answers of Lambda as its API reference shows them: the function in the path, the rest in the body.</summary>
public sealed class LambdaWireTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
    private const string ArnInPath = "arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Af";
    private const string Role = "arn:aws:iam::123456789012:role/r";

    private const string FunctionJson = $$"""
        {"FunctionName":"f","FunctionArn":"{{Arn}}","Runtime":"dotnet10","Role":"{{Role}}","Handler":"A::B.C::D","CodeSize":5797206016,"Description":"d","Timeout":30,"MemorySize":512,
         "LastModified":"2026-01-31T12:00:00.000+0000","CodeSha256":"YFgDgEKG3ugvF1+pX64gV6tu9qNuIYNUdgJm8nCxsm4=","Version":"$LATEST","TracingConfig":{"Mode":"PassThrough"},"RevisionId":"1",
         "DeadLetterConfig":{"TargetArn":"arn:aws:sqs:us-east-1:123456789012:q"},"Environment":{"Variables":{"TO":"a@example.com"} },"State":"Pending","StateReason":"The function is being created.",
         "StateReasonCode":"Creating","LastUpdateStatus":"InProgress","LastUpdateStatusReason":"The function is being created.","PackageType":"Zip","Architectures":["arm64"],
         "EphemeralStorage":{"Size":512},"LoggingConfig":{"LogFormat":"JSON","LogGroup":"/aws/lambda/f"} }
        """;

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04, 0xFB, 0xFF, 0xFE, 0x3E];

    [Fact]
    public async Task CreateFunction_sends_every_parameter_in_the_body_and_reads_the_response()
    {
        var response = await ExchangeAsync(
            (lambda, token) => lambda.CreateFunctionAsync(
                new()
                {
                    FunctionName = "f",
                    Runtime = "dotnet10",
                    Role = Role,
                    Handler = "A::B.C::D",
                    Code = new() { ZipFile = new(Zip) { Position = 3 } },
                    Description = "d",
                    Timeout = 30,
                    MemorySize = 512,
                    Publish = false,
                    PackageType = PackageType.Zip,
                    DeadLetterConfig = new() { TargetArn = "arn:aws:sqs:us-east-1:123456789012:q" },
                    Environment = new() { Variables = new() { ["TO"] = "a@example.com", ["camelCase"] = "<é>" } },
                    Tags = new() { ["created-by"] = "AwsLoginAudit" },
                    Architectures = ["arm64"],
                    LoggingConfig = new() { LogFormat = LogFormat.JSON, LogGroup = "/aws/lambda/f" },
                },
                token),
            "POST",
            "/2015-03-31/functions",
            $$"""
            {"FunctionName":"f","Runtime":"dotnet10","Role":"{{Role}}","Handler":"A::B.C::D","Code":{"ZipFile":"UEsDBPv//j4="},"Description":"d","Timeout":30,"MemorySize":512,"Publish":false,"PackageType":"Zip",
             "DeadLetterConfig":{"TargetArn":"arn:aws:sqs:us-east-1:123456789012:q"},"Environment":{"Variables":{"TO":"a@example.com","camelCase":"<é>"} },"Tags":{"created-by":"AwsLoginAudit"},
             "Architectures":["arm64"],"LoggingConfig":{"LogFormat":"JSON","LogGroup":"/aws/lambda/f"} }
            """,
            new(FunctionJson, 201));

        Assert.Equal(("f", Arn, Role, 5797206016), (response.FunctionName, response.FunctionArn, response.Role, response.CodeSize!.Value));
        Assert.Equal("YFgDgEKG3ugvF1+pX64gV6tu9qNuIYNUdgJm8nCxsm4=", response.CodeSha256);
        Assert.Same(State.Pending, response.State);
        Assert.Equal(HttpStatusCode.Created, response.HttpStatusCode);
    }

    [Fact]
    public Task CreateFunction_can_take_the_code_from_a_bucket() => ExchangeAsync(
        (lambda, token) => lambda.CreateFunctionAsync(new() { FunctionName = "f", Role = Role, Code = new() { S3Bucket = "b", S3Key = "k/f.zip" } }, token),
        "POST",
        "/2015-03-31/functions",
        $$"""{"FunctionName":"f","Role":"{{Role}}","Code":{"S3Bucket":"b","S3Key":"k/f.zip"} }""",
        new(FunctionJson, 201));

    [Fact]
    public async Task CreateFunction_sends_an_archive_of_many_megabytes()
    {
        var archive = new byte[20_000_000];
        new Random(1).NextBytes(archive);
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(FunctionJson, 201));
        using var lambda = server.Lambda();

        await lambda.CreateFunctionAsync(new() { FunctionName = "f", Role = Role, Code = new() { ZipFile = new(archive) } }, TestContext.Current.CancellationToken);

        using var sent = JsonDocument.Parse(Assert.Single(server.Requests).Body);
        Assert.True(sent.RootElement.GetProperty("Code").GetProperty("ZipFile").GetBytesFromBase64().AsSpan().SequenceEqual(archive));
    }

    [Fact]
    public async Task GetFunction_has_no_body_and_reads_the_function()
    {
        var response = await ExchangeAsync(
            (lambda, token) => lambda.GetFunctionAsync(new() { FunctionName = "f" }, token),
            "GET",
            "/2015-03-31/functions/f",
            null,
            new($$"""{"Configuration":{{FunctionJson}},"Code":{"RepositoryType":"S3","Location":"https://awslambda.example.com/f?X-Amz-Signature=s"},"Tags":{"created-by":"AwsLoginAudit"},"Concurrency":{"ReservedConcurrentExecutions":1} }"""));

        AssertIsTheFunction(response.Configuration!);
        Assert.Equal(("S3", "https://awslambda.example.com/f?X-Amz-Signature=s"), (response.Code!.RepositoryType, response.Code.Location));
        Assert.Equal("AwsLoginAudit", response.Tags!["created-by"]);
        Assert.Equal(1, response.Concurrency!.ReservedConcurrentExecutions);
    }

    [Theory]
    [InlineData(Arn, ArnInPath)]
    [InlineData("f:$LATEST", "f%3A%24LATEST")]
    [InlineData("a/b c?d%20é", "a%2Fb%20c%3Fd%2520%C3%A9")]
    public Task A_name_in_the_path_is_encoded_once(string name, string sent) => ExchangeAsync(
        (lambda, token) => lambda.GetFunctionAsync(new() { FunctionName = name }, token), "GET", "/2015-03-31/functions/" + sent, null, new("{}"));

    [Fact]
    public async Task A_name_in_the_path_is_signed_as_AWS_reads_it()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("{}"));
        using var lambda = server.Lambda();
        await lambda.GetFunctionAsync(new() { FunctionName = "a:b c/é" }, TestContext.Current.CancellationToken);
        var sent = Assert.Single(server.Requests);

        var script = """
            import json, re, sys
            from botocore.auth import SigV4Auth
            from botocore.awsrequest import AWSRequest
            from botocore.credentials import Credentials
            url, headers, key, secret = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3], sys.argv[4]
            signed = re.search('SignedHeaders=([^,]*)', headers['authorization']).group(1).split(';')
            request = AWSRequest('GET', url, {name: headers[name] for name in signed})
            request.context['timestamp'] = headers['x-amz-date']
            auth = SigV4Auth(Credentials(key, secret), 'lambda', 'eu-central-1')
            print(auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request))
            """;
        var headers = JsonSerializer.Serialize(sent.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value));
        var credentials = RecordingServer.Credentials.GetCredentials();
        var signature = await Python.TryRunAsync(script, server.Url + sent.Path, headers, credentials.AccessKey, credentials.SecretKey);
        Assert.SkipWhen(signature is null, "python3 with botocore is not on this machine");
        Assert.EndsWith("Signature=" + signature!.Trim(), sent.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateFunctionCode_sends_the_code_alone()
    {
        var response = await ExchangeAsync(
            (lambda, token) => lambda.UpdateFunctionCodeAsync(new() { FunctionName = "f", ZipFile = new(Zip), Architectures = ["arm64"], Publish = true }, token),
            "PUT",
            "/2015-03-31/functions/f/code",
            """{"ZipFile":"UEsDBPv//j4=","Architectures":["arm64"],"Publish":true}""",
            new(FunctionJson));

        Assert.Equal("YFgDgEKG3ugvF1+pX64gV6tu9qNuIYNUdgJm8nCxsm4=", response.CodeSha256);
        Assert.Same(LastUpdateStatus.InProgress, response.LastUpdateStatus);
    }

    [Fact]
    public Task UpdateFunctionCode_can_take_it_from_a_bucket() => ExchangeAsync(
        (lambda, token) => lambda.UpdateFunctionCodeAsync(new() { FunctionName = "f", S3Bucket = "b", S3Key = "k" }, token),
        "PUT",
        "/2015-03-31/functions/f/code",
        """{"S3Bucket":"b","S3Key":"k"}""",
        new(FunctionJson));

    [Fact]
    public async Task UpdateFunctionConfiguration_sends_what_is_set()
    {
        var response = await ExchangeAsync(
            (lambda, token) => lambda.UpdateFunctionConfigurationAsync(
                new()
                {
                    FunctionName = "f",
                    Runtime = "dotnet10",
                    Role = Role,
                    Handler = "h",
                    Description = "",
                    Timeout = 900,
                    MemorySize = 128,
                    DeadLetterConfig = new() { TargetArn = "" },
                    Environment = new() { Variables = [] },
                    LoggingConfig = new() { LogFormat = LogFormat.Text },
                },
                token),
            "PUT",
            "/2015-03-31/functions/f/configuration",
            $$"""
            {"Runtime":"dotnet10","Role":"{{Role}}","Handler":"h","Description":"","Timeout":900,"MemorySize":128,"DeadLetterConfig":{"TargetArn":""},"Environment":{"Variables":{} },
             "LoggingConfig":{"LogFormat":"Text"} }
            """,
            new(FunctionJson));

        Assert.Equal(30, response.Timeout);
        Assert.Same(LastUpdateStatus.InProgress, response.LastUpdateStatus);
    }

    [Theory]
    [InlineData(200, """{"StatusCode":200}""")]
    [InlineData(204, "")]
    public async Task DeleteFunction_is_done_with_a_body_or_without(int status, string body)
    {
        var response = await ExchangeAsync((lambda, token) => lambda.DeleteFunctionAsync(new() { FunctionName = "f" }, token), "DELETE", "/2015-03-31/functions/f", null, new(body, status));
        Assert.Equal(status, (int)response.HttpStatusCode);
    }

    [Fact]
    public async Task AddPermission_sends_the_statement()
    {
        var response = await ExchangeAsync(
            (lambda, token) => lambda.AddPermissionAsync(
                new()
                {
                    FunctionName = Arn,
                    StatementId = "sns",
                    Action = "lambda:InvokeFunction",
                    Principal = "sns.amazonaws.com",
                    SourceArn = "arn:aws:sns:us-east-1:123456789012:t",
                    SourceAccount = "123456789012",
                },
                token),
            "POST",
            $"/2015-03-31/functions/{ArnInPath}/policy",
            """{"StatementId":"sns","Action":"lambda:InvokeFunction","Principal":"sns.amazonaws.com","SourceArn":"arn:aws:sns:us-east-1:123456789012:t","SourceAccount":"123456789012"}""",
            new("""{"Statement":"{\"Sid\":\"sns\"}"}""", 201));

        Assert.Equal("""{"Sid":"sns"}""", response.Statement);
    }

    [Fact]
    public Task RemovePermission_sends_function_and_statement_in_the_path() => ExchangeAsync(
        (lambda, token) => lambda.RemovePermissionAsync(new() { FunctionName = "f", StatementId = "a/b" }, token), "DELETE", "/2015-03-31/functions/f/policy/a%2Fb", null, new("", 204));

    [Fact]
    public async Task GetPolicy_reads_the_policy()
    {
        var response = await ExchangeAsync(
            (lambda, token) => lambda.GetPolicyAsync(new() { FunctionName = "f" }, token), "GET", "/2015-03-31/functions/f/policy", null, new("""{"Policy":"{\"Statement\":[]}","RevisionId":"1"}"""));

        Assert.Equal(("""{"Statement":[]}""", "1"), (response.Policy, response.RevisionId));
    }

    [Fact]
    public async Task PutFunctionConcurrency_sends_and_reads_a_number()
    {
        var response = await ExchangeAsync(
            (lambda, token) => lambda.PutFunctionConcurrencyAsync(new() { FunctionName = "f", ReservedConcurrentExecutions = 0 }, token),
            "PUT",
            "/2017-10-31/functions/f/concurrency",
            """{"ReservedConcurrentExecutions":0}""",
            new("""{"ReservedConcurrentExecutions":0}"""));

        Assert.Equal(0, response.ReservedConcurrentExecutions);
    }

    [Fact]
    public Task DeleteFunctionConcurrency_sends_the_function() => ExchangeAsync(
        (lambda, token) => lambda.DeleteFunctionConcurrencyAsync(new() { FunctionName = "f" }, token), "DELETE", "/2017-10-31/functions/f/concurrency", null, new("", 204));

    [Fact]
    public Task TagResource_sends_the_ARN_in_the_path() => ExchangeAsync(
        (lambda, token) => lambda.TagResourceAsync(new() { Resource = Arn, Tags = new() { ["created-by"] = "AwsLoginAudit", ["Cost Center"] = "" } }, token),
        "POST",
        "/2017-03-31/tags/" + ArnInPath,
        """{"Tags":{"created-by":"AwsLoginAudit","Cost Center":""}}""",
        new("", 204));

    private static void AssertIsTheFunction(FunctionConfiguration function)
    {
        Assert.Equal(("f", Arn, Role, "A::B.C::D", "d"), (function.FunctionName, function.FunctionArn, function.Role, function.Handler, function.Description));
        Assert.Equal((5797206016, 30, 512), (function.CodeSize!.Value, function.Timeout!.Value, function.MemorySize!.Value));
        Assert.Equal(("YFgDgEKG3ugvF1+pX64gV6tu9qNuIYNUdgJm8nCxsm4=", "2026-01-31T12:00:00.000+0000"), (function.CodeSha256, function.LastModified));
        Assert.Equal(("arn:aws:sqs:us-east-1:123456789012:q", "a@example.com"), (function.DeadLetterConfig!.TargetArn, function.Environment!.Variables!["TO"]));
        Assert.Equal("The function is being created.", function.StateReason);
        Assert.Equal("The function is being created.", function.LastUpdateStatusReason);
        Assert.Equal("dotnet10", function.Runtime);
        Assert.Same(State.Pending, function.State);
        Assert.Same(StateReasonCode.Creating, function.StateReasonCode);
        Assert.Same(LastUpdateStatus.InProgress, function.LastUpdateStatus);
        Assert.Same(PackageType.Zip, function.PackageType);
        Assert.Equal(["arm64"], function.Architectures!);
        Assert.Same(LogFormat.JSON, function.LoggingConfig!.LogFormat);
        Assert.Equal("/aws/lambda/f", function.LoggingConfig.LogGroup);
    }

    private static async Task<TResponse> ExchangeAsync<TResponse>(
        Func<AmazonLambdaClient, CancellationToken, Task<TResponse>> call, string method, string path, string? requestJson, CannedAnswer answer)
        where TResponse : AmazonWebServiceResponse
    {
        await using var server = await RecordingServer.StartAsync(answer);
        using var lambda = server.Lambda();
        var response = await call(lambda, TestContext.Current.CancellationToken);
        WireAssert.IsRestCall(Assert.Single(server.Requests), method, path, "lambda", requestJson);
        Assert.Equal(RecordingServer.RequestId, response.ResponseMetadata.RequestId);
        return response;
    }
}

using System.Net;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Errors of REST-JSON: their names stand in a header, their words in the body.</summary>
public sealed class LambdaErrorTests
{
    [Theory]
    [InlineData("CodeStorageExceededException", typeof(CodeStorageExceededException))]
    [InlineData("InvalidParameterValueException", typeof(InvalidParameterValueException))]
    [InlineData("PolicyLengthExceededException", typeof(PolicyLengthExceededException))]
    [InlineData("ResourceConflictException", typeof(ResourceConflictException))]
    [InlineData("ResourceNotFoundException", typeof(ResourceNotFoundException))]
    [InlineData("ServiceException", typeof(ServiceException))]
    [InlineData("TooManyRequestsException", typeof(TooManyRequestsException))]
    [InlineData("AccessDeniedException", typeof(AmazonLambdaException))]
    public async Task An_error_becomes_its_exception(string code, Type type)
    {
        var error = await FailAsync(Error(code, """{"Type":"User","Message":"The words of the service."}""", 404));

        Assert.IsType(type, error);
        Assert.Equal((code, "The words of the service.", RecordingServer.RequestId), (error.ErrorCode, error.Message, error.RequestId));
        Assert.Equal((HttpStatusCode.NotFound, ErrorType.Sender), (error.StatusCode, error.ErrorType));
    }

    [Theory]
    [InlineData("ResourceNotFoundException:http://internal.amazon.com/coral/com.amazonaws.awsgirapi/", """{"message":"small"}""", "ResourceNotFoundException", "small")]
    [InlineData("ResourceNotFoundException", """{"code":"Other","message":"the header goes first"}""", "ResourceNotFoundException", "the header goes first")]
    [InlineData(null, """{"__type":"com.amazonaws#ResourceNotFoundException","Message":"by body"}""", "ResourceNotFoundException", "by body")]
    [InlineData(null, """{"code":"ResourceNotFoundException","message":"by code"}""", "ResourceNotFoundException", "by code")]
    [InlineData("ResourceNotFoundException", "", "ResourceNotFoundException", null)]
    [InlineData(null, "<html>Not found</html>", "NotFound", null)]
    public async Task Every_spelling_of_an_error_is_understood(string? header, string body, string code, string? message)
    {
        var error = await FailAsync(Error(header, body, 404));
        Assert.Equal((code, message ?? "Lambda returned HTTP 404 NotFound without a message."), (error.ErrorCode, error.Message));
    }

    [Theory]
    [InlineData("TooManyRequestsException", 429)]
    [InlineData("ServiceException", 500)]
    public async Task What_will_pass_is_retried(string code, int status)
    {
        await using var server = await RecordingServer.StartAsync(Error(code, """{"Type":"User","message":"Rate Exceeded."}""", status), new("{}"));
        using var lambda = server.Lambda(maxErrorRetry: 2);

        await lambda.UpdateFunctionCodeAsync(new() { FunctionName = "a:b", ZipFile = new([1, 2, 3]) }, TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal((server.Requests[0].Path, server.Requests[0].Body), (server.Requests[1].Path, server.Requests[1].Body));
    }

    [Fact]
    public async Task What_the_caller_must_wait_for_is_not_retried_here()
    {
        await using var server = await RecordingServer.StartAsync(Error("ResourceConflictException", """{"Type":"User","Message":"An update is in progress."}""", 409));
        using var lambda = server.Lambda(maxErrorRetry: 3);
        await Assert.ThrowsAsync<ResourceConflictException>(() => GetAsync(lambda));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_its_name_no_function_is_asked_for(string? name)
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("{}"));
        using var lambda = server.Lambda();
        var error = await Assert.ThrowsAsync<AmazonClientException>(() => lambda.DeleteFunctionAsync(new() { FunctionName = name }, TestContext.Current.CancellationToken));
        Assert.Contains("FunctionName", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("<html>welcome to this network</html>")]
    [InlineData("""{"Configuration":{"Timeout":"long"}}""")]
    [InlineData("""{"Configuration":{""")]
    public async Task An_answer_that_cannot_be_read_is_one_kind_of_error(string body)
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(body));
        using var lambda = server.Lambda();
        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => GetAsync(lambda));
    }

    private static CannedAnswer Error(string? header, string body, int status)
    {
        var answer = new CannedAnswer(body, status);
        if (header is not null)
            answer.Headers["x-amzn-ErrorType"] = header;
        return answer;
    }

    private static async Task<AmazonServiceException> FailAsync(CannedAnswer answer)
    {
        await using var server = await RecordingServer.StartAsync(answer);
        using var lambda = server.Lambda();
        return await Assert.ThrowsAnyAsync<AmazonLambdaException>(() => GetAsync(lambda));
    }

    private static Task<GetFunctionResponse> GetAsync(AmazonLambdaClient lambda) =>
        lambda.GetFunctionAsync(new() { FunctionName = "f" }, TestContext.Current.CancellationToken);
}

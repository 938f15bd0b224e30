using System.Net;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Type = System.Type;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Errors keep their type, code, status, request id and the service's own words; what is worth a retry is retried by the SDK.</summary>
public sealed class ErrorTests
{
    private const string OneEvent = """{"events":[{"message":"m"}]}""";

    [Theory]
    [InlineData("DataAlreadyAcceptedException", typeof(DataAlreadyAcceptedException))]
    [InlineData("InvalidOperationException", typeof(Amazon.CloudWatchLogs.Model.InvalidOperationException))]
    [InlineData("InvalidParameterException", typeof(InvalidParameterException))]
    [InlineData("InvalidSequenceTokenException", typeof(InvalidSequenceTokenException))]
    [InlineData("LimitExceededException", typeof(LimitExceededException))]
    [InlineData("OperationAbortedException", typeof(OperationAbortedException))]
    [InlineData("ResourceAlreadyExistsException", typeof(ResourceAlreadyExistsException))]
    [InlineData("ResourceNotFoundException", typeof(ResourceNotFoundException))]
    [InlineData("ServiceUnavailableException", typeof(ServiceUnavailableException))]
    [InlineData("TooManyTagsException", typeof(TooManyTagsException))]
    [InlineData("ValidationException", typeof(ValidationException))]
    [InlineData("AccessDeniedException", typeof(AmazonCloudWatchLogsException))]
    [InlineData("SomethingNeverHeardOf", typeof(AmazonCloudWatchLogsException))]
    public async Task An_error_becomes_its_exception(string code, Type type)
    {
        var error = await FailAsync(new($$"""{"__type":"com.amazonaws.logs#{{code}}","details":{"message":"not this"},"message":"The words of the service."}""", 400));

        Assert.IsType(type, error);
        Assert.Equal(code, error.ErrorCode);
        Assert.Equal("The words of the service.", error.Message);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(RecordingServer.RequestId, error.RequestId);
        Assert.Equal(ErrorType.Sender, error.ErrorType);
    }

    [Theory]
    [InlineData("""{"__type":"ResourceNotFoundException","Message":"capital"}""", null, "ResourceNotFoundException", "capital")]
    [InlineData("""{"message":"by header"}""", "ResourceNotFoundException:http://internal.amazon.com/coral/", "ResourceNotFoundException", "by header")]
    [InlineData("<html>Bad gateway</html>", null, "BadRequest", null)]
    [InlineData("", null, "BadRequest", null)]
    [InlineData("""{"__type":"Cut""", null, "BadRequest", null)]
    [InlineData("[1]", null, "BadRequest", null)]
    public async Task Every_spelling_of_an_error_is_understood(string body, string? header, string code, string? message)
    {
        var answer = new CannedAnswer(body, 400);
        if (header is not null)
            answer.Headers["x-amzn-ErrorType"] = header;

        var error = await FailAsync(answer);

        Assert.Equal(code, error.ErrorCode);
        Assert.Equal(message ?? "CloudWatch Logs returned HTTP 400 BadRequest without a message.", error.Message);
    }

    [Fact]
    public async Task Throttling_is_retried() => await RetriedAsync(new("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", 400));

    [Fact]
    public async Task A_server_error_is_retried() => await RetriedAsync(new("", 503));

    [Fact]
    public async Task A_connection_reset_in_the_middle_of_a_body_is_retried() => await RetriedAsync(new(OneEvent) { CutAfter = 12 });

    [Fact]
    public async Task A_connection_reset_in_the_middle_of_an_error_is_retried() => await RetriedAsync(new("""{"__type":"ThrottlingException"}""", 400) { CutAfter = 3 });

    [Fact]
    public async Task A_body_that_stops_arriving_is_retried_after_the_timeout() => await RetriedAsync(new(OneEvent) { CutAfter = 12, Silent = true }, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task Retries_end_with_the_error_itself()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", 400));
        using var logs = server.Logs(maxErrorRetry: 1);
        var error = await Assert.ThrowsAsync<AmazonCloudWatchLogsException>(() => FilterAsync(logs));
        Assert.Equal("ThrottlingException", error.ErrorCode);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task What_the_caller_did_wrong_is_not_retried()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer("""{"__type":"InvalidParameterException","message":"no"}""", 400));
        using var logs = server.Logs(maxErrorRetry: 3);
        await Assert.ThrowsAsync<InvalidParameterException>(() => FilterAsync(logs));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_a_call_whose_body_stopped_arriving()
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(OneEvent) { CutAfter = 12, Silent = true });
        using var logs = server.Logs(maxErrorRetry: 3);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var call = logs.FilterLogEventsAsync(new() { LogGroupName = "g" }, cancel.Token);
        await server.Asked;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("<html>welcome to this network</html>")]
    [InlineData("""{"events":[{"timestamp":"yesterday"}]}""")]
    [InlineData("""{"events":[{"message":"\ud800"}]}""")]
    [InlineData("""{"events":[""")]
    public async Task An_answer_that_cannot_be_read_is_one_kind_of_error(string body)
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(body));
        using var logs = server.Logs();
        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => FilterAsync(logs));
        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
    }

    [Fact]
    public async Task The_secret_key_is_in_no_error()
    {
        var errors = new List<Exception>
        {
            await FailAsync(new("""{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}""", 400)),
            await FailAsync(new("""{"__type":"SignatureDoesNotMatch","message":"no"}""", 403)),
            await FailAsync(new("", 503)),
        };
        using var unreachable = new AmazonCloudWatchLogsClient(RecordingServer.Credentials, new() { ServiceURL = "http://127.0.0.1:9", AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        errors.Add(await Assert.ThrowsAnyAsync<Exception>(() => FilterAsync(unreachable)));

        Assert.All(errors, error => Assert.DoesNotContain(RecordingServer.Credentials.GetCredentials().SecretKey, error.ToString(), StringComparison.Ordinal));
    }

    private static async Task<AmazonServiceException> FailAsync(CannedAnswer answer)
    {
        await using var server = await RecordingServer.StartAsync(answer);
        using var logs = server.Logs();
        return await Assert.ThrowsAnyAsync<AmazonCloudWatchLogsException>(() => FilterAsync(logs));
    }

    private static async Task RetriedAsync(CannedAnswer first, TimeSpan? timeout = null)
    {
        await using var server = await RecordingServer.StartAsync(first, new(OneEvent));
        using var logs = server.Logs(maxErrorRetry: 2, timeout);
        var response = await FilterAsync(logs);
        Assert.Single(response.Events!);
        Assert.Equal(2, server.Requests.Count);
    }

    private static Task<FilterLogEventsResponse> FilterAsync(AmazonCloudWatchLogsClient logs) =>
        logs.FilterLogEventsAsync(new() { LogGroupName = "g" }, TestContext.Current.CancellationToken);
}

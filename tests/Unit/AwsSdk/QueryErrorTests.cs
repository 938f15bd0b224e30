using System.Net;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.SimpleEmail;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Iam = Amazon.IdentityManagement.Model;
using Ses = Amazon.SimpleEmail.Model;

namespace AwsLoginAudit.Tests.AwsSdk;

/// <summary>Errors of the Query protocol keep their type, code, fault, status, request id and the service's own words.</summary>
public sealed class QueryErrorTests
{
    [Theory]
    [InlineData("AuthorizationError", typeof(AuthorizationErrorException))]
    [InlineData("ConcurrentAccess", typeof(ConcurrentAccessException))]
    [InlineData("FilterPolicyLimitExceeded", typeof(FilterPolicyLimitExceededException))]
    [InlineData("InternalError", typeof(InternalErrorException))]
    [InlineData("InvalidParameter", typeof(InvalidParameterException))]
    [InlineData("InvalidSecurity", typeof(InvalidSecurityException))]
    [InlineData("InvalidState", typeof(InvalidStateException))]
    [InlineData("NotFound", typeof(NotFoundException))]
    [InlineData("ReplayLimitExceeded", typeof(ReplayLimitExceededException))]
    [InlineData("ResourceNotFound", typeof(ResourceNotFoundException))]
    [InlineData("StaleTag", typeof(StaleTagException))]
    [InlineData("SubscriptionLimitExceeded", typeof(SubscriptionLimitExceededException))]
    [InlineData("TagLimitExceeded", typeof(TagLimitExceededException))]
    [InlineData("TagPolicy", typeof(TagPolicyException))]
    [InlineData("TopicLimitExceeded", typeof(TopicLimitExceededException))]
    [InlineData("SomethingNeverHeardOf", typeof(AmazonSimpleNotificationServiceException))]
    public async Task An_error_of_SNS_becomes_its_exception(string code, Type type)
    {
        var error = await FailAsync(QueryAnswer.Error(code, "Sender", "The words of the service: &lt;é&gt;", 404));

        Assert.IsType(type, error);
        Assert.Equal(code, error.ErrorCode);
        Assert.Equal("The words of the service: <é>", error.Message);
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Equal(RecordingServer.RequestId, error.RequestId);
        Assert.Equal(ErrorType.Sender, error.ErrorType);
    }

    [Theory]
    [InlineData("ConcurrentModification", typeof(Iam.ConcurrentModificationException))]
    [InlineData("DeleteConflict", typeof(Iam.DeleteConflictException))]
    [InlineData("EntityAlreadyExists", typeof(Iam.EntityAlreadyExistsException))]
    [InlineData("InvalidInput", typeof(Iam.InvalidInputException))]
    [InlineData("LimitExceeded", typeof(Iam.LimitExceededException))]
    [InlineData("MalformedPolicyDocument", typeof(Iam.MalformedPolicyDocumentException))]
    [InlineData("NoSuchEntity", typeof(Iam.NoSuchEntityException))]
    [InlineData("PolicyEvaluation", typeof(Iam.PolicyEvaluationException))]
    [InlineData("PolicyNotAttachable", typeof(Iam.PolicyNotAttachableException))]
    [InlineData("ServiceFailure", typeof(Iam.ServiceFailureException))]
    [InlineData("UnmodifiableEntity", typeof(Iam.UnmodifiableEntityException))]
    [InlineData("AccessDenied", typeof(AmazonIdentityManagementServiceException))]
    public async Task An_error_of_IAM_becomes_its_exception(string code, Type type)
    {
        await using var server = await RecordingServer.StartAsync(QueryAnswer.Error(code, "Sender", "no", 409));
        using var iam = server.Iam();
        var error = await Assert.ThrowsAnyAsync<AmazonIdentityManagementServiceException>(() => iam.GetRoleAsync(new() { RoleName = "r" }, TestContext.Current.CancellationToken));
        Assert.IsType(type, error);
        Assert.Equal((code, "no", RecordingServer.RequestId), (error.ErrorCode, error.Message, error.RequestId));
    }

    [Theory]
    [InlineData("AccountSendingPausedException", typeof(Ses.AccountSendingPausedException))]
    [InlineData("ConfigurationSetDoesNotExist", typeof(Ses.ConfigurationSetDoesNotExistException))]
    [InlineData("ConfigurationSetSendingPausedException", typeof(Ses.ConfigurationSetSendingPausedException))]
    [InlineData("MailFromDomainNotVerifiedException", typeof(Ses.MailFromDomainNotVerifiedException))]
    [InlineData("MessageRejected", typeof(Ses.MessageRejectedException))]
    [InlineData("InvalidParameterValue", typeof(AmazonSimpleEmailServiceException))]
    public async Task An_error_of_SES_becomes_its_exception(string code, Type type)
    {
        await using var server = await RecordingServer.StartAsync(QueryAnswer.Error(code, "Sender", "Email address is not verified.", 400));
        using var ses = server.Ses();
        var error = await Assert.ThrowsAnyAsync<AmazonSimpleEmailServiceException>(() => ses.SendRawEmailAsync(new() { RawMessage = new() { Data = new() } }, TestContext.Current.CancellationToken));
        Assert.IsType(type, error);
        Assert.Equal((code, "Email address is not verified.", RecordingServer.RequestId), (error.ErrorCode, error.Message, error.RequestId));
    }

    [Theory]
    [InlineData("Receiver", 400, ErrorType.Receiver)]
    [InlineData("Sender", 500, ErrorType.Sender)]
    [InlineData(null, 403, ErrorType.Sender)]
    [InlineData(null, 501, ErrorType.Receiver)]
    public async Task Whose_fault_it_is_says_the_answer_or_else_its_status(string? type, int status, ErrorType expected) =>
        Assert.Equal(expected, (await FailAsync(QueryAnswer.Error("SomethingElse", type, "no", status))).ErrorType);

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway<br></body></html>")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("<UnknownOperationException/>")]
    [InlineData("<ErrorResponse><Error><Code>Cut")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ErrorResponse><Error><Code>&e;</Code></Error></ErrorResponse>")]
    [InlineData("""{"__type":"NotFound"}""")]
    public async Task An_error_without_words_says_its_status(string body)
    {
        var error = await FailAsync(new(body, 400));
        Assert.Equal(("BadRequest", "SNS returned HTTP 400 BadRequest without a message."), (error.ErrorCode, error.Message));
    }

    [Theory]
    [InlineData("<html><body>welcome to this network</body></html>")]
    [InlineData("welcome to this network")]
    [InlineData("<ListTagsForResourceResponse><ListTagsForResourceResult>")]
    [InlineData("<GetTopicAttributesResponse><GetTopicAttributesResult><Attributes><entry><key>k</key></entry></Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"e\">]><GetTopicAttributesResponse>&e;</GetTopicAttributesResponse>")]
    public async Task An_answer_that_cannot_be_read_is_one_kind_of_error(string body)
    {
        await using var server = await RecordingServer.StartAsync(new CannedAnswer(body));
        using var sns = server.Sns();
        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => GetAsync(sns));
        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
    }

    [Fact]
    public async Task Throttling_is_retried()
    {
        const string Answer = "<GetTopicAttributesResponse><GetTopicAttributesResult><Attributes/></GetTopicAttributesResult></GetTopicAttributesResponse>";
        await using var server = await RecordingServer.StartAsync(QueryAnswer.Error("Throttling", "Sender", "Rate exceeded", 400), new(Answer));
        using var sns = server.Sns(maxErrorRetry: 2);
        Assert.Empty((await GetAsync(sns)).Attributes!);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Requests[0].Body, server.Requests[1].Body);
    }

    private static async Task<AmazonServiceException> FailAsync(CannedAnswer answer)
    {
        await using var server = await RecordingServer.StartAsync(answer);
        using var sns = server.Sns();
        return await Assert.ThrowsAnyAsync<AmazonSimpleNotificationServiceException>(() => GetAsync(sns));
    }

    private static Task<GetTopicAttributesResponse> GetAsync(AmazonSimpleNotificationServiceClient sns) =>
        sns.GetTopicAttributesAsync(new() { TopicArn = "arn:aws:sns:us-east-1:123456789012:t" }, TestContext.Current.CancellationToken);
}

using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SimpleEmail;
using Amazon.SimpleEmail.Model;

namespace AwsLoginAudit.Aws;

/// <summary>The client of SES. It retries only calls that SES has certainly not accepted, because a mail that may be a repeat has to be marked.</summary>
internal sealed class MailClient(AWSCredentials credentials, AmazonSimpleEmailServiceConfig config) : AmazonSimpleEmailServiceClient(credentials, config)
{
    /// <summary>Whether SES has answered that it rejected the call.</summary>
    public static bool IsRejection(Exception? failure) =>
        failure is AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError };

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new AmbiguousSendHandler());
    }

    private sealed class AmbiguousSendHandler : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var context = executionContext.RequestContext;
            try
            {
                return await base.InvokeAsync<T>(executionContext);
            }
            catch (Exception failure) when (context.OriginalRequest is SendRawEmailRequest request
                && !IsRejection(failure) && failure is not LoginAuditException && !context.CancellationToken.IsCancellationRequested)
            {
                // The original exception is not the inner exception, because the SDK would find it there and retry.
                throw new LoginAuditException(
                    LoginAuditError.ServiceError,
                    $"ses:SendRawEmail from {request.Source} failed, but SES may have sent the mail: {Sentence.End(failure.GetBaseException().Message)}",
                    request.Source);
            }
        }
    }
}

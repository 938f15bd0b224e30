using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SimpleEmail;
using Amazon.SimpleEmail.Model;

namespace AwsLoginAudit.Aws;

/// <summary>SES's client, which by itself sends again only what SES has certainly not taken: another mail has to be marked as repeated.</summary>
internal sealed class MailClient(AWSCredentials credentials, AmazonSimpleEmailServiceConfig config) : AmazonSimpleEmailServiceClient(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new CertainRetryPolicy(Config)));
    }

    private sealed class CertainRetryPolicy(IClientConfig config) : StandardRetryPolicy(config)
    {
        public override async Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
            (executionContext.RequestContext.OriginalRequest is not SendRawEmailRequest || IsRefusal(exception))
            && await base.RetryForExceptionAsync(executionContext, exception);

        // Throttling, and what the SDK mends by itself, such as a clock that is wrong.
        private static bool IsRefusal(Exception exception) =>
            exception is AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError };
    }
}

using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsLoginAudit.Aws;

/// <summary>The outermost handler of a session's clients: it traces each call, retries it if that can help, and translates its errors.</summary>
/// <remarks>
/// The SDK applies a customizer to all clients of the process. The handler ignores clients that do not belong to a session.
/// </remarks>
internal sealed class SessionHandler : PipelineHandler
{
    /// <summary>Registers the handler for every client that is created from now on. Repeated calls have no effect.</summary>
    public static void Register() => RuntimePipelineCustomizerRegistry.Instance.Register(new Customizer());

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        if (context.ClientConfig is not ClientConfig { HttpClientFactory: ReachableHttpClientFactory { Session: { } session } })
            return await base.InvokeAsync<T>(executionContext);

        var call = CallName.Of(context.ServiceMetaData.ServiceId, context.OriginalRequest);
        session.Trace(call.ToString());
        try
        {
            var renewals = session.Renewals;
            try
            {
                return await base.InvokeAsync<T>(executionContext);
            }
            catch (AmazonServiceException refused) when (session.HelpsToAskAgain(refused, renewals))
            {
                // The SDK signs a call only once, so the retry needs new credentials and a new signature.
                (context.Identity, context.IsSigned) = (null, false);
                return await base.InvokeAsync<T>(executionContext);
            }
        }
        catch (Exception failure) when (AwsErrors.Translate(failure, call) is { } translated)
        {
            throw translated;
        }
    }

    private sealed class Customizer : IRuntimePipelineCustomizer
    {
        public string UniqueName => typeof(SessionHandler).FullName!;

        public void Customize(System.Type type, RuntimePipeline pipeline) => pipeline.AddHandler(new SessionHandler());
    }
}

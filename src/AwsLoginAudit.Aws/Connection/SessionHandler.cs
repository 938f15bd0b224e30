using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsLoginAudit.Aws;

/// <summary>The outermost handler of a session's clients: it traces each call, repeats it where that helps, and translates its errors.</summary>
/// <remarks>
/// The SDK applies a customizer to all clients of the process. A client that belongs to no session passes through.
/// </remarks>
internal sealed class SessionHandler : PipelineHandler
{
    /// <summary>Has the SDK add the handler to every client that is made from now on. Done once, however often it is called.</summary>
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
                // The SDK signs a call once, with the credentials of its beginning.
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

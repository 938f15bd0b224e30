using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.StandIn;

/// <summary>
/// A client that uses the pipeline of the SDK, which signs, retries and resolves credentials. This class adds only the <see cref="Protocol"/> of the
/// service, which writes requests and reads responses.
/// </summary>
public abstract class ServiceClient : AmazonServiceClient
{
    private readonly Protocol protocol;

    private protected ServiceClient(AWSCredentials credentials, ServiceConfig config, Protocol protocol)
        : base(credentials, config) => this.protocol = protocol;

    // The base constructor reads this property before the fields of this class are set.
    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => ((ServiceConfig)Config).Service;

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        _ = pipeline ?? throw new ArgumentNullException(nameof(pipeline));
        pipeline.AddHandlerAfter<Marshaller>(new EndpointResolver());
        pipeline.AddHandlerAfter<EndpointResolver>(new SignatureV4Resolver());
        pipeline.AddHandlerAfter<Unmarshaller>(new ResponseBodyHandler());
    }

    private protected Task<TResponse> CallAsync<TResponse>(AmazonWebServiceRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions { RequestMarshaller = protocol, ResponseUnmarshaller = new ProtocolUnmarshaller<TResponse>(protocol) };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }

    private sealed class SignatureV4Resolver : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}

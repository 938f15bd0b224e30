using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.StandIn;

/// <summary>The base class of the client configurations: Region, endpoint, retries and user agent.</summary>
public abstract class ServiceConfig : ClientConfig
{
    // The version of the published packages that this project replaces.
    private const string SdkVersion = "4.0.0";

    private readonly ServiceDescription service;

    private protected ServiceConfig(ServiceDescription service)
        : base(new DefaultConfigurationProvider(Defaults.All))
    {
        this.service = service;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = service.Endpoints;
        UserAgent = InternalSDKUtils.BuildUserAgentString(service.ServiceId, SdkVersion);
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => service.EndpointPrefix;

    /// <inheritdoc/>
    public override string ServiceVersion => service.ApiVersion;

    /// <inheritdoc/>
    public override string UserAgent { get; }

    internal ServiceDescription Service => service;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        _ = parameters ?? throw new ArgumentNullException(nameof(parameters));
        return EndpointProvider.ResolveEndpoint(WantedEndpoint.From(this, parameters.AlternateEndpoint));
    }
}

using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.StandIn;

/// <summary>What every client configuration of the stand-ins has in common: region, endpoint, retry and user agent rules.</summary>
public abstract class ServiceConfig : ClientConfig
{
    // Of the published packages these stand in for.
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

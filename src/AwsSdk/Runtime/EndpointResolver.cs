using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.StandIn;

/// <summary>The parameters of the endpoint rules, from the configuration of the client.</summary>
internal sealed class WantedEndpoint : EndpointParameters
{
    public string? Endpoint { get; init; }

    public string? Region { get; init; }

    public bool UseFips { get; init; }

    public bool UseDualStack { get; init; }

    public static WantedEndpoint From(IClientConfig config, RegionEndpoint? alternate)
    {
        var url = string.IsNullOrEmpty(config.ServiceURL) ? null : config.ServiceURL;
        return new()
        {
            Endpoint = url,
            // A specified endpoint needs no Region, and deriving the Region from the URL is slow.
            Region = (alternate ?? config.RegionEndpoint)?.SystemName,
            UseFips = config.UseFIPSEndpoint,
            UseDualStack = config.UseDualstackEndpoint,
        };
    }
}

/// <summary>The step of the SDK's pipeline that sets the endpoint of a request.</summary>
internal sealed class EndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        WantedEndpoint.From(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);
}

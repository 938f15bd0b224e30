using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using Amazon.Util;

namespace Amazon.StandIn;

/// <summary>
/// The endpoint rules that AWS publishes for its regional services; domains and what a partition can do
/// come from the SDK's own table of partitions.
/// </summary>
internal sealed class RegionalEndpointProvider(ServiceDescription service) : IEndpointProvider
{
    private const string GovCloud = "aws-us-gov";

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var wanted = (RegionalEndpointParameters)parameters;
        if (wanted.Endpoint is { } endpoint)
        {
            if (wanted.UseFips)
                throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
            if (wanted.UseDualStack)
                throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported");
            return new Endpoint(endpoint);
        }

        if (wanted.Region is not { } region)
            throw new AmazonClientException("Invalid Configuration: Missing Region");

        var partition = Fn.Partition(region);
        if ((wanted.UseFips && !partition.supportsFIPS) || (wanted.UseDualStack && !partition.supportsDualStack))
        {
            var asked = string.Join(" and ", new[] { wanted.UseFips ? "FIPS" : null, wanted.UseDualStack ? "DualStack" : null }.Where(o => o is not null));
            throw new AmazonClientException($"Invalid Configuration: {asked} enabled, but the partition {partition.name} does not support this");
        }

        var suffix = wanted.UseDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return new Endpoint($"https://{Prefix(wanted, partition)}.{region}.{suffix}");
    }

    // All of GovCloud is FIPS, so its plain hosts are the FIPS hosts.
    private string Prefix(RegionalEndpointParameters wanted, Partition partition) => (wanted.UseFips, partition.name) switch
    {
        (false, _) => service.EndpointPrefix,
        (true, GovCloud) => wanted.UseDualStack ? service.GovFipsDualStackPrefix : service.EndpointPrefix,
        _ => service.EndpointPrefix + "-fips",
    };
}

/// <summary>What the client's configuration says about where to send a request.</summary>
internal sealed class RegionalEndpointParameters : EndpointParameters
{
    public string? Endpoint { get; init; }

    public string? Region { get; init; }

    public bool UseFips { get; init; }

    public bool UseDualStack { get; init; }

    public static RegionalEndpointParameters From(IClientConfig config, RegionEndpoint? alternate)
    {
        var url = string.IsNullOrEmpty(config.ServiceURL) ? null : config.ServiceURL;
        return new()
        {
            Endpoint = url,
            Region = (alternate ?? config.RegionEndpoint)?.SystemName ?? (url is null ? null : AWSSDKUtils.DetermineRegion(url)),
            UseFips = config.UseFIPSEndpoint,
            UseDualStack = config.UseDualstackEndpoint,
        };
    }
}

/// <summary>The step of the SDK's pipeline that gives a request its endpoint.</summary>
internal sealed class RegionalEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        RegionalEndpointParameters.From(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);
}

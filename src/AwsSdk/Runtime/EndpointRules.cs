using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.StandIn;

/// <summary>
/// The endpoint rules that AWS publishes for its services. The domains and the features of a partition come from the
/// partition table of the SDK.
/// </summary>
internal abstract class EndpointRules : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var wanted = (WantedEndpoint)parameters;
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

        return Find(wanted, region, partition, wanted.UseDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix);
    }

    protected abstract Endpoint Find(WantedEndpoint wanted, string region, Partition partition, string domain);
}

/// <summary>The endpoints of a service that has an endpoint in every Region.</summary>
/// <param name="prefix">The first label of the host names. FIPS hosts outside GovCloud add <c>-fips</c>.</param>
/// <param name="govFips">The first label of the FIPS hosts in GovCloud, which differs between services.</param>
/// <param name="govFipsDualStack">The first label of the dual-stack FIPS hosts in GovCloud.</param>
internal sealed class RegionalEndpoints(string prefix, string govFips, string govFipsDualStack) : EndpointRules
{
    protected override Endpoint Find(WantedEndpoint wanted, string region, Partition partition, string domain)
    {
        var label = (wanted.UseFips, partition.name) switch
        {
            (false, _) => prefix,
            (true, "aws-us-gov") => wanted.UseDualStack ? govFipsDualStack : govFips,
            _ => prefix + "-fips",
        };
        return new Endpoint($"https://{label}.{region}.{domain}");
    }
}

/// <summary>The endpoints of IAM: one per partition. All requests are signed for one Region of the partition, regardless of the caller's Region.</summary>
internal sealed class IamEndpoints : EndpointRules
{
    private const string ChinaRegion = "cn-north-1";

    protected override Endpoint Find(WantedEndpoint wanted, string region, Partition partition, string domain)
    {
        var global = partition.implicitGlobalRegion;
        var (place, signingRegion) = (partition.name, wanted.UseFips, wanted.UseDualStack) switch
        {
            ("aws", _, true) => (".global", global),
            ("aws-cn", false, true) => (".global", ChinaRegion),
            ("aws-cn", false, false) => ("." + ChinaRegion, ChinaRegion),
            ("aws-us-gov", _, _) => (".us-gov", global),
            ("aws-iso" or "aws-iso-b", _, false) or ("aws-iso-e" or "aws-iso-f" or "aws-eusc", false, false) => ("." + global, global),
            _ => ("", global),
        };

        // In GovCloud, all hosts support FIPS, and there are no separate FIPS hosts.
        var label = wanted.UseFips && partition.name != "aws-us-gov" ? "iam-fips" : "iam";
        var scheme = $$"""{"authSchemes":[{"name":"sigv4","signingRegion":"{{signingRegion}}"}]}""";
        return new Endpoint($"https://{label}{place}.{domain}", scheme, "");
    }
}

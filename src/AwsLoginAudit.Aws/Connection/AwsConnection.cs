using Amazon;
using Amazon.Runtime;

namespace AwsLoginAudit.Aws;

/// <summary>How to reach AWS, as AWS Tools for PowerShell names it. What is null is looked for where the SDK looks.</summary>
public sealed record AwsConnection
{
    /// <summary>The Regions that the SDK knows, by their system names, in the order of the alphabet.</summary>
    public static IReadOnlyList<KnownName> KnownRegions { get; } =
    [
        .. RegionEndpoint.EnumerableAllRegions.OrderBy(region => region.SystemName, StringComparer.Ordinal)
            .Select(region => new KnownName(region.SystemName, null, region.DisplayName)),
    ];

    /// <summary>The Region's system name, such as eu-west-1.</summary>
    public string? Region { get; init; }

    /// <summary>The name of a profile of the shared files or the SDK's store.</summary>
    public string? ProfileName { get; init; }

    /// <summary>An access key id.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret of <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Another endpoint for every service: an absolute http or https URL.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>Credentials that the caller's session holds already; used where neither keys nor a profile are given.</summary>
    public AWSCredentials? SessionCredentials { get; init; }

    /// <summary>A Region that the caller's session holds already; used where none is given.</summary>
    public string? SessionRegion { get; init; }

    /// <summary>How often a second log events are asked for at most; just below the Region's quota of FilterLogEvents where it is null.</summary>
    public int? EventRequestsPerSecond { get; init; }

    /// <summary>The tags that resources which are created get beside this module's own; see <see cref="ResourceTags"/>.</summary>
    public IReadOnlyDictionary<string, string> ResourceTags { get; init; } = new Dictionary<string, string>();

    // The compiler would write the keys into ToString.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Region = ").Append(Region).Append(", ProfileName = ").Append(ProfileName).Append(", EndpointUrl = ").Append(EndpointUrl);
        return true;
    }
}

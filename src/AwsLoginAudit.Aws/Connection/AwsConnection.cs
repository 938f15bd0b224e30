using Amazon;
using Amazon.Runtime;

namespace AwsLoginAudit.Aws;

/// <summary>How to connect to AWS, with the names of AWS Tools for PowerShell. The AWS SDK's default search applies to values that are null.</summary>
public sealed record AwsConnection
{
    /// <summary>The Regions that the AWS SDK knows, in the order of their system names.</summary>
    public static IReadOnlyList<KnownName> KnownRegions { get; } =
    [
        .. RegionEndpoint.EnumerableAllRegions.OrderBy(region => region.SystemName, StringComparer.Ordinal)
            .Select(region => new KnownName(region.SystemName, null, region.DisplayName)),
    ];

    /// <summary>The Region's system name, such as eu-west-1.</summary>
    public string? Region { get; init; }

    /// <summary>The name of a profile in the shared credentials or config file, or in the SDK's store.</summary>
    public string? ProfileName { get; init; }

    /// <summary>An access key id.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret access key that belongs to <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The session token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The endpoint to use for every service: an absolute http or https URL. The default, null, uses AWS's endpoints.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>The credentials of the caller's session; used if neither keys nor a profile are given.</summary>
    public AWSCredentials? SessionCredentials { get; init; }

    /// <summary>The Region of the caller's session; used if no Region is given.</summary>
    public string? SessionRegion { get; init; }

    /// <summary>The maximum number of FilterLogEvents calls in a second. The default, null, is just below the Region's quota.</summary>
    public int? EventRequestsPerSecond { get; init; }

    /// <summary>The tags of created resources in addition to this module's own; see <see cref="ResourceTags"/>.</summary>
    public IReadOnlyDictionary<string, string> ResourceTags { get; init; } = new Dictionary<string, string>();

    // Without this method, the compiler-generated ToString would contain the keys.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Region = ").Append(Region).Append(", ProfileName = ").Append(ProfileName).Append(", EndpointUrl = ").Append(EndpointUrl);
        return true;
    }
}

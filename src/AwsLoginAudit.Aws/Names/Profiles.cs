using Amazon.Runtime.CredentialManagement;

namespace AwsLoginAudit.Aws;

/// <summary>The AWS profiles of the current user.</summary>
public static class Profiles
{
    /// <summary>Lists the usable profiles of the shared files and of the SDK's store.</summary>
    /// <returns>The names, each once.</returns>
    public static IReadOnlyList<KnownName> List() =>
    [
        .. new CredentialProfileStoreChain().ListProfiles()
            .GroupBy(profile => profile.Name, StringComparer.Ordinal)
            .Select(profile => new KnownName(profile.Key, null, profile.First().Region is { } region ? "Region " + region.SystemName : "without a Region")),
    ];
}

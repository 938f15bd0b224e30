using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace AwsLoginAudit.Aws;

/// <summary>Finds the credentials, the Region and the endpoint, or throws an error that says which one is missing or wrong.</summary>
internal static class ConnectionResolver
{
    private static readonly Regex HostNamePart = new("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static AWSCredentials Credentials(AwsConnection connection)
    {
        if (connection.AccessKey is not null || connection.SecretKey is not null)
            return FromKeys(connection);
        if (connection.ProfileName is not null)
            return FromProfile(connection.ProfileName);
        return connection.SessionCredentials ?? FromDefaultChain();
    }

    private static AWSCredentials FromKeys(AwsConnection connection)
    {
        if (string.IsNullOrWhiteSpace(connection.AccessKey) || string.IsNullOrWhiteSpace(connection.SecretKey))
        {
            throw new LoginAuditException(
                LoginAuditError.NoCredentials, "An access key id and its secret access key go together: give both, or neither.", remedies: [LoginAuditRemedy.Use(RemedySetting.AccessKey, RemedySetting.SecretKey)]);
        }
        return string.IsNullOrWhiteSpace(connection.SessionToken)
            ? new BasicAWSCredentials(connection.AccessKey, connection.SecretKey)
            : new SessionAWSCredentials(connection.AccessKey, connection.SecretKey, connection.SessionToken);
    }

    private static AWSCredentials FromProfile(string name)
    {
        var chain = new CredentialProfileStoreChain();
        if (!chain.TryGetProfile(name, out var profile))
        {
            throw new LoginAuditException(
                LoginAuditError.ProfileNotFound,
                $"There is no AWS profile named '{name}' in the shared credentials or config file. Create it with 'aws configure --profile {name}' or Set-AWSCredential -StoreAs.",
                name,
                remedies: [LoginAuditRemedy.Change(RemedySetting.ProfileName)]);
        }
        try
        {
            return OwnClients.For(() => SignedIn(profile.GetAWSCredentials(chain), name));
        }
        catch (AmazonClientException incomplete)
        {
            throw new LoginAuditException(
                LoginAuditError.ProfileNotFound,
                $"The AWS profile '{name}' is incomplete or cannot be used: {Sentence.End(incomplete.Message)}",
                name,
                incomplete);
        }
    }

    private static AWSCredentials FromDefaultChain()
    {
        var profile = Environment.GetEnvironmentVariable("AWS_PROFILE") ?? "default";
        if (IsNextWithSignOn(profile))
            return FromProfile(profile);
        try
        {
            return OwnClients.For(() => DefaultAWSCredentialsIdentityResolver.GetCredentials());
        }
        catch (AmazonClientException none)
        {
            throw new LoginAuditException(
                LoginAuditError.NoCredentials,
                "No AWS credentials were found in the session (Set-AWSCredential), the environment, the default profile or an instance role. Sign in with 'aws configure' or 'aws sso login'.",
                innerException: none,
                remedies: [LoginAuditRemedy.Use(RemedySetting.ProfileName), LoginAuditRemedy.Use(RemedySetting.AccessKey, RemedySetting.SecretKey)]);
        }
    }

    // The SDK's default chain skips a profile with single sign-on and would use the instance's role. Credentials in the environment come before profiles.
    private static bool IsNextWithSignOn(string profile) =>
        Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is null && Environment.GetEnvironmentVariable("AWS_WEB_IDENTITY_TOKEN_FILE") is null
        && new CredentialProfileStoreChain().TryGetProfile(profile, out var found) && found.Options.SsoAccountId is not null;

    // The credentials are requested now, because the SDK's error at the first call names neither the profile nor the command to sign in.
    private static AWSCredentials SignedIn(AWSCredentials credentials, string profile)
    {
        if (credentials is not SSOAWSCredentials)
            return credentials;
        try
        {
            credentials.GetCredentials();
        }
        catch (Exception expired) when (IsSignedOut(expired))
        {
            throw new LoginAuditException(
                LoginAuditError.CredentialsRejected,
                $"The AWS profile '{profile}' is not signed in, or its sign-in has expired. Sign in with 'aws sso login --profile {profile}'.",
                profile,
                expired);
        }
        catch (Exception other) when (other is AmazonClientException or AmazonServiceException)
        {
            // The first call fails with the same error, which then names the call.
        }
        return credentials;
    }

    private static bool IsSignedOut(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AmazonServiceException answer)
                return answer.ErrorCode is "UnauthorizedException";
        }
        return failure is AmazonClientException;
    }

    public static RegionEndpoint Region(AwsConnection connection)
    {
        var name = connection.Region ?? RegionOfProfile(connection.ProfileName) ?? connection.SessionRegion;
        if (name is null)
        {
            return FallbackRegionFactory.GetRegionEndpoint() ?? throw new LoginAuditException(
                LoginAuditError.NoRegion,
                "No AWS Region was given and none is configured. Set a default, such as eu-west-1, with Set-DefaultAWSRegion or AWS_REGION.",
                remedies: [LoginAuditRemedy.Use(RemedySetting.Region)]);
        }

        var known = RegionEndpoint.EnumerableAllRegions.FirstOrDefault(
            region => string.Equals(region.SystemName, name, StringComparison.OrdinalIgnoreCase));
        if (known is not null)
            return known;
        // A server that is not AWS may use any Region name that can be part of a host name.
        if (connection.EndpointUrl is not null && HostNamePart.IsMatch(name))
            return RegionEndpoint.GetBySystemName(name);
        throw new LoginAuditException(
            LoginAuditError.UnknownRegion,
            $"'{name}' is not an AWS Region. Give its system name, such as us-east-1 or eu-west-1.",
            name);
    }

    private static string? RegionOfProfile(string? name) =>
        name is not null && new CredentialProfileStoreChain().TryGetProfile(name, out var profile) ? profile.Region?.SystemName : null;

    public static Uri? Endpoint(AwsConnection connection)
    {
        if (connection.EndpointUrl is null)
            return null;
        if (Uri.TryCreate(connection.EndpointUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        throw new LoginAuditException(
            LoginAuditError.InvalidEndpoint,
            $"'{connection.EndpointUrl}' is not an endpoint: expected an absolute URL such as https://logs.eu-west-1.amazonaws.com.",
            connection.EndpointUrl);
    }
}

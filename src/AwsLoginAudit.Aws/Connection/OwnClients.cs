using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace AwsLoginAudit.Aws;

/// <summary>
/// The clients that profiles with SSO or a role need. The SDK would search the whole process for their assemblies by name, and could find those of AWS Tools,
/// which belong to another AWS SDK and cannot be used.
/// </summary>
internal static class OwnClients
{
    private static readonly Lazy<GlobalRuntimeDependencyRegistry> Registered = new(() =>
    {
        var registry = GlobalRuntimeDependencyRegistry.Instance;
        registry.RegisterSSOClient(context => SignOn(context.SSOClientContextData));
        registry.RegisterSSOOIDCClient(context => Tokens(context.SSOOIDCClientContextData));
        return registry;
    });

    /// <summary>Returns credentials that use the module's own clients.</summary>
    /// <param name="find">Finds the credentials with the SDK.</param>
    /// <returns>The same credentials, or other credentials for the same role.</returns>
    public static AWSCredentials For(Func<AWSCredentials> find)
    {
        _ = Registered.Value;
        return Own(find());
    }

    private static AWSCredentials Own(AWSCredentials credentials) => credentials is AssumeRoleAWSCredentials role ? new RoleCredentials(role) : credentials;

    // Each method uses the types of its client in its own body only: the Lambda function needs neither client and does not contain their assemblies.
    private static object SignOn(SSOClientContext context) =>
        new AmazonSSOClient(new AnonymousAWSCredentials(), Configure(new AmazonSSOConfig(), context.Region, context.ProxySettings));

    private static object Tokens(SSOOIDCClientContext context) =>
        new AmazonSSOOIDCClient(new AnonymousAWSCredentials(), Configure(new AmazonSSOOIDCConfig(), context.Region, context.ProxySettings));

    private static T Configure<T>(T config, RegionEndpoint region, IWebProxy? proxy)
        where T : ClientConfig
    {
        config.RegionEndpoint = region;
        if (proxy is not null)
            config.SetWebProxy(proxy);
        return config;
    }

    /// <summary>The credentials of a role, requested in the same way as by <see cref="AssumeRoleAWSCredentials"/>.</summary>
    private sealed class RoleCredentials : RefreshingAWSCredentials
    {
        private readonly AssumeRoleAWSCredentials role;
        private readonly AWSCredentials source;

        public RoleCredentials(AssumeRoleAWSCredentials role)
        {
            this.role = role;
            source = Own(role.SourceCredentials);
            PreemptExpiryTime = role.PreemptExpiryTime;
        }

        protected override CredentialsRefreshState GenerateNewCredentials() => Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

        protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
        {
            var config = Configure(new AmazonSecurityTokenServiceConfig(), FallbackRegionFactory.GetRegionEndpoint() ?? RegionEndpoint.USEast1, role.Options.ProxySettings);
            using var client = new AmazonSecurityTokenServiceClient(source, config);
            var credentials = await ((ICoreAmazonSTS)client).CredentialsFromAssumeRoleAuthenticationAsync(role.RoleArn, role.RoleSessionName, role.Options);
            return new CredentialsRefreshState(credentials, credentials.Expiration);
        }
    }
}

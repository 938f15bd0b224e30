using Amazon;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SimpleEmail;
using Amazon.SimpleNotificationService;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;

namespace AwsLoginAudit.Aws;

/// <summary>The clients of one connection. Every call goes through <see cref="CallAsync"/>, so that it is traced and its errors are told in one way.</summary>
public sealed class AwsSession : IDisposable
{
    // The SDK waits longer after each attempt, up to 20 seconds; ten outlast a long spell of throttling.
    private const int MostRetries = 10;

    private readonly ReachableHttpClientFactory httpClients = new();
    private readonly Action<string> trace;
    private readonly AWSCredentials credentials;
    private readonly RegionEndpoint region;
    private readonly Uri? endpoint;
    private readonly Lazy<AmazonCloudWatchLogsClient> logs;
    private readonly Lazy<AmazonCloudWatchClient> cloudWatch;
    private readonly Lazy<AmazonSimpleSystemsManagementClient> systemsManager;
    private readonly Lazy<AmazonSimpleNotificationServiceClient> notifications;
    private readonly Lazy<AmazonSQSClient> queues;
    private readonly Lazy<AmazonSecurityTokenServiceClient> securityToken;
    private readonly Lazy<AmazonIdentityManagementServiceClient> identity;
    private readonly Lazy<AmazonSimpleEmailServiceClient> mail;
    private readonly List<Action> disposals = [];

    /// <param name="connection">How to reach AWS.</param>
    /// <param name="trace">Told the name of each call, such as "logs:FilterLogEvents /aws/SecurityAuditLogs"; may be called from any thread.</param>
    /// <exception cref="LoginAuditException">NoCredentials, ProfileNotFound, NoRegion, UnknownRegion or InvalidEndpoint.</exception>
    public AwsSession(AwsConnection connection, Action<string> trace)
    {
        this.trace = trace;
        endpoint = ConnectionResolver.Endpoint(connection);
        credentials = ConnectionResolver.Credentials(connection);
        region = ConnectionResolver.Region(connection);
        logs = Client(() => new AmazonCloudWatchLogsClient(credentials, Configure(new AmazonCloudWatchLogsConfig())));
        cloudWatch = Client(() => new AmazonCloudWatchClient(credentials, Configure(new AmazonCloudWatchConfig())));
        systemsManager = Client(() => new AmazonSimpleSystemsManagementClient(credentials, Configure(new AmazonSimpleSystemsManagementConfig())));
        notifications = Client(() => new AmazonSimpleNotificationServiceClient(credentials, Configure(new AmazonSimpleNotificationServiceConfig())));
        queues = Client(() => new AmazonSQSClient(credentials, Configure(new AmazonSQSConfig())));
        identity = Client(() => new AmazonIdentityManagementServiceClient(credentials, Configure(new AmazonIdentityManagementServiceConfig())));
        mail = Client(() => new AmazonSimpleEmailServiceClient(credentials, Configure(new AmazonSimpleEmailServiceConfig())));
        securityToken = Client(() => new AmazonSecurityTokenServiceClient(credentials, Configure(new AmazonSecurityTokenServiceConfig())));
    }

    /// <summary>The Region's system name.</summary>
    public string Region => region.SystemName;

    internal AmazonCloudWatchLogsClient Logs => logs.Value;

    internal AmazonCloudWatchClient CloudWatch => cloudWatch.Value;

    internal AmazonSimpleSystemsManagementClient SystemsManager => systemsManager.Value;

    internal AmazonSimpleNotificationServiceClient Notifications => notifications.Value;

    internal AmazonSQSClient Queues => queues.Value;

    internal AmazonIdentityManagementServiceClient Identity => identity.Value;

    internal AmazonSimpleEmailServiceClient Mail => mail.Value;

    internal AmazonSecurityTokenServiceClient SecurityToken => securityToken.Value;

    /// <summary>Makes one call, traced, with its errors as <see cref="LoginAuditException"/>.</summary>
    /// <typeparam name="T">The call's answer.</typeparam>
    /// <param name="action">The IAM action, such as logs:FilterLogEvents.</param>
    /// <param name="resource">What it is about: a log group, an alarm.</param>
    /// <param name="call">The call.</param>
    /// <returns>The answer.</returns>
    internal async Task<T> CallAsync<T>(string action, string resource, Func<Task<T>> call)
    {
        trace($"{action} {resource}");
        try
        {
            return await call();
        }
        catch (Exception failure) when (AwsErrors.Translate(failure, action, resource) is { } told)
        {
            throw told;
        }
    }

    // Made when it is first needed.
    private Lazy<T> Client<T>(Func<T> make)
        where T : IDisposable
    {
        var client = new Lazy<T>(make);
        disposals.Add(() =>
        {
            if (client.IsValueCreated)
                client.Value.Dispose();
        });
        return client;
    }

    private T Configure<T>(T config)
        where T : ClientConfig
    {
        if (endpoint is null)
        {
            config.RegionEndpoint = region;
        }
        else
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region.SystemName;
        }
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = MostRetries;
        config.HttpClientFactory = httpClients;
        return config;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var dispose in disposals)
            dispose();
        httpClients.Dispose();
    }
}

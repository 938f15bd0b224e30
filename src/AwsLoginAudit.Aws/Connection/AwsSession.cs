using System.Collections.Concurrent;
using Amazon;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.DynamoDBv2;
using Amazon.EventBridge;
using Amazon.IdentityManagement;
using Amazon.Lambda;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SimpleEmail;
using Amazon.SimpleNotificationService;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;

namespace AwsLoginAudit.Aws;

/// <summary>The clients of one connection. Every call passes <see cref="SessionHandler"/>, which traces it and translates its errors.</summary>
public sealed class AwsSession : IDisposable
{
    // The SDK waits longer after each attempt, up to 20 seconds; ten outlast a long spell of throttling.
    private const int MostRetries = 10;

    // SES says "Throttling" when the day's quota is used up as well, and no waiting helps then.
    private const int MostMailRetries = 3;

    private readonly ReachableHttpClientFactory httpClients;
    private readonly AWSCredentials credentials;
    private readonly RegionEndpoint region;
    private readonly Uri? endpoint;
    private readonly IReadOnlyDictionary<string, string> userTags;
    private readonly ConcurrentDictionary<System.Type, Lazy<IDisposable>> clients = [];
    private int renewals;

    /// <param name="connection">How to reach AWS.</param>
    /// <param name="trace">Gets a line for each call, such as "logs:FilterLogEvents /aws/SecurityAuditLogs"; called from any thread.</param>
    /// <exception cref="LoginAuditException">NoCredentials, ProfileNotFound, NoRegion, UnknownRegion or InvalidEndpoint.</exception>
    public AwsSession(AwsConnection connection, Action<string> trace)
    {
        Trace = trace;
        SessionHandler.Register();
        userTags = connection.ResourceTags;
        endpoint = ConnectionResolver.Endpoint(connection);
        credentials = ConnectionResolver.Credentials(connection);
        region = ConnectionResolver.Region(connection);
        var rates = new LogsRates(region.SystemName, connection.EventRequestsPerSecond);
        EventRequestsPerSecond = rates.Events;
        httpClients = new ReachableHttpClientFactory(this, rates);
    }

    /// <summary>The Region's system name.</summary>
    public string Region => region.SystemName;

    /// <summary>The tags of a resource that is created: this module's own, and the user's.</summary>
    internal Dictionary<string, string> NewTags => Ownership.With(userTags);

    /// <summary>How often a second log events are asked for at most.</summary>
    public double EventRequestsPerSecond { get; }

    // Each names its types in its own body alone: who never asks for a client does not need its assembly.
    internal AmazonCloudWatchLogsClient Logs => Client(() => new AmazonCloudWatchLogsClient(credentials, Configure(new AmazonCloudWatchLogsConfig())));

    internal AmazonCloudWatchClient CloudWatch => Client(() => new AmazonCloudWatchClient(credentials, Configure(new AmazonCloudWatchConfig())));

    internal AmazonSimpleSystemsManagementClient SystemsManager =>
        Client(() => new AmazonSimpleSystemsManagementClient(credentials, Configure(new AmazonSimpleSystemsManagementConfig())));

    internal AmazonSimpleNotificationServiceClient Notifications =>
        Client(() => new AmazonSimpleNotificationServiceClient(credentials, Configure(new AmazonSimpleNotificationServiceConfig())));

    internal AmazonSQSClient Queues => Client(() => new AmazonSQSClient(credentials, Configure(new AmazonSQSConfig())));

    internal AmazonIdentityManagementServiceClient Identity =>
        Client(() => new AmazonIdentityManagementServiceClient(credentials, Configure(new AmazonIdentityManagementServiceConfig())));

    internal MailClient Mail => Client(() => new MailClient(credentials, Configure(new AmazonSimpleEmailServiceConfig(), MostMailRetries)));

    internal AmazonLambdaClient Functions => Client(() => new AmazonLambdaClient(credentials, Configure(new AmazonLambdaConfig())));

    internal AmazonEventBridgeClient Schedules => Client(() => new AmazonEventBridgeClient(credentials, Configure(new AmazonEventBridgeConfig())));

    internal AmazonDynamoDBClient Tables => Client(() => new AmazonDynamoDBClient(credentials, Configure(new AmazonDynamoDBConfig())));

    internal AmazonSecurityTokenServiceClient SecurityToken =>
        Client(() => new AmazonSecurityTokenServiceClient(credentials, Configure(new AmazonSecurityTokenServiceConfig())));

    /// <summary>Writes a line for each call, such as "logs:FilterLogEvents /aws/SecurityAuditLogs"; called from any thread.</summary>
    internal Action<string> Trace { get; }

    /// <summary>How often the credentials have been renewed because AWS refused them as expired.</summary>
    internal int Renewals => Volatile.Read(ref renewals);

    /// <summary>Whether the same call can succeed the second time.</summary>
    /// <param name="refused">AWS's answer.</param>
    /// <param name="used">The renewals before the call.</param>
    internal bool HelpsToAskAgain(AmazonServiceException refused, int used) => refused.ErrorCode switch
    {
        "ExpiredToken" or "ExpiredTokenException" => Renew(used),
        // Calls side by side find this machine's clock wrong together, and the SDK asks again for the one alone that was the first to set it right.
        "InvalidSignatureException" or "SignatureDoesNotMatch" => refused.Message.StartsWith("Signature expired", StringComparison.Ordinal)
            || refused.Message.StartsWith("Signature not yet current", StringComparison.Ordinal),
        _ => false,
    };

    // Credentials may end sooner than who gave them has said, or it has not said when; then the SDK alone would go on with them. Calls side by side
    // find them expired together, and are content with the ones that the first of them has asked for.
    private bool Renew(int used)
    {
        if (credentials is not RefreshingAWSCredentials renewable)
            return false;
        lock (clients)
        {
            if (used == renewals)
            {
                renewable.ClearCredentials();
                renewals++;
            }
        }
        return true;
    }

    // Made when it is first needed.
    private T Client<T>(Func<T> make)
        where T : IDisposable => (T)clients.GetOrAdd(typeof(T), _ => new Lazy<IDisposable>(() => make())).Value;

    private T Configure<T>(T config, int retries = MostRetries)
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
        config.MaxErrorRetry = retries;
        // It would give up after a hundred retries of whatever calls together, and a long read on a bad day has more.
        config.ThrottleRetries = false;
        config.HttpClientFactory = httpClients;
        return config;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in clients.Values.Where(client => client.IsValueCreated))
            client.Value.Dispose();
        httpClients.Dispose();
    }
}

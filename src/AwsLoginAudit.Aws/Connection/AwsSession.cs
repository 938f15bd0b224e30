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

/// <summary>The service clients of one connection. Every call passes <see cref="SessionHandler"/>, which traces it and translates its errors.</summary>
public sealed class AwsSession : IDisposable
{
    // The SDK waits longer after each attempt, up to 20 seconds; ten retries outlast long throttling.
    private const int MostRetries = 10;

    // SES also answers "Throttling" when the daily quota is used up, and then retries do not help.
    private const int MostMailRetries = 3;

    private readonly ReachableHttpClientFactory httpClients;
    private readonly AWSCredentials credentials;
    private readonly RegionEndpoint region;
    private readonly Uri? endpoint;
    private readonly IReadOnlyDictionary<string, string> userTags;
    private readonly ConcurrentDictionary<System.Type, Lazy<IDisposable>> clients = [];
    private int renewals;

    /// <param name="connection">How to connect to AWS.</param>
    /// <param name="trace">Called with a line for each call, such as "logs:FilterLogEvents /aws/SecurityAuditLogs"; called on any thread.</param>
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

    /// <summary>The tags of a new resource: this module's own and the user's.</summary>
    internal Dictionary<string, string> NewTags => Ownership.With(userTags);

    /// <summary>The maximum number of FilterLogEvents calls in a second.</summary>
    public double EventRequestsPerSecond { get; }

    // Each property uses the types of its client in its own body only, so a client's assembly is needed only if the client is used.
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

    /// <summary>Called with a line for each call, such as "logs:FilterLogEvents /aws/SecurityAuditLogs"; called on any thread.</summary>
    internal Action<string> Trace { get; }

    /// <summary>The number of times that the credentials were renewed because AWS rejected them as expired.</summary>
    internal int Renewals => Volatile.Read(ref renewals);

    /// <summary>Whether to retry a call that AWS has rejected, because it can succeed the second time.</summary>
    /// <param name="refused">The answer of AWS.</param>
    /// <param name="used">The value of <see cref="Renewals"/> before the call.</param>
    internal bool HelpsToAskAgain(AmazonServiceException refused, int used) => refused.ErrorCode switch
    {
        "ExpiredToken" or "ExpiredTokenException" => Renew(used),
        // Concurrent calls detect a wrong clock together, and the SDK retries only the call that corrected the clock first.
        "InvalidSignatureException" or "SignatureDoesNotMatch" => refused.Message.StartsWith("Signature expired", StringComparison.Ordinal)
            || refused.Message.StartsWith("Signature not yet current", StringComparison.Ordinal),
        _ => false,
    };

    // Credentials can expire earlier than announced, or without an announcement, and the SDK would keep using them. Concurrent calls that find them expired
    // renew them only once.
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
        // The SDK would stop retrying after a hundred retries of all calls together, which a long read with throttling can exceed.
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

using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;
using LocalAws;
using LocalAws.Http;
using LocalAws.Logs;

namespace AwsLoginAudit.Tests;

/// <summary>A local AWS account and an administrator's clients for it.</summary>
internal sealed class Account : IAsyncDisposable
{
    public const string LogGroup = "/aws/SecurityAuditLogs";
    public const string AlarmName = "LoginFailures";

    private const string MetricName = "LoginFailures";
    private const string MetricNamespace = "SecurityAudit";

    private Account(LocalAwsServer server)
    {
        Server = server;
        var administrator = new BasicAWSCredentials("ADMINISTRATOR", "secret");
        Logs = new AmazonCloudWatchLogsClient(administrator, Configure(new AmazonCloudWatchLogsConfig()));
        CloudWatch = new AmazonCloudWatchClient(administrator, Configure(new AmazonCloudWatchConfig()));
        Topics = new AmazonSimpleNotificationServiceClient(administrator, Configure(new AmazonSimpleNotificationServiceConfig()));
        Queues = new AmazonSQSClient(administrator, Configure(new AmazonSQSConfig()));
        SystemsManager = new AmazonSimpleSystemsManagementClient(administrator, Configure(new AmazonSimpleSystemsManagementConfig()));
        server.Alarms.StateChanged += (_, change) =>
        {
            if (!change.Notification.Contains("\"Namespace\":\"AWS/", StringComparison.Ordinal))
                Notifications.Add((change.NewState, change.Notification));
        };
    }

    public LocalAwsServer Server { get; }

    public AmazonCloudWatchLogsClient Logs { get; }

    public AmazonCloudWatchClient CloudWatch { get; }

    public AmazonSimpleNotificationServiceClient Topics { get; }

    public AmazonSQSClient Queues { get; }

    public AmazonSimpleSystemsManagementClient SystemsManager { get; }

    /// <summary>The calls that the module made, and that change something.</summary>
    public IReadOnlyList<RequestRecord> Changes => [.. Server.Requests.All.Where(request => request.IsMutating && request.AccessKeyId == Engine.AccessKey)];

    /// <summary>What the alarms have told SNS, but for those on metrics of AWS itself.</summary>
    public List<(string State, string Json)> Notifications { get; } = [];

    public static async Task<Account> OpenAsync(DateTimeOffset? now = null) => new(
        await LocalAwsServer.StartAsync(new LocalAwsOptions { Clock = now is { } fixedTime ? new StoppedClock(fixedTime) : TimeProvider.System }));

    /// <summary>One whose log group has failures.</summary>
    public static async Task<Account> LoadedAsync(GeneratedFailures failures)
    {
        var account = await OpenAsync();
        account.Server.Logs.Load(LogGroup, failures);
        return account;
    }

    /// <summary>Makes a metric filter, and the log group where it is absent, all feeding one metric.</summary>
    public async Task AddFilterAsync(string name, string pattern, string logGroup = LogGroup)
    {
        Server.Logs.Load(logGroup, "i-0", []);
        await Logs.PutMetricFilterAsync(new PutMetricFilterRequest
        {
            LogGroupName = logGroup,
            FilterName = name,
            FilterPattern = pattern,
            MetricTransformations = [new MetricTransformation { MetricName = MetricName, MetricNamespace = MetricNamespace, MetricValue = "1" }],
        });
    }

    /// <summary>Makes the alarm on that metric: more than a number of failures in a period.</summary>
    public async Task AddAlarmAsync(double threshold, int period = 60, TimeSpan phase = default, string? missingData = null, int periods = 1)
    {
        await this.PutAlarmAsync(
            AlarmName, MetricNamespace, MetricName, request => (request.Period, request.EvaluationPeriods, request.Threshold, request.TreatMissingData) = (period, periods, threshold, missingData));
        Server.Alarms.SetPhase(AlarmName, phase);
    }

    public async ValueTask DisposeAsync()
    {
        Logs.Dispose();
        CloudWatch.Dispose();
        Topics.Dispose();
        Queues.Dispose();
        SystemsManager.Dispose();
        await Server.DisposeAsync();
    }

    private T Configure<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = Server.Endpoint.AbsoluteUri;
        config.AuthenticationRegion = "us-east-1";
        return config;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

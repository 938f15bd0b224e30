using LocalAws.Alarms;
using LocalAws.Functions;
using LocalAws.Http;
using LocalAws.Identity;
using LocalAws.Logs;
using LocalAws.Mail;
using LocalAws.Notifications;
using LocalAws.Queues;
using LocalAws.Schedules;
using LocalAws.Systems;
using LocalAws.Tables;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LocalAws;

/// <summary>
/// An AWS in a process: CloudWatch Logs and alarms, SNS, SQS, SES, Lambda, EventBridge, Systems Manager, DynamoDB, IAM and STS on a port of 127.0.0.1, as strict as AWS documents them. What AWS has and this
/// has not is answered 501, so that a test that asks for it fails.
/// </summary>
public sealed class LocalAwsServer : IAsyncDisposable
{
    private readonly ServerContext context;
    private readonly WebApplication app;
    private readonly CancellationTokenSource lifetime;

    private LocalAwsServer(LocalAwsOptions options)
    {
        context = new ServerContext(options);
        var metrics = new MetricStore();
        Alarms = new AlarmService(context, metrics);
        Logs = new LogsService(context, metrics, Alarms);
        Queues = new QueueService(context, () => Endpoint);
        Identity = new IdentityService(context);
        Functions = new FunctionService(context, Identity.Guard, Logs, Queues, () => Endpoint);
        Schedules = new ScheduleService(context, Functions);
        Notifications = new NotificationService(context, Queues, Functions, Alarms);
        Mail = new MailService(context);
        Systems = new SystemsManagerService(context);
        Tables = new TableService(context);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = RequestPipeline.LargestRestBody;
        });
        // Whoever started the server decides about signals; the program does so itself.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        app = builder.Build();
        Service[] services = [Logs.Wire, Alarms.Wire, Queues.Wire, Notifications.Wire, Functions.Wire, Schedules.Wire, Mail.Wire, Systems.Wire, Tables.Wire, Identity.Wire, new CallerService(context).Wire];
        app.Run(new RequestPipeline(context, Identity.Guard, services).Handle);
        lifetime = options.Lifetime is { } limit ? new CancellationTokenSource(limit) : new CancellationTokenSource();
    }

    /// <summary>Where to send requests: http://127.0.0.1:port/.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>CloudWatch Logs.</summary>
    public LogsService Logs { get; }

    /// <summary>CloudWatch alarms.</summary>
    public AlarmService Alarms { get; }

    /// <summary>SQS.</summary>
    public QueueService Queues { get; }

    /// <summary>SNS.</summary>
    public NotificationService Notifications { get; }

    /// <summary>Lambda.</summary>
    public FunctionService Functions { get; }

    /// <summary>EventBridge.</summary>
    public ScheduleService Schedules { get; }

    /// <summary>Systems Manager.</summary>
    public SystemsManagerService Systems { get; }

    /// <summary>DynamoDB.</summary>
    public TableService Tables { get; }

    /// <summary>SES.</summary>
    public MailService Mail { get; }

    /// <summary>IAM.</summary>
    public IdentityService Identity { get; }

    /// <summary>What goes wrong; nothing unless it is set.</summary>
    public FaultPlan Faults
    {
        get => context.Faults;
        set => context.Faults = value;
    }

    /// <summary>What the server was asked.</summary>
    public RequestLog Requests => context.Requests;

    /// <summary>Completes when the server has stopped, by itself or because it was disposed.</summary>
    public Task Stopped => stopped.Task;

    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts a server.</summary>
    /// <param name="options">Null: a free port, the real clock, us-east-1, until it is disposed.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalAwsServer> StartAsync(LocalAwsOptions? options = null)
    {
        var server = new LocalAwsServer(options ?? new LocalAwsOptions());
        await server.app.StartAsync();
        var address = server.app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        server.Endpoint = new Uri(address);
        server.lifetime.Token.Register(() => _ = server.DisposeAsync().AsTask());
        return server;
    }

    /// <summary>Stops the server and the processes of functions; requests under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        await Functions.DisposeAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        lifetime.Dispose();
        stopped.TrySetResult();
    }

    private int disposed;
}

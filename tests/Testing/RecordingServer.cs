using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EventBridge;
using Amazon.IdentityManagement;
using Amazon.Lambda;
using Amazon.Runtime;
using Amazon.SimpleEmail;
using Amazon.SimpleNotificationService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace AwsLoginAudit.Tests;

/// <summary>A request as it came over the wire; of the path nothing is decoded.</summary>
internal sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}

/// <summary>A canned answer. With <see cref="CutAfter"/> the connection is reset after so many bytes; with <see cref="Silent"/> nothing follows them.</summary>
internal sealed record CannedAnswer(string Body, int Status = 200)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public int? CutAfter { get; init; }

    public bool Silent { get; init; }
}

/// <summary>Answers with canned bytes, the last of them for ever, and keeps what it was asked.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    public const string RequestId = "b25f48e8-84fd-11e6-80d9-574e0c4664cb";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<CannedAnswer> answers;
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RecordingServer(CannedAnswer[] answers)
    {
        this.answers = new(answers);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public string Url => app.Urls.Single();

    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    /// <summary>Done when the first answer is under way.</summary>
    public Task Asked => asked.Task;

    public static async Task<RecordingServer> StartAsync(params CannedAnswer[] answers)
    {
        var server = new RecordingServer(answers);
        await server.app.StartAsync();
        return server;
    }

    public AmazonCloudWatchLogsClient Logs(int maxErrorRetry = 0, TimeSpan? timeout = null) =>
        new(Credentials, Configure(new AmazonCloudWatchLogsConfig(), maxErrorRetry, timeout));

    public AmazonCloudWatchClient CloudWatch() => new(Credentials, Configure(new AmazonCloudWatchConfig()));

    public AmazonSimpleNotificationServiceClient Sns(int maxErrorRetry = 0) => new(Credentials, Configure(new AmazonSimpleNotificationServiceConfig(), maxErrorRetry));

    public AmazonIdentityManagementServiceClient Iam() => new(Credentials, Configure(new AmazonIdentityManagementServiceConfig()));

    public AmazonSimpleEmailServiceClient Ses() => new(Credentials, Configure(new AmazonSimpleEmailServiceConfig()));

    public AmazonLambdaClient Lambda(int maxErrorRetry = 0) => new(Credentials, Configure(new AmazonLambdaConfig(), maxErrorRetry));

    public AmazonEventBridgeClient EventBridge() => new(Credentials, Configure(new AmazonEventBridgeConfig()));

    public static BasicAWSCredentials Credentials => new("AKIDEXAMPLE", "the-secret-key-itself");

    public T Configure<T>(T config, int maxErrorRetry = 0, TimeSpan? timeout = null)
        where T : ClientConfig
    {
        config.ServiceURL = Url;
        config.AuthenticationRegion = "eu-central-1";
        config.MaxErrorRetry = maxErrorRetry;
        config.Timeout = timeout ?? TimeSpan.FromSeconds(30);
        return config;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await app.DisposeAsync();
        stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        requests.Enqueue(new(context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget, headers, await reader.ReadToEndAsync()));

        answers.TryPeek(out var answer);
        if (answers.Count > 1)
            answers.TryDequeue(out answer);

        var body = Encoding.UTF8.GetBytes(answer!.Body);
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.Status != StatusCodes.Status204NoContent)
            response.ContentLength = body.Length;
        response.Headers["x-amzn-RequestId"] = RequestId;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;

        await response.Body.WriteAsync(body.AsMemory(0, answer.CutAfter ?? body.Length));
        await response.Body.FlushAsync();
        asked.TrySetResult();
        if (answer.Silent)
            await Task.Delay(Timeout.Infinite, stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        if (answer.CutAfter is not null)
            context.Abort();
    }
}

/// <summary>Points in time as AWS counts them.</summary>
internal static class Epoch
{
    public static DateTime Utc(string iso8601) =>
        DateTime.Parse(iso8601, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}

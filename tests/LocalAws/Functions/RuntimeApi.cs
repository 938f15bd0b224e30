using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using LocalAws.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Functions;

/// <summary>How one run of a function's code ended.</summary>
/// <param name="Result">What it returned, as JSON; null where it failed.</param>
/// <param name="ErrorType">Null where it succeeded.</param>
/// <param name="ErrorMessage">Null where it succeeded.</param>
internal sealed record Outcome(string? Result, string? ErrorType = null, string? ErrorMessage = null);

/// <summary>An event on its way through a runtime.</summary>
internal sealed class RuntimeEvent(string requestId, string functionArn, string payload, TimeSpan timeout)
{
    public string RequestId => requestId;

    public string FunctionArn => functionArn;

    public string Payload => payload;

    public TimeSpan Timeout => timeout;

    /// <summary>Completes when the runtime has fetched the event.</summary>
    public TaskCompletionSource Fetched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<Outcome> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The Lambda Runtime API of one execution environment: the runtime fetches events from it and posts what became of them.</summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    private const string Prefix = "/2018-06-01/runtime/";
    private readonly Channel<RuntimeEvent> events = Channel.CreateUnbounded<RuntimeEvent>();
    private readonly WebApplication app;
    private RuntimeEvent? current;
    private Outcome? broken;

    private RuntimeApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        app = builder.Build();
        app.MapGet(Prefix + "invocation/next", Next);
        app.MapPost(Prefix + "invocation/{id}/response", http => End(http, body => new Outcome(body)));
        app.MapPost(Prefix + "invocation/{id}/error", http => End(http, Error));
        app.MapPost(Prefix + "init/error", Break);
    }

    /// <summary>Host and port.</summary>
    public string Address { get; private set; } = "";

    public static async Task<RuntimeApi> StartAsync()
    {
        var api = new RuntimeApi();
        await api.app.StartAsync();
        api.Address = new Uri(api.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;
        return api;
    }

    /// <summary>Hands the runtime an event; one at a time.</summary>
    public void Offer(RuntimeEvent offered)
    {
        lock (events)
        {
            current = offered;
            if (broken is not null)
                offered.Answered.TrySetResult(broken);
        }
        events.Writer.TryWrite(offered);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task Next(HttpContext http)
    {
        var next = await events.Reader.ReadAsync(http.RequestAborted);
        next.Fetched.TrySetResult();
        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = next.RequestId;
        headers["Lambda-Runtime-Invoked-Function-Arn"] = next.FunctionArn;
        // The machine's clock is the function's too.
        headers["Lambda-Runtime-Deadline-Ms"] = (TimeProvider.System.GetUtcNow() + next.Timeout).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(next.Payload);
    }

    private async Task End(HttpContext http, Func<string, Outcome> outcome)
    {
        var body = await Body(http);
        if (current is { } running && running.RequestId == (string?)http.Request.RouteValues["id"] && running.Answered.TrySetResult(outcome(body)))
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        else
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private async Task Break(HttpContext http)
    {
        var outcome = Error(await Body(http));
        lock (events)
        {
            broken = outcome;
            current?.Answered.TrySetResult(outcome);
        }
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static Outcome Error(string body)
    {
        using var error = JsonDocument.Parse(body);
        return new Outcome(null, error.RootElement.GetProperty("errorType").GetString(), error.RootElement.GetProperty("errorMessage").GetString());
    }

    private static async Task<string> Body(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }
}

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

/// <summary>
/// The Lambda Runtime API of one execution environment: the runtime fetches events from it and posts what became of them.
/// States and answers are those of aws-lambda-runtime-interface-emulator (internal/lambda/rapi) and of runtime-api.yaml in aws-lambda-dotnet.
/// </summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    private const string Prefix = "/2018-06-01/runtime/";
    private const string WrongState = "InvalidStateTransition";

    /// <summary>In bytes: what Lambda takes as a response.</summary>
    private const int LargestResponse = (6 * 1024 * 1024) + 100;

    private readonly Channel<RuntimeEvent> events = Channel.CreateUnbounded<RuntimeEvent>();
    private readonly WebApplication app;
    private RuntimeEvent? offered;
    private RuntimeEvent? running;
    private Outcome? broken;
    private TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isStarted;

    private RuntimeApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        app = builder.Build();
        app.MapGet(Prefix + "invocation/next", Next);
        app.MapPost(Prefix + "invocation/{id}/response", http => End(http, body => new Outcome(body)));
        app.MapPost(Prefix + "invocation/{id}/error", http => End(http, body => Error(body, http.Request)));
        app.MapPost(Prefix + "init/error", Break);
    }

    /// <summary>Host and port.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether the function could not start.</summary>
    public bool IsBroken
    {
        get
        {
            lock (events)
                return broken is not null;
        }
    }

    /// <summary>Completes when the runtime waits for an event.</summary>
    public Task Waiting
    {
        get
        {
            lock (events)
                return waiting.Task;
        }
    }

    public static async Task<RuntimeApi> StartAsync()
    {
        var api = new RuntimeApi();
        await api.app.StartAsync();
        api.Address = new Uri(api.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;
        return api;
    }

    /// <summary>Hands the runtime an event; one at a time.</summary>
    public void Offer(RuntimeEvent taken)
    {
        lock (events)
        {
            offered = taken;
            if (broken is not null)
                taken.Answered.TrySetResult(broken);
        }
        events.Writer.TryWrite(taken);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task Next(HttpContext http)
    {
        bool isBusy;
        lock (events)
        {
            isBusy = running is not null || broken is not null;
            if (!isBusy)
            {
                isStarted = true;
                waiting.TrySetResult();
            }
        }
        if (isBusy)
        {
            await Refuse(http, StatusCodes.Status403Forbidden, WrongState);
            return;
        }
        var next = await events.Reader.ReadAsync(http.RequestAborted);
        lock (events)
        {
            running = next;
            waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        next.Fetched.TrySetResult();
        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = next.RequestId;
        headers["Lambda-Runtime-Invoked-Function-Arn"] = next.FunctionArn;
        headers["Lambda-Runtime-Trace-Id"] = next.TraceId;
        // The machine's clock is the function's too.
        headers["Lambda-Runtime-Deadline-Ms"] = (TimeProvider.System.GetUtcNow() + next.Timeout).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(next.Payload);
    }

    private async Task End(HttpContext http, Func<string, Outcome> outcome)
    {
        var body = await Body(http);
        RuntimeEvent? ended;
        lock (events)
        {
            ended = running;
            if (ended?.RequestId == (string?)http.Request.RouteValues["id"])
                running = null;
        }
        if (ended is null)
        {
            await Refuse(http, StatusCodes.Status403Forbidden, WrongState);
        }
        else if (ended.RequestId != (string?)http.Request.RouteValues["id"])
        {
            await Refuse(http, StatusCodes.Status400BadRequest, "InvalidRequestID");
        }
        else if (Encoding.UTF8.GetByteCount(body) is var size && size > LargestResponse)
        {
            ended.Answered.TrySetResult(new Outcome(null, "Function.ResponseSizeTooLarge", $"Response payload size exceeded maximum allowed payload size ({LargestResponse} bytes)."));
            await Refuse(http, StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge");
        }
        else
        {
            ended.Answered.TrySetResult(outcome(body));
            await Accept(http);
        }
    }

    private async Task Break(HttpContext http)
    {
        var outcome = Error(await Body(http), http.Request);
        bool isLate;
        lock (events)
        {
            isLate = isStarted || broken is not null;
            if (!isLate)
            {
                broken = outcome;
                offered?.Answered.TrySetResult(outcome);
            }
        }
        await (isLate ? Refuse(http, StatusCodes.Status403Forbidden, WrongState) : Accept(http));
    }

    private static Task Accept(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return http.Response.WriteAsJsonAsync(new { status = "OK" });
    }

    private static Task Refuse(HttpContext http, int status, string errorType)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { errorMessage = $"The runtime may not call {http.Request.Path} now, or not in this way.", errorType });
    }

    // Where the body cannot be read, Lambda makes an error of the header.
    private static Outcome Error(string body, HttpRequest request)
    {
        var category = (string?)request.Headers["Lambda-Runtime-Function-Error-Type"];
        try
        {
            using var error = JsonDocument.Parse(body);
            return new Outcome(null, error.RootElement.GetProperty("errorType").GetString(), error.RootElement.GetProperty("errorMessage").GetString(), body, category);
        }
        catch (Exception unread) when (unread is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new Outcome(null, category ?? "Runtime.Unknown", "Unknown application error occurred", body, category);
        }
    }

    private static async Task<string> Body(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }
}

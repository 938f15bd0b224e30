using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using LocalAws.Identity;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LocalAws.Functions;

/// <summary>A process that executes a function, and the Runtime API that it is given its events by.</summary>
internal sealed class ExecutionEnvironment : IAsyncDisposable
{
    // Of the machine itself a function sees what .NET needs to start.
    private static readonly string[] Inherited = ["PATH", "HOME", "DOTNET_ROOT", "DOTNET_CLI_TELEMETRY_OPTOUT", "TMPDIR", "SystemRoot", "TEMP", "TMP"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("function-");
    private readonly WebApplication api;
    private readonly List<string> lines = [];
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim hasEvent = new(0);
    private (string RequestId, string Payload, TimeSpan Timeout, TaskCompletionSource<Ended> Result)? current;
    private Process? process;

    private readonly record struct Ended(string? ErrorType, string? ErrorMessage);

    private ExecutionEnvironment()
    {
        LogStream = $"{TimeProvider.System.GetUtcNow():yyyy/MM/dd}/[$LATEST]{Guid.NewGuid():n}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        api = builder.Build();
        const string root = "/2018-06-01/runtime/";
        api.MapGet(root + "invocation/next", NextAsync);
        api.MapPost(root + "invocation/{id}/response", (string id) => End(id, default));
        api.MapPost(root + "invocation/{id}/error", async (string id, HttpRequest request) => End(id, await ReadErrorAsync(request)));
        api.MapPost(root + "init/error", async (HttpRequest request) => End(null, await ReadErrorAsync(request)));
    }

    public string LogStream { get; }

    public bool HasEnded => exited.Task.IsCompleted;

    public static async Task<ExecutionEnvironment> StartAsync(Function function, RoleCredentials credentials, Uri endpoint, string region)
    {
        var environment = new ExecutionEnvironment();
        function.Settings.Code.Unpack(environment.folder.FullName);
        await environment.api.StartAsync();
        environment.StartProcess(function, credentials, endpoint, region);
        return environment;
    }

    /// <summary>Has the process handle one event. One that takes too long is killed, and so is never the next one's.</summary>
    public async Task<(string? ErrorType, string? ErrorMessage, IReadOnlyList<string> Lines)> InvokeAsync(
        string requestId, string payload, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var result = new TaskCompletionSource<Ended>(TaskCreationOptions.RunContinuationsAsynchronously);
        Write($"START RequestId: {requestId} Version: $LATEST");
        var since = Stopwatch.StartNew();
        current = (requestId, payload, timeout, result);
        hasEvent.Release();
        Ended ended;
        try
        {
            await Task.WhenAny(result.Task, exited.Task).WaitAsync(timeout, cancellationToken);
            ended = result.Task.IsCompleted
                ? await result.Task
                : new Ended("Runtime.ExitError", $"RequestId: {requestId} Error: Runtime exited without providing a reason");
        }
        catch (TimeoutException)
        {
            ended = new Ended("Sandbox.Timedout", string.Create(CultureInfo.InvariantCulture, $"RequestId: {requestId} Error: Task timed out after {timeout.TotalSeconds:0.00} seconds"));
            Kill();
        }
        if (ended.ErrorType is not null)
            Write(ended.ErrorMessage!);
        Write($"END RequestId: {requestId}");
        Write(string.Create(CultureInfo.InvariantCulture, $"REPORT RequestId: {requestId}\tDuration: {since.Elapsed.TotalMilliseconds:0.00} ms"));
        return (ended.ErrorType, ended.ErrorMessage, Take());
    }

    private void StartProcess(Function function, RoleCredentials credentials, Uri endpoint, string region)
    {
        var settings = function.Settings;
        var start = new ProcessStartInfo("dotnet", [Program]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
        var inherited = Inherited.Select(name => (name, start.Environment.TryGetValue(name, out var value) ? value : null)).Where(pair => pair.Item2 is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited)
            start.Environment[name] = value;
        foreach (var (name, value) in settings.Variables)
            start.Environment[name] = value;
        var address = new Uri(api.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        foreach (var (name, value) in new[]
        {
            ("AWS_LAMBDA_RUNTIME_API", address.Authority), ("LAMBDA_TASK_ROOT", folder.FullName), ("_HANDLER", settings.Handler),
            ("AWS_EXECUTION_ENV", "AWS_Lambda_dotnet10"), ("AWS_REGION", region), ("AWS_DEFAULT_REGION", region),
            ("AWS_ACCESS_KEY_ID", credentials.AccessKeyId), ("AWS_SECRET_ACCESS_KEY", credentials.SecretAccessKey), ("AWS_SESSION_TOKEN", credentials.SessionToken),
            ("AWS_LAMBDA_FUNCTION_NAME", function.Name), ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", settings.MemorySize.ToString(CultureInfo.InvariantCulture)),
            ("AWS_LAMBDA_LOG_GROUP_NAME", settings.LogGroup), ("AWS_LAMBDA_LOG_STREAM_NAME", LogStream),
            // The one thing that is not as in Lambda: where AWS is.
            ("AWS_ENDPOINT_URL", endpoint.GetLeftPart(UriPartial.Authority)),
        })
            start.Environment[name] = value;

        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.Exited += (_, _) => exited.TrySetResult();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static string Program { get; } = typeof(ExecutionEnvironment).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "LambdaRuntime").Value!;

    private async Task NextAsync(HttpContext http)
    {
        await hasEvent.WaitAsync(http.RequestAborted);
        var (requestId, payload, timeout, _) = current!.Value;
        http.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = requestId;
        http.Response.Headers["Lambda-Runtime-Deadline-Ms"] = (TimeProvider.System.GetUtcNow() + timeout).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(payload);
    }

    private IResult End(string? requestId, Ended ended)
    {
        if (current is not { } invocation || (requestId is not null && requestId != invocation.RequestId))
            return Results.BadRequest();
        invocation.Result.TrySetResult(ended);
        return Results.Accepted();
    }

    private static async Task<Ended> ReadErrorAsync(HttpRequest request)
    {
        using var error = await JsonDocument.ParseAsync(request.Body);
        return new Ended(error.RootElement.GetProperty("errorType").GetString(), error.RootElement.GetProperty("errorMessage").GetString());
    }

    private void Write(string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add(line);
    }

    private List<string> Take()
    {
        lock (lines)
        {
            List<string> taken = [.. lines];
            lines.Clear();
            return taken;
        }
    }

    private void Kill()
    {
        try
        {
            process?.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
        exited.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        if (process is not null)
        {
            await process.WaitForExitAsync();
            process.Dispose();
        }
        await api.DisposeAsync();
        hasEvent.Dispose();
        folder.Delete(recursive: true);
    }
}

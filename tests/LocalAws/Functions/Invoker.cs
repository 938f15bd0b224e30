using System.Globalization;
using LambdaRuntime;
using LocalAws.Http;
using LocalAws.Identity;
using LocalAws.Logs;

namespace LocalAws.Functions;

/// <summary>Makes one attempt at an event, in a process of its own, and writes the function's log.</summary>
internal sealed class Invoker(ServerContext context, FunctionRoles roles, LogsService logs, Func<Uri> endpoint) : IAsyncDisposable
{
    private static readonly string[] OfWindows = ["PATH", "SystemRoot", "TEMP", "TMP"];

    private readonly Dictionary<Function, EnvironmentPool> pools = [];

    /// <summary>Whether an execution environment serves more than one event.</summary>
    public bool KeepWarm { get; set; } = true;

    /// <summary>Whether an execution environment is frozen between events.</summary>
    public bool FreezeIdle { get; set; }

    public async Task<Invocation> RunAsync(Function function, string requestId, string payload, int attempt, CancellationToken stopping)
    {
        FunctionSettings settings;
        int? reserved;
        EnvironmentPool pool;
        lock (context.Gate)
        {
            // The event has waited for the change.
            function.Settle();
            (settings, reserved) = (function.Settings, function.ReservedConcurrency);
            if (!pools.TryGetValue(function, out pool!))
                pools.Add(function, pool = new EnvironmentPool(() => StartAsync(function)));
        }
        var invocation = new Invocation { FunctionName = function.Name, RequestId = requestId, Event = payload, Attempt = attempt, LogLines = [] };
        try
        {
            return await pool.UseAsync(settings, reserved, KeepWarm, (environment, isCold) => RunAsync(function, environment, invocation with { IsColdStart = isCold }, stopping), stopping);
        }
        catch (AwsException refused)
        {
            return invocation with { ErrorType = refused.Code, ErrorMessage = refused.Message };
        }
        catch (BootstrapException failure)
        {
            var outcome = new Outcome(null, "Runtime.ExitError", $"RequestId: {requestId} Error: Runtime exited with error: exit status {failure.ExitCode}");
            return Ended(invocation, settings, outcome, [failure.Message], TimeSpan.Zero);
        }
    }

    /// <summary>Ends the idle execution environments as Lambda does where functions have extensions: SIGTERM, and two seconds later SIGKILL.</summary>
    /// <returns>The exit codes; null for each that had to be killed.</returns>
    public async Task<IReadOnlyList<int?>> ShutDownAsync()
    {
        List<EnvironmentPool> all;
        lock (context.Gate)
            all = [.. pools.Values];
        var codes = new List<int?>();
        foreach (var pool in all)
            codes.AddRange(await pool.ShutDownAsync());
        return codes;
    }

    public async ValueTask DisposeAsync()
    {
        List<EnvironmentPool> all;
        lock (context.Gate)
            all = [.. pools.Values];
        foreach (var pool in all)
            await pool.DisposeAsync();
    }

    private async Task<Invocation> RunAsync(Function function, ExecutionEnvironment environment, Invocation invocation, CancellationToken stopping)
    {
        var taken = new RuntimeEvent(invocation.RequestId, function.Arn, invocation.Event, TimeSpan.FromSeconds(environment.Settings.Timeout));
        var (outcome, written, duration) = await environment.RunAsync(taken, stopping);
        if (FreezeIdle)
            await environment.FreezeAsync();
        var ended = Ended(invocation with { MostMemory = environment.MostMemory }, environment.Settings, outcome, written, duration);
        lock (context.Gate)
            logs.Append(environment.Settings.LogGroup, environment.LogStream, ended.LogLines, (action, resource) => roles.May(environment.Settings.Role, action, resource));
        return ended;
    }

    private static Invocation Ended(Invocation invocation, FunctionSettings settings, Outcome outcome, IReadOnlyList<string> written, TimeSpan duration) => invocation with
    {
        Result = outcome.Result,
        ErrorType = outcome.ErrorType,
        ErrorMessage = outcome.ErrorMessage,
        ErrorPayload = outcome.ErrorPayload,
        ErrorCategory = outcome.ErrorCategory,
        Duration = duration,
        LogLines = Log(invocation, settings, outcome, written, duration),
    };

    /// <summary>Lambda's environment (Lambda developer guide, "Defined runtime environment variables"), and what Windows itself needs.</summary>
    private async Task<ExecutionEnvironment> StartAsync(Function function)
    {
        FunctionSettings settings;
        RoleCredentials credentials;
        lock (context.Gate)
            (settings, credentials) = (function.Settings, roles.Assume(function.Settings.Role, function.Name));
        var variables = new Dictionary<string, string>(settings.Variables, StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
            ["LANG"] = "en_US.UTF-8",
            ["TZ"] = ":UTC",
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_XRAY_CONTEXT_MISSING"] = "LOG_ERROR",
            ["AWS_XRAY_DAEMON_ADDRESS"] = "169.254.79.129:2000",
            ["_HANDLER"] = settings.Handler,
            ["AWS_REGION"] = context.Options.Region,
            ["AWS_DEFAULT_REGION"] = context.Options.Region,
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = settings.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = settings.LogGroup,
            ["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey,
            ["AWS_SESSION_TOKEN"] = credentials.SessionToken,
            ["AWS_ENDPOINT_URL"] = endpoint().GetLeftPart(UriPartial.Authority),
        };
        foreach (var name in OfWindows)
        {
            if (OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable(name) is { } value)
                variables[name] = value;
        }
        return await ExecutionEnvironment.StartAsync(settings, context.Now, variables);
    }

    private static List<string> Log(Invocation invocation, FunctionSettings settings, Outcome outcome, IReadOnlyList<string> written, TimeSpan duration)
    {
        var spent = duration.TotalMilliseconds.ToString("F2", CultureInfo.InvariantCulture);
        var billed = Math.Ceiling(duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        var lines = new List<string> { $"START RequestId: {invocation.RequestId} Version: $LATEST" };
        lines.AddRange(written);
        if (outcome.ErrorType is "Sandbox.Timedout" or "Runtime.ExitError")
            lines.Add(outcome.ErrorMessage!);
        lines.Add($"END RequestId: {invocation.RequestId}");
        lines.Add($"REPORT RequestId: {invocation.RequestId}\tDuration: {spent} ms\tBilled Duration: {billed} ms\tMemory Size: {settings.MemorySize} MB\tMax Memory Used: {invocation.MostMemory} MB");
        return lines;
    }
}

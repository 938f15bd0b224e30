using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using LambdaRuntime;

namespace LocalAws.Functions;

/// <summary>A process of its own with the code of one function, started as Lambda's bootstrap starts it, that runs one event after the other.</summary>
internal sealed class ExecutionEnvironment : IAsyncDisposable
{
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);

    private readonly LambdaFiles files;
    private readonly RuntimeApi api;
    private readonly FunctionProcess process;
    private bool isFrozen;

    private ExecutionEnvironment(FunctionSettings settings, string logStream, LambdaFiles files, RuntimeApi api, FunctionProcess process) =>
        (Settings, LogStream, this.files, this.api, this.process) = (settings, logStream, files, api, process);

    /// <summary>What it was made for.</summary>
    public FunctionSettings Settings { get; }

    public string LogStream { get; }

    /// <summary>The most memory that its process has taken, in megabytes.</summary>
    public int MostMemory => process.MostMemory;

    /// <summary>Whether it can take another event.</summary>
    public bool IsAlive => !process.HasExited && !api.IsBroken;

    /// <param name="settings">What is to run.</param>
    /// <param name="now">Begins the name of the log stream.</param>
    /// <param name="variables">What the process finds in its environment, apart from what the runtime itself needs.</param>
    /// <exception cref="BootstrapException">Lambda's bootstrap finds nothing to start.</exception>
    public static async Task<ExecutionEnvironment> StartAsync(FunctionSettings settings, DateTimeOffset now, IReadOnlyDictionary<string, string> variables)
    {
        var stream = now.UtcDateTime.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture) + "/[$LATEST]" + RandomNumberGenerator.GetHexString(32, lowercase: true);
        var folders = new LambdaFiles(Directory.CreateTempSubdirectory("lambda-").FullName).Create();
        var server = await RuntimeApi.StartAsync();
        try
        {
            settings.Code.Unpack(folders.Task);
            var start = Bootstrap.Resolve(folders, new Dictionary<string, string>(variables, StringComparer.Ordinal)
            {
                ["AWS_LAMBDA_RUNTIME_API"] = server.Address,
                ["AWS_LAMBDA_LOG_STREAM_NAME"] = stream,
                ["LAMBDA_TASK_ROOT"] = folders.Task,
                ["LAMBDA_RUNTIME_DIR"] = folders.Runtime,
            });
            return new ExecutionEnvironment(settings, stream, folders, server, new FunctionProcess(start, settings.MemorySize));
        }
        catch (Exception)
        {
            await server.DisposeAsync();
            Directory.Delete(folders.Root, recursive: true);
            throw;
        }
    }

    /// <summary>Runs one event; whatever goes wrong is told by the outcome.</summary>
    /// <returns>How it ended, what it wrote, and how long the code ran.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<string> Lines, TimeSpan Duration)> RunAsync(RuntimeEvent taken, CancellationToken stopping)
    {
        if (isFrozen)
            await process.ThawAsync();
        isFrozen = false;
        api.Offer(taken);
        var exited = process.WaitForExitAsync(stopping);
        await Task.WhenAny(taken.Fetched.Task, taken.Answered.Task, exited, Task.Delay(InitLimit, stopping));
        var watch = Stopwatch.StartNew();
        await Task.WhenAny(taken.Answered.Task, exited, Task.Delay(taken.Timeout, stopping));
        var duration = watch.Elapsed;
        stopping.ThrowIfCancellationRequested();

        var outcome = taken.Answered.Task.IsCompleted ? await taken.Answered.Task : await Lost(taken, exited.IsCompleted);
        return (outcome, await process.TakeLinesAsync(), duration);
    }

    /// <summary>Freezes the process once it waits for the next event.</summary>
    public async Task FreezeAsync()
    {
        await Task.WhenAny(api.Waiting, process.WaitForExitAsync(CancellationToken.None));
        if (!IsAlive)
            return;
        await process.FreezeAsync();
        isFrozen = true;
    }

    /// <summary>Ends the process as Lambda does where the function has an extension.</summary>
    /// <returns>The exit code; null where the process had to be killed.</returns>
    public async Task<int?> ShutDownAsync()
    {
        if (isFrozen)
            await process.ThawAsync();
        return await process.ShutDownAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await api.DisposeAsync();
        Directory.Delete(files.Root, recursive: true);
    }

    private async Task<Outcome> Lost(RuntimeEvent taken, bool hasExited)
    {
        await process.KillAsync();
        return hasExited
            ? new Outcome(null, "Runtime.ExitError", $"RequestId: {taken.RequestId} Error: Runtime exited with error: {process.ExitText}")
            : new Outcome(null, "Sandbox.Timedout", $"RequestId: {taken.RequestId} Error: Task timed out after {taken.Timeout.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture)} seconds");
    }
}

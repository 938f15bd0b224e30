using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Functions;

/// <summary>A process of its own with the code of one function, that runs one event after the other.</summary>
internal sealed class ExecutionEnvironment : IAsyncDisposable
{
    /// <summary>Ends what a run has written; the request's id follows.</summary>
    private const char EndMark = '\u001e';

    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);
    private static readonly string[] Inherited = ["PATH", "HOME", "DOTNET_ROOT", "SystemRoot", "TEMP", "TMP", "USERPROFILE"];
    private static readonly string Runtime = typeof(ExecutionEnvironment).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "LambdaRuntime").Value!;

    private readonly ConcurrentQueue<string> lines = new();
    private readonly SemaphoreSlim drained = new(0);
    private readonly string folder;
    private readonly RuntimeApi api;
    private readonly Process process;

    private ExecutionEnvironment(FunctionSettings settings, string logStream, string taskRoot, RuntimeApi api, Process process)
    {
        (Settings, LogStream, folder, this.api, this.process) = (settings, logStream, taskRoot, api, process);
        _ = ReadAsync(process.StandardOutput);
        _ = ReadAsync(process.StandardError);
    }

    /// <summary>What it was made for.</summary>
    public FunctionSettings Settings { get; }

    public string LogStream { get; }

    /// <summary>Whether it can take another event.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <param name="settings">What is to run.</param>
    /// <param name="now">Begins the name of the log stream.</param>
    /// <param name="variables">What the process finds in its environment, apart from what the runtime itself needs.</param>
    public static async Task<ExecutionEnvironment> StartAsync(FunctionSettings settings, DateTimeOffset now, IReadOnlyDictionary<string, string> variables)
    {
        var stream = now.UtcDateTime.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture) + "/[$LATEST]" + RandomNumberGenerator.GetHexString(32, lowercase: true);
        var taskRoot = Directory.CreateTempSubdirectory("lambda-").FullName;
        settings.Code.Unpack(taskRoot);
        var server = await RuntimeApi.StartAsync();
        var started = Start(new Dictionary<string, string>(variables, StringComparer.Ordinal)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = server.Address,
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = stream,
            ["LAMBDA_TASK_ROOT"] = taskRoot,
        });
        return new ExecutionEnvironment(settings, stream, taskRoot, server, started);
    }

    /// <summary>Runs one event; whatever goes wrong is told by the outcome.</summary>
    /// <returns>How it ended, what it wrote, and how long the code ran.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<string> Lines, TimeSpan Duration)> RunAsync(RuntimeEvent taken, CancellationToken stopping)
    {
        api.Offer(taken);
        var exited = process.WaitForExitAsync(stopping);
        await Task.WhenAny(taken.Fetched.Task, taken.Answered.Task, exited, Task.Delay(InitLimit, stopping));
        var watch = Stopwatch.StartNew();
        await Task.WhenAny(taken.Answered.Task, exited, Task.Delay(taken.Timeout, stopping));
        var duration = watch.Elapsed;
        stopping.ThrowIfCancellationRequested();

        var outcome = taken.Answered.Task.IsCompleted ? await taken.Answered.Task : await Lost(taken, exited.IsCompleted);
        // Standard output and standard error: each has its mark, or its end.
        await drained.WaitAsync(stopping);
        await drained.WaitAsync(stopping);
        var written = new List<string>();
        while (lines.TryDequeue(out var line))
            written.Add(line);
        return (outcome, written, duration);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await api.DisposeAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Start(Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet", [Runtime])
        {
            UseShellExecute = false,
            WorkingDirectory = variables["LAMBDA_TASK_ROOT"],
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task<Outcome> Lost(RuntimeEvent taken, bool hasExited)
    {
        await KillAsync();
        return hasExited
            ? new Outcome(null, "Runtime.ExitError", $"RequestId: {taken.RequestId} Error: Runtime exited with error: exit status {process.ExitCode}")
            : new Outcome(null, "Sandbox.Timedout", $"RequestId: {taken.RequestId} Error: Task timed out after {taken.Timeout.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture)} seconds");
    }

    private async Task KillAsync()
    {
        IsAlive = false;
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(CancellationToken.None) is { } line)
        {
            var mark = line.IndexOf(EndMark, StringComparison.Ordinal);
            if (mark != 0)
                lines.Enqueue(mark < 0 ? line : line[..mark]);
            if (mark >= 0)
                drained.Release();
        }
        IsAlive = false;
        drained.Release();
    }
}

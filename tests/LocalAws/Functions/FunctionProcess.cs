using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace LocalAws.Functions;

/// <summary>The process of an execution environment, with all that it writes.</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;
    private readonly ProcessOutput[] outputs;
    private readonly MemoryLimit memory;
    private readonly Task watching;

    /// <param name="start">What to start.</param>
    /// <param name="megabytes">The memory that it may take.</param>
    public FunctionProcess(ProcessStartInfo start, int megabytes)
    {
        start.UseShellExecute = false;
        // A function that hangs can tell by its end that the server is gone.
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        start.StandardErrorEncoding = Encoding.UTF8;
        process = Process.Start(start)!;
        outputs = [new ProcessOutput(process.Id, 1, process.StandardOutput, lines), new ProcessOutput(process.Id, 2, process.StandardError, lines)];
        memory = new MemoryLimit(process, megabytes);
        watching = memory.WatchAsync();
    }

    /// <summary>The most memory that it has taken, in megabytes.</summary>
    public int MostMemory => memory.MostUsed;

    public bool HasExited => process.HasExited;

    /// <summary>Says how it ended, as Lambda does.</summary>
    public string ExitText => process.ExitCode > 128 && !OperatingSystem.IsWindows() ? $"signal: {SignalName(process.ExitCode - 128)}" : $"exit status {process.ExitCode}";

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    /// <summary>Takes all lines that it has written so far.</summary>
    public async Task<IReadOnlyList<string>> TakeLinesAsync()
    {
        foreach (var output in outputs)
            await output.DrainAsync(process);
        var taken = new List<string>();
        while (lines.TryDequeue(out var line))
            taken.Add(line);
        return taken;
    }

    /// <summary>Stops it where it is, as Lambda freezes an environment that has nothing to do.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Has it go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Asks it to end, and ends it after two seconds, as Lambda does where a function has an extension.</summary>
    /// <returns>The exit code; null where it had to be ended.</returns>
    public async Task<int?> ShutDownAsync()
    {
        await SignalAsync("TERM");
        using var limit = new CancellationTokenSource(ShutdownLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public async Task KillAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await watching;
        process.Dispose();
    }

    // .NET itself has no call for it.
    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"kill -{name} {process.Id}"]))!;
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    private static string SignalName(int number) => number switch
    {
        6 => "aborted",
        9 => "killed",
        15 => "terminated",
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}

using System.ComponentModel;
using System.Diagnostics;

namespace AwsLoginAudit.Benchmarks;

/// <summary>How a program ended: what it printed, how long it ran, what it and those that it started used, and why it had to be stopped, if it had.</summary>
internal sealed record Ended(string Output, double Seconds, double CpuSeconds, long PeakBytes, string? Stopped);

/// <summary>Programs that are measured from outside.</summary>
internal static class Child
{
    private const long MostBytes = 8_000_000_000;

    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(10);

    // What a program uses after the last look is not seen.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    // .NET takes as much memory for new objects as the processor has cache. 16 MB is a usual size, and makes machines comparable.
    private const string NewObjects = "0x1000000";

    public static Process Start(string program, params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_GCgen0size"] = NewObjects },
        })!;

    /// <summary>Runs a program to its end, or until it takes too long or too much memory.</summary>
    public static async Task<Ended> MeasureAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        var since = Stopwatch.StartNew();
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();

        var usage = new Usage(process);
        var stopped = await WatchAsync(process, usage, since);
        var seconds = since.Elapsed.TotalSeconds;
        if (process.ExitCode != 0 && stopped is null)
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}:\n{await output}\n{await errors}");
        return new Ended(await output, seconds, usage.CpuSeconds, usage.PeakBytes, stopped);
    }

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        var ended = await MeasureAsync(program, arguments, input);
        return ended.Stopped is null ? ended.Output : throw new InvalidOperationException($"{program} was stopped: {ended.Stopped}.");
    }

    /// <summary>What a program prints; null where it is not here or does not end well.</summary>
    public static async Task<string?> TryAsync(string program, params IEnumerable<string> arguments)
    {
        try
        {
            return (await RunAsync(program, arguments)).Trim();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<string?> WatchAsync(Process process, Usage usage, Stopwatch since)
    {
        var exited = process.WaitForExitAsync();
        string? stopped = null;
        while (!exited.IsCompleted)
        {
            usage.Look();
            if (usage.PeakBytes > MostBytes)
                stopped = $"over {MostBytes / 1e9:0} GB after {since.Elapsed.TotalSeconds:0} s";
            else if (since.Elapsed > MostTime)
                stopped = $"not done after {MostTime.TotalMinutes:0} minutes";
            if (stopped is not null)
                process.Kill(entireProcessTree: true);
            await Task.WhenAny(exited, Task.Delay(BetweenLooks));
        }
        await exited;
        return stopped;
    }
}
